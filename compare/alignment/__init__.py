"""Articles of one event -> links between their sentences, the beads that these form, and word differences.

One module a step: ``vectors`` turns an event's sentences into weighted term vectors, ``scoring`` measures every pair and
combines the measures into a probability, ``beads`` groups the links, ``align`` is the whole way; ``word_diff`` marks
the words in which linked sentences differ.
"""

from compare.alignment.align import align

__all__ = ["align"]
