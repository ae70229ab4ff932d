"""起步资料: what the program brings with it, and how the province's comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QWidget

from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.first_run_step import Step, wrapped
from skilldesk.gui.first_run_work import FirstRunWork
from skilldesk.gui.page import button, with_icon
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import restyle, words
from skilldesk.progress import Progress

PACKAGES = "省里发来的包 (*.skd)"
_CARD = 640


class KitStep(Step):
    HINTS = (("Enter", "开始使用"), ("F8", "读入起步包"), ("Ctrl+E", "写出入网申请"))

    def __init__(self, theme: Theme, work: FirstRunWork[object], tasks: Tasks, dialogs: Dialogs) -> None:
        super().__init__(theme, "起步资料", "程序自带的资料已经可以用；省里的起步包现在读、以后读都可以。")
        self._joining = False
        self._work, self._tasks, self._dialogs = work, tasks, dialogs
        self.act = "开始登记学员"
        self.safe = "单位已经建成，数据加密存在这台电脑上。"
        self.said = wrapped("", "label")
        self.said.hide()
        self.request = with_icon(button("写出入网申请…", self.write_request), theme, "export")
        self.read = with_icon(button("读入起步包…", self.read_package), theme, "import")
        self._facts = QGridLayout()
        self.body.addWidget(self._make_built_in())
        self.body.addSpacing(4)
        self.body.addWidget(self._make_province())
        self.lay_out(
            ("现在就能用", "登记、办班、记证书、申领、打印都不用等省里；只有上报要先入网。"),
            (
                "起步包里有什么",
                "省里的答复：给这台电脑的设备号和证书、收包单位的公钥；本单位别的电脑报过的内容也一起带来。",
            ),
            ("政策金额", "各市标准不同，文件里没有写明金额的，请在「目录与政策」里照本地文件录入。"),
        )

    def begin(self, *, joining: bool) -> None:
        """The office stands: say what lies ready, and to a further PC of an office what comes first."""
        if joining:
            self._tell("本单位别的电脑已经在用：请先写出入网申请，交给省里。", "blue")
        self._joining = joining
        for at, (word, text) in enumerate(self._work.built_in()):
            self._facts.addWidget(words(word, "label"), at // 2, at % 2 * 2)
            self._facts.addWidget(words(text, "strong"), at // 2, at % 2 * 2 + 1)

    def take_focus(self) -> None:
        (self.request if self._joining else self).setFocus()

    def write_request(self) -> None:
        folder = self._dialogs.folder("选择 U 盘或文件夹")
        if folder is not None:
            self._do(lambda progress: self._work.request(folder, progress), "正在写出入网申请")

    def read_package(self) -> None:
        path = self._dialogs.file_to_read("选择省里发来的包", PACKAGES)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        self._do(lambda progress: self._work.read(path, progress), "正在读入")

    def _do(self, job: Callable[[Progress], str], title: str) -> None:
        self._let(may=False)
        self._tell(f"{title}……", "")
        self._tasks.start(self, job, done=self._done, failed=self._failed, title=title)

    def _done(self, text: str) -> None:
        self._let(may=True)
        self._tell(text, "green")

    def _failed(self, error: BaseException) -> None:
        self._let(may=True)
        self._tell("没有办成，可以以后在「报送与回执」里再办。", "amber")
        self._dialogs.tell_error(error)

    def _let(self, *, may: bool) -> None:
        for act in (self.request, self.read):
            act.setEnabled(may)

    def _tell(self, text: str, tone: str) -> None:
        self.said.setText(text)
        self.said.show()
        restyle(self.said, tone=tone)

    # --- how it is laid out ---

    def _make_built_in(self) -> QFrame:
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(3, 1)
        self._facts.setColumnMinimumWidth(1, self.theme.px(180))
        head = row(words("程序自带的资料", "lead"), Chip(self.theme, Sign.CHECK, "已备好", "green"), None)
        return self._card(column(head, self._facts, spacing=10))

    def _make_province(self) -> QFrame:
        head = row(words("省里的起步包", "lead"), words("可以以后在「报送与回执」里办", "hint"), None)
        told = wrapped(
            "先把这台电脑的入网申请写到U盘，交给省里；省里办好后给一个起步包（.skd），在这里或以后读入。"
        )
        acts = laid(QWidget(), row(self.request, self.read, None))
        return self._card(column(head, told, acts, self.said, spacing=8))

    def _card(self, inside: QLayout) -> QFrame:
        card = frame("card")
        card.setFixedWidth(self.theme.px(_CARD))
        return laid(card, inside, margins=(20, 14, 20, 14))
