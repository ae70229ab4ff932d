"""What the province said of one record, or will say, with the way to where it is put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button
from skilldesk.gui.record_place import place_of
from skilldesk.gui.report_work import Fate, ReceiptLine
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign, Tone
from skilldesk.gui.widgets.words import sentence, words

State = tuple[str, Sign, Tone]

FATES: Mapping[Fate, State] = {
    "rejected": ("省级退回", Sign.CROSS, "red"),
    "conflict": ("待裁定", Sign.WARN, "amber"),
    "warned": ("接收，请核对", Sign.WARN, "amber"),
    "quarantined": ("等待前面的包", Sign.CLOCK, "amber"),
    "accepted": ("省级接收", Sign.CHECK, "green"),
}
_WILL_COME_BACK: State = ("会退回", Sign.CROSS, "red")
_MENDED: State = ("已改", Sign.CHECK, "green")

MOST = 50
"""So many are shown with all their words; the rest is counted, and stands whole under 对账."""


def go_to_record(desk: Desk, kind: str, record: str) -> None:
    """Open the form of that record, wherever it stands."""
    if place := place_of(kind, record):
        desk.news.go(place)


def add_lines(
    into: QVBoxLayout, theme: Theme, lines: Sequence[ReceiptLine], go: Callable[[ReceiptLine], object]
) -> None:
    for line in lines[:MOST]:
        into.addWidget(line_banner(theme, line, go))
    if len(lines) > MOST:
        into.addWidget(words(f"还有 {len(lines) - MOST:,} 条，见「对账」。", "hint"))


def line_banner(
    theme: Theme, line: ReceiptLine, go: Callable[[ReceiptLine], object], *, is_forecast: bool = False
) -> QFrame:
    """Sign, whom it is about, what was said, what stands here, what to do, and the button that goes there."""
    word, sign, tone = _MENDED if line.since else _WILL_COME_BACK if is_forecast else FATES[line.fate]
    head = row(words(line.title, "strong"), words(line.detail, "label"), None, Chip(theme, sign, word, tone))
    may_go = bool(line.record and not line.since and place_of(line.kind, line.record))
    mend = button("去改正", lambda: go(line), accessible=f"去改正{line.title}")
    if may_go and is_forecast:
        head.addWidget(mend)
    parts: list[QWidget] = [laid(QWidget(), head)]
    said = "本机检查" if is_forecast else "省厅说明"
    for label, text in (
        (said, line.text),
        ("本机所填", line.ours),
        ("怎么办", "" if line.since else line.remedy),
        ("后来", line.since),
    ):
        if text:
            name = words(label, "label", tone=tone if label == said else "")
            fact = row(name, sentence(text))
            fact.setStretch(1, 1)
            fact.setAlignment(name, Qt.AlignmentFlag.AlignTop)
            parts.append(laid(QWidget(), fact))
    if may_go and not is_forecast:
        parts.append(laid(QWidget(), row(mend, None)))
    return laid(frame("banner", tone=tone), column(*parts, spacing=4), margins=(12, 8, 12, 8))
