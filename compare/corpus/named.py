"""Articles that are named one by one: ``FILE`` or ``FILE#ID``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import structs

from compare.config import RecordsConfig
from compare.corpus.reading import read
from compare.errors import CorpusError
from compare.model import Article, Corpus


def read_named(paths: Sequence[Path], records: RecordsConfig | None = None) -> Corpus:
    """The articles of files that are named one by one, in that order; ``FILE#ID`` picks one record of a file.

    Where two files have one name, their ids are their paths below the folder they share.

    Raises:
        CorpusError: A file does not exist or holds no such record, or one file is named twice.
    """
    files = [_split_address(path) for path in paths]
    missing = [file for file, _ in files if not file.is_file()]
    if missing:
        raise CorpusError(
            "There is no such file.", where=str(missing[0]), mend="Check the path; FILE#ID picks one record of a file."
        )
    parts = [_pick(read([file], records=records), file, wanted) for file, wanted in files]
    if len({a.id for part in parts for a in part.articles}) < sum(len(part.articles) for part in parts):
        parts = _tell_apart(parts, [file for file, _ in files])
    return Corpus(
        articles=tuple(a for part in parts for a in part.articles),
        outlets={key: outlet for part in parts for key, outlet in part.outlets.items()},
        unreadable=tuple(u for part in parts for u in part.unreadable),
    )


def _split_address(path: Path) -> tuple[Path, str | None]:
    if path.exists() or "#" not in path.name:
        return path, None
    name, _, wanted = str(path).partition("#")
    return Path(name), wanted


def _pick(part: Corpus, file: Path, wanted: str | None) -> Corpus:
    if wanted is None:
        return part
    articles = tuple(a for a in part.articles if a.id == wanted)
    if not articles:
        raise CorpusError(f"No article here has the id {wanted!r}.", where=str(file))
    return structs.replace(part, articles=articles, unreadable=())


def _tell_apart(parts: Sequence[Corpus], files: Sequence[Path]) -> list[Corpus]:
    """The parts with each article's id led by its folder below the one all files share."""
    resolved = [file.resolve() for file in files]
    if len(set(resolved)) < len(resolved):
        twice = next(file for file, path in zip(files, resolved, strict=True) if resolved.count(path) > 1)
        raise CorpusError("The same file is named twice.", where=str(twice), mend="Name two different articles.")
    shared = Path(os.path.commonpath([path.parent for path in resolved]))
    return [
        _rename(part, path.parent.relative_to(shared).as_posix()) for part, path in zip(parts, resolved, strict=True)
    ]


def _rename(part: Corpus, folder: str) -> Corpus:
    return structs.replace(
        part, articles=tuple(_with_id(a, a.id if folder == "." else f"{folder}/{a.id}") for a in part.articles)
    )


def _with_id(article: Article, new: str) -> Article:
    sentences = tuple(structs.replace(s, article_id=new) for s in article.sentences)
    return structs.replace(article, id=new, sentences=sentences)
