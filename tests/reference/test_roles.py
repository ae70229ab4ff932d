"""resources/roles.toml says something of every role, and nothing of what does not exist."""

import typing

from skilldesk.core.fields import fields_of
from skilldesk.core.kinds import KINDS
from skilldesk.core.people import Trainee
from skilldesk.core.rights import Act, Sight
from skilldesk.reference import codes, roles

ROLES = [entry.code for entry in codes.load()["role"].entries]


def test_the_file_tells_of_exactly_the_roles_that_there_are() -> None:
    assert sorted(roles.names()) == sorted(ROLES)


def test_the_file_names_only_what_exists() -> None:
    all_together = roles.rights(ROLES)

    assert all_together.writes <= KINDS.keys()
    assert all_together.may == set(typing.get_args(Act))
    assert all_together.sees == set(typing.get_args(Sight))
    assert all_together.private.fields <= {field.name for field in fields_of(Trainee)}
    assert all_together.private.categories <= {
        entry.code for entry in codes.load()["person_category"].entries
    }


def test_an_administrator_has_no_business_rights_and_a_third_party_only_reads() -> None:
    assert not roles.rights(("administrator",)).writes
    assert not roles.rights(("administrator",)).sees
    assert roles.rights(("third_party",)).writes == roles.rights(("third_party",)).may == frozenset()
