"""Entries in the words of the office."""

from dataclasses import replace

import pytest

from skilldesk.core.people import PriorBenefit, StatusFact, Trainee
from skilldesk.core.rights import Rights
from skilldesk.gui.journal_words import Changed, JournalWords, Told, kind_word, known_kinds
from skilldesk.gui.lookup import Lookup
from skilldesk.operations import records, rights
from skilldesk.reference import codes, roles
from skilldesk.store.queries import journal
from skilldesk.store.queries.journal import Wanted
from skilldesk.store.work import new_id
from tests.support.county import CLERK, LEADER, World, edit, trainee, write_foreign


def words_for(world: World, rights: Rights | None = None) -> JournalWords:
    return JournalWords(Lookup(world.pc.database, codes.load(), rights or roles.rights(("entry",))))


def newest(world: World, words: JournalWords, wanted: Wanted | None = None) -> Told:
    with world.pc.database.read() as snapshot:
        rows = journal.rows(snapshot, wanted or Wanted())
        return words.told(snapshot, journal.page(snapshot, rows[:1]))[0]


def changes(world: World, words: JournalWords, told: Told) -> list[Changed]:
    assert told.entry
    with world.pc.database.read() as snapshot:
        return words.changes(snapshot, told.entry)


def test_a_change_is_told_with_labels_and_names_of_codes(world: World) -> None:
    person = edit(world.pc, world.trainees[0], education="61")
    person = edit(world.pc, person.id, education="71", phone="13800009100")
    words = words_for(world)

    told = newest(world, words)

    assert (told.who, told.what, told.kind, told.title) == ("李敏", "修改", "学员", person.name)
    labels = {one.label: (one.was, one.now) for one in changes(world, words, told)}
    assert labels["文化程度"] == ("普通高中毕业", "初中毕业")
    assert labels["手机号码"][1] == "13800009100"
    with world.pc.database.read() as snapshot:
        assert told.entry
        assert "文化程度：普通高中毕业 → 初中毕业" in words.in_one_line(snapshot, told.entry)


def test_numbers_are_masked_for_those_who_need_not_see_them(world: World) -> None:
    edit(world.pc, world.trainees[0], phone="13800009100")
    words = words_for(world, roles.rights(("leader",)))

    (changed,) = changes(world, words, newest(world, words))

    assert changed.now == "138****9100"


def test_a_void_is_told_with_its_reason(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        records.void(work, trainee(world.pc, world.trainees[0]), "重复登记")
    words = words_for(world)

    told = newest(world, words)

    assert (told.what, told.reason) == ("作废", "重复登记")
    assert changes(world, words, told) == [Changed(label="作废原因", was="", now="重复登记")]


def test_acts_about_no_record_tell_what_they_were_about(world: World) -> None:
    person = trainee(world.pc, world.trainees[0])
    with world.pc.database.write(LEADER) as work:
        rights.show_whole(work, person)
    words = words_for(world)

    told = newest(world, words)

    assert (told.who, told.what, told.kind, told.title) == ("孙雅梅", "查看完整号码", "学员", person.name)
    assert told.record == ""
    assert changes(world, words, told) == [Changed(label="对象", was="", now=person.name)]
    with world.pc.database.write(CLERK) as work:
        work.note("handover", gone=CLERK, heir="nobody", drafts=2)
    said = {one.label: one.now for one in changes(world, words, newest(world, words))}
    assert said == {"交出": "李敏（limin）", "接手": "nobody", "草稿": "2"}


@pytest.mark.parametrize(
    "record",
    [
        StatusFact(id=new_id(), trainee_id="", kind="entitled", value="否"),
        PriorBenefit(id=new_id(), id_number="370403198604129026", subsidy="10"),
    ],
    ids=["status_fact", "prior_benefit"],
)
def test_records_without_a_name_are_told_by_what_they_are_of(
    world: World, record: StatusFact | PriorBenefit
) -> None:
    person = trainee(world.pc, world.trainees[0])
    if isinstance(record, StatusFact):
        record = replace(record, trainee_id=person.id)
    with world.pc.database.write(CLERK) as work:
        work.add(record)

    title = newest(world, words_for(world)).title

    assert title.startswith(person.name if isinstance(record, StatusFact) else "370403 19860412 9026")


def test_what_a_newer_or_careless_program_wrote_is_borne(world: World) -> None:
    words = words_for(world)
    write_foreign(
        world.pc, kind="trainee", record=world.trainees[0], verb="change", education="999", tail="x"
    )
    told = newest(world, words)
    assert [one.label for one in changes(world, words, told)] == ["文化程度"]
    write_foreign(world.pc, kind="trainee", record=world.trainees[0], verb="change", born=7)
    assert changes(world, words, newest(world, words)) in (
        [],
        [Changed(label="出生日期", was="", now="（读不出来）")],
    )
    write_foreign(world.pc, kind="of_a_newer_program", record=new_id(), verb="magic.act", a=1)
    told = newest(world, words)
    assert (told.what, told.kind, told.title) == ("其他操作", "其他记录", "")
    assert changes(world, words, told) == []


def test_every_kind_of_record_has_a_word() -> None:
    assert {word for _, word in known_kinds()}.isdisjoint({"这类记录", "其他记录", ""})
    assert kind_word("nothing") == "其他记录"


def test_a_trainee_is_never_told_by_her_id(world: World) -> None:
    assert isinstance(trainee(world.pc, world.trainees[0]), Trainee)
    assert newest(world, words_for(world), Wanted(kind="trainee")).title != ""
