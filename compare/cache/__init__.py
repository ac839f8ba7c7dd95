"""Results that are kept from one run to the next, found by the digest of all that they depend on.

``encoding`` turns results into bytes and back, ``version`` says which program made them, ``folder`` keeps them on disk,
``work`` asks for them before anything is done.
"""

from compare.cache.encoding import decode, encode, key_of
from compare.cache.folder import Folder, Nothing, Store
from compare.cache.version import program
from compare.cache.work import Counts, Map, Run, Stage, recall, recall_one

__all__ = [
    "Counts",
    "Folder",
    "Map",
    "Nothing",
    "Run",
    "Stage",
    "Store",
    "decode",
    "encode",
    "key_of",
    "program",
    "recall",
    "recall_one",
]
