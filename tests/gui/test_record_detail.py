"""The panel on one record: its head, its tabs, what is missing, and what is masked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Institution
from skilldesk.core.offices import User
from skilldesk.core.people import CategoryFact, PriorBenefit, Trainee
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.gui.desk import Desk
from skilldesk.gui.dialogs import ReasonDialog
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.panes import benefits
from skilldesk.gui.place import Place
from skilldesk.gui.record_detail import BASICS, CHANGES
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screen import Screen
from skilldesk.gui.screens import institutions, trainees
from skilldesk.gui.widgets.quota_boxes import QuotaBoxes
from skilldesk.operations import rights
from skilldesk.reference import codes, roles
from skilldesk.store.queries import records
from skilldesk.store.work import new_id
from tests.gui.fakes import FakeDialogs
from tests.gui.keys import ALT, CTRL, Keys

NUMBER = "370403198604129026"
PERSON = Trainee(
    id="a1" * 16,
    name="周春梅",
    id_number=NUMBER,
    sex="2",
    birth_date=date(1986, 4, 12),
    ethnicity="01",
    education="61",
    hukou_type="51",
    hukou_region="370403",
    hukou_address="周营镇前进村",
    residence_region="370403",
    residence_address="周营镇前进村",
    phone="13800009021",
    employment_status="3",
)
FACT = CategoryFact(id="fa" * 16, trainee_id=PERSON.id, category="04", valid_from=date(2026, 1, 1))
GROUP = Class(id="c1" * 16, name="2026电工五级02班", starts_on=date(2026, 3, 1), state="40")
Opens = Callable[..., RecordScreen[Trainee]]


@pytest.fixture
def opens(keys: Keys, desk: Desk) -> Opens:
    """The page of people with these records in the store, for that user."""

    def opened(
        *known: object, on: Desk = desk, of: Screen[Trainee] = trainees.SCREEN
    ) -> RecordScreen[Trainee]:
        with desk.database.write("limin") as work:
            for one in known:
                work.add(one)  # type: ignore[type-var]  # records all
        screen = RecordScreen(on, of)
        keys.show(screen)
        screen.take_focus()
        keys.until(lambda: screen.table.rowCount() == 1)
        return screen

    return opened


@pytest.fixture
def leader(desk: Desk) -> Desk:
    """The desk of somebody who sees numbers masked, and may ask for one."""
    with desk.database.write("system") as work:
        user = work.add(User(id=new_id(), account="leader", name="赵局长", roles=("leader",)))
    held = roles.rights(user.roles)
    return replace(desk, user=user, rights=held, lookup=Lookup(desk.database, codes.load(), held))


def told(screen: RecordScreen[Trainee]) -> str:
    """Everything that the panel says now."""
    QApplication.sendPostedEvents()  # what was just laid out is shown with the next events
    return "\n".join(one.text() for one in screen.detail.findChildren(QLabel) if one.isVisible())


def press(screen: RecordScreen[Trainee], word: str) -> None:
    QApplication.sendPostedEvents()
    (found,) = [
        one for one in screen.detail.findChildren(QPushButton) if one.text() == word and one.isVisible()
    ]
    found.click()


# --- head and tabs ---


def test_the_head_says_who_it_is_and_copies_the_number_without_gaps(opens: Opens) -> None:
    screen = opens(PERSON)

    assert screen.detail.heading.text() == "周春梅"
    assert screen.detail.beside.text() == "女　40 岁"
    assert screen.detail.number.text() == "370403 19860412 9026"
    assert screen.detail.state.word == "未参训"
    press(screen, "复制")
    assert QGuiApplication.clipboard().text() == NUMBER


def test_tabs_are_turned_by_keys_and_begin_anew_after_the_last(opens: Opens, keys: Keys) -> None:
    screen = opens(PERSON)
    titles = list(screen.detail.panes)
    assert titles == [BASICS, "类别与事项", "培训", "证书", "补贴", CHANGES]

    keys.press(Qt.Key.Key_Left, ALT)
    assert screen.detail.bar.tabText(screen.detail.bar.currentIndex()) == CHANGES
    keys.press(Qt.Key.Key_Right, ALT)
    keys.press(Qt.Key.Key_Tab, CTRL)

    assert screen.detail.bar.tabText(screen.detail.bar.currentIndex()) == "类别与事项"
    assert keys.focus is screen.view


# --- what is missing ---


def test_empty_fields_are_named_and_the_link_goes_to_the_form(opens: Opens, keys: Keys) -> None:
    screen = opens(replace(PERSON, education=None, hukou_type=None))
    assert screen.detail.banner.text.text() == "还缺文化程度、户口性质"

    press(screen, "去补")

    assert screen.is_editing


def test_a_category_without_evidence_is_said_and_the_link_goes_to_its_tab(opens: Opens) -> None:
    screen = opens(PERSON, FACT)
    assert screen.detail.banner.text.text() == "缺「农村转移就业劳动者」的佐证，不能申领补贴"

    press(screen, "去补")

    assert "缺佐证" not in told(screen)  # a chip is painted, it is no label
    assert "人员类别" in told(screen)


def test_with_everything_there_nothing_is_missing(opens: Opens) -> None:
    screen = opens(PERSON, replace(FACT, evidence_kind="16"))

    assert screen.detail.banner.isHidden()


# --- categories and other facts ---


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


# --- training, certificates, benefits ---


def test_classes_certificates_and_benefits_are_told(opens: Opens, desk: Desk) -> None:
    claim = Claim(id="cc" * 16, number="BT370403-1-26-00001", subsidy="10", applicant_kind="1", state="90")
    outcomes = '[{"clause":"","facts":{"limit":3,"nth":2,"year":2026},"outcome":"pass","rule":"R-CNT"}]'
    screen = opens(
        PERSON,
        GROUP,
        Enrolment(id="e1" * 16, class_id=GROUP.id, trainee_id=PERSON.id, attended_hours=1115, state="6"),
        Certificate(id="ce" * 16, trainee_id=PERSON.id, number="S0000370009992059001", verification="1"),
        claim,
        ClaimLine(id="11" * 16, claim_id=claim.id, trainee_id=PERSON.id, amount=80_000, outcomes=outcomes),
        PriorBenefit(id="bb" * 16, id_number=NUMBER, subsidy="10", occupation="焊工", state="paid"),
    )
    went: list[Place] = []
    desk.news.wanted.connect(went.append)

    screen.detail.show_tab("培训")
    assert {"2026电工五级02班", "111.5"} <= set(told(screen).splitlines())
    press(screen, "去看")
    screen.detail.show_tab("证书")
    assert "S0000370009992059001" in told(screen)
    screen.detail.show_tab("补贴")

    said = told(screen).splitlines()
    assert {"800.00元", "BT370403-1-26-00001", "已拨付", "焊工", "已用2次，还可1次", "2026年享受"} <= set(
        said
    )
    (boxes,) = screen.detail.findChildren(QuotaBoxes)
    assert boxes.accessibleName() == "已用2次，共3次"
    assert went == [Place(page="classes", record=GROUP.id)]


def test_a_line_that_no_rule_counted_tells_no_quota() -> None:
    line = ClaimLine(id="11" * 16, claim_id="cc" * 16, trainee_id=PERSON.id)

    assert benefits.quota(line) is None
    assert benefits.quota(replace(line, outcomes='[{"rule":"R","outcome":"pass","facts":{}}]')) is None


def test_an_institution_tells_its_classes(keys: Keys, desk: Desk) -> None:
    school = Institution(id="5c" * 16, name="鲁南职业培训学校", role="T", state="1")
    with desk.database.write("limin") as work:
        work.add(school)
        work.add(replace(GROUP, institution_id=school.id))
    screen = RecordScreen(desk, institutions.SCREEN)
    keys.show(screen)
    keys.until(lambda: screen.table.rowCount() == 1)

    screen.detail.show_tab("培训班")

    QApplication.sendPostedEvents()
    texts = [one.text() for one in screen.detail.findChildren(QLabel) if one.isVisible()]
    assert "2026电工五级02班" in texts


# --- changes ---


def test_who_wrote_what_and_why_is_told_the_newest_first(opens: Opens, desk: Desk) -> None:
    screen = opens(PERSON)
    with desk.database.write("limin") as work:
        changed = work.change(replace(PERSON, version=1, phone="13800009022", education=None))
        voided = work.void(changed, "重复登记")
        work.change(replace(voided, voided=None))
    screen.detail.show_tab(CHANGES)

    said = told(screen).splitlines()
    verbs = [one for one in said if one in ("登记", "修改", "作废")]
    assert verbs == ["修改", "作废", "修改", "登记"]
    assert {"李敏", "2026-11-20 16:30", "原因：重复登记", "13800009021 → 13800009022"} <= set(said)
    assert f"{desk.lookup.label('education', '61')} → （清空）" in said


# --- masks ---


def test_who_sees_masked_numbers_sees_them_masked_everywhere(opens: Opens, leader: Desk, keys: Keys) -> None:
    screen = opens(PERSON, on=leader)

    for title in (BASICS, CHANGES):
        screen.detail.show_tab(title)
        said = told(screen)
        assert "370403********9026" in said
        assert not any(secret in said.replace(" ", "") for secret in (NUMBER, "13800009021", "周营镇"))
    press(screen, "复制")
    assert QGuiApplication.clipboard().text() == "370403********9026"
    keys.press(Qt.Key.Key_C, CTRL)
    keys.until(lambda: screen.count == "已复制1行")
    assert NUMBER not in QGuiApplication.clipboard().text()


def test_a_whole_number_is_shown_for_this_record_once_the_journal_knows(
    opens: Opens, leader: Desk, keys: Keys, desk: Desk
) -> None:
    screen = opens(PERSON, on=leader)

    press(screen, "查看完整号码")

    keys.until(lambda: screen.detail.number.text() == "370403 19860412 9026")
    assert screen.table.index(0, 1).data() == "370403********9026"
    with desk.database.read() as snapshot:
        (link,) = snapshot.notes(rights.SHOWN)
    assert link.entry is not None
    assert link.entry.actor == "leader"
    screen.detail.show_record(None, "")
    screen.detail.show_record(screen.current(), "周春梅")
    assert screen.detail.number.text() == "370403********9026"


def test_nobody_sorts_by_what_is_masked(opens: Opens, leader: Desk) -> None:
    screen = opens(PERSON, on=leader)

    screen.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    assert screen.look.order == "name"
    assert screen.view.horizontalHeader().sortIndicatorSection() == 0
    assert "不能按它排序" in screen.count


def test_categories_that_must_be_kept_are_neither_told_nor_offered(opens: Opens, leader: Desk) -> None:
    screen = opens(PERSON, replace(FACT, category="51"), on=leader)

    assert screen.table.index(0, 4).data() == "（不显示）"
    screen.filters.narrow({"category": "51"})
    assert screen.filters.chosen() == {}


def test_who_may_only_look_has_no_button_to_write_or_save(opens: Opens, leader: Desk, keys: Keys) -> None:
    screen = opens(PERSON, FACT, on=leader)
    screen.detail.show_tab("类别与事项")

    words = {one.text() for one in screen.findChildren(QPushButton) if one.isVisible()}
    assert not words & {"登记学员", "修改  F2", "作废  Del", "作废", "登记类别", "申领补贴", "导出表格"}
    assert "您的角色只能查看学员。" in told(screen)
    for key, held in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)):
        keys.press(key, held)
        assert not screen.is_editing
