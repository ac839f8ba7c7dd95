"""A folder of results gives what was put there or nothing, whatever happens to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compare.cache import Folder, key_of

KEY, OTHER = key_of("one"), key_of("two")


@pytest.fixture
def store(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "cache")


def entries(store: Folder) -> list[Path]:
    return sorted(p for p in store.root.rglob("*") if p.is_file() and len(p.parent.name) == 2)


def test_what_was_kept_is_found_by_another_run(store: Folder) -> None:
    store.put(KEY, b"result")
    assert Folder(store.root).get(KEY) == b"result"
    assert store.get(OTHER) is None


def test_every_damaged_byte_is_noticed(store: Folder) -> None:
    store.put(KEY, b"a small result")
    (entry,) = entries(store)
    whole = entry.read_bytes()
    for place in range(len(whole)):
        for flip in (0x01, 0xFF):
            entry.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
            assert store.get(KEY) is None, place
    entry.write_bytes(whole)
    assert store.get(KEY) == b"a small result"


def test_every_cut_and_every_addition_is_noticed(store: Folder) -> None:
    store.put(KEY, b"a small result")
    (entry,) = entries(store)
    whole = entry.read_bytes()
    for length in range(len(whole)):
        entry.write_bytes(whole[:length])
        assert store.get(KEY) is None, length
    entry.write_bytes(whole + b"x")
    assert store.get(KEY) is None


def test_a_result_under_another_key_is_foreign(store: Folder) -> None:
    store.put(KEY, b"result")
    (entry,) = entries(store)
    there = store.root / OTHER[:2] / OTHER[2:]
    there.parent.mkdir(exist_ok=True)
    there.write_bytes(entry.read_bytes())
    assert store.get(OTHER) is None


def test_a_damaged_entry_is_replaced(store: Folder) -> None:
    store.put(KEY, b"result")
    (entry,) = entries(store)
    entry.write_bytes(b"")
    store.put(KEY, b"result")
    assert store.get(KEY) == b"result"


def test_a_folder_in_an_entrys_place_is_a_result_not_kept(store: Folder) -> None:
    (store.root / KEY[:2] / KEY[2:]).mkdir(parents=True)
    assert store.get(KEY) is None
    store.put(KEY, b"result")
    assert store.refused
    assert store.get(KEY) is None
    assert list(store.root.rglob("*.tmp-*")) == []


def test_a_cache_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    store = Folder(tmp_path / "file" / "cache")
    store.put(KEY, b"result")
    assert store.refused == "Not a directory"
    assert store.get(KEY) is None
    assert store.prune(0) == 0
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_deleted_during_a_run_is_made_again(store: Folder) -> None:
    import shutil  # noqa: PLC0415

    store.put(KEY, b"result")
    shutil.rmtree(store.root)
    assert store.get(KEY) is None
    store.put(KEY, b"result")
    assert store.get(KEY) == b"result"


def test_a_link_inside_leads_nothing_out(store: Folder) -> None:
    outside = store.root.parent / "outside"
    outside.mkdir()
    store.root.mkdir()
    (store.root / KEY[:2]).symlink_to(outside)
    store.put(KEY, b"result")
    assert store.refused == "a link leads out of the cache"
    assert list(outside.iterdir()) == []


def test_other_programs_are_told_that_it_is_a_cache(store: Folder) -> None:
    store.put(KEY, b"result")
    assert (store.root / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (store.root / ".gitignore").read_text() == "*\n"


def test_a_folder_with_other_files_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine")
    Folder(tmp_path).put(KEY, b"result")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([KEY[:2], "own.txt"])


def age(store: Folder, key: str, days: int) -> None:
    path = store.root / key[:2] / key[2:]
    before = path.stat().st_mtime - 86_400 * days
    os.utime(path, (before, before))


def test_what_was_unused_for_longest_is_removed_first_and_what_this_run_used_stays(store: Folder) -> None:
    keys = [key_of(n) for n in range(4)]
    for days, key in enumerate(keys):
        store.put(key, bytes(1000))
        age(store, key, days)
    later = Folder(store.root)
    assert later.get(keys[3]) == bytes(1000)
    size = (store.root / keys[0][:2] / keys[0][2:]).stat().st_size
    assert later.prune(2 * size) == 2
    assert [later.get(key) is not None for key in keys] == [True, False, False, True]
    assert later.prune(0) == 0


def test_use_is_noted_once_a_day(store: Folder) -> None:
    store.put(KEY, b"result")
    path = store.root / KEY[:2] / KEY[2:]
    fresh = path.stat().st_mtime_ns
    store.get(KEY)
    assert path.stat().st_mtime_ns == fresh
    age(store, KEY, 3)
    store.get(KEY)
    assert path.stat().st_mtime_ns > fresh - 10**9


def test_pruning_touches_no_file_that_is_not_ours(store: Folder) -> None:
    store.put(KEY, b"result")
    strange = [store.root / "notes.txt", store.root / "ab" / "notes.txt", store.root / "sub" / KEY[2:]]
    for path in strange:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    outside = store.root.parent / "outside"
    outside.mkdir()
    (outside / OTHER[2:]).write_text("mine")
    (store.root / OTHER[:2]).symlink_to(outside)
    assert Folder(store.root).prune(0) == 1
    assert all(path.read_text() == "mine" for path in (*strange, outside / OTHER[2:]))


def test_what_a_stopped_run_left_half_written_goes_after_an_hour(store: Folder) -> None:
    store.put(KEY, b"result")
    (entry,) = entries(store)
    old, new = (entry.with_name(f"{entry.name}.tmp-{name}") for name in ("00000001", "00000002"))
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    os.utime(old, (0, 0))
    store.prune(10**9)
    assert not old.exists()
    assert new.exists()
