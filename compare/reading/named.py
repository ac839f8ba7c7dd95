"""Articles that are named one by one: ``FILE``, ``FILE#ID``, or the id of an article of a corpus."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import structs

from compare.config import RecordsConfig
from compare.errors import CorpusError
from compare.model import Article, Corpus, Place
from compare.reading.reading import read

_MOST_LISTED = 10


def read_named(paths: Sequence[Path], records: RecordsConfig | None = None, among: Corpus | None = None) -> Corpus:
    """The articles that are named one by one, in that order: files, records of a file, articles ``among`` a corpus.

    ``FILE#ID`` picks one record of a file. What is the name of a file and an id is the file. Where two files have one
    name, their ids are their paths below the folder they share.

    Raises:
        CorpusError: There is no such file, record or article, or one is named twice.
    """
    found = [_read(path, records, among) for path in paths]
    parts = [part for part, _ in found]
    if len({a.id for part in parts for a in part.articles}) < sum(len(part.articles) for part in parts):
        parts = _tell_apart(parts, [file for _, file in found])
    return Corpus(
        articles=tuple(a for part in parts for a in part.articles),
        outlets={key: outlet for part in parts for key, outlet in part.outlets.items()},
        unreadable=tuple(u for part in parts for u in part.unreadable),
        places={id_: place for part in parts for id_, place in part.places.items()},
    )


def _read(path: Path, records: RecordsConfig | None, among: Corpus | None) -> tuple[Corpus, Path]:
    file, wanted = _split_address(path)
    if file.is_file():
        return _pick(read([file], records=records), file, wanted), file
    own = [article for article in among.articles if article.id == str(path)] if among else []
    if among and own:
        return structs.replace(among, articles=tuple(own), unreadable=()), path
    raise _unknown(path, among)


def _unknown(path: Path, among: Corpus | None) -> CorpusError:
    if among is None:
        mend = "Give an article's file, FILE#ID for one record of a file, or an id with --corpus INPUT."
        return CorpusError("There is no such file.", where=str(path), mend=mend)
    near = difflib.get_close_matches(str(path), [article.id for article in among.articles], n=1)
    mend = "".join(f"Did you mean {id_}? " for id_ in near) + "`outlet-compare events` lists the ids."
    return CorpusError("There is no such file, and no article of the corpus has this id.", where=str(path), mend=mend)


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
        ids = [a.id for a in part.articles[:_MOST_LISTED]] + ["..."] * (len(part.articles) > _MOST_LISTED)
        mend = f"Its ids are {', '.join(ids)}." if ids else "None of its articles could be read."
        raise CorpusError(f"No article here has the id {wanted!r}.", where=str(file), mend=mend)
    return structs.replace(part, articles=articles, unreadable=())


def _tell_apart(parts: Sequence[Corpus], files: Sequence[Path]) -> list[Corpus]:
    """The parts with each article's id led by its folder below the one all files share."""
    resolved = [file.resolve() for file in files]
    if len(set(resolved)) < len(resolved):
        twice = next(file for file, path in zip(files, resolved, strict=True) if resolved.count(path) > 1)
        raise CorpusError("The same article is named twice.", where=str(twice), mend="Name two different articles.")
    shared = Path(os.path.commonpath([path.parent for path in resolved]))
    return [
        _rename(part, path.parent.relative_to(shared).as_posix()) for part, path in zip(parts, resolved, strict=True)
    ]


def _rename(part: Corpus, folder: str) -> Corpus:
    def led(name: str) -> str:
        return name if folder == "." else f"{folder}/{name}"

    return structs.replace(
        part,
        articles=tuple(_with_id(a, led(a.id)) for a in part.articles),
        places={led(id_): Place(led(place.file), place.line) for id_, place in part.places.items()},
    )


def _with_id(article: Article, new: str) -> Article:
    sentences = tuple(structs.replace(s, article_id=new) for s in article.sentences)
    return structs.replace(article, id=new, sentences=sentences)
