"""Quotations of one article and who speaks in them, told within the article; no answer where it cannot be told.

``phrases`` reads the narration around quotations, ``clauses`` finds verbs of saying with their subjects,
``coreference`` turns "he", "the ministry" or a surname into a name, ``speakers`` decides and puts it together.
``korean_speakers`` does the same for Korean prose.
"""

from compare.attribution.speakers import MINIMUM_WORDS, Quotation, attribute, retell

__all__ = ["MINIMUM_WORDS", "Quotation", "attribute", "retell"]
