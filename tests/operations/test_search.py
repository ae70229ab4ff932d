"""What the lines of the search box say, to whom."""

from collections.abc import Iterator

import pytest

from skilldesk.core.people import Trainee
from skilldesk.core.rights import Rights
from skilldesk.operations import search
from skilldesk.operations.search import Group, Hit
from skilldesk.reference import codes, roles
from skilldesk.store.office import Store
from skilldesk.store.snapshot import Snapshot
from tests.support import crowd
from tests.support.crowd import person

CODES = codes.load()
ENTRY, LEADER = roles.rights(("entry",)), roles.rights(("leader",))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = crowd.crowd(tmp_path_factory.mktemp("crowd") / "office", 120)
    yield store
    store.close()


@pytest.fixture
def snapshot(county: Store) -> Iterator[Snapshot]:
    with county.database.read() as snapshot:
        yield snapshot


def find(snapshot: Snapshot, typed: str, *, most: int = 5, rights: Rights = ENTRY) -> list[Group]:
    return search.find(snapshot, typed, most, rights=rights, codes=CODES)


def only(groups: list[Group]) -> Hit:
    ((hit,),) = [group.hits for group in groups]
    return hit


def test_a_person_is_told_by_number_phone_class_and_state(snapshot: Snapshot) -> None:
    one = person(7)
    hit = only(find(snapshot, one.id_number or ""))

    number = one.id_number or ""
    assert hit.title == one.name
    assert hit.detail == f"{number[:6]} {number[6:14]} {number[14:]}　{one.phone}　电工五级第01班"
    assert (hit.kind, hit.id, hit.state, hit.why) == ("trainee", one.id, "在训", "")


def test_what_cannot_be_seen_in_the_line_is_said(snapshot: Snapshot) -> None:
    one = person(7)
    (by_end,) = [hit for hit in find(snapshot, (one.id_number or "")[-6:])[0].hits if hit.id == one.id]
    (by_phone,) = [hit for hit in find(snapshot, (one.phone or "")[-4:])[0].hits if hit.id == one.id]

    assert by_end.why == "证件号码后几位"
    assert by_phone.why == "手机后四位"
    assert {hit.why for hit in find(snapshot, "w")[0].hits} == {"首字母 w"}


def test_papers_and_classes_are_told_by_whose_they_are(snapshot: Snapshot) -> None:
    certificate = only(find(snapshot, "S00037040000000002"))
    claim = only(find(snapshot, "SD1|F10|BT370403-1-26-000002|8F3A21C7"))
    school = only(find(snapshot, "52370403MJE000003A"))
    (training,) = find(snapshot, "BA3704032600001")[0].hits

    assert certificate.detail == f"{person(2).name}　电工五级　2026-06-03"
    assert certificate.state == "查询一致"
    assert claim.detail == f"{person(2).name}　就业技能培训补贴　1,000.00 元"
    assert claim.why == "纸质表二维码"
    assert (school.title, school.state) == ("鲁南创业培训中心", "正常")
    assert training.detail == "BA3704032600001　鲁南技工学校　2026-03-03 至 2026-03-28"


def test_of_each_kind_a_few_stand_and_it_says_if_there_are_more(snapshot: Snapshot) -> None:
    groups = find(snapshot, "BT3704", most=3)
    assert [(group.label, len(group.hits), group.has_more) for group in groups] == [("申领单", 3, True)]
    assert [group.label for group in find(snapshot, "薛城")] == ["机构"]
    assert find(snapshot, "不认识的人") == []


def test_who_reads_masked_numbers_finds_by_what_is_shown_of_them(snapshot: Snapshot) -> None:
    one = person(7)
    number, phone = one.id_number or "", one.phone or ""
    hit = only(find(snapshot, number, rights=LEADER))

    assert number not in hit.detail.replace(" ", "")
    assert phone not in hit.detail
    assert hit.detail.startswith(f"{number[:6]}********{number[-4:]}　{phone[:3]}****{phone[-4:]}")
    assert one.id in [hit.id for hit in find(snapshot, number[-4:], rights=LEADER)[0].hits]
    assert find(snapshot, number[-6:], rights=LEADER) == find(snapshot, number[:10], rights=LEADER) == []


def test_recent_finds_are_told_anew_without_what_was_voided(store: Store) -> None:
    with store.database.write("system") as work:
        work.add_many([Trainee(id="a1" * 16, name="王小明"), Trainee(id="a2" * 16, name="赵小红")])
        work.void(work.get(Trainee, "a1" * 16), "重复登记")  # type: ignore[arg-type]  # it was just added
    with store.database.read() as snapshot:
        recent = [("trainee", "a1" * 16), ("trainee", "a2" * 16), ("claim", "cc" * 16)]
        told = search.about(snapshot, recent, rights=ENTRY, codes=CODES)
    assert [(hit.title, hit.detail, hit.state) for hit in told] == [("赵小红", "", "未参训")]
