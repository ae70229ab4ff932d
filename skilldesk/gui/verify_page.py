"""核对: whether everything of the office is whole; one line for each part, with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from skilldesk.core.fields import Moment
from skilldesk.core.kinds import KINDS
from skilldesk.gui.desk import Desk
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.tasks import Running
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.signs import Chip, Sign, Tone
from skilldesk.gui.widgets.words import sentence, words
from skilldesk.progress import Progress
from skilldesk.store import headfile, verify
from skilldesk.store.verify import Damage

NOT_ALLOWED = "您的角色不能核对数据"

_LAST = "verify"
"""Under which the memory keeps when it was checked last, and how much was wrong."""
_WHEN = Moment("时间")


@dataclass(frozen=True)
class Part:
    """Something that is checked."""

    key: str
    title: str
    says: str
    """What it means that this part is whole."""


PARTS = (
    Part("files", "数据文件", "每个数据文件从头到尾读得出来，没有坏的地方。"),
    Part("head", "最后一次保存", "最后一次保存的内容都在，没有退回到旧的状态。"),
    Part("journal", "操作记录", "每一条操作记录都和前一条接得上，没有被改动、插入或删去。"),
    Part("records", "业务记录", "每条学员、培训班、证书、申领单都和操作记录说的一样。"),
    Part("blobs", "存档文件", "存档的表格和扫描件都和存进来时一模一样。"),
)


def part_of(damage: Damage) -> str:
    """Which part is harmed."""
    if damage.where == headfile.NAME:
        return "head"
    if damage.where == "journal":
        return "journal"
    if damage.where in KINDS:
        return "records"
    return "blobs" if damage.where.startswith("files-") else "files"


class VerifyPage(Page):
    HELP = "verify"
    HINTS = (("Enter", "开始核对"),)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._may = desk.rights.allows("verify")
        self.chips: dict[str, Chip] = {}
        self._said: dict[str, QWidget] = {}
        self._running: Running | None = None
        self._lay_out()
        self._tell_last(desk.memory.recall(_LAST))
        desk.tasks.ended.connect(self._hear_end)

    def take_focus(self) -> None:
        self._begin.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def check(self) -> None:
        """Check everything on another thread; it can be stopped, and changes nothing."""
        if not self._begin.isEnabled():
            return
        self._begin.setEnabled(False)
        self._begin.setText("正在核对……")
        for part in PARTS:
            self._show_part(part, (), Sign.CLOCK, "正在核对")

        def job(progress: Progress) -> list[Damage]:
            return list(verify.verify(self._desk.store, progress))

        self._running = self._desk.tasks.look(
            self, job, done=self._show, failed=self._failed, title="正在核对数据"
        )

    def _show(self, damages: Sequence[Damage]) -> None:
        for part in PARTS:
            harmed = [one for one in damages if part_of(one) == part.key]
            word = f"{len(harmed)} 处" if harmed else "完好"
            self._show_part(part, harmed, Sign.CROSS if harmed else Sign.CHECK, word)
        at = _WHEN.format(self._desk.database.now().isoformat(timespec="seconds"))
        kept = f"{at}|{len(damages)}"
        self._desk.memory.remember(_LAST, kept)
        self._tell_last(kept)

    def _failed(self, error: BaseException) -> None:
        self._forget()
        self._desk.dialogs.tell_error(error)

    def _hear_end(self, running: Running) -> None:
        """It is over; what it found is told after this, unless it was stopped."""
        if running is not self._running:
            return
        self._running = None
        self._begin.setEnabled(True)
        self._begin.setText("开始核对")
        self._begin.setFocus()
        self._forget()

    def _forget(self) -> None:
        for part in PARTS:
            self._show_part(part, (), Sign.RING, "没有核对")

    def _show_part(self, part: Part, harmed: Sequence[Damage], sign: Sign, word: str) -> None:
        self.chips[part.key].show_state(sign, word, _TONES.get(sign, ""))
        said = self._said[part.key].layout()
        assert said is not None  # noqa: S101 - it was laid out with one
        empty_out(said)
        for text in list(dict.fromkeys(one.text for one in harmed))[:_MOST]:
            said.addWidget(sentence(text, tone="red"))
        if len(harmed) > _MOST:
            said.addWidget(words(f"另有 {len(harmed) - _MOST} 处同类问题。", "label"))

    def _tell_last(self, kept: str) -> None:
        at, _, count = kept.partition("|")
        if not at:
            self._last.setText("这台电脑上还没有核对过。")
        elif count == "0":
            self._last.setText(f"上次核对：{at}，全部完好。")
        else:
            self._last.setText(f"上次核对：{at}，有 {count} 处不对。请照下面写的做，并联系技术人员。")

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title = words("核对", "title")
        self._last = words("", "label")
        self._begin = with_icon(button("开始核对", self.check, kind="primary"), theme, "check")
        self._begin.setEnabled(self._may)
        reason = words("" if self._may else NOT_ALLOWED, "hint")
        line = heading(theme, self._title, self._last, None, reason, self._begin)
        lines = column(spacing=10)
        for at, part in enumerate(PARTS):
            if at:
                lines.addWidget(rule())
            lines.addWidget(self._line(part))
        told = sentence(
            "核对只看不改，可以随时取消。数据多时要几分钟，其间别的列表要等一等；录入不受影响。"
            "建议每个月核对一次，拔过电源、硬盘报过警之后也核对一次。",
            "label",
        )
        card = laid(frame("card"), lines, margins=(16, 12, 16, 12))
        inside = laid(QWidget(), column(card, told, None, spacing=12), margins=(16, 0, 16, 12))
        area = scrolling(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        laid(self, column(line, area, spacing=0))

    def _line(self, part: Part) -> QFrame:
        chip = Chip(self._desk.theme, Sign.RING, "没有核对")
        self.chips[part.key] = chip
        self._said[part.key] = laid(QWidget(), column(spacing=4))
        head = laid(QWidget(), row(words(part.title, "lead"), None, chip))
        return laid(QFrame(), column(head, sentence(part.says, "label"), self._said[part.key], spacing=4))


_TONES: Mapping[Sign, Tone] = {Sign.CHECK: "green", Sign.CROSS: "red"}
_MOST = 8
"""So many sentences stand under a part; more of the same tell nobody anything new."""
