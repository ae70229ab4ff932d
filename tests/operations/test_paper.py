"""The claim form on paper: drawn once, stored, reprinted byte for byte, read back by a scanner."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from skilldesk.core.check_code import grouped, read_paper_code
from skilldesk.core.claims import Claim
from skilldesk.core.institutions import Institution
from skilldesk.core.offices import User
from skilldesk.core.people import Trainee
from skilldesk.core.records import RecordId
from skilldesk.errors import NotAllowed, NotFound, Refused, StaleRecord
from skilldesk.forms import form as drawing
from skilldesk.operations import claims, demo, paper
from skilldesk.progress import Cancelled, Progress
from skilldesk.reference import policies
from skilldesk.reference.codes import load
from skilldesk.store.office import Store
from skilldesk.store.queries import training
from skilldesk.store.work import new_id
from tests.forms.reading import qr_codes_of, said_by, texts_of
from tests.support.county import CLERK, World, edit
from tests.support.stores import CHEAP

BOOK = policies.load().all


def make(store: Store, *trainees: RecordId) -> list[Claim]:
    """Draft claims for people of one class."""
    with store.database.write(CLERK) as work:
        class_id = training.certificates(work, trainees[0])[0].class_id or ""
        asked = claims.question(work, class_id, None, demo.TODAY, BOOK)
        return claims.create(work, class_id, trainees, asked)


@pytest.fixture
def claim(world: World) -> Claim:
    (claim,) = make(world.pc, world.trainees[1])
    return claim


@pytest.fixture
def batch(world: World) -> list[Claim]:
    """Both people of the second class."""
    return make(world.pc, world.trainees[1], world.trainees[5])


def draw(store: Store, *made: Claim) -> list[paper.Drawn]:
    return paper.draw(store, CLERK, [claim.id for claim in made], Progress())


def ledger(store: Store, claim: Claim) -> list[str]:
    with store.database.read() as snapshot:
        return [one.act for one in training.printings(snapshot, claim.number)]


def stored_bytes(store: Store, claim: Claim) -> bytes:
    with store.database.read() as snapshot:
        found = snapshot.get(Claim, claim.id)
    assert found
    return paper.stored(store, found)


def test_a_form_is_drawn_stored_and_entered_in_the_ledger(world: World, claim: Claim) -> None:
    (drawn,) = draw(world.pc, claim)

    assert (drawn.claim.form, drawn.page) == ("F10", 1)
    assert drawn.claim.form_sha256 == drawn.sha256
    text = said_by(stored_bytes(world.pc, claim))
    with world.pc.database.read() as snapshot:
        person = snapshot.get(Trainee, world.trainees[1])
        (entry,) = training.printings(snapshot, claim.number)
    assert person
    assert {person.name in text, claim.number in text, "捌佰元整" in text, "演练" in text} == {True}
    assert "未入网" not in text
    assert (entry.act, entry.form, entry.sha256) == ("draw", "F10", drawn.sha256)


def test_it_is_drawn_once_and_the_stored_file_stays_byte_for_byte(world: World, claim: Claim) -> None:
    (first,) = draw(world.pc, claim)
    before = stored_bytes(world.pc, claim)
    world.clock.later(days=3)

    (second,) = draw(world.pc, claim)

    assert second == first
    assert stored_bytes(world.pc, claim) == before
    assert ledger(world.pc, claim) == ["draw"]


def test_a_scanner_reads_the_check_code_from_the_page(world: World, claim: Claim) -> None:
    (drawn,) = draw(world.pc, claim)
    pdf = stored_bytes(world.pc, claim)

    (scanned,) = qr_codes_of(pdf, dpi=200)
    read = read_paper_code(scanned)

    assert read
    assert (read.form, read.number, read.check_code) == ("F10", claim.number, drawn.check_code)
    assert "".join(grouped(drawn.check_code).split()) in said_by(pdf)


def test_changed_data_is_drawn_anew_with_another_check_code(world: World, claim: Claim) -> None:
    (first,) = draw(world.pc, claim)
    old = stored_bytes(world.pc, claim)
    edit(world.pc, world.trainees[1], hukou_address="示例县新城街道1号")

    (second,) = draw(world.pc, claim)

    assert second.check_code != first.check_code
    assert second.sha256 != first.sha256
    assert "新城街道1号" in said_by(stored_bytes(world.pc, claim))
    assert world.pc.blobs.get(first.sha256) == old
    assert ledger(world.pc, claim) == ["draw", "draw"]


def test_what_is_not_on_the_form_does_not_draw_it_anew(world: World, claim: Claim) -> None:
    (first,) = draw(world.pc, claim)
    edit(world.pc, world.trainees[1], remark="来过电话")

    assert draw(world.pc, claim)[0].sha256 == first.sha256


def test_a_batch_is_one_document_with_its_pages(world: World, batch: list[Claim]) -> None:
    drawn = draw(world.pc, *batch)

    assert len({one.sha256 for one in drawn}) == 1
    pages = texts_of(stored_bytes(world.pc, batch[0]))
    starts = [one.page for one in drawn]
    assert starts == sorted(set(starts))
    for one in drawn:
        assert one.claim.number in pages[one.page - 1]
    codes = [read_paper_code(code) for code in qr_codes_of(stored_bytes(world.pc, batch[0]), dpi=200)]
    assert {code.check_code for code in codes if code} == {one.check_code for one in drawn}


def test_of_a_batch_only_what_changed_is_drawn_again(world: World, batch: list[Claim]) -> None:
    first = draw(world.pc, *batch)
    edit(world.pc, world.trainees[5], hukou_address="示例县新城街道1号")

    second = draw(world.pc, *batch)

    assert second[0] == first[0]
    assert second[1].sha256 != first[1].sha256
    assert second[1].page == 1


def test_a_claim_named_twice_is_drawn_once(world: World, claim: Claim) -> None:
    drawn = draw(world.pc, claim, claim)

    assert drawn[0] == drawn[1]
    assert len(qr_codes_of(stored_bytes(world.pc, claim), dpi=200)) == 1


def test_a_form_that_was_drawn_on_another_pc_can_be_drawn_here(world: World, claim: Claim) -> None:
    """The claim travels, its document does not."""
    (first,) = draw(world.pc, claim)
    world.exchange(world.pc, world.second)
    with pytest.raises(NotFound, match="可能在另一台电脑上"):
        stored_bytes(world.second, claim)

    (again,) = draw(world.second, claim)

    assert again.check_code == first.check_code
    assert qr_codes_of(stored_bytes(world.second, claim), dpi=200)


def test_a_change_while_it_is_drawn_is_not_lost(
    world: World, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawing.draw

    def slowly(*arguments: object) -> object:
        edit(world.pc, world.trainees[1], hukou_address="示例县新城街道1号")
        return drawn(*arguments)

    monkeypatch.setattr(drawing, "draw", slowly)

    with pytest.raises(StaleRecord, match="生成表格时有人改了资料"):
        draw(world.pc, claim)

    assert ledger(world.pc, claim) == []


def test_a_drawing_names_all_that_it_was_made_from(world: World, claim: Claim) -> None:
    with world.pc.database.write(CLERK) as work:
        employer = work.add(Institution(id=new_id(), name="示例县纺织厂"))
        person = work.get(Trainee, world.trainees[1])
        assert person
        work.change(replace(person, employer_id=employer.id))
    draw(world.pc, claim)

    with world.pc.database.read() as snapshot:
        entry = snapshot.about(claim.id)[-1].entry
        (line,) = training.lines_of(snapshot, claim.id)
        (certificate,) = training.certificates(snapshot, world.trainees[1])
        ids = [claim.id, world.trainees[1], line.id, certificate.id, employer.id]
        ids += [line.category_fact_id or "", certificate.occupation_id or ""]
        newest = [[link.place for link in snapshot.about(id) if link.entry != entry][-1] for id in ids]
    assert entry
    assert set(entry.after) == set(newest)


def test_the_values_of_a_form_are_labels_not_codes(world: World, claim: Claim) -> None:
    with world.pc.database.read() as snapshot:
        (line,) = training.lines_of(snapshot, claim.id)
        values = paper.values(paper.Reader(snapshot), claim, line, load())

    assert values["ethnicity"] == "汉族"
    assert values["sex"] in ("男", "女", "男性", "女性")
    assert values["amount"] == "¥800.00"
    assert set(values) == {name for name, _ in paper.BY_KEY["F10"].fields}


def test_what_cannot_be_drawn_is_said(world: World, claim: Claim) -> None:
    with pytest.raises(NotFound, match="还没有生成申请表"):
        paper.stored(world.pc, claim)
    with pytest.raises(NotFound, match="不在本机，或已作废"):
        paper.draw(world.pc, CLERK, [new_id()], Progress())
    with world.pc.database.write(CLERK) as work:
        (line,) = training.lines_of(work, claim.id)
        work.void(line, "录错")
    with pytest.raises(Refused, match="没有人员，不能生成表格"):
        draw(world.pc, claim)


def test_a_document_saved_to_a_stick_is_in_the_ledger(world: World, batch: list[Claim]) -> None:
    drawn = [one.claim for one in draw(world.pc, *batch)]

    paths = paper.save(world.pc, CLERK, drawn, world.stick)

    assert {path.read_bytes() for path in paths.values()} == {stored_bytes(world.pc, batch[0])}
    assert [ledger(world.pc, one) for one in drawn] == [["draw", "save"]] * 2


def test_a_character_that_no_typeface_prints_is_named_before_anything_is_drawn(
    world: World, batch: list[Claim]
) -> None:
    edit(world.pc, world.trainees[5], name="张𰾄")

    found = paper.unprintable(world.pc, CLERK, [one.id for one in batch], Progress())

    assert [(one.claim.number, one.place.words) for one in found] == [
        (batch[1].number, "姓名“张𰾄”里的“𰾄”字（U+30F84）")
    ]


def test_who_may_not_print_draws_nothing(world: World, claim: Claim) -> None:
    with world.pc.database.write(CLERK) as work:
        work.add(User(id=new_id(), account="third", name="第三方", roles=("third_party",)))

    with pytest.raises(NotAllowed, match="您的角色不能生成申请表"):
        paper.draw(world.pc, "third", [claim.id], Progress())


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[RecordId]]]:
    """A county of which more than two hundred people claim."""
    county = demo.found(tmp_path_factory.mktemp("crowd") / "office", trainees=244, cost=CHEAP)
    ids: list[RecordId] = []
    with county.store.database.write(CLERK) as work:
        for class_id in county.classes:
            asked = claims.question(work, class_id, None, demo.TODAY, BOOK)
            found = claims.check_class(work, class_id, asked)
            may = [one.trainee.id for one in found if one.may_be_submitted]
            ids += [one.id for one in claims.create(work, class_id, may, asked)]
    yield county.store, ids
    county.store.close()


def test_a_batch_of_two_hundred_that_is_stopped_keeps_what_is_drawn_and_goes_on_with_the_rest(
    crowd: tuple[Store, list[RecordId]],
) -> None:
    store, ids = crowd
    assert len(ids) >= 200
    stopping = Progress(lambda done, *_: stopping.cancel() if done >= 2 * 130 else None)
    with pytest.raises(Cancelled):
        paper.draw(store, CLERK, ids, stopping)
    with store.database.read() as snapshot:
        before = snapshot.get_each(Claim, ids)
    drawn = {id: one.form_sha256 for id, one in before.items() if one.form_sha256}
    assert len(drawn) == 100

    done = paper.draw(store, CLERK, ids, Progress())

    assert [one.claim.id for one in done] == ids
    assert {id: one.sha256 for one in done if (id := one.claim.id) in drawn} == drawn
    assert all(ledger(store, one.claim) == ["draw"] for one in done)
    documents = {one.sha256: store.blobs.get(one.sha256) for one in done}
    assert sum(len(texts_of(pdf)) for pdf in documents.values()) == len(ids)
    assert len(documents) == -(-len(ids) // paper.AT_ONCE)
