"""In what the accounts of one event differ: figures, days, places, names, statements.

``pairing`` chooses the sentences to compare, ``judgement`` says what may be said of their claims, ``ledger`` lines the
claims of all accounts up.
"""

from compare.differences.ledger import attach_conflicts, find_differences, opposed

__all__ = ["attach_conflicts", "find_differences", "opposed"]
