"""The invented county: the same from one seed, and made of people that cannot be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skilldesk.core import identity
from skilldesk.core.checks import check
from skilldesk.core.kinds import KINDS
from skilldesk.core.normal import china_day
from skilldesk.core.people import PriorBenefit, Trainee
from skilldesk.core.problems import Severity
from skilldesk.core.records import plain
from skilldesk.operations import demo, offices
from skilldesk.operations.demo import County
from skilldesk.progress import Progress
from skilldesk.store import keyring
from skilldesk.store.verify import verify
from tests.support.county import Clock

MADE_ANEW = ("office", "device")
"""They have ids of their own in each store; their contents are the same."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    county = demo.found(tmp_path_factory.mktemp("demo") / "county", clock=Clock())
    yield county
    county.store.close()


def contents(county: County) -> dict[str, Any]:
    """All records by kind; those that a store makes for itself without their ids."""
    with county.store.database.read() as snapshot:
        said = {name: {one.id: plain(one) for one in snapshot.find(kind)} for name, kind in KINDS.items()}
    users = {str(one["account"]): one for one in said.pop("user").values()}
    rest = {name: list(said.pop(name).values()) for name in MADE_ANEW}
    return {**said, **rest, "user": users}


def test_one_seed_makes_one_county(county: County, tmp_path: Path) -> None:
    again = demo.found(tmp_path / "again", clock=Clock())
    other = demo.found(tmp_path / "other", seed=2, clock=Clock())

    assert contents(again) == contents(county)
    assert (again.classes, again.trainees) == (county.classes, county.trainees)
    assert contents(other)["trainee"] != contents(county)["trainee"]
    again.store.close()
    other.store.close()


def test_nobody_in_it_can_be_real(county: County) -> None:
    with county.store.database.read() as snapshot:
        numbers = [one.id_number or "" for one in snapshot.find(Trainee)]
        numbers += [one.id_number for one in snapshot.find(PriorBenefit)]

    assert len(set(numbers)) == len(county.trainees) == 40
    for number in numbers:
        assert 900 <= int(number[14:17]) <= 999
        assert list(identity.faults(number, today=demo.TODAY)) == []


def test_every_record_is_without_fault(county: County) -> None:
    with county.store.database.read() as snapshot:
        for kind in KINDS.values():
            for record in snapshot.find(kind):
                problems = check(record, "record", demo.TODAY)
                assert [one for one in problems if one.severity is Severity.ERROR] == [], record
    assert list(verify(county.store, Progress())) == []


def test_it_lives_in_december_2020(county: County) -> None:
    assert china_day(county.store.database.now()) == demo.TODAY
    with county.store.database.write(demo.CLERK) as work:
        assert offices.today(work) == demo.TODAY
    with county.store.database.read() as snapshot:
        assert offices.practice(snapshot)
        assert offices.region(snapshot) == demo.REGION


def test_all_its_users_have_the_printed_password(county: County) -> None:
    with county.store.database.read() as snapshot:
        accounts = [one.account for one in offices.users(snapshot)]

    assert accounts == ["limin", "wangjianhua", "zhaoliqun", "sunyamei", "chengang"]
    for account in accounts:
        keyring.open_with_password(county.store.folder, account, demo.PASSWORD)


@pytest.mark.parametrize("trainees", [1, 4, 5])
def test_a_county_may_be_small(tmp_path: Path, trainees: int) -> None:
    county = demo.found(tmp_path / "county", trainees=trainees, clock=Clock())

    assert len(county.trainees) == trainees
    assert len(county.classes) == 4
    county.store.close()
