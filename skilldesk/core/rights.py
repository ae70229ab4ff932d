"""What the roles of a user allow: which records to write, which acts to do, what to see (domain §6.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from skilldesk.core.fields import BankAccount, Code, DocumentNumber, Field, Kind, Phone
from skilldesk.core.records import empty

Act = Literal["print", "save", "report", "backup", "restore", "users", "unmask", "verify", "journal"]
"""print paper · save a file in clear · send and take in packages · … · show a masked number · check all ·
read who did what."""

Sight = Literal["numbers", "private"]

HIDDEN = "（不显示）"
"""What stands for a fact that the user need not know."""


@dataclass(frozen=True, kw_only=True)
class Role:
    writes: frozenset[str] = frozenset()
    """Kinds of records."""
    may: frozenset[str] = frozenset()
    sees: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Private:
    """What only those see who must decide by it."""

    fields: frozenset[str] = frozenset()
    """Names of fields of a trainee."""
    categories: frozenset[str] = frozenset()
    """Codes of categories of people."""


@dataclass(frozen=True, kw_only=True)
class Rights:
    """All that the roles of one user allow together."""

    writes: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    sees: frozenset[str] = frozenset()
    private: Private = Private()

    def may_write(self, kind: str) -> bool:
        return kind in self.writes

    def allows(self, act: Act) -> bool:
        return act in self.may

    def shows(self, sight: Sight) -> bool:
        return sight in self.sees

    def told(self, field: Field, value: Any, text: str) -> str:
        """What the user reads of a field that says `text` to those who may know it."""
        if empty(value):
            return text
        if not self.shows("private") and self._is_private(field, value):
            return HIDDEN
        if field.kind.sensitive and not self.shows("numbers"):
            return masked(field.kind, str(value))
        return text

    def _is_private(self, field: Field, value: Any) -> bool:
        of_category = isinstance(field.kind, Code) and field.kind.table == "person_category"
        return field.name in self.private.fields or (of_category and value in self.private.categories)


def of_roles(names: Collection[str], roles: Mapping[str, Role], private: Private) -> Rights:
    """The rights of somebody who has these roles; roles that nobody knows allow nothing."""
    held = [roles[name] for name in names if name in roles]
    return Rights(
        writes=frozenset[str]().union(*(role.writes for role in held)),
        may=frozenset[str]().union(*(role.may for role in held)),
        sees=frozenset[str]().union(*(role.sees for role in held)),
        private=private,
    )


def masked(kind: Kind, text: str) -> str:
    """A sensitive value with its middle hidden: 370403********9914 (财社〔2023〕181号第二十八条)."""
    match kind:
        case DocumentNumber():
            return _between(text, 6, 4)
        case BankAccount():
            return _between(text, 0, 4)
        case Phone():
            return _between(text, 3, 4)
        case _:
            return HIDDEN


def _between(text: str, first: int, last: int) -> str:
    """Stars for all but the first and last characters; for all, if the text is too short to hide any."""
    hidden = len(text) - first - last
    return f"{text[:first]}{'*' * hidden}{text[-last:]}" if hidden >= last else "*" * len(text)
