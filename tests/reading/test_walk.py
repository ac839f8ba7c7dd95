"""Folders and files: what is read, in which order, under which id."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compare.errors import CorpusError
from compare.reading import decode, inputs, read

TEXT = "The council voted on Monday to keep the night ferries running."


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT, encoding="utf-8")


def ids(*inputs: Path) -> list[str]:
    return [article.id for article in read(inputs).articles]


def test_a_folder_is_walked_in_order_and_ids_are_relative_paths(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "B.TXT")
    assert ids(tmp_path) == ["B.TXT", "b.txt", "a/z.txt", "a/b/c.txt"]


def test_a_file_given_alone_has_its_name_for_an_id(tmp_path: Path) -> None:
    write(tmp_path, "deep/er/a b.txt")
    assert ids(tmp_path / "deep/er/a b.txt") == ["a b.txt"]


def test_articles_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    write(tmp_path, "1/a.txt", "2/b.txt")
    assert ids(tmp_path / "2", tmp_path / "1") == ["b.txt", "a.txt"]


def test_configuration_readme_licence_and_hidden_files_are_no_input(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "readme", "LICENSE", ".hidden.txt", ".git/x.txt", "a.txt")
    for name in ("outlets.toml", "overrides.toml", "outlet-compare.toml"):
        (tmp_path / name).write_text("")
    corpus = read([tmp_path])
    assert ([a.id for a in corpus.articles], corpus.unreadable) == (["a.txt"], ())


def test_other_formats_are_listed_with_a_mend(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.docx", "c")
    corpus = read([tmp_path, tmp_path / "b.docx"])
    assert [u.path for u in corpus.unreadable] == ["b.docx", "c", "b.docx"]
    assert corpus.unreadable[0].problem.startswith("not a format that is read: .txt, .html")
    assert corpus.unreadable[0].hint


@pytest.mark.parametrize("name", ["a b.txt", "new\nline.txt", "<script>.txt", "한글.txt", "semi;colon&.txt"])
def test_strange_file_names_are_ids_like_any_other(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    assert ids(tmp_path) == [name]


def test_a_file_name_that_is_no_utf8_gives_an_id_that_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(TEXT)
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    assert ids(tmp_path) == ["caf\\xe9.txt"]


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    assert ids(tmp_path / "sub/a.txt", tmp_path, tmp_path) == ["sub/a.txt"]


def test_two_files_of_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    write(tmp_path, "1/a.txt", "2/a.txt")
    with pytest.raises(CorpusError, match=r"'a\.txt'") as caught:
        read([tmp_path / "1", tmp_path / "2"])
    assert str(caught.value).count("a.txt") >= 3


def test_an_input_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        read([tmp_path / "nothing"])


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    write(inside, "a.txt")
    write(outside, "secret.txt")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "again.txt").symlink_to(inside / "a.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "broken.txt").symlink_to(inside / "gone.txt")
    corpus = read([inside])
    assert [a.id for a in corpus.articles] == ["a.txt"]
    assert {u.path: u.problem for u in corpus.unreadable} == {
        "broken.txt": "a link that leads nowhere",
        "folder": "a link that leads out of the folder",
        "link.txt": "a link that leads out of the folder",
    }


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [u.problem for u in read([tmp_path]).unreadable] == ["not a regular file"]


def test_a_folder_named_like_a_page_is_walked(tmp_path: Path) -> None:
    write(tmp_path, "folder.txt/a.txt")
    assert ids(tmp_path) == ["folder.txt/a.txt"]


def test_a_file_that_cannot_be_read_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.txt")

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return TEXT.encode()

    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = read([tmp_path])
    assert [a.id for a in corpus.articles] == ["b.txt"]
    assert corpus.unreadable[0].problem == "cannot be read: Permission denied"


def test_a_file_larger_than_any_article_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    monkeypatch.setattr(inputs, "_MOST_TEXT_BYTES", 10)
    assert read([tmp_path]).unreadable[0].problem.startswith("larger than")
    assert decode.MAX_PAGE_BYTES >= 5_000_000


@pytest.mark.parametrize(
    ("data", "problem"), [(b"", "empty"), (b" \n ", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "")]
)
def test_files_without_text_are_listed_and_the_rest_goes_on(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    write(tmp_path, "b.txt")
    corpus = read([tmp_path])
    assert [a.id for a in corpus.articles] == ["b.txt"]
    (found,) = corpus.unreadable
    assert found.path == "a.txt"
    assert found.problem.startswith(problem)
    assert found.hint


def test_nothing_at_all_is_an_empty_corpus(tmp_path: Path) -> None:
    corpus = read([tmp_path])
    assert (corpus.articles, corpus.outlets, corpus.unreadable) == ((), {}, ())
