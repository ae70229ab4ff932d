"""A clerk registers sixty people from paper, without the mouse; every tenth sheet is mistyped first."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from skilldesk.core import identity
from skilldesk.core.people import Trainee
from skilldesk.gui.desk import Desk
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.screens import trainees
from skilldesk.store.queries import records
from tests.gui.keys import ALT, CTRL, Keys

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "春梅建国秀英志强丽萍"
LAST = "employment_status"
"""What follows is filled in before the claim."""


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper of one person, by field, and as what it is stored."""

    name: str
    number: str
    phone: str
    ethnicity: str = "01"
    education: str = "61"
    hukou: str = "51"
    region: str = "370403"
    address: str = "前进村12号"
    work: str = "7"

    def typed(self) -> dict[str, str]:
        return {
            "document_type": "01",
            "name": self.name,
            "id_number": self.number,
            "ethnicity": self.ethnicity,
            "education": self.education,
            "phone": self.phone,
            "hukou_type": self.hukou,
            "hukou_region": self.region,
            "hukou_address": self.address,
            "residence_region": self.region,
            "residence_address": self.address,
            LAST: self.work,
        }


def number(born: date, sequence: int) -> str:
    first17 = f"370403{born:%Y%m%d}{sequence}"
    return first17 + identity.check_character(first17)


def sheet(at: int) -> Sheet:
    born = date(1970, 3, 5) + timedelta(days=97 * at)
    name = SURNAMES[at % 10] + GIVEN[at // 10] + GIVEN[(at * 3 + 1) % 10]
    return Sheet(name, number(born, 900 + at), f"1380000{9000 + at}", address=f"前进村{at + 1}号")


SHEETS = [sheet(at) for at in range(60)]
_NAMESAKE = SHEETS[44]
SHEETS[49] = Sheet(_NAMESAKE.name, number(date(1970, 3, 5) + timedelta(days=97 * 44), 971), "13800009149")
"""The namesake of another, born on the same day."""


class Clerk:
    def __init__(self, panel: RecordPanel[Trainee], keys: Keys, desk: Desk) -> None:
        self.panel, self.keys, self.desk = panel, keys, desk
        self.fields = list(panel.form.editors)

    def register(self, at: int) -> None:
        typed = SHEETS[at].typed()
        mistake = MISTAKES.get(at)
        if mistake:
            typed |= mistake
        for field in self.fields[: self.fields.index(LAST) + 1]:
            assert self.keys.focus.objectName() == field
            self.keys.enter(typed.get(field, ""))
        if mistake:
            self.put_right(at, next(iter(mistake)))
        self.keys.press(Qt.Key.Key_Return, CTRL)
        assert self.keys.focus.objectName() == "document_type", self.panel.checks.texts()
        assert self.text("name") == ""

    def put_right(self, at: int, field: str) -> None:
        """F7 leads to the field; a swapped number is taken as proposed, all else is typed again."""
        if self.panel.twins.undecided:
            self.panel.form.focus_field(field)
        else:
            self.keys.press(Qt.Key.Key_F7)
        assert self.keys.focus.objectName() == field
        strip = self.panel.form.strip
        assert strip is not None
        if field == "id_number" and strip.proposed == SHEETS[at].number:
            self.keys.press(Qt.Key.Key_Return, ALT)
        else:
            self.keys.type(SHEETS[at].typed().get(field, ""))
        self.keys.press(Qt.Key.Key_Return)
        assert not self.panel.twins.undecided
        assert self.panel.checks.texts() == []

    def text(self, field: str) -> str:
        return self.panel.form.editors[field].text()

    def stored(self) -> list[Trainee]:
        with self.desk.database.read() as snapshot:
            return records.everything(snapshot, Trainee)


def swapped(right: str) -> str:
    return right[:14] + right[15] + right[14] + right[16:]


MISTAKES: dict[int, dict[str, str]] = {
    9: {"id_number": swapped(SHEETS[9].number)},
    19: {"phone": SHEETS[19].phone[:-1]},
    29: {"id_number": SHEETS[20].number},
    39: {"education": "6x"},
    59: {"hukou_region": "379999"},
}


@pytest.fixture
def clerk(keys: Keys, desk: Desk) -> Clerk:
    panel = RecordPanel(desk, trainees.SCREEN, trainees.blank)
    keys.show(panel, width=1226, height=676)
    panel.begin_new()
    return Clerk(panel, keys, desk)


def test_sixty_people_are_registered_and_no_key_is_lost(clerk: Clerk, keys: Keys, desk: Desk) -> None:
    for at in range(60):
        if at in (29, 49):
            keys.until(lambda at=at: len(clerk.stored()) == at)  # type: ignore[misc]  # so that twins are found
        if at == 49:
            meets_a_namesake(clerk, keys)
        else:
            clerk.register(at)

    keys.until(lambda: len(clerk.stored()) == 60)
    for expected, one in zip(SHEETS, clerk.stored(), strict=True):
        told = identity.facts(expected.number)
        assert told is not None
        typed = {name: getattr(one, name) for name in expected.typed()}
        assert typed == expected.typed()
        assert (one.sex, one.birth_date) == (told.sex, told.birth_date)
    keys.until(lambda: desk.drafts.kept("limin", "trainees") == [])
    assert clerk.panel.place.text() == "第 61 人，今天"


def meets_a_namesake(clerk: Clerk, keys: Keys) -> None:
    """The stored one is shown beside; it is somebody else, and the keyboard stays where it was."""
    keys.enter("01", SHEETS[49].name, SHEETS[49].number)
    assert clerk.panel.twins.isVisible()
    assert clerk.panel.twins.why.text() == "同姓名、同出生日期"

    keys.press(Qt.Key.Key_2, ALT)

    assert not clerk.panel.twins.undecided
    typed = SHEETS[49].typed()
    for field in clerk.fields[3 : clerk.fields.index(LAST) + 1]:
        assert keys.focus.objectName() == field
        keys.enter(typed.get(field, ""))
    keys.press(Qt.Key.Key_Return, CTRL)
