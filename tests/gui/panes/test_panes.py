"""What the tabs of a person and of an institution tell."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.institutions import Institution
from skilldesk.core.people import PriorBenefit
from skilldesk.core.training import Certificate, Enrolment
from skilldesk.gui.desk import Desk
from skilldesk.gui.panes import benefits
from skilldesk.gui.place import Place
from skilldesk.gui.record_screen import RecordScreen
from skilldesk.gui.screens import institutions
from skilldesk.gui.widgets.quota_boxes import QuotaBoxes
from tests.gui.detail import GROUP, Opens, press, told
from tests.gui.keys import Keys
from tests.support.people import NUMBER, PERSON


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
