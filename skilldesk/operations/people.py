"""What an office does with people."""

from __future__ import annotations

from skilldesk.core.people import Trainee
from skilldesk.store.queries import people
from skilldesk.store.snapshot import Snapshot


def duplicates(snapshot: Snapshot, trainee: Trainee) -> list[Trainee]:
    """Other records that may be the same person: one number, or one name with one birth date or phone.

    A person decides; nothing is refused for it.
    """
    found = people.alike(snapshot, trainee.completed())
    return [one for one in found if one.id != trainee.id]
