"""核对: one line for each part, and what to do."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skilldesk.core.rights import Rights
from skilldesk.gui.desk import Desk
from skilldesk.gui.memory import Memory
from skilldesk.gui.verify_page import PARTS, VerifyPage, part_of
from skilldesk.store.verify import Damage
from tests.gui.keys import Keys
from tests.support.county import World


@pytest.fixture
def kept() -> dict[str, str]:
    return {}


@pytest.fixture
def page(county_desk: Desk, keys: Keys, kept: dict[str, str]) -> VerifyPage:
    memory = Memory(recall=lambda key: kept.get(key, ""), remember=kept.__setitem__)
    page = VerifyPage(replace(county_desk, memory=memory))
    keys.show(page)
    page.take_focus()
    return page


def words_of(page: VerifyPage) -> list[str]:
    return [page.chips[part.key].word for part in PARTS]


def texts(page: VerifyPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_a_whole_office_is_told_part_by_part_and_remembered(
    page: VerifyPage, keys: Keys, kept: dict[str, str]
) -> None:
    assert words_of(page) == ["没有核对"] * 5
    assert "还没有核对过" in texts(page)

    keys.press(Qt.Key.Key_Return)

    keys.until(lambda: words_of(page) == ["完好"] * 5)
    assert kept["verify"].endswith("|0")
    assert "全部完好" in texts(page)
    assert keys.focus is page._begin


def test_what_is_wrong_stands_under_its_part_with_what_to_do(
    page: VerifyPage, keys: Keys, world: World
) -> None:
    with world.pc.database.write("system") as work:
        work.connection.exec_driver_sql("UPDATE trainee SET phone = '13800009999'")
        work.connection.exec_driver_sql("UPDATE journal SET verb = 'magic' WHERE seq = 3")

    keys.press(Qt.Key.Key_Space)

    keys.until(lambda: "处" in page.chips["records"].word)
    assert page.chips["journal"].word == "1 处"
    assert page.chips["files"].word == "完好"
    assert "请保留现有文件，并用备份核对。" in texts(page)
    assert "处不对" in texts(page)


def test_a_check_that_was_stopped_says_nothing(page: VerifyPage, keys: Keys) -> None:
    page.check()
    assert page._running is not None
    page._running.cancel()

    keys.until(page._begin.isEnabled)
    assert words_of(page) in (["没有核对"] * 5, ["完好"] * 5)


@pytest.mark.parametrize(
    ("where", "part"),
    [
        ("office.db", "files"),
        ("drafts.db", "files"),
        ("files-2026-1.db", "blobs"),
        ("head.json", "head"),
        ("journal", "journal"),
        ("trainee", "records"),
    ],
)
def test_every_damage_has_its_part(where: str, part: str) -> None:
    assert part_of(Damage(where, "坏了。")) == part


def test_who_may_not_sees_why(county_desk: Desk, keys: Keys) -> None:
    page = VerifyPage(replace(county_desk, rights=Rights()))
    keys.show(page)

    page.check()

    assert words_of(page) == ["没有核对"] * 5
    assert "您的角色不能核对数据" in texts(page)
