"""The handbook: its chapters in resources/help, found by what they are about or by words that stand in them.

A chapter is a text in the simplest Markdown: headings, paragraphs, lists, **bold**, `keys`, pictures.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from skilldesk import resources

FOLDER = "help"

_HEADING = re.compile(r"(#{1,3}) (.+)")
_ITEM = re.compile(r"(?:[-*]|(\d+)\.) (.+)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([\w-]+\.png)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([\w-]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEY = re.compile(r"`([^`]+)`")
_AROUND = 24
"""Characters shown before and after what was found."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    key: str
    """The name of its file, by which pages name it."""
    title: str
    text: str

    @property
    def pictures(self) -> list[str]:
        return [name for _, name in _PICTURE.findall(self.text)]

    @property
    def links(self) -> list[str]:
        return [key for _, key in _LINK.findall(_PICTURE.sub("", self.text))]


@dataclass(frozen=True)
class Hit:
    """Where words were found, and what stands around them."""

    chapter: Chapter
    around: str


KEYS = (
    "first-day",
    "register",
    "class",
    "claim",
    "print",
    "report",
    "receipts",
    "users",
    "backup",
    "restore",
    "password",
    "new-pc",
    "journal",
    "verify",
    "settings",
    "protected",
    "changes",
)
"""The chapters in the order of the book."""

OF_PAGE: Mapping[str, str] = {
    "board": "first-day",
    "trainees": "register",
    "institutions": "register",
    "classes": "class",
    "certificates": "class",
    "claims": "claim",
    "funds": "claim",
    "reports": "report",
    "statistics": "report",
    "catalogues": "claim",
    "system": "users",
}
"""Which chapter fits an entry of the rail whose page names none itself."""


@cache
def chapters() -> tuple[Chapter, ...]:
    return tuple(_read(key) for key in KEYS)


def _read(key: str) -> Chapter:
    text = resources.path(FOLDER, f"{key}.md").read_text("utf-8")
    first = text.splitlines()[0]
    return Chapter(key=key, title=first.removeprefix("# ").strip(), text=text)


def chapter(key: str) -> Chapter:
    """The chapter of that name, or the one that fits an entry of the rail; the first otherwise."""
    wanted = OF_PAGE.get(key, key)
    return next((one for one in chapters() if one.key == wanted), chapters()[0])


def find(asked: str) -> Sequence[Hit]:
    """The chapters in which all the words stand, those with a word in their title first."""
    sought = asked.lower().split()
    if not sought:
        return ()
    found = [
        Hit(one, _around(plain, sought[0]))
        for one in chapters()
        if all(word in (plain := _plain(one.text)).lower() for word in sought)
    ]
    return sorted(found, key=lambda hit: not any(word in hit.chapter.title.lower() for word in sought))


def _around(plain: str, word: str) -> str:
    at = plain.lower().index(word)
    begin, end = max(0, at - _AROUND), at + len(word) + _AROUND
    shown = plain[begin:end].replace("\n", " ").strip()
    return f"{'…' if begin else ''}{shown}{'…' if end < len(plain) else ''}"


def _plain(text: str) -> str:
    """The words alone."""
    words = _LINK.sub(r"\1", _PICTURE.sub("", text))
    return re.sub(r"^(#{1,3}|[-*]|\d+\.) |[*`]", "", words, flags=re.MULTILINE)


def as_html(text: str, picture_width: int) -> str:
    """The chapter for a text browser; every character that means something to HTML is escaped."""
    return "\n".join(_blocks(text.splitlines(), picture_width))


def _blocks(lines: Iterable[str], wide: int) -> Iterator[str]:
    """Block by block; a list goes on as long as its items follow each other."""
    paragraph: list[str] = []
    items: list[str] = []
    ordered = False
    for line in (*(one.strip() for one in lines), ""):
        item, head = _ITEM.fullmatch(line), _HEADING.fullmatch(line)
        if paragraph and (not line or item or head):
            yield f"<p>{'<br>'.join(paragraph)}</p>"
            paragraph = []
        if items and not (item and bool(item[1]) == ordered):
            yield _list(items, ordered=ordered)
            items = []
        if item:
            ordered = bool(item[1])
            items.append(_inline(item[2], wide))
        elif head:
            yield f"<h{len(head[1])}>{_inline(head[2], wide)}</h{len(head[1])}>"
        elif line:
            paragraph.append(_inline(line, wide))
    if items:
        yield _list(items, ordered=ordered)


def _list(items: Sequence[str], *, ordered: bool) -> str:
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _inline(text: str, wide: int) -> str:
    told = html.escape(text)
    told = _PICTURE.sub(rf'<img src="\2" width="{wide}" alt="\1">', told)
    told = _LINK.sub(r'<a href="\2">\1</a>', told)
    told = _BOLD.sub(r"<b>\1</b>", told)
    return _KEY.sub(r'<span class="key">&nbsp;\1&nbsp;</span>', told)
