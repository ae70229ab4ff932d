"""From an empty PC through the first run, the window, the hand-over and the login, in one program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from skilldesk import app, platform, settings
from skilldesk.app import App
from skilldesk.gui.first_run import FirstRunWindow
from skilldesk.gui.login import LoginWindow
from skilldesk.gui.window import MainWindow
from tests.gui.keys import ALT, Keys

PASSWORD = "kite river lamp"

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints", extend=True)


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setattr(platform, "user_folder", lambda: tmp_path / "user")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = App(qapp, tmp_path / "user" / "office")
    made.begin(made.folder)
    made.log_in()
    yield made
    for window in (made.program.main, made.program.login, made.program.first):
        if window is not None:
            window.close()
    made.close()


def front(program: App, keys: Keys) -> FirstRunWindow:
    window = program.program.first
    assert isinstance(window, FirstRunWindow)
    keys.back_to(window)
    window.take_focus()
    return window


def founded(program: App, keys: Keys) -> MainWindow:
    window = front(program, keys)
    keys.enter("370403")
    for _ in range(3):
        keys.press(Qt.Key.Key_Return)
    keys.enter("李敏")
    keys.press(Qt.Key.Key_Return)
    keys.enter(PASSWORD, PASSWORD)
    keys.press(Qt.Key.Key_Return)
    keys.qtbot.waitUntil(lambda: window.at == 3, timeout=20_000)
    assert window.sheet.paper is not None
    groups = window.sheet.paper.groups
    window.go_on()
    keys.enter(*(groups[at] for at in window.sheet.asked))
    keys.qtbot.waitUntil(lambda: window.at == 4, timeout=20_000)
    keys.press(Qt.Key.Key_Return)
    assert isinstance(program.program.main, MainWindow)
    return program.program.main


def test_from_an_empty_pc_to_the_page_of_trainees_and_back_to_the_login(program: App, keys: Keys) -> None:
    main = founded(program, keys)
    assert main.windowTitle() == "薛城区人力资源和社会保障局 · SkillDesk"
    assert program.program.first is None
    assert platform.lock_folder(program.folder) is None, "nobody else may work in it"
    free = platform.lock_folder(program.user_folder)
    assert free is not None
    free.release()
    kept = settings.load(program.user_folder).settings
    assert (kept.office_folder, kept.office_name) == (program.folder, "薛城区人力资源和社会保障局")

    main.left_to_another.emit()

    login = program.program.login
    assert isinstance(login, LoginWindow)
    (card,) = login.people.cards
    assert (card.account.key, card.account.name, card.account.role) == ("lm", "李敏", "录入员、系统管理员")
    assert card.account.last_seen.startswith("今天")
    keys.back_to(login)
    login.take_focus()
    keys.enter(PASSWORD)
    keys.qtbot.waitUntil(lambda: program.program.main is not None, timeout=20_000)


def test_practice_from_the_first_page_comes_back_to_it(program: App, keys: Keys, tmp_path: Path) -> None:
    front(program, keys)

    keys.press(Qt.Key.Key_L, ALT)
    keys.qtbot.waitUntil(lambda: program.program.main is not None, timeout=20_000)
    main = program.program.main
    assert isinstance(main, MainWindow)
    assert main.desk.is_practice
    assert program._lock_minutes() == 0
    main.left_to_another.emit()

    assert program.program.first is not None
    assert list(tmp_path.glob("skilldesk-demo-*")) == []
    assert not app.is_office(program.folder)
    assert settings.load(program.user_folder).settings.office_folder is None


def test_an_office_in_another_folder_is_opened_from_the_login(
    program: App, keys: Keys, tmp_path: Path
) -> None:
    main = founded(program, keys)
    program.program._hand_over()
    assert not main.isVisible()
    was = program.folder
    moved = tmp_path / "stick" / "office"
    moved.parent.mkdir()
    program._kept.close()
    was.rename(moved)

    program._elsewhere(moved)

    assert program.folder == moved
    assert isinstance(program.program.login, LoginWindow)
    assert platform.lock_folder(moved) is None


def test_a_folder_without_an_office_is_told_and_the_login_stays(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(program, "_tell_error", told.append)

    program._elsewhere(tmp_path)

    assert len(told) == 1
    assert program.folder == program.user_folder / "office"
