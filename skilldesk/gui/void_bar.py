"""Making records void, with a reason; and a bar that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame

from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import Notice
from skilldesk.gui.page import button
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.words import words
from skilldesk.operations import records
from skilldesk.progress import Progress

R = TypeVar("R", bound=Record)

REASONS = ("录入错误", "重复登记", "本人要求", "其他单位已登记")


class VoidBar(QFrame, Generic[R]):
    """Hidden until something was made void; the last time can be taken back."""

    def __init__(self, desk: Desk, kind: type[R]) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._voided: Sequence[R] = ()
        self.setProperty("kind", "status")
        self.text = words()
        back = button("撤销作废  Ctrl+Z", self.take_back, kind="quiet")
        laid(self, row(self.text, back, None), margins=(16, 2, 16, 2))
        self.hide()

    def ask(self, chosen: Sequence[R], what: str) -> None:
        """Ask for the reason, then make them void; `what` is how they are called."""
        notice = Notice(
            heading=f"作废「{what}」",
            lines=(
                ("以后", "不再列出、不再计数；内容和经过都留着，可以撤销。"),
                ("怎么办", "请选一个原因，或自己写。"),
            ),
            act=f"作废「{what}」",
            leave="不作废",
        )
        self._desk.dialogs.ask_reason(notice, REASONS, lambda reason: self._void(chosen, what, reason))

    def take_back(self) -> None:
        """What was made void last counts again."""
        voided, self._voided = self._voided, ()
        if not voided:
            return

        def write(_: Progress) -> list[R]:
            with self._desk.database.write(self._desk.actor) as work:
                return [records.take_back(work, one) for one in voided]

        self.hide()
        self._desk.tasks.start(self, write, done=lambda _: self._desk.news.tell(self._kind))

    def _void(self, chosen: Sequence[R], what: str, reason: str) -> None:
        def write(_: Progress) -> list[R]:
            with self._desk.database.write(self._desk.actor) as work:
                return [records.void(work, one, reason) for one in chosen]

        def done(voided: list[R]) -> None:
            self._voided = voided
            self.text.setText(f"已作废「{what}」，原因：{reason}。")
            self.show()
            self._desk.news.tell(self._kind)

        self._desk.tasks.start(self, write, done=done)
