"""Words, stems, sentences and quotations: what every room that reads text agrees on."""
