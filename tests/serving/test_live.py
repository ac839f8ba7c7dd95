"""A site that follows its inputs."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from compare import settings
from compare.serving.live import LiveSite, Memory, SiteSource, follow, live_application, look
from compare.serving.server import Request
from tests.curation.conftest import ROWS


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder, *ROWS)
    return folder


def write(folder: Path, *rows: dict[str, str]) -> None:
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def get(live: LiveSite, target: str, *, reload: bool = True) -> tuple[int, str]:
    answer = live_application(live, reload=reload)(Request("GET", target))
    return answer.status, answer.body.decode()


def test_a_change_makes_another_version(corpus: Path) -> None:
    live = LiveSite(SiteSource([corpus]))
    first = live.rebuild()
    write(corpus, *ROWS[:2])
    second = live.rebuild()
    assert first.version != second.version
    assert b"bronze bells" not in (live.find("index.html") or b"")


def test_a_build_reads_the_settings_once(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[object] = []
    load = settings.load
    monkeypatch.setattr(settings, "load", lambda *given: (loads.append(given), load(*given))[1])
    LiveSite(SiteSource([corpus])).rebuild()
    assert len(loads) == 1


def test_a_page_asks_whether_it_is_still_the_newest(corpus: Path) -> None:
    live = LiveSite(SiteSource([corpus]))
    version = live.rebuild().version
    assert f'src="/-live/live.js" data-version="{version}"' in get(live, "/")[1]
    assert get(live, f"/-live/changed.js?version={version}") == (200, "")
    live.rebuild()
    assert get(live, f"/-live/changed.js?version={version}") == (200, "location.reload();")
    assert "currentScript" in get(live, "/-live/live.js")[1]


def test_without_watching_pages_are_as_they_are_built(corpus: Path) -> None:
    live = LiveSite(SiteSource([corpus]))
    live.rebuild()
    assert get(live, "/", reload=False)[1].encode() == live.find("index.html")


def test_an_error_is_shown_in_place_of_every_page_until_it_is_mended(corpus: Path) -> None:
    live = LiveSite(SiteSource([corpus]))
    live.rebuild()
    (corpus / "overrides.toml").write_text('[[exclude]]\narticle = "<nobody>"\n')
    assert live.rebuild().error
    status, page = get(live, "/")
    assert status == 500
    assert "names no article: &#39;&lt;nobody&gt;&#39;" in page
    assert "live.js" in page
    assert get(live, "/style.css")[0] == 200
    assert get(live, "/-live/live.css")[0] == 200
    (corpus / "overrides.toml").unlink()
    live.rebuild()
    assert get(live, "/")[0] == 200


def test_a_site_that_never_was_shows_why(tmp_path: Path) -> None:
    live = LiveSite(SiteSource([tmp_path / "none"]))
    live.rebuild()
    assert get(live, "/")[0] == 500
    assert "There is no such file or folder" in get(live, "/e/1/")[1]


def test_memory_lets_go_of_what_nobody_asked_for() -> None:
    memory = Memory()
    memory.put("a", b"1")
    memory.put("b", b"2")
    memory.get("a")
    memory.forget()
    assert (memory.get("a"), memory.get("b")) == (b"1", None)


def test_only_what_is_new_is_compared_again(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from compare import builder  # noqa: PLC0415

    live = LiveSite(SiteSource([corpus]))
    live.rebuild()
    compared: list[str] = []
    real = builder.compare_event
    monkeypatch.setattr(
        builder, "compare_event", lambda case, config: (compared.append(case.event.id), real(case, config))[1]
    )
    live.rebuild()
    assert compared == []
    write(
        corpus,
        *ROWS,
        {"id": "far", "title": "Frost in Harrow", "text": "Frost came to Harrow in May. Nobody was hurt."},
    )
    live.rebuild()
    assert len(compared) == 1


def test_a_look_sees_what_a_build_reads(corpus: Path) -> None:
    (corpus / ".git").mkdir()
    (corpus / ".git" / "index").touch()
    (corpus / ".hidden").touch()
    (corpus / "site").mkdir()
    (corpus / "site" / "outlet-compare.manifest.json").touch()
    (corpus / "sub").mkdir()
    (corpus / "sub" / "a.txt").touch()
    lone = corpus.parent / "lone.txt"
    lone.touch()
    seen = {Path(path).name for path in look([corpus, lone, corpus / "gone.toml"])}
    assert seen == {"articles.jsonl", "a.txt", "lone.txt"}


def test_following_tells_of_each_change_once_and_stops(corpus: Path) -> None:
    told, stop = threading.Semaphore(0), threading.Event()
    thread = threading.Thread(target=follow, args=([corpus], look([corpus]), told.release, stop, 0.01))
    thread.start()
    for name in ("b.txt", "c.txt"):
        (corpus / ".new").write_text("new")
        (corpus / ".new").rename(corpus / name)  # in one step, so that no look sees half of it
        assert told.acquire(timeout=60)
    (corpus / "b.txt").unlink()
    assert told.acquire(timeout=60)
    stop.set()
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert not told.acquire(blocking=False)
