"""The table of outlets: found by many names, extended by a folder, strict about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.errors import ConfigError
from compare.reading import load_outlets, read


def own_table(folder: Path, text: str) -> Path:
    (folder / "outlets.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("yonhap", "yonhap"),
        ("Yonhap News Agency", "yonhap"),
        ("연합뉴스", "yonhap"),
        ("en.yna.co.kr", "yonhap"),
        ("https://m-en.yna.co.kr/view/AEN1", "yonhap"),
        ("THE KOREA HERALD", "korea-herald"),
        ("koreaherald", "korea-herald"),
        ("www.koreaherald.com", "korea-herald"),
        ("The Hankyoreh", "hankyoreh"),
        ("english.hani.co.kr", "hankyoreh"),
        ("Associated Press", "ap"),
        ("notkoreaherald.com", None),
        ("Harbor Times", None),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_an_outlet_is_found_by_id_name_native_name_alias_and_domain(name: str, outlet: str | None) -> None:
    found = load_outlets().find(name)
    assert (found.id if found else None) == outlet


def test_a_folder_adds_an_outlet_with_a_layout_of_its_own(tmp_path: Path) -> None:
    own_table(
        tmp_path,
        """
        [outlets.morning-post]
        name = "The Morning Post"
        timezone = "Europe/London"
        page.marks = ['^Morning Post, est\\. 1801$']
        page.published = ['^First printed: %d %B %Y, %H:%M$']
        page.furniture = ["Buy a copy", "/Page \\\\d+/"]
        """,
    )
    (tmp_path / "a.txt").write_text(
        "Morning Post, est. 1801\nBridge shut\nFirst printed: 1 July 2022, 06:30\nThe bridge was shut on Friday.\n"
        "Buy a copy\nPage 3\nIt will open again next week."
    )
    (article,) = read([tmp_path]).articles
    assert (article.outlet_id, article.headline) == ("morning-post", "Bridge shut")
    assert article.published is not None
    assert article.published.iso == "2022-07-01T06:30+01:00"
    assert article.body == "The bridge was shut on Friday.\nIt will open again next week."


def test_a_folder_overrides_a_shipped_outlet_field_by_field(tmp_path: Path) -> None:
    table = load_outlets(
        [own_table(tmp_path, '[outlets.yonhap]\nname = "YNA"\npage.furniture = ["...", "Get the app"]')]
    )
    assert table.outlets["yonhap"].name == "YNA"
    assert table.outlets["yonhap"].timezone == "Asia/Seoul"
    furniture = table.layout("yonhap").furniture
    assert furniture.has("get the app")
    assert furniture.has("Send Feedback")


def test_without_the_dots_a_list_replaces_the_shipped_one(tmp_path: Path) -> None:
    table = load_outlets([own_table(tmp_path, '[outlets.yonhap.page]\nfurniture = ["Get the app"]')])
    assert not table.layout("yonhap").furniture.has("Go to Navigation")


def test_the_tables_of_several_folders_are_joined_whatever_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    own_table(one, '[outlets.a]\nname = "A"')
    own_table(two, '[outlets.b]\nname = "B"')
    assert load_outlets([one, two]).outlets == load_outlets([two, one]).outlets
    assert {"a", "b", "yonhap"} <= set(load_outlets([one, two]).outlets)


def test_a_file_is_read_with_the_table_beside_it(tmp_path: Path) -> None:
    own_table(tmp_path, '[outlets.post]\nname = "Post"\nfiles = ["post-*"]')
    (tmp_path / "post-1.txt").write_text("The bridge was shut on Friday.")
    corpus = read([tmp_path / "post-1.txt"])
    assert corpus.articles[0].outlet_id == "post"
    assert corpus.outlets["post"].name == "Post"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[outlets.x]\nname = 'X'\nnaem = 'Y'", "naem"),
        ("[outlets.x.page]\nmarks = ['a']", "name"),
        ("[outlets.x]\nname = 'X'\npage.furnitur = ['a']", "furnitur"),
        ("[outlet.x]\nname = 'X'", "outlet"),
        ("[outlets.x]\nname = 'X'\npage.marks = 'a'", "marks"),
        ("[outlets.x]\nname = 'X'\npage.published = ['%Y(']", "outlets.x.page.published"),
        ("[outlets.x]\nname = 'X'\npage.furniture = ['/[/']", "outlets.x.page.furniture"),
        ("[outlets.x]\nname = 'X'\npage.captions = ['(']", "outlets.x.page.captions"),
        ("[outlets.x]\nname = 'X'\npage.bylines = ['^By .+']", "outlets.x.page.bylines"),
        (
            "[[outlets.x.page.kinds]]\nkind = 'list'\nreason = 'r'\nline = '*'\n[outlets.x]\nname = 'X'",
            "outlets.x.page.kinds[0].line",
        ),
        ("[outlets.x]\nname = 'X'\n[[outlets.x.page.kinds]]\nkind = 'poem'\nreason = 'r'", "poem"),
        ("[outlets.x]\nname = 'X'\ntimezone = 'Asia/Nowhere'", "outlets.x.timezone"),
        ("[outlets.x]\nname = 'X'\ntimezone = '/etc'", "outlets.x.timezone"),
        ("[defaults]\nversions = ['(?P<v>a)']", "defaults.versions"),
        ("[outlets.x\n", "outlets.toml:1: cannot be read"),
        ("[" * 3000, "TOML"),
    ],
)
def test_a_mistake_is_refused_with_the_file_and_the_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_outlets([own_table(tmp_path, text)])
    assert named in str(caught.value)
    assert str(tmp_path / "outlets.toml") in str(caught.value)
    assert caught.value.hint


def test_the_shipped_table_keeps_its_promises() -> None:
    table = load_outlets()
    for outlet in table.outlets.values():
        assert outlet.id == outlet.id.lower()
        assert table.find(outlet.name) is outlet
        assert all(table.find(f"www.{domain}") is outlet for domain in outlet.domains)
