"""template list, template roster, export --template, receive-result."""

from pathlib import Path

import pytest

from skilldesk.excel import reading
from tests.cli.running import done, run
from tests.cli.world import Pc


@pytest.fixture
def clerk(county: Path) -> Pc:
    return Pc(county)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def rows(file: str) -> list[tuple[str, ...]]:
    grid = reading.read(Path(file).read_bytes(), file)[0]
    return [row.cells for row in grid.rows]


def results(stick: Path, *lines: str) -> Path:
    path = stick / "结果.csv"
    path.write_text("\n".join(("行号,证件号码,错误代码,错误信息", *lines)), "gb18030")
    return path


def test_the_layouts_are_listed_without_an_office():
    told = {layout["name"]: layout for layout in done("template", "list")}

    assert (told["people"]["files"], told["people"]["purpose"]) == (["xlsx", "csv"], "report")
    assert told["zhejiang-exam"]["sheets"][0]["columns"][0] == "姓名*"
    assert "people  人员，20 列，xlsx、csv，通用" in run("template", "list").err


def test_an_office_keeps_layouts_of_its_own(county, stick, clerk):
    (county / "templates").mkdir()
    (county / "templates" / "jia.toml").write_text(
        'title = "甲"\nreceiver = "甲省"\nsource = "来函"\n[[sheet]]\nname = "a"\ntitle = "甲"\n'
        'record = "class"\ncolumn = [{ label = "备案号", source = "filing_number", key = true }]\n',
        "utf-8",
    )

    assert "jia" in {layout["name"] for layout in done("template", "list", "--office", county)}
    told = clerk.done("export", "--template", "jia", "--to", stick)
    assert rows(told["files"][0])[0] == ("备案号",)


def test_a_school_gets_an_empty_roster(stick):
    told = done("template", "roster", "--out", stick / "花名册.xlsx")

    titles = [grid.name for grid in reading.read(Path(told["file"]).read_bytes(), "x")]
    assert titles[:2] == ["花名册", "填写说明"]


def test_an_export_says_that_anybody_can_open_the_file(clerk, stick):
    ran = clerk.run("export", "--template", "people", "--to", stick)

    assert ran.code == 0
    assert "8 行，写完后读回核对一致" in ran.err
    assert "此文件任何人都能打开，请只交给" in ran.err


def test_the_whole_way_out_and_back(clerk, stick):
    first = clerk.done("export", "--template", "people.csv", "--to", stick)
    numbers = [row[1] for row in rows(first["files"][0])[1:]]
    assert (first["rows"], first["held"], first["sensitive"]) == (8, [], 0)

    lines = [f"{at},{number},," for at, number in enumerate(numbers, 2)]
    lines[3] = f"5,{numbers[3]},E12,号码和姓名不符"
    ran = clerk.run("receive-result", results(stick, *lines), "--template", "people")

    assert ran.code == 1
    assert "接收 7 行，退回 1 行，还没有结果的 0 行" in ran.err
    assert "第 5 行" in ran.err
    assert "E12 号码和姓名不符" in ran.err
    assert clerk.done("receive-result", stick / "结果.csv", "--template", "people")["repeated"] is True

    second = clerk.done("export", "--template", "people", "--to", stick)
    assert [row[1] for row in rows(second["files"][0])[1:]] == [numbers[3]]
    third = clerk.done("export", "--template", "people", "--to", stick)
    assert (third["files"], third["waiting"]) == ([], 1)
    assert clerk.done("export", "--template", "people", "--to", stick, "--again")["rows"] == 1


def test_a_list_of_failures_leaves_the_rest_accepted_where_that_is_said(clerk, stick):
    clerk.done("export", "--template", "people", "--to", stick)

    told = clerk.done("receive-result", results(stick, "3,,E1,x"), "--template", "people", "--rest-accepted")

    assert (told["accepted"], told["unanswered"]) == (7, 0)
    assert [(one["row"], one["code"], one["text"]) for one in told["rejected"]] == [(3, "E1", "x")]


def test_who_stays_here_is_named_with_the_reason(clerk, stick):
    (person, *_) = clerk.done("record", "list", "trainee")
    clerk.done("record", "change", "trainee", person["id"], "--from", "-", stdin={"phone": ""})

    ran = clerk.run("export", "--template", "people", "--to", stick)

    assert ran.code == 1
    assert f"没有导出：人员“{person['name']}”，手机没有填写，接收系统要求必填。" in ran.err
    told = clerk.done("export", "--template", "people", "--to", stick)
    assert [(one["record"], one["problems"][0]["code"]) for one in told["held"]] == [
        (person["id"], "TEMPLATE-EMPTY")
    ]


def test_a_layout_that_is_not_there_is_refused(clerk, stick):
    error = clerk.refused("export", "--template", "nonsense", "--to", stick)

    assert error["code"] == "NotFound"
    assert "没有名为“nonsense”的上报模板。数据没有变化。" in error["text"]


def test_a_file_that_is_no_result_list_is_refused(clerk, stick):
    (stick / "a.csv").write_text("姓名,电话\n周春梅,1", "utf-8")

    error = clerk.refused("receive-result", stick / "a.csv", "--template", "people")

    assert (error["code"], error["exit_code"]) == ("SheetUnreadable", 73)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", "--to", "x", "--again"), "--again 要和 --template 一起写。没有执行，数据没有变化。"),
        (("receive-result", "a", "b", "--template", "people"), "不认识 b。没有执行，数据没有变化。"),
        (("template", "roster"), "还要写上 --out。没有执行，数据没有变化。"),
    ],
)
def test_wrong_usage_is_said(arguments, sentence):
    ran = run(*arguments)

    assert ran.code == 2
    assert ran.err.startswith(sentence)
