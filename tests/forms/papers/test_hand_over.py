from dataclasses import replace

from skilldesk.core.kinds import TRAVELS
from skilldesk.forms.papers.hand_over import FORM


def test_however_many_kinds_of_records_go_it_is_one_page() -> None:
    rows = FORM.example.rows[:1] * ((len(TRAVELS) + 1) // 2)

    assert len(FORM.draw(FORM, replace(FORM.example, rows=rows))) == 1
    assert len(FORM.draw(FORM, replace(FORM.example, rows=()))) == 1
