from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from skilldesk.core.people import Trainee
from skilldesk.core.training import Enrolment
from skilldesk.errors import NotFound, Refused, SheetUnreadable
from skilldesk.excel import workbook
from skilldesk.excel.page import Heading, Page
from skilldesk.operations import template_results, templates
from skilldesk.operations.template_results import Answered
from skilldesk.operations.templates import Exported
from skilldesk.store import exchanges, template_rows
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from tests.support.reporting import NAMES, NUMBERS, id_of, reporting_office
from tests.support.stores import USER

PEOPLE = [id_of(1, number) for number in range(len(NAMES))]
HEAD = ("行号", "证件号码", "错误代码", "错误信息")
MADE = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = reporting_office(tmp_path / "office")
    yield store
    store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def export(store: Store, stick: Path, name: str = "people", **more: Any) -> Exported:
    return templates.export(store, USER, templates.layouts(store.folder).named(name), stick, **more)


def listed(
    stick: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD, name: str = "结果.xlsx"
) -> Path:
    """A result list as somebody brings it."""
    path = stick / name
    if name.endswith(".xlsx"):
        headings = tuple(Heading(label=label) for label in head)
        path.write_bytes(workbook.write([Page(title="结果", headings=headings, rows=rows)], made=MADE))
    else:
        path.write_text("\n".join(",".join(row) for row in (head, *rows)), "gb18030")
    return path


def receive(store: Store, path: Path, name: str = "people", **more: Any) -> Answered:
    return template_results.receive(store, USER, templates.layouts(store.folder).named(name), path, **more)


def reported(store: Store, *ids: str) -> list[Reported]:
    with store.database.read() as snapshot:
        found = exchanges.reported(snapshot, ids)
    return [found[id] for id in ids]


def lines(store: Store, layout: str = "people") -> list[template_rows.Line]:
    with store.database.read() as snapshot:
        return template_rows.of_layout(snapshot, layout)


@pytest.mark.parametrize("name", ["结果.xlsx", "结果.csv", "结果.txt"])
def test_each_row_of_a_list_reaches_its_record(store: Store, stick: Path, name: str) -> None:
    done = export(store, stick)

    answered = receive(
        store,
        listed(stick, ("2", NUMBERS[0], "", ""), ("4", NUMBERS[2], "E12", "号码和姓名不符"), name=name),
    )

    assert (answered.accepted, answered.unanswered, answered.problems) == (1, 3, ())
    (line,) = answered.rejected
    assert (line.record, line.package, line.code, line.text) == (
        PEOPLE[2],
        done.package,
        "E12",
        "号码和姓名不符",
    )
    assert reported(store, *PEOPLE[:3]) == [Reported.ACCEPTED, Reported.EXPORTED, Reported.REJECTED]


def test_what_failed_goes_again_and_is_accepted_at_last(store: Store, stick: Path) -> None:
    export(store, stick)
    receive(store, listed(stick, ("4", NUMBERS[2], "E12", "号码和姓名不符")), rest_accepted=True)
    assert reported(store, *PEOPLE[1:3]) == [Reported.ACCEPTED, Reported.REJECTED]

    with store.database.write(USER) as work:
        found = work.get(Trainee, PEOPLE[2])
        assert found
        work.change(replace(found, name="吉野雪"))
    second = export(store, stick)
    assert (second.rows, second.waiting) == (1, 0)
    receive(store, listed(stick, ("2", NUMBERS[2], "", "")))

    assert reported(store, *PEOPLE) == [Reported.ACCEPTED] * 5
    assert export(store, stick).rows == 0


def test_a_list_of_what_failed_says_nothing_of_the_rest_unless_that_is_said(
    store: Store, stick: Path
) -> None:
    export(store, stick)

    answered = receive(store, listed(stick, ("4", NUMBERS[2], "E12", "x")))

    assert (answered.accepted, answered.unanswered) == (0, 4)
    assert receive(store, stick / "结果.xlsx", rest_accepted=True).accepted == 4


def test_the_same_list_changes_nothing_a_second_time_in_whatever_form(store: Store, stick: Path) -> None:
    rows = [("2", NUMBERS[0], "", ""), ("4", NUMBERS[2], "E12", "号码和姓名不符")]
    export(store, stick)
    receive(store, listed(stick, *rows))
    export(store, stick)
    before = lines(store)

    again = receive(store, listed(stick, *rows, name="另存.csv"))

    assert (again.repeated, again.accepted, again.rejected) == (True, 0, ())
    assert lines(store) == before
    with store.database.read() as snapshot:
        assert len(snapshot.notes("template.result")) == 1


def test_a_row_without_its_number_is_found_by_its_key(store: Store, stick: Path) -> None:
    export(store, stick)

    receive(store, listed(stick, (NUMBERS[3].lower(), "人员已在其他班"), head=("身份证号", "失败原因")))

    assert reported(store, PEOPLE[3]) == [Reported.REJECTED]


def test_a_row_without_a_key_is_found_by_its_number(store: Store, stick: Path) -> None:
    export(store, stick)

    receive(store, listed(stick, ("3", "成功"), head=("行号", "结果")))

    assert reported(store, *PEOPLE[:2]) == [Reported.EXPORTED, Reported.ACCEPTED]


def test_of_two_rows_with_one_key_the_number_says_which(store: Store, stick: Path) -> None:
    with store.database.write(USER) as work:
        work.add(
            Enrolment(
                id=id_of(4, 9),
                class_id=id_of(5, 0),
                trainee_id=PEOPLE[0],
                category_fact_id=id_of(3, 0),
                state="4",
            )
        )
    export(store, stick, "roster")

    answered = receive(
        store,
        listed(stick, ("7", NUMBERS[0], "", ""), ("99", NUMBERS[0], "", "x")),
        "roster",
    )

    assert reported(store, id_of(4, 0), id_of(4, 9)) == [Reported.EXPORTED, Reported.ACCEPTED]
    assert [one.text for one in answered.problems] == [
        "名单「结果」第3行和上报过的内容对不上，没有采用。请核对行号和号码，或确认这份名单答复的是哪一次上报。"
    ]


def test_several_keys_together_find_a_row(store: Store, stick: Path) -> None:
    export(store, stick, "roster")

    receive(
        store,
        listed(stick, ("99040320260001", NUMBERS[1], "x"), head=("开班备案号", "证件号", "错误信息")),
        "roster",
    )

    assert reported(store, id_of(4, 1)) == [Reported.REJECTED]


def test_a_row_that_fits_nothing_is_said_and_its_neighbours_are_taken(store: Store, stick: Path) -> None:
    export(store, stick)

    answered = receive(store, listed(stick, ("2", NUMBERS[0], "", ""), ("3", "370403199001019999", "", "")))

    assert answered.accepted == 1
    assert [one.code for one in answered.problems] == [template_results.UNMATCHED]


def test_several_faults_of_one_row_are_kept_together(store: Store, stick: Path) -> None:
    export(store, stick)
    rows = [
        ("2", NUMBERS[0], "", ""),
        ("2", NUMBERS[0], "E1", "号码不符"),
        ("2", NUMBERS[0], "E2", "次数已满"),
    ]

    (line,) = receive(store, listed(stick, *rows)).rejected

    assert (line.code, line.text) == ("E1", "号码不符；次数已满")


def test_a_later_word_replaces_an_earlier_one(store: Store, stick: Path) -> None:
    """手工通过: what the system refused, a person there took."""
    export(store, stick)
    receive(store, listed(stick, ("2", NUMBERS[0], "E1", "x")))
    receive(store, listed(stick, ("2", NUMBERS[0], "", "")))

    assert reported(store, PEOPLE[0]) == [Reported.ACCEPTED]


def test_a_list_answers_the_file_with_which_it_agrees_most(store: Store, stick: Path) -> None:
    first = export(store, stick)
    receive(store, listed(stick, ("4", NUMBERS[2], "E12", "x")))
    second = export(store, stick)

    receive(store, listed(stick, *((str(at), number, "", "") for at, number in enumerate(NUMBERS, 2))))
    fates = {(line.package, line.record): line.fate for line in lines(store)}
    assert fates[first.package, PEOPLE[2]] == "ACCEPTED"
    assert fates[second.package, PEOPLE[2]] is None

    receive(store, listed(stick, ("2", NUMBERS[2], "", "")))
    assert reported(store, *PEOPLE) == [Reported.ACCEPTED] * 5


def test_numbers_alone_are_refused_where_two_files_wait(store: Store, stick: Path) -> None:
    export(store, stick)
    export(store, stick, again=True)

    with pytest.raises(
        Refused, match=r"名单里只有行号，而“人员”有2次上报还没有结果.*请向接收单位要一份带“证件号码”的名单"
    ):
        receive(store, listed(stick, ("2", "成功"), head=("行号", "结果")))
    assert reported(store, PEOPLE[0]) == [Reported.EXPORTED]


@pytest.mark.parametrize("rows", [(("2", "370403199001019999", "", ""),), ()])
def test_a_list_that_answers_nothing_of_ours_is_refused(
    store: Store, stick: Path, rows: tuple[tuple[str, ...], ...]
) -> None:
    path = listed(stick, *rows)
    with pytest.raises(Refused, match="本机没有用“人员”上报过，这份名单没有采用。数据没有变化。"):
        receive(store, path)
    export(store, stick)

    if rows:
        with pytest.raises(
            Refused, match="名单里没有一行和用“人员”上报过的内容对得上，没有采用。数据没有变化。"
        ):
            receive(store, path)
    else:
        assert receive(store, path).unanswered == 5


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, NotFound), (b"PK\x03\x04", SheetUnreadable), ("姓名,电话\n周春梅,1".encode(), SheetUnreadable)],
)
def test_a_file_that_is_no_list_changes_nothing(
    store: Store, stick: Path, content: bytes | None, error: type[Exception]
) -> None:
    export(store, stick)
    path = stick / "结果.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(error, match="数据没有变化"):
        receive(store, path)
    assert reported(store, *PEOPLE) == [Reported.EXPORTED] * 5


def test_what_was_done_is_journalled_without_a_name(store: Store, stick: Path) -> None:
    done = export(store, stick)
    receive(store, listed(stick, ("2", NUMBERS[0], "E12", "周春梅号码不符")), rest_accepted=True)

    with store.database.read() as snapshot:
        (note,) = snapshot.notes("template.result")
        (kept,) = exchanges.packages(snapshot, kind=templates.RESULT_KIND)
    assert note.entry
    assert {name: value for name, (_, value) in note.entry.changes.items()} == {
        "layout": "people",
        "package": done.package,
        "accepted": 4,
        "rejected": 1,
    }
    assert (kept.way, kept.answer, kept.entries) == ("in", done.package, 5)


JIA = """
title = "两表"
receiver = "甲省"
source = "来函"

[answers]
numbered = "data"

[[sheet]]
name = "classes"
title = "班期"
record = "class"
header_row = 3
column = [{ label = "备案号", source = "filing_number", key = true }]

[[sheet]]
name = "students"
title = "学员"
record = "enrolment"
header_row = 0
column = [
  { label = "备案号", source = "class_id.filing_number", key = true },
  { label = "证件号", source = "trainee_id.id_number", key = true },
]
"""


def test_in_a_layout_of_two_tables_the_headings_say_which_is_meant(store: Store, stick: Path) -> None:
    (store.folder / "templates").mkdir()
    (store.folder / "templates" / "jia.toml").write_text(JIA, "utf-8")
    export(store, stick, "jia")
    students = Page(
        title="学员",
        headings=tuple(Heading(label=one) for one in ("行号", "结果")),
        rows=[("1", "成功"), ("2", "失败")],
    )
    classes = replace(students, title="班期", rows=[("1", "成功")])
    path = stick / "结果.xlsx"
    path.write_bytes(workbook.write([students, classes], made=MADE))

    receive(store, path, "jia")
    receive(store, listed(stick, (NUMBERS[2], "x"), head=("证件号", "错误信息"), name="学员.csv"), "jia")

    assert reported(store, id_of(5, 0), *(id_of(4, number) for number in range(3))) == [
        Reported.ACCEPTED,
        Reported.ACCEPTED,
        Reported.REJECTED,
        Reported.REJECTED,
    ]
