"""基本信息: what the fields of a record say, in the groups of its form."""

from __future__ import annotations

from collections.abc import Iterable

from skilldesk.core.fields import Field, fields_of
from skilldesk.core.records import Record
from skilldesk.gui.desk import Desk
from skilldesk.gui.detail_pane import DetailPane
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.record_form import Group, Plan


class Basics(DetailPane):
    """Empty fields are left out."""

    def __init__(self, desk: Desk, plan: Plan, above: Iterable[str] = ()) -> None:
        super().__init__(desk)
        self._plan = plan
        self._above = frozenset(above)
        """What the head of the panel says already."""

    def fill(self, record: Record, lookup: Lookup) -> None:
        fields = fields_of(type(record))
        with self.desk.database.read() as snapshot:
            (texts,) = lookup.texts(snapshot, [record], fields)
        said = {
            one: text for one, text in zip(fields, texts, strict=True) if text and one.name not in self._above
        }
        first = True
        for group in self._grouped(fields):
            shown = [one for one in said if one.name in group.fields]
            if shown and not first:
                self.add_rule()
            if shown:
                self.add_lines((one.label, self._in_words(one, said[one])) for one in shown)
                first = False

    def _in_words(self, one: Field, text: str) -> str:
        """Divisions by their names; all else says itself."""
        return self.desk.place_of(text[:6]) if one.name.endswith("_region") and text.isdigit() else text

    def _grouped(self, fields: Iterable[Field]) -> list[Group]:
        named = {name for group in self._plan.groups for name in group.fields}
        rest = tuple(one.name for one in fields if one.name not in named)
        return [*self._plan.groups, Group("其他", rest)]
