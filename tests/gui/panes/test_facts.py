"""Categories and what other offices know of a person, entered and made void in their tab."""

from PySide6.QtCore import Qt

from skilldesk.core.people import CategoryFact
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import ReasonDialog
from skilldesk.store.queries import records
from tests.gui.detail import FACT, Opens, press, told
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import CTRL, Keys
from tests.support.people import PERSON


def test_a_category_is_entered_right_there(opens: Opens, keys: Keys, desk: Desk) -> None:
    screen = opens(PERSON)
    screen.detail.show_tab("类别与事项")

    press(screen, "登记类别")
    assert screen.is_editing
    keys.enter("04")
    keys.press(Qt.Key.Key_S, CTRL)

    keys.until(lambda: not screen.is_editing)
    with desk.database.read() as snapshot:
        (fact,) = records.everything(snapshot, CategoryFact)
    assert (fact.trainee_id, fact.category) == (PERSON.id, "04")
    keys.until(lambda: "农村转移就业劳动者" in told(screen))
    assert screen.table.index(0, 4).data() == "农村转移就业劳动者"


def test_a_category_is_made_void_right_there(opens: Opens, keys: Keys, desk: Desk) -> None:
    screen = opens(PERSON, FACT)
    screen.detail.show_tab("类别与事项")
    dialogs = desk.dialogs
    assert isinstance(dialogs, FakeDialogs)

    press(screen, "作废")
    assert isinstance(dialogs.last, ReasonDialog)
    assert dialogs.said[0].heading == "作废「农村转移就业劳动者」"
    dialogs.last.act.click()

    keys.until(lambda: "还没有登记人员类别。" in told(screen))
    with desk.database.read() as snapshot:
        assert records.everything(snapshot, CategoryFact) == []


def test_leaving_the_small_form_goes_back_to_the_record(opens: Opens, keys: Keys) -> None:
    screen = opens(PERSON)
    screen.detail.show_tab("类别与事项")
    press(screen, "登记事项")

    keys.press(Qt.Key.Key_Escape)

    assert not screen.is_editing
    assert keys.focus is screen.view
