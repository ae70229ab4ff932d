"""Where backups go: the folder of the office, and further places that outlive its disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from skilldesk.gui.desk import Desk
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.system_work import BackupPlace
from skilldesk.gui.widgets.frames import column, empty_out, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign, Tone
from skilldesk.gui.widgets.words import ShortWords, sentence, words
from skilldesk.progress import Progress

NOT_ALLOWED = "备份位置要系统管理员来设"


def state_of(place: BackupPlace) -> tuple[Sign, str, Tone]:
    """How safe a place is."""
    if not place.reachable:
        return (Sign.WARN, "现在找不到", "amber")
    if place.elsewhere:
        return (Sign.CHECK, "另一个盘", "green")
    return (Sign.RING, "与单位同一个盘", "")


class PlacesCard(QFrame):
    """Lists the places; an administrator adds and takes away."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._may = desk.rights.allows("users")
        self._lines = column(spacing=6)
        self.add = with_icon(button("增加位置", self._add), desk.theme, "usb")
        self.add.setEnabled(self._may)
        self._advice = sentence("", "label")
        reason = words("" if self._may else NOT_ALLOWED, "hint")
        head = row(words("备份位置", "lead"), reason, None, self.add)
        inside = column(laid(QWidget(), head), laid(QWidget(), self._lines), self._advice, spacing=8)
        laid(self, inside, margins=(16, 12, 16, 12))

    def show_places(self, places: Sequence[BackupPlace]) -> None:
        empty_out(self._lines)
        for place in places:
            self._lines.addWidget(self._line(place))
        self._advice.setText(_advice(places))

    def _line(self, place: BackupPlace) -> QWidget:
        path = ShortWords("strong" if place.own else "")
        path.setText("单位文件夹（每次都备份）" if place.own else str(place.path))
        parts: list[QWidget | None] = [path, None, Chip(self._desk.theme, *state_of(place))]
        if not place.own:
            away = button(
                "不用了", lambda: self._take_away(place), kind="quiet", accessible=f"不用{place.path}"
            )
            away.setEnabled(self._may)
            parts.append(away)
        return laid(QWidget(), row(*parts))

    def _add(self) -> None:
        folder = self._desk.dialogs.folder("选择放备份的文件夹，最好在U盘或移动硬盘上")
        known = self._desk.system.pc.now().places
        if folder is not None and folder not in known:
            self._keep((*known, folder))

    def _take_away(self, place: BackupPlace) -> None:
        self._keep(tuple(path for path in self._desk.system.pc.now().places if path != place.path))

    def _keep(self, paths: tuple[Path, ...]) -> None:
        def job(_: Progress) -> None:
            self._desk.system.pc.set_places(paths)

        self._desk.tasks.start(self, job, done=lambda _: self.changed.emit())


def _advice(places: Sequence[BackupPlace]) -> str:
    if any(place.elsewhere for place in places):
        return "每次备份都会写到上面每个找得到的位置，并读回核对。U盘请和电脑分开放。"
    if len(places) > 1:
        return (
            "现在没有一个位置在另一个盘上：硬盘坏了，备份也会一起坏。D盘、E盘往往也是同一块硬盘，"
            "最稳妥的是U盘或移动硬盘。"
        )
    return "请增加一个U盘或移动硬盘上的位置：只放在单位文件夹里，硬盘坏了备份也会一起坏。"
