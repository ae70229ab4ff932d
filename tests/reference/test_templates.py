import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from skilldesk import resources
from skilldesk.core.fields import Code
from skilldesk.core.layout import Answers, Layout, Words
from skilldesk.errors import NotFound, TemplateFault
from skilldesk.reference import codes, templates
from skilldesk.reference.code_maps import CodeMaps

SHIPPED = templates.load()
CODE_COLUMNS = [
    pytest.param(column.kind.table, column.words, id=f"{layout.name}-{column.label}")
    for layout in SHIPPED.all
    for sheet in layout.sheets
    for column in sheet.columns
    if isinstance(column.kind, Code) and column.words
]
GOOD: dict[str, str] = {
    "title": '"甲省人员"',
    "receiver": '"甲省"',
    "source": '"来函"',
}
SHEET = 'name = "people"\ntitle = "人员"\nrecord = "trainee"\n'


def written(folder: Path, column: str = 'label = "姓名", source = "name"', **changes: str) -> Path:
    """A small good layout, but for what the test changes."""
    top = GOOD | {name: text for name, text in changes.items() if name not in ("sheet", "tail")}
    file = folder / "jia.toml"
    file.write_text(
        "\n".join(f"{name} = {text}" for name, text in top.items() if text)
        + f"\n[[sheet]]\n{changes.get('sheet', SHEET)}column = [\n  {{ {column} }},\n]\n"
        + changes.get("tail", ""),
        "utf-8",
    )
    return file


def read(file: Path) -> Layout:
    return templates.layout(file, codes.load(), CodeMaps([]))


def test_the_six_lists_and_the_zhejiang_columns_are_shipped() -> None:
    assert {layout.name: [len(sheet.columns) for sheet in layout.sheets] for layout in SHIPPED.all} == {
        "people": [20],
        "classes": [22],
        "lessons": [9],
        "roster": [7],
        "certificates": [9],
        "subsidies": [14],
        "zhejiang-exam": [20],
        "school-roster": [17],
    }


def test_the_columns_are_those_of_the_specification_in_their_order() -> None:
    labels = [column.label for column in SHIPPED.named("roster").sheets[0].columns]

    assert labels == ["备案号", "证件号码", "人员类别", "佐证类型", "出勤课时", "出勤率", "结业结果"]


def test_lists_come_as_workbooks_and_as_csv() -> None:
    for name in ("people", "classes", "lessons", "roster", "certificates", "subsidies"):
        assert SHIPPED.named(name).files == ("xlsx", "csv")
        assert SHIPPED.named(f"{name}.csv").files == ("csv", "xlsx")


@pytest.mark.parametrize(("table", "words"), CODE_COLUMNS)
def test_a_code_column_of_a_shipped_layout_knows_every_code_of_its_table(table: str, words: Words) -> None:
    listed = {entry.code for entry in codes.load()[table].entries if entry.listed}

    assert listed - words.texts.keys() <= ({"90"} if table == "education" else set())  # 浙江 has no 其他


def test_every_report_names_its_rows_by_a_key() -> None:
    for layout in SHIPPED.all:
        for sheet in layout.sheets:
            assert bool(sheet.keys) is (layout.purpose == "report")


def test_labels_instead_of_codes() -> None:
    columns = {column.label: column for column in SHIPPED.named("zhejiang-exam").sheets[0].columns}

    assert columns["考生来源*"].offered == ("企业", "机关", "社会", "学校(在校生)", "军队", "其他")
    assert columns["性别*"].offered == ("男", "女")
    assert columns["理论考试"].offered == ("新考", "补考")


def test_every_key_that_a_layout_may_have_is_told_to_who_writes_one() -> None:
    told = resources.path("templates", "README.md").read_text("utf-8")
    written = "".join(file.read_text("utf-8") for file in resources.path("templates").glob("*.toml"))
    keys = set(re.findall(r"\b([a-z_]+) = ", written)) | {one.name for one in fields(Answers)}

    assert [key for key in sorted(keys) if f"`{key}" not in told] == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nonsense", "没有名为“nonsense”的上报模板。数据没有变化。现有：.*people"),
        ("people.txt", "“人员”没有 txt 格式。数据没有变化。可以用：xlsx、csv"),
    ],
)
def test_a_layout_that_is_not_there_is_said(name: str, sentence: str) -> None:
    with pytest.raises(NotFound, match=sentence):
        SHIPPED.named(name)


def test_an_office_may_keep_layouts_and_maps_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "sex-jia.csv").write_text(
        "our_code,their_code,their_label,way,source\n1,M,先生,both,来函\n2,F,女士,both,来函\n", "utf-8"
    )
    written(tmp_path).rename(tmp_path / "people.toml")
    written(tmp_path, 'label = "性别", source = "sex", map = "sex-jia", show = "name"')

    found = templates.load(tmp_path)

    words = found.named("jia").sheets[0].columns[0].words
    assert words
    assert words.texts == {"1": "先生", "2": "女士"}
    assert found.named("people").title == "甲省人员"


def test_a_text_file_is_described_as_the_receiving_system_wants_it(tmp_path: Path) -> None:
    found = read(written(tmp_path, files='["txt"]', encoding='"gb18030"', separator=r'"\t"'))

    assert (found.files, found.text.encoding, found.text.separator) == (("txt",), "gb18030", "\t")


def test_result_lists_may_have_their_own_words(tmp_path: Path) -> None:
    tail = '[answers]\nrow = ["序号"]\naccepted = ["OK"]\nnumbered = "data"\nrest = "accepted"\n'

    found = read(written(tmp_path, tail=tail)).answers

    assert (found.row, found.accepted, found.numbered, found.rest) == (("序号",), ("OK",), "data", "accepted")
    assert found.code == ("错误代码", "结果代码")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"column": 'label = "姓名", source = "nam"'},
            r"jia\.toml\.sheet\[1\]\.column\[1\]\.source写的是“nam”",
        ),
        ({"column": 'label = "姓名", sourc = "name"'}, "sourc不是可以使用的键"),
        ({"column": 'source = "name"'}, "label没有填写"),
        (
            {"column": 'label = "生日", source = "birth_date", format = "MM/DD"'},
            "format写的是“MM/DD”，这一列可以用：YYYY-MM-DD、",
        ),
        ({"column": 'label = "姓名", fixed = "x", format = "yuan"'}, "这一列可以用：不写"),
        ({"column": 'label = "姓名", source = "name", show = "name"'}, "show只有代码列才能写"),
        ({"column": 'label = "性别", source = "sex", show = "nam"'}, "只能是 code、name、short 之一"),
        ({"column": 'label = "性别", source = "sex", map = "sex-none"'}, "没有这份代码对照表"),
        ({"column": 'label = "姓名", key = true'}, "key是 true 的列要有 source"),
        ({"column": 'label = "姓名", source = "name", longest = 0'}, "longest应在 1 到 32767 之间"),
        ({"column": 'label = "甲" }, { label = "甲"'}, "column里有两个都叫“甲”"),
        ({"title": ""}, "title没有填写"),
        ({"purpose": '"other"'}, "purpose写的是“other”"),
        ({"files": '["xls"]'}, "files只能列出 xlsx、csv、txt"),
        ({"files": '["csv", "csv"]'}, "files只能列出"),
        ({"separator": '"::"'}, "separator应是一个字符"),
        ({"encoding": '"big5"'}, "encoding写的是“big5”"),
        ({"sheet": SHEET.replace("trainee", "person")}, "record写的是“person”"),
        ({"sheet": SHEET.replace("people", "人员")}, "name只能用小写字母"),
        ({"sheet": SHEET.replace('"人员"', '"人员/1"')}, "title最多31个字，不能有"),
        ({"sheet": SHEET + 'above = ["甲"]\n'}, "above有1行，header_row 之上放不下"),
        ({"sheet": SHEET + 'only = { nonsense = ["1"] }\n'}, "source写的是“nonsense”"),
        ({"tail": "[answers]\nnumbered = 'other'\n"}, "numbered写的是“other”"),
        ({"tail": f"[[sheet]]\n{SHEET}column = [{{ label = '甲' }}]\n"}, "sheet里有两个都叫“people”"),
    ],
)
def test_what_is_wrong_in_a_layout_is_said_with_its_place(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(TemplateFault, match=sentence):
        read(written(tmp_path, **changes))


def test_a_map_must_be_of_the_columns_own_table(tmp_path: Path) -> None:
    for name, row in (("level-jia", "5,5,五级,both,来函"), ("sex-jia", "7,7,七,both,来函")):
        (tmp_path / f"{name}.csv").write_text(f"our_code,their_code,their_label,way,source\n{row}\n", "utf-8")
    maps = CodeMaps([tmp_path])

    for name, sentence in (
        ("level-jia", "它对照的是 level，和这一列不是同一种代码"),
        ("sex-jia", "里面的“7”不在 sex 里"),
    ):
        file = written(tmp_path, f'label = "性别", source = "sex", map = "{name}"')
        with pytest.raises(TemplateFault, match=sentence):
            templates.layout(file, codes.load(), maps)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("jia", b"title = ", r"上报模板 jia\.toml 不是正确的 TOML"),
        ("jia", b"\xff", "不是正确的 TOML"),
        ("jia", b'title = "a"\nreceiver = "b"\nsource = "c"\n', "sheet一张表也没有"),
        ("Jia", b"", "文件名只能用小写字母"),
    ],
)
def test_a_file_that_is_no_layout_is_refused(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / f"{name}.toml"
    file.write_bytes(content)

    with pytest.raises(TemplateFault, match=sentence):
        read(file)
