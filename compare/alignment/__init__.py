"""Articles of one event -> links between their sentences, beads, word differences, possible conflicts.

The steps, one module each: ``lines`` reads what comparisons need off a sentence, ``spaces`` turns an
event's lines into weighted term vectors, ``evidence`` measures pairs of sentences, ``support`` adds what
neighbouring pairs and third accounts say, ``weights`` combines it, ``beads`` groups the links.
"""

from compare.alignment.accounts import align

__all__ = ["align"]
