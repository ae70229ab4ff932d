"""What a list of people shows beyond their fields: age, category, newest class, day of entry, state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from skilldesk.core.people import Trainee
from skilldesk.gui.columns import Column, Derived, Look
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.widgets.signs import Sign
from skilldesk.store.queries import trainee_lists
from skilldesk.store.queries.trainee_lists import Standing
from skilldesk.store.snapshot import Snapshot

STANDINGS: Mapping[Standing, tuple[str, Look]] = {
    "none": ("未参训", (Sign.RING, "")),
    "training": ("在训", (Sign.CLOCK, "blue")),
    "finished": ("结业合格", (Sign.CHECK, "green")),
    "certified": ("已取证", (Sign.CHECK, "green")),
    "paid": ("已享补贴", (Sign.CHECK, "green")),
    "lacking": ("资料不足", (Sign.WARN, "amber")),
}

_NONE = "—"


def age_on(day: date, born: date) -> int:
    """In completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _read(snapshot: Snapshot, lookup: Lookup, today: date, shown: Sequence[Trainee]) -> list[dict[str, str]]:
    known = trainee_lists.read(snapshot, [one.id for one in shown])
    return [_texts(one, known[one.id], lookup, today) for one in shown]


def _texts(one: Trainee, known: trainee_lists.Facts, lookup: Lookup, today: date) -> dict[str, str]:
    categories = dict.fromkeys(lookup.short("person_category", code) for code in known.categories)
    return {
        "age": "" if one.birth_date is None else str(age_on(today, one.birth_date)),
        "categories": "、".join(categories) or _NONE,
        "latest_class": known.latest_class or _NONE,
        "registered": str(known.registered or ""),
        "standing": STANDINGS[known.standing][0],
    }


DERIVED = Derived[Trainee](
    columns=(
        Column("age", "年龄", right=True),
        Column("categories", "人员类别", table="person_category"),
        Column("latest_class", "最近培训"),
        Column("registered", "登记日期"),
        Column("standing", "状态", looks=dict(STANDINGS.values())),
    ),
    read=_read,
)
