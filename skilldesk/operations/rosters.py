"""花名册: who is in a class, read, judged and written as a whole; and what the class came to for each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from skilldesk.core.checks import EMPTY, check, unidentified
from skilldesk.core.class_steps import is_open
from skilldesk.core.institutions import Institution, Occupation
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.problems import Severity
from skilldesk.core.records import RecordId
from skilldesk.core.roster import NAME, NUMBER, FixedItems
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.errors import NotFound, Refused
from skilldesk.operations import claims, records, rights, roster_lines
from skilldesk.operations.result_lines import Result
from skilldesk.operations.roster_lines import Around, Member, Read
from skilldesk.store.queries import people, training
from skilldesk.store.snapshot import Snapshot
from skilldesk.store.work import Work, new_id

_TAKEN_OUT = "移出花名册"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line as the clerk leaves it; its texts are by the cells of core.roster."""

    enrolment: RecordId
    position: int
    texts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Left:
    """A line that does not yet say soundly whom it is about; it stays a draft."""

    enrolment: RecordId
    position: int
    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Saved:
    written: tuple[RecordId, ...]
    """The enrolments that stand in the store now."""
    left: tuple[Left, ...]


@dataclass(frozen=True, kw_only=True)
class Roster:
    """A class with everyone in it."""

    training_class: Class
    institution: Institution | None
    occupation: Occupation | None
    members: tuple[Member, ...]


def of_class(snapshot: Snapshot, class_id: RecordId) -> Roster:
    """NotFound if the class is not on this PC or was voided."""
    one = class_named(snapshot, class_id)
    enrolled = training.roster(snapshot, class_id)
    persons = snapshot.get_each(Trainee, {each.trainee_id for each in enrolled})
    facts = snapshot.get_each(
        CategoryFact, {each.category_fact_id for each in enrolled if each.category_fact_id}
    )
    return Roster(
        training_class=one,
        institution=snapshot.get(Institution, one.institution_id or ""),
        occupation=snapshot.get(Occupation, one.occupation_id or ""),
        members=tuple(
            Member(
                enrolment=each,
                trainee=persons[each.trainee_id],
                fact=facts.get(each.category_fact_id or ""),
            )
            for each in enrolled
            if each.trainee_id in persons
        ),
    )


def class_named(snapshot: Snapshot, class_id: RecordId) -> Class:
    one = snapshot.get(Class, class_id)
    if one is None or one.voided:
        raise NotFound("没有找到这个培训班，或它已作废。数据没有变化。请刷新列表后重新选择。")
    return one


def around(
    snapshot: Snapshot, roster: Roster, numbers: Collection[str], *, fixed: FixedItems, today: date
) -> Around:
    """What the office knows of the people whose numbers are typed, and of those who are in already."""
    known: dict[str, tuple[Trainee, ...]] = {}
    for person in people.with_numbers(snapshot, numbers):
        known[person.id_number or ""] = (*known.get(person.id_number or "", ()), person)
    members = {one.enrolment.id: one for one in roster.members}
    ids = {one.trainee.id for one in roster.members} | {one.id for same in known.values() for one in same}
    return Around(
        today=today,
        starts_on=roster.training_class.starts_on,
        fixed=fixed,
        members=members,
        known=known,
        elsewhere=_elsewhere(snapshot, roster.training_class, ids),
    )


def _elsewhere(snapshot: Snapshot, one: Class, trainees: Collection[RecordId]) -> dict[RecordId, str]:
    """For whom of these another class runs at the same time."""
    found = training.enrolments_of(snapshot, trainees)
    classes = snapshot.get_each(Class, {each.class_id for each in found} - {one.id})
    return {
        each.trainee_id: other.name
        for each in found
        if (other := classes.get(each.class_id)) and other.voided is None and _overlap(one, other)
    }


def _overlap(one: Class, other: Class) -> bool:
    if not (one.starts_on and other.starts_on):
        return False
    one_ends, other_ends = one.ends_on or one.starts_on, other.ends_on or other.starts_on
    return one.starts_on <= other_ends and other.starts_on <= one_ends


def save(
    work: Work,
    class_id: RecordId,
    entries: Sequence[Entry],
    *,
    removed: Collection[RecordId] = (),
    fixed: FixedItems,
    today: date,
) -> Saved:
    """Write the roster: people added and changed, their categories, their enrolments in these positions.

    A line whose person is not soundly identified is not written; it is named, and stays the draft that it
    is. An empty cell changes nothing. Refused for taking somebody out once the class was submitted.
    """
    for kind in (Trainee, CategoryFact, Enrolment):
        rights.expect_writer(work, kind)
    roster = of_class(work, class_id)
    _take_out(work, roster, removed)
    numbers = [roster_lines.number_of(entry.texts) for entry in entries]
    known = around(work, roster, numbers, fixed=fixed, today=today)
    writer = _Writer(work, class_id, known)
    return Saved(
        left=tuple(left for entry in entries if (left := writer.write(entry)) is not None),
        written=tuple(writer.written),
    )


def _take_out(work: Work, roster: Roster, removed: Collection[RecordId]) -> None:
    leaving = [one.enrolment for one in roster.members if one.enrolment.id in removed]
    if leaving and not is_open(roster.training_class):
        raise Refused(
            "这个班已经提交备案，不能再移出学员。花名册没有变化。"
            "中途不参加的，请在成绩与证书里把结果填为中断或剔除。"
        )
    for enrolment in leaving:
        work.void(enrolment, _TAKEN_OUT)


class _Writer:
    """Writes line by line; a person who stands in two lines is registered once."""

    def __init__(self, work: Work, class_id: RecordId, known: Around) -> None:
        self._work, self._class_id, self._known = work, class_id, known
        self._new: dict[str, Trainee] = {}
        self.written: list[RecordId] = []

    def write(self, entry: Entry) -> Left | None:
        """None if the line was written."""
        read = roster_lines.read(entry.enrolment, entry.texts, self._known)
        if why := _unsound(read):
            name = read.trainee.name or "（没有姓名）"
            return Left(enrolment=entry.enrolment, position=entry.position, name=name, why=why)
        member = self._known.members.get(entry.enrolment)
        person = self._person(read, member)
        fact = self._fact(read.category, person.id, member)
        self._enrol(entry, person.id, fact, member)
        self.written.append(entry.enrolment)
        return None

    def _person(self, read: Read, member: Member | None) -> Trainee:
        person = read.trainee
        number = person.id_number or ""
        if person.version or member:
            stored = self._work.get(Trainee, person.id)
            return person if person == stored else self._work.change(person)
        if number not in self._new:
            self._new[number] = self._work.add(replace(person, id=new_id()))
        return self._new[number]

    def _fact(self, category: str | None, trainee: RecordId, member: Member | None) -> RecordId | None:
        """The fact that says this of the person: the one in use, one that is known, or a new one."""
        if category is None:
            return member.enrolment.category_fact_id if member else None
        if member and member.fact and member.fact.category == category:
            return member.fact.id
        same = [one for one in people.categories(self._work, trainee) if one.category == category]
        if same:
            return same[-1].id
        fixed = self._known.fixed
        evidence = fixed.evidence_kind if category == fixed.category else ""
        fact = CategoryFact(
            id=new_id(),
            trainee_id=trainee,
            category=category,
            evidence_kind=evidence or None,
            valid_from=self._known.starts_on,
        )
        return self._work.add(fact).id

    def _enrol(self, entry: Entry, trainee: RecordId, fact: RecordId | None, member: Member | None) -> None:
        if member is None:
            new = Enrolment(
                id=entry.enrolment,
                class_id=self._class_id,
                trainee_id=trainee,
                position=entry.position,
                category_fact_id=fact,
                state="1",
            )
            self._work.add(new)
            return
        kept = replace(member.enrolment, position=entry.position, category_fact_id=fact)
        if kept != member.enrolment:
            self._work.change(kept)


def _unsound(read: Read) -> str:
    """Why it is not known for sure whom the line is about."""
    at_person = (one.problem for one in read.errors if one.cell in (NUMBER, NAME))
    problems = [replace(one, field=one.field or NUMBER) for one in at_person]
    first = next(iter(unidentified(Trainee, problems)), None)
    return first.text if first else ""


# --- what is missing before it is submitted ---


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What a filing still needs, and where it is put right."""

    text: str
    kind: str
    """class, institution or roster."""
    record: RecordId = ""


def missing(snapshot: Snapshot, class_id: RecordId, fixed: FixedItems, today: date) -> list[Missing]:
    """All that keeps a class from being submitted (domain §6.1 step 1, §7.3 F01 and F02)."""
    roster = of_class(snapshot, class_id)
    one, school = roster.training_class, roster.institution
    found = [
        Missing(text=f"班期信息：{problem.text}", kind="class", record=one.id)
        for problem in check(one, "filing", today)
        if problem.severity is Severity.ERROR
    ]
    if school is not None:
        found += [
            Missing(text=f"{school.name}：{problem.text}", kind="institution", record=school.id)
            for problem in check(school, "filing", today)
            if problem.code == EMPTY
        ]
    if not roster.members:
        found.append(Missing(text="花名册里还没有人。", kind="roster"))
    return [*found, *_missing_of_people(snapshot, roster, fixed, today)]


def _missing_of_people(
    snapshot: Snapshot, roster: Roster, fixed: FixedItems, today: date
) -> Iterator[Missing]:
    numbers = [one.trainee.id_number or "" for one in roster.members]
    known = around(snapshot, roster, numbers, fixed=fixed, today=today)
    for at, one in enumerate(roster.members, start=1):
        category = one.fact.category if one.fact else None
        texts = roster_lines.texts_of(one.trainee, category)
        for each in roster_lines.read(one.enrolment.id, texts, known).errors:
            who = f"第{one.enrolment.position or at}行{one.trainee.name}"
            yield Missing(text=f"{who}：{each.problem.text}", kind="roster", record=one.enrolment.id)


# --- what it came to ---


def record_results(work: Work, class_id: RecordId, results: Sequence[Result], today: date) -> int:
    """Write hours, marks, results and certificates of a class at once; how many people they are of.

    A certificate whose line says no number is not written, and one that is there already stays.
    """
    for kind in (Enrolment, Certificate):
        rights.expect_writer(work, kind)
    roster = of_class(work, class_id)
    members = {one.enrolment.id: one for one in roster.members}
    touched = 0
    for result in results:
        member = members.get(result.enrolment)
        if member is None:
            raise NotFound("花名册刚刚变了，有人已被移出。成绩没有保存，数据没有变化。请重新打开这个班。")
        kept = replace(member.enrolment, **result.of_enrolment())
        changed = kept != member.enrolment
        if changed:
            work.change(kept)
        touched += changed | _keep_certificate(work, roster.training_class, member, result, today)
    return touched


def _keep_certificate(work: Work, one: Class, member: Member, result: Result, today: date) -> bool:
    if not result.number:
        return False
    held = claims.certificate_of(work, member.trainee.id, one)
    begun = held or Certificate(
        id=new_id(),
        trainee_id=member.trainee.id,
        class_id=one.id,
        number=result.number,
        occupation_id=one.occupation_id,
    )
    said = replace(begun, **result.of_certificate())
    if said == held:
        return False
    records.save(work, said, today)
    return True
