"""Who wrote what of a record, when and why."""

from dataclasses import replace

from skilldesk.gui.desk import Desk
from skilldesk.gui.record_detail import CHANGES
from tests.gui.detail import Opens, told
from tests.support.people import PERSON


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
