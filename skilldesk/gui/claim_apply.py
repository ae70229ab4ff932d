"""申领, third step: who applies, for whom and how much; here the claims are written, and nowhere before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QRadioButton, QWidget

from skilldesk.core.capitals import capitals
from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.records import RecordId
from skilldesk.gui.claim_people import amount_text
from skilldesk.gui.claim_work import CheckedClass, CheckedPerson
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, scrolling
from skilldesk.gui.widgets.words import restyle, sentence, words
from skilldesk.progress import Progress

_NAMED = 6
"""So many names are told; the others are counted."""

_MAY_NOT = "您的角色不能生成申领单，请由录入员办理。"

_Create = Callable[[RecordId, Sequence[RecordId], Progress], Sequence[RecordId]]


class ClaimApply(Page):
    HINTS = (("1", "个人申领"), ("2", "机构申领"), ("Ctrl+Enter", "写入"), ("Alt+←", "上一步"))

    back = Signal()
    written = Signal(object)
    """The ids of the claims that were written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._checked: CheckedClass | None = None
        self._people: Sequence[CheckedPerson] = ()
        self.personal = QRadioButton("个人申领：每人一张申领单（申请表 F10）")
        self.institutional = QRadioButton("机构申领：一张申领单写全班（申请表 F09）")
        self.write = button("写入  Ctrl+Enter", self._write, kind="primary")
        self.write.setEnabled(False)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        (self.personal if self.personal.isChecked() else self.institutional).setFocus()

    def show_people(self, checked: CheckedClass, people: Sequence[CheckedPerson]) -> None:
        """Those of that class who are to apply."""
        self._checked, self._people = checked, people
        self.institutional.setEnabled(not checked.payee.refusal)
        if checked.payee.refusal:
            self.personal.setChecked(True)
        self._name.setText(checked.name)
        self._subsidy.setText(checked.subsidy)
        self._show()

    def _show(self) -> None:
        checked = self._checked
        if checked is None:
            return
        people, payee = len(self._people), checked.payee
        fen = sum(one.amount or 0 for one in self._people)
        self._sums.setText(f"{people} 人，{amount_text(fen)} 元")
        self._capitals.setText(capitals(fen))
        self._payee.setText(f"钱付给：{payee.account}" if not payee.refusal else payee.refusal)
        self._says()
        for choice, card in self._cards.items():
            restyle(card, on="1" if choice.isChecked() else "")
        claims = 1 if self.institutional.isChecked() else people
        self.write.setText(f"写入 {claims} 张申领单  Ctrl+Enter")
        may = self._desk.rights.may_write("claim")
        self.write.setEnabled(bool(people) and may)
        self.write.setToolTip("" if may else _MAY_NOT)
        self._safe.setText("现在还没有写入任何内容，可以随时退回上一步" if may else _MAY_NOT)
        self.say_count(f"{people}人　{amount_text(fen)}元")

    def _says(self) -> None:
        """What would be written, and what is missing for it."""
        empty_out(self._told)
        people = len(self._people)
        if self.institutional.isChecked():
            lines = [
                f"1 张申领单，{people} 行明细，状态是「草稿」，编号由程序续编。",
                "收款人是机构；金额是各人之和；各人的检查结果和依据随明细存下。",
            ]
        else:
            lines = [
                f"{people} 张申领单，每张 1 行明细，状态是「草稿」，编号由程序续编。",
                "收款人是本人，账号取自学员资料；各人的检查结果和依据随明细存下。",
            ]
        for text in (*lines, "写入以后逐张提交，由窗口受理；交错了可以撤销，不会删除。"):
            self._told.addWidget(sentence(f"· {text}"))
        without = [one.name for one in self._people if not one.account]
        if without and self.personal.isChecked():
            self._told.addWidget(self._missing(without))

    def _missing(self, names: Sequence[str]) -> QFrame:
        told = "、".join(names[:_NAMED]) + (f"等 {len(names)} 人" if len(names) > _NAMED else "")
        banner = frame("banner", tone="amber")
        text = (
            f"△ 请确认：{told}还没有填银行卡号。可以先写入，申请表上这一栏会空着；补上卡号后要撤销重新申领。"
        )
        return laid(banner, column(sentence(text, tone="amber")), margins=(12, 8, 12, 8))

    def _write(self) -> None:
        checked, claims = self._checked, self._desk.claims
        people = [one.trainee_id for one in self._people]
        if checked is None or not self.write.isEnabled():
            return
        create: _Create = claims.create
        if self.institutional.isChecked():
            create = claims.create_for_institution
        self.write.setEnabled(False)
        self._desk.tasks.start(
            self,
            lambda progress: create(checked.class_id, people, progress),
            done=self._was_written,
            failed=self._not_written,
            title="正在写入申领单",
        )

    def _was_written(self, ids: Sequence[RecordId]) -> None:
        self._people = ()
        self.written.emit(ids)
        self._desk.news.tell(Claim, ClaimLine)

    def _not_written(self, error: BaseException) -> None:
        self._show()
        self._desk.dialogs.tell_error(error)

    def _connect(self) -> None:
        self.personal.toggled.connect(lambda _: self._show())
        self.on_key("1", lambda: self._choose(self.personal))
        self.on_key("2", lambda: self._choose(self.institutional))
        self.on_key("Ctrl+Return", self._write)
        self.on_key("Alt+Left", self.back.emit)

    @staticmethod
    def _choose(one: QRadioButton) -> None:
        if one.isEnabled():
            one.setChecked(True)
            one.setFocus()

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        self._name, self._subsidy = words("", "lead"), words("", "hint")
        self._sums, self._capitals = words("", "number"), words("", "label")
        self._told = column(spacing=6)
        group = QButtonGroup(self)
        for each in (self.personal, self.institutional):
            each.setProperty("role", "choice")
            group.addButton(each)
        self.personal.setChecked(True)
        self._payee = sentence("", "label")
        meant = sentence("本人签字按手印，钱付到本人的银行卡或社保卡。适合先缴费、后申领的学员。", "label")
        by_school = sentence(
            "机构盖章，钱付给机构。适合免费培训、由机构代为申请的班，另附花名册和代为申请协议。", "label"
        )
        self._cards = {
            self.personal: self._card(self.personal, meant),
            self.institutional: self._card(self.institutional, by_school, self._payee),
        }
        choices = row(*self._cards.values(), spacing=12)
        inside = column(
            choices,
            self._part("申请金额", column(self._sums, self._capitals, spacing=2)),
            self._part("写入什么", self._told),
            None,
            spacing=12,
        )
        page = scrolling(laid(QWidget(), inside, margins=(16, 0, 16, 16)))
        line = heading(self._desk.theme, self._name, self._subsidy, None)
        laid(self, column(line, page, self._make_foot(), spacing=0))

    @staticmethod
    def _card(choice: QRadioButton, *texts: QWidget) -> QFrame:
        return laid(frame("card"), column(choice, *texts, None, spacing=8), margins=(16, 12, 16, 12))

    @staticmethod
    def _part(title: str, inside: QLayout) -> QFrame:
        body = column(words(title, "label"), inside, spacing=6)
        return laid(frame("card"), body, margins=(16, 12, 16, 12))

    def _make_foot(self) -> QFrame:
        self._safe = words("", "hint")
        line = row(self._safe, None, button("上一步", self.back.emit), self.write)
        return laid(frame("foot"), line, margins=(16, 8, 16, 8))
