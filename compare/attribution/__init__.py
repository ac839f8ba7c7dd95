"""Quotations of one article and who speaks in them, told within the article; no answer where it cannot be told.

The steps, one module each: ``narration`` makes every quotation one piece of its sentence, ``clauses`` finds verbs of
saying, ``subjects`` their subjects, ``attribution`` decides between them, ``cast`` and ``resolution`` turn "he", "the
ministry" or a surname into a name, ``quotations`` puts it together.
"""

from compare.attribution.quotations import MINIMUM_WORDS, Quotation, attribute, retell

__all__ = ["MINIMUM_WORDS", "Quotation", "attribute", "retell"]
