"""Names of people, places and organisations: found, folded to keys, compared, and resolved to persons."""

from __future__ import annotations
