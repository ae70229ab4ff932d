"""Which documents hold here on a day, and what they leave open."""

from dataclasses import replace
from datetime import date

from skilldesk.core.claims import PolicyDocument, Standard
from skilldesk.operations import policy_shelf
from skilldesk.operations.demo import CLERK
from skilldesk.operations.policy_shelf import Shelved
from skilldesk.reference import policies
from skilldesk.reference.policies import Policies
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.work import new_id
from tests.support.county import World

KNOWN = policies.load()
(SHANDONG,) = KNOWN.named(["SD-2019"])
CITY = replace(
    SHANDONG, key="ZZ-2020", scope="370400", valid_from=date(2020, 6, 1), valid_to=None, standards=()
)
JILIN = replace(SHANDONG, key="JL", scope="220000")


def shelf(store: Store, day: date, *known: object) -> tuple[Shelved, ...]:
    with store.database.read() as snapshot:
        return policy_shelf.shelf(snapshot, Policies(known) if known else KNOWN, day)  # type: ignore[arg-type]  # policies


def test_a_document_of_the_province_holds_on_its_first_and_last_day_only(world: World) -> None:
    days = (date(2018, 12, 31), date(2019, 1, 1), date(2021, 12, 31), date(2022, 1, 1))

    assert [shelf(world.pc, day)[0].in_force for day in days] == [False, True, True, False]
    assert shelf(world.pc, days[1])[0].reach == "province"


def test_documents_of_other_places_are_not_shown_and_those_in_force_come_first(world: World) -> None:
    found = shelf(world.pc, date(2022, 1, 1), SHANDONG, CITY, JILIN)

    assert [(one.policy.key, one.reach, one.in_force) for one in found] == [
        ("ZZ-2020", "city", True),
        ("SD-2019", "province", False),
    ]


def test_it_is_told_whether_claims_were_decided_by_this_very_file(world: World) -> None:
    day = date(2020, 12, 21)
    assert shelf(world.pc, day)[0].file == "unused"

    for digest, told in ((SHANDONG.file_sha256, "same"), ("0" * 64, "changed")):
        with world.pc.database.write(CLERK) as work:
            for old in training.documents(work):
                work.void(old, "换了文件")
            work.add(
                PolicyDocument(id=new_id(), key="SD-2019", document=SHANDONG.document, file_sha256=digest)
            )
        assert shelf(world.pc, day)[0].file == told


def test_what_a_file_leaves_open_is_counted_until_an_approved_standard_fills_it(world: World) -> None:
    empty = sum(one.amount_fen is None for one in SHANDONG.standards)

    assert shelf(world.pc, date(2020, 12, 21))[0].empty == empty - 3
    assert shelf(world.pc, date(2018, 12, 31))[0].empty == empty


def test_what_waits_for_approval_stands_first(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        work.add(
            Standard(
                id=new_id(), policy="SD-2019", subsidy="10", key="2", amount=1, document="x", entered_by=CLERK
            )
        )
    with world.pc.database.read() as snapshot:
        gaps = policy_shelf.gaps(snapshot, KNOWN)

    assert [one.state for one in gaps] == ["waiting", *["empty"] * (len(gaps) - 4), *["approved"] * 3]
