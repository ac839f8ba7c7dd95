"""What a build changes for readers: events that are new, grown, merged, split or gone since the site that stands, and why.

Pure: the standing events come from ``publish``, the report goes to a file of its own; the site does not know of it.
"""

from compare.changes.find import KINDS, Change, Former, Kind, Note, Now, find_changes
from compare.changes.words import Changes, to_json, to_markdown

__all__ = ["KINDS", "Change", "Changes", "Former", "Kind", "Note", "Now", "find_changes", "to_json", "to_markdown"]
