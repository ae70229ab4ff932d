"""The first run by keyboard: all five pages, each refusal, back and forth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.errors import NotWritten, WrongPassword
from skilldesk.gui.first_run import FirstRunWindow
from skilldesk.gui.first_run_where import Way
from skilldesk.gui.first_run_work import Answers, Backup, FirstRunWork, Suggestion
from skilldesk.gui.lookup import Choice
from skilldesk.gui.sheet_printing import SheetPaper, SheetPrinters, print_sheet
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.progress import Progress
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, SHIFT, Keys

GROUPS = RecoverySheet(3**80).groups
PASSWORD = "kite river lamp"
PLACES = {"370403": "山东省枣庄市薛城区", "370402": "山东省枣庄市市中区", "510112": "四川省成都市市中区"}


@dataclass
class Work:
    """Answers as the operations would, and keeps what was asked."""

    founded: list[tuple[Answers, Path]] = field(default_factory=list)
    restored: list[tuple[Backup, Path]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    key: str | None = "office"
    error: Exception | None = None
    missing: Path | None = None

    def work(self, folder: Path) -> FirstRunWork[str]:
        return FirstRunWork(
            folder=folder / "office",
            missing=self.missing,
            prepare=lambda: None,
            places=self.places,
            place=lambda code: PLACES[code],
            suggest=lambda code: Suggestion(name=f"{PLACES[code][-3:]}人社局", code=code, level="county"),
            levels=[Choice("county", "县级"), Choice("city", "市级")],
            account=lambda name: {"李敏": "lm", "王建华": "wjh"}.get(name, ""),
            code_fault=lambda code: "" if code.startswith("37") else "99开头的是练习用的编码。",
            folder_fault=lambda place: "这个位置已经有一个单位。" if "taken" in place.parts else "",
            found=self.found,
            settle=lambda _: str(self.key),
            forget=lambda: self.said.append("forgotten"),
            restore=self.restore,
            built_in=lambda: [("行政区划", "3,518 个"), ("政策文件", "7 份")],
            request=lambda place, _: f"申请已写到{place.name}。",
            read=self.read,
            practise=lambda: self.said.append("practice"),
            elsewhere=lambda place: self.said.append(str(place)),
        )

    def places(self, text: str) -> Sequence[Choice]:
        return [Choice(code, f"{code} {name}") for code, name in PLACES.items() if text in code + name]

    def found(self, answers: Answers, folder: Path, progress: Progress) -> Sequence[str]:
        if self.error:
            raise self.error
        self.founded.append((answers, folder))
        return GROUPS

    def restore(self, backup: Backup, folder: Path, progress: Progress) -> str | None:
        if self.error:
            raise self.error
        self.restored.append((backup, folder))
        return self.key

    def read(self, path: Path, progress: Progress) -> str:
        if self.error:
            raise self.error
        return f"已读入{path.name}。"


class Printers(SheetPrinters):
    """A printer whose paper is a file that the test looks at; none, if it is not told where."""

    def __init__(self, paper: Path | None = None) -> None:
        self.paper = paper

    def names(self) -> Sequence[str]:
        return ["二楼激光打印机"] if self.paper else []

    def printer(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self.paper))
        return printer


Opened = Callable[..., FirstRunWindow[str]]


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def opened(keys: Keys, theme: Theme, tasks: Tasks, work: Work, tmp_path: Path) -> Opened:
    def opened(paper: Path | None = None) -> FirstRunWindow[str]:
        window = FirstRunWindow(
            theme,
            work.work(tmp_path),
            tasks,
            day="2026年11月20日",
            printers=Printers(paper),
            choose=lambda count: (1, count - 1),
        )
        fake = FakeDialogs(theme)
        window.dialogs = fake
        for page in (window.where, window.kit):
            page._dialogs = fake
        keys.show(window)
        window.take_focus()
        return window

    return opened


def note_under(entry: QWidget, window: FirstRunWindow[str]) -> str:
    """What is said to be wrong with a line."""
    pages = (window.county, window.person, window.where)
    lines = [line for page in pages for line in vars(page).values() if hasattr(line, "note")]
    (line,) = [one for one in (*lines, *window.sheet.answers) if one.entry is entry]
    return "" if line.note.isHidden() else line.note.text.text()


def county(keys: Keys) -> None:
    keys.enter("薛城区")
    for _ in range(3):
        keys.press(Qt.Key.Key_Return)


def person(keys: Keys, *, password: str = PASSWORD, again: str = PASSWORD) -> None:
    keys.enter("李敏")
    keys.press(Qt.Key.Key_Return)
    keys.enter(password, again)


def to_the_sheet(keys: Keys, window: FirstRunWindow[str]) -> None:
    county(keys)
    person(keys)
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: window.at == 3)


def test_all_five_pages_by_keyboard(opened: Opened, keys: Keys, work: Work, tmp_path: Path) -> None:
    window = opened()
    assert "没有在这台电脑上写入" in window.safe.text()
    to_the_sheet(keys, window)

    keys.press(Qt.Key.Key_Return)
    assert window.sheet.asking
    assert not any(group in label.text() for group in GROUPS for label in shown(window))
    keys.enter(GROUPS[1].lower(), GROUPS[4])
    keys.until(lambda: window.at == 4)
    assert any(label.text() == "3,518 个" for label in shown(window))
    with keys.qtbot.waitSignal(window.opened) as caught:
        keys.press(Qt.Key.Key_Return)

    assert caught.args == ["office"]
    ((answers, folder),) = work.founded
    assert folder == tmp_path / "office"
    assert (answers.region, answers.name, answers.code, answers.level) == (
        "370403",
        "薛城区人社局",
        "370403",
        "county",
    )
    assert (answers.user_name, answers.account, answers.password) == ("李敏", "lm", PASSWORD)
    assert answers.roles == ("entry", "administrator")
    assert "forgotten" not in work.said


def shown(window: FirstRunWindow[str]) -> list[QLabel]:
    return [label for label in window.findChildren(QLabel) if label.isVisible()]


def test_an_empty_county_page_says_what_is_missing_line_by_line(opened: Opened, keys: Keys) -> None:
    window = opened()

    window.act.click()

    assert window.at == 0
    assert note_under(window.county.place, window).startswith("请写县")
    assert note_under(window.county.office, window) == "请写单位名称。"
    assert keys.focus is window.county.place


def test_a_name_of_several_counties_is_chosen_from_the_list(opened: Opened, keys: Keys) -> None:
    window = opened()
    keys.type("市中区")
    keys.press(Qt.Key.Key_Escape)
    window.act.click()
    assert "从列表里选一个" in note_under(window.county.place, window)

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)

    assert window.county.region() == "510112"
    assert window.county.code.text() == "510112"


def test_a_practice_code_is_refused(opened: Opened, keys: Keys) -> None:
    window = opened()
    keys.enter("薛城区")
    window.county.code.setText("990403")

    window.act.click()

    assert window.at == 0
    assert "练习" in note_under(window.county.code, window)


def test_another_county_brings_its_own_name_and_code(opened: Opened, keys: Keys) -> None:
    window = opened()
    keys.enter("薛城区")
    keys.press(Qt.Key.Key_Return, SHIFT)
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter("370402")

    assert window.county.code.text() == "370402"
    assert window.county.office.text() == "市中区人社局"


def test_a_short_password_and_two_different_ones_are_refused(opened: Opened, keys: Keys) -> None:
    window = opened()
    county(keys)
    person(keys, password="short", again="shorter")

    assert window.at == 1
    assert "还差3个" in note_under(window.person.password, window)
    assert note_under(window.person.again, window) == "两次输入的不一样。"
    assert keys.focus is window.person.password


def test_the_strength_of_a_password_is_said_while_it_is_typed(opened: Opened, keys: Keys) -> None:
    window = opened()
    county(keys)
    keys.enter("李敏", "lm")
    keys.type("12345678")
    assert window.person.strength.word == "容易猜到"

    keys.press(Qt.Key.Key_A, CTRL)
    keys.type(PASSWORD)
    assert window.person.strength.word == "很好"


def test_an_account_of_ones_own_does_not_follow_the_name(opened: Opened, keys: Keys) -> None:
    window = opened()
    county(keys)
    keys.enter("李敏")
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter("limin")
    window.person.name.setFocus()
    keys.press(Qt.Key.Key_A, CTRL)
    keys.enter("王建华")

    assert window.person.account.text() == "limin"


def test_back_keeps_what_was_typed(opened: Opened, keys: Keys, work: Work) -> None:
    window = opened()
    county(keys)
    person(keys)
    assert window.at == 2

    keys.press(Qt.Key.Key_Left, ALT)
    keys.press(Qt.Key.Key_Left, ALT)
    assert window.at == 0
    assert window.back.isHidden()
    assert window.county.office.text() == "薛城区人社局"
    window.act.click()
    assert window.person.account.text() == "lm"
    assert work.founded == []


def test_back_from_the_sheet_forgets_it(opened: Opened, keys: Keys, work: Work) -> None:
    window = opened()
    to_the_sheet(keys, window)

    keys.press(Qt.Key.Key_Left, ALT)

    assert window.at == 2
    assert work.said == ["forgotten"]
    assert window.sheet.paper is None


def test_a_wrong_group_lets_nobody_on_and_another_look_asks_again(opened: Opened, keys: Keys) -> None:
    window = opened()
    to_the_sheet(keys, window)
    keys.press(Qt.Key.Key_Return)
    keys.enter(GROUPS[0], GROUPS[4])

    assert window.at == 3
    first, second = (line.entry for line in window.sheet.answers)
    assert "第 2 组不一样" in note_under(first, window)
    assert note_under(second, window) == ""
    window.sheet.look_again()
    assert not window.sheet.asking
    assert window.sheet.answers[0].entry is not first


def test_closing_at_the_sheet_leaves_nothing(opened: Opened, keys: Keys, work: Work) -> None:
    window = opened()
    to_the_sheet(keys, window)

    window.close()

    assert work.said == ["forgotten"]


def test_what_keeps_the_office_from_being_founded_is_told_and_the_page_stays(
    opened: Opened, keys: Keys, work: Work
) -> None:
    work.error = NotWritten("单位文件夹没有建成。这台电脑上没有留下任何内容。磁盘空间不足。")
    window = opened()
    county(keys)
    person(keys)
    keys.press(Qt.Key.Key_Return)

    fake = window.dialogs
    assert isinstance(fake, FakeDialogs)
    keys.until(lambda: bool(fake.said))
    assert window.at == 2
    assert window.act.isEnabled()
    assert fake.last is not None
    fake.last.reject()


def test_a_backup_is_brought_back_without_the_first_questions(
    opened: Opened, keys: Keys, work: Work, tmp_path: Path
) -> None:
    backup = tmp_path / "370403.skb"
    backup.touch()
    window = opened()
    window.county.restore_wanted.emit()
    assert (window.at, window.way) == (2, Way.REPLACE)
    window.act.click()
    assert "请选择备份文件" in note_under(window.where.backup, window)
    fake = window.dialogs
    assert isinstance(fake, FakeDialogs)
    fake.path = backup

    window.where._choose_backup()
    keys.enter("limin")
    with keys.qtbot.waitSignal(window.opened):
        keys.enter(PASSWORD)

    assert work.restored == [(Backup(path=backup, account="limin", password=PASSWORD), tmp_path / "office")]


def test_a_backup_is_brought_back_by_the_sheet_and_waits_for_a_login(
    opened: Opened, keys: Keys, work: Work, tmp_path: Path
) -> None:
    work.key = None
    (tmp_path / "370403.skb").touch()
    window = opened()
    window.county.restore_wanted.emit()
    window.where.backup.setText(str(tmp_path / "370403.skb"))
    window.where.by_sheet.setChecked(True)
    window.where.sheet.setFocus()
    keys.enter("AAAAA")
    assert "恢复单上有5组" in note_under(window.where.sheet, window)
    keys.press(Qt.Key.Key_A, CTRL)
    with keys.qtbot.waitSignal(window.brought_back):
        keys.enter("-".join(GROUPS))

    assert work.restored[0][0].sheet == "-".join(GROUPS)


def test_a_wrong_password_of_a_backup_is_told(opened: Opened, keys: Keys, work: Work, tmp_path: Path) -> None:
    work.error = WrongPassword("密码不对，没有打开。数据没有变化。请再试。")
    (tmp_path / "370403.skb").touch()
    window = opened()
    window.county.restore_wanted.emit()
    for entry, text in (
        (window.where.backup, str(tmp_path / "370403.skb")),
        (window.where.account, "limin"),
        (window.where.password, "wrong"),
    ):
        entry.setText(text)
    window.act.click()

    fake = window.dialogs
    assert isinstance(fake, FakeDialogs)
    keys.until(lambda: bool(fake.said))
    assert fake.said[0].heading == "密码不对，没有打开"
    assert window.at == 2
    assert fake.last is not None
    fake.last.reject()


def test_the_arrows_choose_the_way_and_a_taken_place_is_refused(
    opened: Opened, keys: Keys, work: Work, tmp_path: Path
) -> None:
    window = opened()
    county(keys)
    person(keys)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    assert window.way is Way.JOIN
    fake = window.dialogs
    assert isinstance(fake, FakeDialogs)
    fake.path = tmp_path / "taken"
    window.where._choose_place()
    keys.press(Qt.Key.Key_Return)
    assert window.where.fault.text() == "这个位置已经有一个单位。"
    assert window.at == 2

    fake.path = tmp_path / "free"
    window.where._choose_place()
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: window.at == 3)
    assert work.founded[0][1] == tmp_path / "free" / "SkillDesk"
    keys.press(Qt.Key.Key_Return)
    keys.enter(GROUPS[1], GROUPS[4])
    keys.until(lambda: window.at == 4)
    assert keys.focus is window.kit.request
    assert "先写出入网申请" in window.kit.said.text()


def test_the_sheet_is_printed_from_memory(opened: Opened, keys: Keys, tmp_path: Path) -> None:
    window = opened(tmp_path / "paper.pdf")
    to_the_sheet(keys, window)

    keys.press(Qt.Key.Key_F9)

    keys.until(lambda: "二楼激光打印机" in window.sheet.said.text())
    assert (tmp_path / "paper.pdf").stat().st_size > 1000


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(tmp_path: Path) -> None:
    printer = Printers(tmp_path / "no" / "folder" / "paper.pdf").printer("")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF())
    paper = SheetPaper(office="示例", day="2026年11月20日", number=1, groups=GROUPS)

    with pytest.raises(NotWritten):
        print_sheet(printer, paper)


def test_printers_that_make_files_are_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Microsoft Print to PDF", "Fax", "HP LaserJet", "导出为WPS PDF", "EPSON LQ-630K"]
    told = "skilldesk.gui.sheet_printing.QPrinterInfo"
    monkeypatch.setattr(f"{told}.availablePrinterNames", lambda: names)
    monkeypatch.setattr(f"{told}.defaultPrinterName", lambda: "EPSON LQ-630K")

    assert SheetPrinters().names() == ["EPSON LQ-630K", "HP LaserJet"]


def test_the_starter_package_is_read_and_the_request_written(
    opened: Opened, keys: Keys, work: Work, tmp_path: Path
) -> None:
    window = opened()
    to_the_sheet(keys, window)
    keys.press(Qt.Key.Key_Return)
    keys.enter(GROUPS[1], GROUPS[4])
    keys.until(lambda: window.at == 4)
    fake = window.dialogs
    assert isinstance(fake, FakeDialogs)
    fake.path = tmp_path / "START.skd"

    keys.press(Qt.Key.Key_F8)
    keys.until(lambda: window.kit.said.text() == "已读入START.skd。")
    keys.press(Qt.Key.Key_E, CTRL)
    keys.until(lambda: window.kit.said.text().startswith("申请已写到"))
    work.error = NotWritten("读不出来。数据没有变化。请再试。")
    keys.press(Qt.Key.Key_F8)
    keys.until(lambda: bool(fake.said))
    assert window.kit.said.text().startswith("没有办成")
    assert fake.last is not None
    fake.last.reject()


def test_practice_and_another_folder_are_one_step_away(
    opened: Opened, keys: Keys, work: Work, tmp_path: Path
) -> None:
    work.missing = tmp_path / "stick"
    window = opened()
    fake = window.dialogs
    assert isinstance(fake, FakeDialogs)
    fake.path = tmp_path / "other"

    keys.press(Qt.Key.Key_L, ALT)
    window.county.elsewhere_wanted.emit()
    window.county.again_wanted.emit()

    assert work.said == ["practice", str(tmp_path / "other"), str(tmp_path / "stick")]
    assert QApplication.focusWidget() is not None


def test_where_there_is_no_room_the_question_has_all_of_it(opened: Opened) -> None:
    window = opened()
    window.resize(1024, 600)

    assert window.county._side.isHidden()
