"""What a paper may look at when it is drawn or checked: records by id, as they are or as they were known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from skilldesk.core.journal import Entry, Place, merge, with_earlier
from skilldesk.core.records import Record, RecordId, build, kind_of
from skilldesk.reference.codes import Codes
from skilldesk.store.queries.records import by_reference
from skilldesk.store.snapshot import Snapshot

R = TypeVar("R", bound=Record)


class Reader:
    """Gives records as they are; `given` are the ids of those that it gave."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.given: set[RecordId] = set()

    def get(self, kind: type[R], id: RecordId | None) -> R | None:
        found = self._told(kind, id) if id else None
        if found:
            self.given.add(found.id)
        return found

    def those(self, kind: type[R], field: str, value: str | None) -> list[R]:
        """The records that count and say this in that field."""
        found = self._all(kind, field, value) if value else []
        self.given |= {one.id for one in found}
        return found

    def _told(self, kind: type[R], id: RecordId) -> R | None:
        return self._snapshot.get(kind, id)

    def _all(self, kind: type[R], field: str, value: str) -> list[R]:
        return by_reference(self._snapshot, kind, field, value)


class AsOf(Reader):
    """Gives records as they were known when an entry was written that names what it was made from."""

    def __init__(self, snapshot: Snapshot, entry: Entry) -> None:
        super().__init__(snapshot)
        self._named = {Place(entry.device, entry.epoch, entry.seq), *entry.after}
        self._records: dict[RecordId, Record | None] = {}
        self._ids = {kind: list(ids) for kind, ids in self._made_from()}

    def _made_from(self) -> list[tuple[str, dict[RecordId, None]]]:
        """The records that the entry names, by kind, in the order of their entries."""
        named: dict[str, dict[RecordId, None]] = {}
        for place in sorted(self._named):
            link = self._snapshot.link(*place)
            if link and link.entry and link.entry.kind and link.entry.record:
                named.setdefault(link.entry.kind, {})[link.entry.record] = None
        return list(named.items())

    def _told(self, kind: type[R], id: RecordId) -> R | None:
        if id not in self._records:
            known = with_earlier(self._snapshot.about(id), self._named)
            said, _ = merge(known)
            self._records[id] = build(kind, said, id=id, version=1) if known else None
        found = self._records[id]
        return found if isinstance(found, kind) else None

    def _all(self, kind: type[R], field: str, value: str) -> list[R]:
        records = (self._told(kind, id) for id in self._ids.get(kind_of(kind), ()))
        return [one for one in records if one and one.voided is None and getattr(one, field) == value]


def labels(codes: Codes) -> Callable[[str, str | None], str]:
    """The name of a code in a table; nothing for none."""
    return lambda table, code: codes[table].label(code) if code else ""


def short_labels(codes: Codes) -> Callable[[str, str | None], str]:
    """What lists show of a code in a table; nothing for none."""
    return lambda table, code: codes[table].shown(code) if code else ""
