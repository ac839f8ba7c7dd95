"""``python -m compare`` is ``outlet-compare``."""

from __future__ import annotations

from compare.cli import main

if __name__ == "__main__":
    main()
