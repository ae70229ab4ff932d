"""The handbook: whole, linked, with exactly the pictures that it names."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk import resources
from skilldesk.gui import help_book
from skilldesk.gui.help_book import Chapter
from skilldesk.gui.rail import ENTRIES

LARGEST = 120 * 1024

CHAPTERS = pytest.mark.parametrize("chapter", help_book.chapters(), ids=lambda one: one.key)


def files(ending: str) -> set[str]:
    return {path.name for path in resources.path(help_book.FOLDER).glob(f"*{ending}")}


def test_every_chapter_on_disk_is_in_the_book() -> None:
    assert files(".md") == {f"{key}.md" for key in help_book.KEYS}


def test_every_picture_is_named_and_every_named_one_exists() -> None:
    named = {name for one in help_book.chapters() for name in one.pictures}

    assert named == files(".png")
    assert len(named) <= 10
    assert all(resources.path(help_book.FOLDER, name).stat().st_size <= LARGEST for name in named)


@CHAPTERS
def test_a_chapter_begins_with_its_title_and_links_to_others_that_exist(chapter: Chapter) -> None:
    assert chapter.text.startswith(f"# {chapter.title}\n")
    assert set(chapter.links) <= set(help_book.KEYS) - {chapter.key}
    assert "TODO" not in chapter.text


@CHAPTERS
def test_a_chapter_is_written_in_plain_chinese(chapter: Chapter) -> None:
    """Latin words are keys, file endings and names of programs."""
    known = {"PDF", "Excel", "SkillDesk", "U", "C", "D", "E", "skb", "F1", "backups"}
    text = re.sub(r"`[^`]+`|\]\([^)]*\)", "", chapter.text)

    assert set(re.findall(r"[A-Za-z][A-Za-z0-9]*", text)) <= known


def test_every_entry_of_the_rail_has_a_chapter() -> None:
    assert set(help_book.OF_PAGE) == {entry.key for entry in ENTRIES}
    assert set(help_book.OF_PAGE.values()) <= set(help_book.KEYS)
    assert help_book.chapter("claims").key == "claim"
    assert help_book.chapter("backup").key == "backup"
    assert help_book.chapter("nothing of the sort").key == "first-day"


def test_words_are_found_wherever_they_stand_those_in_titles_first() -> None:
    assert help_book.find("恢复单")[0].chapter.key in ("password", "restore", "backup")
    assert help_book.find("忘记密码")[0].chapter.key == "password"
    assert [hit.chapter.key for hit in help_book.find("交接清单 签字")] == ["users", "changes"]
    assert "清单" in help_book.find("交接清单")[0].around
    assert help_book.find("　 ") == ()
    assert help_book.find("没有这样的词儿") == []


def test_the_simplest_markdown_becomes_what_it_means() -> None:
    text = "# 一\n\n第一行\n第二行\n\n- 甲 **乙**\n- `F1`\n1. 丙\n\n[去](backup) ![图](users.png)"

    assert help_book.as_html(text, 300).splitlines() == [
        "<h1>一</h1>",
        "<p>第一行<br>第二行</p>",
        '<ul><li>甲 <b>乙</b></li><li><span class="key">&nbsp;F1&nbsp;</span></li></ul>',
        "<ol><li>丙</li></ol>",
        '<p><a href="backup">去</a> <img src="users.png" width="300" alt="图"></p>',
    ]


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1))
def test_no_character_of_a_text_is_taken_for_html(text: str) -> None:
    parser = Words()
    parser.feed(help_book.as_html(f"字{text.translate(str.maketrans('', '', '*`[]!()'))}字", 300))
    parser.close()

    assert parser.tags == ["p"]
    assert parser.words == f"字{text.translate(str.maketrans('', '', '*`[]!()'))}字"
