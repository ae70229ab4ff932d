from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from skilldesk.core import cells
from skilldesk.core.claims import Claim
from skilldesk.core.fields import BankAccount, CreditCode, DocumentNumber, Phone
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.training import Class, Enrolment
from skilldesk.errors import Refused, StickGone
from skilldesk.excel import reading
from skilldesk.operations import templates
from skilldesk.operations.templates import Exported
from skilldesk.progress import Progress
from skilldesk.store import exchanges, template_rows
from skilldesk.store.exchanges import Reported
from skilldesk.store.office import Store
from skilldesk.store.verify import verify
from tests.support.reporting import NAMES, NUMBERS, id_of, reporting_office
from tests.support.stores import USER

REPORTS = [
    f"{layout.name}.{kind}"
    for layout in templates.layouts().all
    if layout.purpose == "report"
    for kind in layout.files
]
PEOPLE = [id_of(1, number) for number in range(len(NAMES))]


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


def sheet_of(done: Exported) -> list[tuple[str, ...]]:
    """The rows of the one file, without its headings."""
    (path,) = (one.path for one in done.files)
    grid = reading.read(path.read_bytes(), path.name)[0]
    return [row.cells for row in grid.rows[1:]]


def change(store: Store, kind: type[Any], id: str, **changes: Any) -> None:
    with store.database.write(USER) as work:
        found = work.get(kind, id)
        assert found
        work.change(replace(found, **changes))


def reported(store: Store, *ids: str) -> list[Reported]:
    with store.database.read() as snapshot:
        found = exchanges.reported(snapshot, ids)
    return [found[id] for id in ids]


def answer(store: Store, done: Exported, **fates: str) -> None:
    """As if a result list had said so of the rows with these names, and of no others."""
    with store.database.write(USER) as work:
        lines = {
            line.keys[-1]: line
            for line in template_rows.of_layout(work, done.layout.name)
            if line.package == done.package
        }
        template_rows.answer(
            work,
            [
                replace(lines[NUMBERS[NAMES.index(name)]], fate=fate, text="号码和姓名不符")
                for name, fate in fates.items()
            ],
        )


def accept_all(store: Store, done: Exported) -> None:
    with store.database.write(USER) as work:
        lines = template_rows.of_layout(work, done.layout.name)
        template_rows.answer(work, [replace(line, fate=template_rows.ACCEPTED) for line in lines])


@pytest.mark.parametrize("name", REPORTS)
def test_what_goes_out_in_any_layout_reads_back_as_what_the_records_say(
    store: Store, stick: Path, name: str
) -> None:
    done = export(store, stick, name)

    (sheet,) = done.layout.sheets
    rows = sheet_of(done)
    with store.database.read() as snapshot:
        shelf = templates.shelf(snapshot, store, USER)
        records = list(shelf.all(sheet.record).values())
        assert done.held == ()
        assert len(rows) == len(records) > 0
        for record, row in zip(records, rows, strict=True):
            for column, text in zip(sheet.columns, row, strict=True):
                if column.source:
                    _, said = shelf.reach(record, column.source)
                    value = cells.value_of(column, text)
                    assert cells.text_of(column, value) == text
                    assert value == (said or None) or (column.words and text)


def test_numbers_stand_in_the_file_digit_for_digit(store: Store, stick: Path) -> None:
    rows = sheet_of(export(store, stick))

    assert rows[0][1] == NUMBERS[0]
    assert rows[0][18] == "00999999999999990"
    columns = templates.layouts().named("people").sheets[0].columns
    texts = [
        column.label
        for column in columns
        if isinstance(column.kind, DocumentNumber | BankAccount | CreditCode | Phone)
    ]
    assert texts == ["证件号码", "手机", "单位信用代码", "银行账号"]


def test_labels_stand_in_place_of_codes(store: Store, stick: Path) -> None:
    done = export(store, stick, "zhejiang-exam")

    assert sheet_of(done)[1] == (
        "欧阳·阿依古丽", "居民身份证", NUMBERS[1], "女", "维吾尔族", "初中", "13800009021", "", "社会", "",
        '示例县永福小区6号楼, "东"单元;1|2', "", "", "", "", "新考", "新考", "", "", "",
    )  # fmt: skip
    assert done.by_hand == ("考生申报条件*", "考生证照*")


def test_the_name_of_the_file_and_the_journal_name_nobody(store: Store, stick: Path) -> None:
    done = export(store, stick)

    assert [one.path.name for one in done.files] == ["practice-people-990403-20261120.xlsx"]
    with store.database.read() as snapshot:
        (note,) = snapshot.notes("template.export")
        (kept,) = exchanges.packages(snapshot, kind=templates.PACKAGE_KIND)
    assert note.entry
    assert (kept.id, kept.entries, kept.sha256) == (
        done.package,
        5,
        sha256(done.files[0].path.read_bytes()).hexdigest(),
    )
    assert {name: value for name, (_, value) in note.entry.changes.items()} == {
        "layout": "people",
        "package": done.package,
        "rows": 5,
        "sha256": kept.sha256,
    }


def test_what_went_out_waits_for_its_answer_and_does_not_go_again(store: Store, stick: Path) -> None:
    assert reported(store, PEOPLE[0]) == [Reported.NOT_SENT]
    export(store, stick)

    again = export(store, stick)

    assert (again.files, again.rows, again.waiting, again.package) == ((), 0, 5, "")
    assert reported(store, *PEOPLE) == [Reported.EXPORTED] * 5
    assert export(store, stick, again=True).rows == 5


def test_only_what_failed_goes_again(store: Store, stick: Path) -> None:
    done = export(store, stick)
    answer(store, done, 周春梅="ACCEPTED", 王建国="ACCEPTED", 𠮷野雪="REJECTED")

    assert reported(store, *PEOPLE[:4]) == [
        Reported.ACCEPTED,
        Reported.EXPORTED,
        Reported.REJECTED,
        Reported.ACCEPTED,
    ]
    second = export(store, stick)

    assert [row[2] for row in sheet_of(second)] == ["𠮷野雪"]
    assert reported(store, PEOPLE[2]) == [Reported.EXPORTED]


def test_what_was_changed_after_it_went_goes_again(store: Store, stick: Path) -> None:
    accept_all(store, export(store, stick))
    change(store, Trainee, PEOPLE[1], phone="13800009099")

    assert reported(store, *PEOPLE[:2]) == [Reported.ACCEPTED, Reported.NOT_SENT]
    done = export(store, stick)

    assert [(row[2], row[12]) for row in sheet_of(done)] == [("欧阳·阿依古丽", "13800009099")]


def test_a_change_that_the_receiving_system_would_not_see_sends_nothing(store: Store, stick: Path) -> None:
    accept_all(store, export(store, stick))
    change(store, Trainee, PEOPLE[1], remark="下周来补照片")

    assert export(store, stick).rows == 0
    assert reported(store, PEOPLE[1]) == [Reported.ACCEPTED]


def test_a_change_in_what_a_row_takes_from_another_record_sends_it_again(store: Store, stick: Path) -> None:
    accept_all(store, export(store, stick, "roster"))
    change(store, Class, id_of(5, 0), theory_hours=800)

    done = export(store, stick, "roster")

    assert done.rows == 5
    assert sheet_of(done)[0][5] == "69.69%"


def test_a_voided_record_does_not_go(store: Store, stick: Path) -> None:
    with store.database.write(USER) as work:
        found = work.get(Trainee, PEOPLE[0])
        assert found
        work.void(found, "重复登记")

    assert [row[2] for row in sheet_of(export(store, stick))] == list(NAMES[1:])


def test_the_category_is_the_one_that_holds_on_the_day(store: Store, stick: Path) -> None:
    facts = (
        ("05", date(2026, 6, 1), None),
        ("06", date(2026, 9, 1), date(2026, 10, 1)),
        ("21", date(2027, 1, 1), None),
    )
    with store.database.write(USER) as work:
        for number, (category, begins, ends) in enumerate(facts, 100):
            work.add(
                CategoryFact(
                    id=id_of(3, number),
                    trainee_id=PEOPLE[0],
                    category=category,
                    valid_from=begins,
                    valid_until=ends,
                )
            )

    assert sheet_of(export(store, stick))[0][13] == "05"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": None}, "手机没有填写，接收系统要求必填。"),
        ({"phone": "1380000902"}, "手机号码现在有10位数字。"),
        ({"id_number": "370403199001019915"}, "证件号码校验不对"),
        ({"id_number": None, "no_number_reason": "1"}, "证件号码没有填写"),
        ({"education": "777"}, "文化程度的代码“777”在接收系统里没有对应的写法。"),
        ({"hukou_address": "村" * 201}, "户籍地址最多200个字"),
    ],
)
def test_a_row_in_which_something_is_wrong_stays_and_says_why(
    store: Store, stick: Path, changes: dict[str, Any], sentence: str
) -> None:
    change(store, Trainee, PEOPLE[0], **changes)

    done = export(store, stick)

    assert [row[2] for row in sheet_of(done)] == list(NAMES[1:])
    (held,) = done.held
    assert (held.sheet, held.record.id) == ("人员", PEOPLE[0])
    assert any(sentence in problem.text for problem in held.problems)
    assert reported(store, PEOPLE[0]) == [Reported.NOT_SENT]


def test_a_doubt_goes_out_and_is_said(store: Store, stick: Path) -> None:
    done = export(store, stick)

    assert [(one.record.id, one.problems[0].code) for one in done.doubtful] == [(PEOPLE[4], "NAME-SHORT")]


def test_people_who_must_not_be_named_in_public_are_counted(store: Store, stick: Path) -> None:
    change(store, Trainee, PEOPLE[3], sensitivity="9")

    assert export(store, stick).sensitive == 1
    assert export(store, stick, "roster").sensitive == 1


def test_only_what_a_layout_is_about_goes(store: Store, stick: Path) -> None:
    change(store, Claim, id_of(9, 0), state="30")
    change(store, Enrolment, id_of(4, 0), state="9")

    assert export(store, stick, "subsidies").rows == 0
    assert export(store, stick, "roster").rows == 4
    assert export(store, stick, "zhejiang-exam").rows == 4


def test_a_blank_table_is_no_report(store: Store, stick: Path) -> None:
    with pytest.raises(Refused, match="“学员花名册（给学校填）”是给学校填的空表，不能上报。没有写出文件"):
        export(store, stick, "school-roster")


def test_nothing_is_remembered_if_the_stick_is_gone(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StickGone):
        export(store, tmp_path / "nowhere")

    assert reported(store, *PEOPLE) == [Reported.NOT_SENT] * 5
    with store.database.read() as snapshot:
        assert snapshot.notes("template.export") == []


def test_the_office_is_whole_afterwards(store: Store, stick: Path) -> None:
    accept_all(store, export(store, stick))

    assert list(verify(store, Progress())) == []


JIA = """
title = "甲省两表"
receiver = "甲省平台"
source = "甲省来函"
files = ["xlsx", "txt"]
encoding = "gb18030"
separator = "|"

[[sheet]]
name = "classes"
title = "班期"
record = "class"
header_row = 3
above = ["甲省班期表", "填报单位：示例"]
column = [
  { label = "序号", source = "@row" },
  { label = "备案号", source = "filing_number", required = true, key = true },
  { label = "工种代码", source = "occupation_id.code", format = "occupation7" },
  { label = "等级", source = "level", map = "level-tibet", show = "name" },
  { label = "开班", source = "starts_on", format = "YYYY年MM月DD日" },
  { label = "补贴性", source = "is_subsidised" },
]

[[sheet]]
name = "students"
title = "学员"
record = "enrolment"
header_row = 0
column = [
  { label = "序号", source = "@row" },
  { label = "经办机构", source = "@office_code" },
  { label = "经办人", source = "@actor" },
  { label = "经办日期", source = "@today", format = "YYYYMMDD" },
  { label = "来源", fixed = "单机版" },
  { label = "证件号", source = "trainee_id.id_number", required = true, key = true },
  { label = "出勤率", source = "attended_rate", format = "share" },
  { label = "婚姻", source = "trainee_id.marital_status", map = "marital_status-one_digit" },
  { label = "姓名", source = "trainee_id.name", longest = 4 },
]
"""


def test_a_layout_that_is_toml_alone_exports_and_reads_back(store: Store, stick: Path) -> None:
    folder = store.folder / "templates"
    folder.mkdir()
    (folder / "jia.toml").write_text(JIA, "utf-8")
    change(store, Trainee, PEOPLE[0], marital_status="22")

    done = export(store, stick, "jia")

    (path,) = (one.path for one in done.files)
    classes, students = (grid for grid in reading.read(path.read_bytes(), path.name) if grid.name != "选项")
    assert [row.cells for row in classes.rows] == [
        ("甲省班期表", "", "", "", "", ""),
        ("填报单位：示例", "", "", "", "", ""),
        ("序号", "备案号", "工种代码", "等级", "开班", "补贴性"),
        ("1", "99040320260001", "6310103", "初级工", "2026年10月12日", "是"),
    ]
    assert [row.cells for row in students.rows][:2] == [
        ("1", "990403", "李敏", "20261120", "单机版", NUMBERS[0], "0.9253", "2", "周春梅"),
        ("2", "990403", "李敏", "20261120", "单机版", NUMBERS[2], "0.9253", "", "𠮷野雪"),
    ]
    assert [one.problems[0].text for one in done.held] == ["姓名有7个字，接收系统最多4个字。"]
    columns = {column.label: column for column in done.layout.sheets[0].columns}
    values = [
        cells.value_of(columns[label], text)
        for label, text in zip(columns, classes.rows[3].cells, strict=True)
    ]
    assert values == [1, "99040320260001", "6-31-01-03", "5", date(2026, 10, 12), True]


def test_a_layout_of_text_files_has_one_for_each_table(store: Store, stick: Path) -> None:
    folder = store.folder / "templates"
    folder.mkdir()
    (folder / "jia.toml").write_text(JIA, "utf-8")
    change(store, Class, id_of(5, 0), filing_number="99|1")

    done = export(store, stick, "jia.txt")

    assert [one.path.name for one in done.files] == ["practice-jia-990403-20261120-students.txt"]
    assert (
        done.files[0]
        .path.read_bytes()
        .decode("gb18030")
        .splitlines()[1]
        .endswith(f"|{NUMBERS[2]}|0.9253||𠮷野雪")
    )
    assert [one.sheet for one in done.held] == ["班期", "学员"]
    assert "里有分隔符“|”" in done.held[0].problems[0].text


def test_a_control_character_is_put_right_and_said(store: Store, stick: Path) -> None:
    change(store, Trainee, PEOPLE[0], hukou_address="前进村\x00\n12号")

    done = export(store, stick)

    assert sheet_of(done)[0][10] == "前进村  12号"
    assert [one.problems[0].code for one in done.doubtful] == ["TEMPLATE-CONTROL", "NAME-SHORT"]


def test_a_name_that_looks_like_a_formula_stays_a_name(store: Store, stick: Path) -> None:
    change(store, Trainee, PEOPLE[0], bank_branch="=1+1")

    assert sheet_of(export(store, stick))[0][19] == "=1+1"
    path = export(store, stick, "people.csv", again=True).files[0].path
    assert ",'=1+1\r\n" in path.read_bytes().decode("utf-8-sig")
