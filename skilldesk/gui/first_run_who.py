"""The first two questions: which county, and who are you."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QWidget

from skilldesk.core.normal import line as one_line
from skilldesk.core.password import Strength, judge
from skilldesk.gui.choices import ChoiceEdit
from skilldesk.gui.first_run_step import Lines, Step, first_complaint, wrapped
from skilldesk.gui.first_run_work import FirstRunWork
from skilldesk.gui.login import PasswordLine
from skilldesk.gui.lookup import Choice
from skilldesk.gui.page import button
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, frame, laid, row
from skilldesk.gui.widgets.signs import Chip, Sign, Tone
from skilldesk.gui.widgets.words import words

_LONGEST_NAME = 60
_LONGEST_ACCOUNT = 30


class PlaceEdit(ChoiceEdit):
    """A county, found by its code or any part of its name."""

    picked = Signal(str)

    def __init__(self, work: FirstRunWork[object]) -> None:
        super().__init__()
        self._work = work
        self._told = ""
        self.setPlaceholderText("名称或6位代码，例如 薛城区、370403")

    def choices(self, text: str) -> Sequence[Choice]:
        return self._work.places(text)

    def shown(self, key: str) -> str:
        return f"{key} {self._work.place(key)}"

    def settle(self) -> None:
        if not self.is_open:
            self._pause.stop()  # of several counties of one name none is taken that nobody has seen marked
        super().settle()
        try:
            key = self.key()
        except ValueError:
            return
        if key:
            self.chosen(key)

    def chosen(self, key: str) -> None:
        """Told once, however often the line is left."""
        if key != self._told:
            self._told = key
            self.picked.emit(key)


class CountyStep(Step):
    restore_wanted = Signal()
    practice_wanted = Signal()
    elsewhere_wanted = Signal()
    again_wanted = Signal()

    HINTS = (("↓", "列出可选的"), ("Enter", "下一项"), ("Alt+L", "练习模式"))

    def __init__(self, theme: Theme, work: FirstRunWork[object]) -> None:
        super().__init__(theme, "您在哪个县（市、区）工作？", "第一次打开，先问三件事，大约十分钟。")
        self._work = work
        self.place = PlaceEdit(work)
        self.office, self.code, self.level = QLineEdit(), QLineEdit(), QComboBox()
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.office.setMaxLength(_LONGEST_NAME)
        self.levels = work.levels
        self.level.addItems([choice.text for choice in work.levels])
        lines = Lines(theme)
        self._place = lines.add("县（市、区）", self.place)
        self._office = lines.add("单位名称", self.office, "打印的表格和上报的包里都用这个名称，请写全称。")
        self._code = lines.add(
            "单位编码", self.code, "上报时用。一般就是6位区划代码；省里另给了编码的，照省里的写。"
        )
        lines.add("层级", self.level)
        lines.ended.connect(self.forward)
        self.place.picked.connect(self._suggest)
        if work.missing is not None:
            self.body.addWidget(self._make_missing(str(work.missing)))
        self.body.addWidget(lines)
        self.body.addSpacing(8)
        self.body.addWidget(self._make_others())
        self.lay_out(
            (
                "为什么要问",
                "适用哪些补贴政策、证书编号的前几位、上报给谁，都由所在的县（市、区）决定。以后不能改编码。",
            ),
            ("开发区、高新区", "直接写名称，例如“长春新区”；程序自带了常见开发区的代码。"),
            (
                "想先看看",
                "练习模式里是虚构的“示例县”，各页都标着“演练”，可以随便点、随便改，内容不能上报，退出就清空。",
            ),
        )

    def take_focus(self) -> None:
        self.place.setFocus()

    def region(self) -> str:
        try:
            return self.place.key() or ""
        except ValueError:
            return ""

    def chosen_level(self) -> str:
        return self.levels[self.level.currentIndex()].key

    def check(self) -> bool:
        self.place.settle()
        return first_complaint(
            [
                (self._place, "" if self.region() else self._place_fault()),
                (self._office, "" if one_line(self.office.text()) else "请写单位名称。"),
                (self._code, self._work.code_fault(self.code.text())),
            ]
        )

    def _place_fault(self) -> str:
        if not one_line(self.place.text()):
            return "请写县（市、区）的名称或6位代码。"
        return "有几个地方叫这个名字，或没有这个地方，请从列表里选一个（按 ↓ 打开列表）。"

    def _suggest(self, region: str) -> None:
        """Fill what the place suggests; what a person wrote otherwise goes with the place it was for."""
        suggested = self._work.suggest(region)
        self.office.setText(suggested.name)
        self.code.setText(suggested.code)
        keys = [choice.key for choice in self.levels]
        self.level.setCurrentIndex(keys.index(suggested.level) if suggested.level in keys else 0)

    def _make_missing(self, folder: str) -> QFrame:
        again = button("再找一次", self.again_wanted.emit)
        said = column(
            words("上次用的单位文件夹现在找不到", "strong"),
            wrapped(f"{folder}　可能移动硬盘没有插上。里面的数据没有变化。插好后再找一次。", "label"),
            spacing=2,
        )
        line = row(said, again)
        line.setStretch(0, 1)
        return laid(frame("banner", tone="amber"), line, margins=(12, 8, 12, 8))

    def _make_others(self) -> QFrame:
        """The three ways on that are not a new office."""
        ways = column(spacing=6)
        for text, told, signal in (
            ("练习模式", "先不建单位，进入虚构的“示例县”随便试", self.practice_wanted),
            ("换电脑", "手上有旧电脑的备份文件，从备份恢复", self.restore_wanted),
            ("打开单位文件夹", "单位文件夹已经在这台电脑或移动硬盘上", self.elsewhere_wanted),
        ):
            act = button(text, signal.emit, kind="link")
            ways.addWidget(laid(QWidget(), row(act, words(told, "hint"), None)))
        return laid(frame("sunk"), ways, margins=(16, 8, 16, 8))


class PersonStep(Step):
    def __init__(self, theme: Theme, work: FirstRunWork[object]) -> None:
        super().__init__(theme, "您是谁？", "您是这个单位的第一个用户，以后由您给同事开账号。")
        self._work = work
        self._suggested = ""
        self.name, self.account = QLineEdit(), QLineEdit()
        self.password, self.again = PasswordLine(), PasswordLine()
        self.strength = Chip(theme)
        self.said = wrapped("", "label")
        self.capitals = words("大写锁定已打开", "label", tone="amber")
        self.enters, self.manages = QCheckBox("录入员"), QCheckBox("系统管理员")
        lines = Lines(theme)
        self._name = lines.add("姓名", self.name)
        self._account = lines.add(
            "账号", self.account, "登录时选它。按姓名首字母取的，可以改；定了就不改了。"
        )
        self._password = lines.add("密码", self.password)
        lines.below(self._make_strength())
        self._again = lines.add("再输一次", self.again)
        lines.ended.connect(self.forward)
        self._connect()
        self.body.addWidget(lines)
        self.body.addWidget(self._make_roles())
        self.lay_out(
            (
                "密码只有您知道",
                "程序里没有存密码，谁也查不出来。忘了只能由同事重设，或用下面要打印的恢复单。",
            ),
            (
                "怎样的密码好记又难猜",
                "几个不相干的词连在一起，例如三样东西的拼音；不用生日、手机号、单位名。",
            ),
            (
                "初审、复核、财务",
                "录入、审核、拨付要由不同的人担任（财社〔2023〕181号第二十五条），进入后在「系统」里给同事开账号时再定。",
            ),
        )

    def take_focus(self) -> None:
        self.name.setFocus()

    def roles(self) -> tuple[str, ...]:
        return ("entry", "administrator") if self.enters.isChecked() else ("administrator",)

    def check(self) -> bool:
        account = one_line(self.account.text())
        judged = judge(self.password.text(), account)
        return first_complaint(
            [
                (self._name, "" if one_line(self.name.text()) else "请写您的姓名。"),
                (self._account, "" if account else "请写账号，例如姓名的首字母。"),
                (
                    self._password,
                    "请写密码。"
                    if not self.password.text()
                    else ""
                    if judged.strength.may_be_used
                    else f"密码{judged.sentence}",
                ),
                (self._again, "" if self.again.text() == self.password.text() else "两次输入的不一样。"),
            ]
        )

    def _suggest(self) -> None:
        """The account follows the name, until somebody writes another."""
        if self.account.text() in ("", self._suggested):
            self._suggested = self._work.account(self.name.text())
            self.account.setText(self._suggested)
            self._judge()

    def _judge(self) -> None:
        typed = self.password.text()
        judged = judge(typed, one_line(self.account.text()), one_line(self.name.text()))
        self.strength.setVisible(bool(typed))
        self.said.setText(judged.sentence if typed else "至少8个字符。越长越好，不必用怪符号。")
        self.strength.show_state(*_STRENGTH[judged.strength])

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._suggest)
        for entry in (self.password, self.account):
            entry.textChanged.connect(lambda _: self._judge())
        for entry in (self.password, self.again):
            entry.setEchoMode(QLineEdit.EchoMode.Password)
            entry.capitals.connect(self.capitals.setVisible)
        for entry in (self.account, self.password, self.again):
            entry.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.account.setMaxLength(_LONGEST_ACCOUNT)

    def _make_strength(self) -> QWidget:
        self.capitals.hide()
        line = row(self.strength, self.said, self.capitals)
        line.setStretch(1, 1)
        self._judge()
        return laid(QWidget(), line, margins=(0, 0, 0, 6))

    def _make_roles(self) -> QFrame:
        self.enters.setChecked(True)
        self.manages.setChecked(True)
        self.manages.setEnabled(False)
        told = column(
            words("您能做什么", "lead"),
            laid(
                QWidget(),
                row(self.enters, words("登记学员、办班、记证书、做申领、打印、报送", "label"), None),
            ),
            laid(
                QWidget(), row(self.manages, words("开账号、定角色、备份；第一个用户必须是", "label"), None)
            ),
            spacing=2,
        )
        return laid(frame("sunk"), told, margins=(16, 8, 16, 8))


_STRENGTH: dict[Strength, tuple[Sign, str, Tone]] = {
    Strength.SHORT: (Sign.CROSS, Strength.SHORT.value, "red"),
    Strength.EASY: (Sign.WARN, Strength.EASY.value, "amber"),
    Strength.FAIR: (Sign.CHECK, Strength.FAIR.value, "green"),
    Strength.GOOD: (Sign.CHECK, Strength.GOOD.value, "green"),
}
