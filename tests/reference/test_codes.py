import contextlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core import identity
from skilldesk.core.fields import Code, Codes, fields_of
from skilldesk.core.kinds import RECORDS
from skilldesk.core.levels import _HABITS, BY_CODE, LEVELS, level
from skilldesk.core.people import Trainee
from skilldesk.core.provinces import PROVINCES
from skilldesk.errors import ProgramFileDamaged
from skilldesk.reference.codes import COLUMNS, CodeEntry, CodeTable, load, read

SHIPPED = load()

USED = {
    field.kind.table
    for record in RECORDS
    for field in fields_of(record)
    if isinstance(field.kind, Code | Codes) and field.kind.table
}

LOOKED_UP = {
    "bank",
    "qualification_province",
    "industry",
    "credit_code_class",
    "country",
    "return_reason",
    "reprint_reason",
}
"""Tables that checks and screens read, and no field holds."""

GOOD = "1,男,,,,GB/T 2261.1,2003,,,,S,1"


def codes(table: str) -> list[str]:
    return [entry.code for entry in SHIPPED[table].entries]


def ranks(table: str) -> dict[str, int | None]:
    return {entry.code: entry.rank for entry in SHIPPED[table].entries}


def found(table: str, text: str) -> list[str]:
    return [entry.code for entry in SHIPPED[table].find(text)]


def written(folder: Path, *rows: str) -> Path:
    file = folder / "sex.csv"
    file.write_bytes("\n".join([",".join(COLUMNS), *rows, ""]).encode())
    return file


def test_every_table_that_a_field_names_is_shipped_and_no_other_but_those_looked_up() -> None:
    assert set(SHIPPED) == USED | LOOKED_UP


@pytest.mark.parametrize("table", sorted(SHIPPED))
def test_every_table_reads_and_says_what_its_codes_mean(table: str) -> None:
    entries = SHIPPED[table].entries

    assert entries
    assert len(set(codes(table))) == len(entries)
    assert all(entry.name.strip() == entry.name != "" for entry in entries)
    assert all(entry.short != entry.name for entry in entries)
    assert any(entry.listed for entry in entries)
    shown = [entry.shown for entry in entries if entry.listed]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("table", sorted(SHIPPED))
def test_no_table_has_anything_that_a_chinese_typeface_or_a_spreadsheet_would_spoil(table: str) -> None:
    text = "".join(entry.name + entry.short for entry in SHIPPED[table].entries)

    assert not set(text) & set("(),;:\"'=+@ \t\u3000\ufeff\u200b")


def test_the_file_of_each_table_is_plain_utf_8_with_unix_line_ends() -> None:
    for name in SHIPPED:
        raw = (Path(__file__).parents[2] / "resources" / "codes" / f"{name}.csv").read_bytes()
        assert raw.decode().startswith(",".join(COLUMNS) + "\n")
        assert raw.endswith(b"\n")
        assert b"\r" not in raw


def test_there_are_fifty_six_peoples_and_two_codes_of_the_register() -> None:
    assert codes("ethnicity") == [f"{number:02}" for number in range(1, 57)] + ["97", "98"]
    assert (SHIPPED["ethnicity"].label("35"), SHIPPED["ethnicity"].label("46")) == ("撒拉族", "德昂族")
    names = {entry.name for entry in SHIPPED["ethnicity"].entries}
    assert not names & {"撤拉族", "崩龙族"}
    assert all(name.endswith("族") for name in names - {"其他", "外国血统中国籍人士"})


def test_sex_offers_two_and_knows_four() -> None:
    assert codes("sex") == ["0", "1", "2", "9"]
    assert [entry.shown for entry in SHIPPED["sex"].entries if entry.listed] == ["男", "女"]


def test_education_is_the_edition_of_2006_and_offers_the_usual_eleven() -> None:
    entries = SHIPPED["education"].entries

    assert len(entries) == 40
    assert {entry.edition for entry in entries} == {"2006"}
    listed = [(entry.code, entry.shown) for entry in entries if entry.listed]
    assert " ".join(code + name for code, name in listed) == (
        "11博士 14硕士 21本科 31专科 41中专 44职高 47技校 61普高 71初中 81小学 90其他"
    )


def test_levels_are_compared_by_rank_and_five_is_the_lowest_of_the_five() -> None:
    rank = ranks("level")

    assert sorted("54321", key=lambda code: rank[code] or 0) == list("54321")
    assert [rank[code] for code in "X54321TS"] == list(range(8))
    assert rank["0"] is None


def test_a_higher_office_ranks_higher() -> None:
    assert ranks("office_level") == {"county": 1, "city": 2, "province": 3}


def test_every_province_that_an_id_number_may_begin_with_has_a_name() -> None:
    assert set(codes("province")) == identity._PROVINCES
    assert {entry.code for entry in SHIPPED["province"].entries if not entry.listed} == {"83"}


def test_the_rules_know_the_same_provinces_and_levels() -> None:
    listed = {entry.code: entry.name for entry in SHIPPED["province"].entries if entry.listed}

    assert listed == PROVINCES
    assert [(one.code, one.name, one.rank) for one in LEVELS] == [
        (entry.code, entry.name, entry.rank) for entry in SHIPPED["level"].entries
    ]


def test_the_default_document_is_a_code_of_its_table() -> None:
    (default,) = (field for field in Trainee.__dataclass_fields__.values() if field.name == "document_type")

    assert default.default in codes("document_type")
    assert set(codes("document_type")) >= identity.NUMBERED_LIKE_CITIZENS


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            "status_fact",
            "pension_employee|pension_resident|pension_office|entitled|staffed|student|insured_months|deceased",
        ),
        ("verdict", "eligible|provisional|unknown|not_eligible|not_covered"),
        (
            "benefit_state",
            "draft|submitted|approved|paid|rejected|withdrawn|recovered|refunded|revoked",
        ),
        (
            "role",
            "entry|window|first_review|second_review|finance|leader|administrator|inspector|third_party",
        ),
        ("printing_act", "draw|save|print|reprint|spoiled"),
        ("claim_state", "10|20|25|30|35|39|40|45|50|60|65|70|80|90|91|95|96|99"),
        ("class_state", "10|20|25|29|30|35|40|45|50|60|70|80|90"),
        ("enrolment_state", "1|2|3|4|5|6|7|8|9"),
        ("sensitivity", "0|9"),
        ("subsidy", "10|11|12|13|14|15|16|17|20|30|40|90"),
        ("document_type", "01|02|03|04|05|06|07|08|16|17|99"),
    ],
)
def test_a_table_has_exactly_the_words_that_rules_and_packages_use(table: str, words: str) -> None:
    assert codes(table) == words.split("|")


@pytest.mark.parametrize(
    ("table", "typed", "first"),
    [
        ("education", "41", "41"),
        ("education", "技校", "47"),
        ("education", "技工", "47"),
        ("level", "五级", "5"),
        ("level", "高级工", "3"),
        ("level", "5", "5"),
        ("province", "山东", "37"),
        ("ethnicity", " 朝鲜 ", "10"),
        ("training_type", "gyb", "31"),
        ("document_type", "(户口簿)", "01"),
        ("training_type", "３０", "30"),
    ],
)
def test_a_clerk_finds_a_code_by_itself_or_by_any_part_of_its_name(
    table: str, typed: str, first: str
) -> None:
    assert found(table, typed)[0] == first


def test_the_nearest_comes_first_and_the_order_of_the_table_decides_among_equals() -> None:
    assert found("level", "高级技师") == ["1"]
    assert found("education", "初中") == ["71", "73"]
    assert found("ethnicity", "土") == ["30", "15"]
    assert found("marital_status", "2") == ["20", "21", "22", "23"]
    assert found("ethnicity", "") == codes("ethnicity")
    assert found("sex", "没有的") == []


@pytest.mark.parametrize(
    ("table", "typed", "code"),
    [
        ("level", "五级", "5"),
        ("level", "初级工", "5"),
        ("level", "初级", "5"),
        ("level", "5", "5"),
        ("level", "５", "5"),
        ("level", "五级/初级工", "5"),
        ("level", "五级（初级工）", "5"),
        ("ethnicity", "汉", "01"),
        ("ethnicity", "汉族", "01"),
        ("ethnicity", "01 汉族", "01"),
        ("ethnicity", "崩龙族", "46"),
        ("ethnicity", "毛难族", "36"),
        ("ethnicity", "维族", "05"),
        ("person_category", "农民工", "04"),
        ("person_category", "农村转移劳动力", "04"),
        ("person_category", "建档立卡贫困劳动力", "0101"),
        ("person_category", "两后生", "03"),
        ("person_category", "退役士兵", "21"),
        ("education", "大专", "31"),
        ("education", "初中", "71"),
        ("education", "研究生", "10"),
        ("document_type", "身份证", "01"),
        ("document_type", "台胞证", "06"),
        ("sex", "女性", "2"),
        ("sex", "M", "1"),
        ("marital_status", "离异", "40"),
        ("training_type", "SYB", "32"),
        ("certificate_kind", "等级证", "02"),
        ("province", "鲁", "37"),
        ("bank", "农行", "103"),
        ("political_status", "党员", "01"),
        ("hukou_type", "农村", "20"),
        ("document_type", "港澳通行证", None),
        ("level", "高级工/技师", None),
        ("ethnicity", "没有的", None),
        ("ethnicity", "", None),
    ],
)
def test_a_code_is_meant_by_any_habit_of_writing_it_or_by_none(
    table: str, typed: str, code: str | None
) -> None:
    meant = SHIPPED[table].meant(typed)

    assert (meant.code if meant else None) == code


@pytest.mark.parametrize("table", sorted(SHIPPED))
def test_every_word_of_every_table_means_its_code_alone(table: str) -> None:
    for entry in SHIPPED[table].entries:
        for word in (entry.code, *entry.words, f"{entry.code} {entry.name}"):
            meant = SHIPPED[table].meant(word)
            assert meant
            assert meant.code == entry.code, word
        assert not {entry.name, entry.short} & set(entry.aliases)
        assert len(set(entry.aliases)) == len(entry.aliases)


def test_a_habit_means_what_holds_on_the_day(tmp_path: Path) -> None:
    table = read(
        written(tmp_path, "1,旧名,,老,,x,,,2019-01-01,2021-12-31,S,1", "2,新名,,,,x,,,2022-01-01,,S,1")
    )

    assert table.meant("老", date(2021, 12, 31)) == table.entries[0]
    assert table.meant("老", date(2022, 1, 1)) is None
    assert table.meant("老") == table.entries[0]


def test_the_words_for_levels_are_those_that_the_rules_read() -> None:
    for entry in SHIPPED["level"].entries:
        for word in (entry.code, *entry.words):
            assert level(word) == BY_CODE[entry.code]
    read_by_rules = {word for words in _HABITS.values() for word in words.split()}
    assert all(SHIPPED["level"].meant(word) for word in read_by_rules)


def test_the_label_of_an_unknown_code_is_the_code() -> None:
    assert SHIPPED["sex"].label("7") == "7"


def test_an_unknown_table_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        SHIPPED["weather"]


@given(text=st.text(), table=st.sampled_from(sorted(USED)))
def test_no_text_upsets_a_table(text: str, table: str) -> None:
    assert set(SHIPPED[table].find(text)) <= set(SHIPPED[table].entries)
    assert SHIPPED[table].meant(text) in {None, *SHIPPED[table].entries}
    assert SHIPPED[table].label(text) in {text, *(entry.name for entry in SHIPPED[table].entries)}


@pytest.mark.parametrize("text", ["\ud800", "\0", "男" * 100_000, "\u3000", "(" * 1000], ids=repr)
def test_no_monstrous_text_upsets_a_table(text: str) -> None:
    assert set(SHIPPED["sex"].find(text[:100_000])) <= set(SHIPPED["sex"].entries)


def test_a_code_holds_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    first = "1,旧名,,,,x,,,2019-01-01,2021-12-31,S,1"
    then = "1,新名,,,,x,,,2022-01-01,,S,1"

    table = read(written(tmp_path, first, then))

    def on(*day: int) -> list[str]:
        return [entry.name for entry in table.on(date(*day))]

    assert on(2018, 12, 31) == []
    assert on(2019, 1, 1) == on(2021, 12, 31) == ["旧名"]
    assert on(2022, 1, 1) == on(9999, 12, 31) == ["新名"]
    assert table.label("1") == "新名"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([GOOD, GOOD], "第3行有误：代码「1」重复"),
        ([GOOD, "1,男,,,,x,,,2020-01-01,,S,1"], "第3行有误：代码「1」重复"),
        (["1,男,,,,x,,,2020-01-01,2021-12-31,S,1", "1,男,,,,x,,,2021-12-31,,S,1"], "代码「1」重复"),
        (["1,男,,男性  先生,,x,,,,,S,1"], "第2行有误：aliases"),
        ([GOOD, "2,女,,,,x,,2003-02-30,,,S,1"], "第3行有误：没有「2003-02-30」这一天"),
        (["2,女,,,,x,,20030201,,,S,1"], "第2行有误：date不能是「20030201」"),
        (["2,女,,,,x,,,2021-01-02,2021-01-01,S,1"], "第2行有误：有效期的止早于起"),
        ([",女,,,,x,,,,,S,1"], "第2行有误：code不能是「」"),
        (["2,,,,,x,,,,,S,1"], "第2行有误：name不能是「」"),
        (["2,女,,,high,x,,,,,S,1"], "第2行有误：rank不能是「high」"),
        (["2,女,,,,x,,,,,maybe,1"], "第2行有误：confidence不能是「maybe」"),
        (["2,女,,,,x,,,,,S,"], "第2行有误：listed不能是「」"),
        (["2,女"], "第2行有误：应有12列，现在有2列"),
        (["", GOOD], "第2行有误：应有12列，现在有0列"),
        ([GOOD, '2,"女'], "引号不成对"),
    ],
)
def test_a_faulty_row_is_refused_with_its_file_and_line(tmp_path: Path, rows: list[str], said: str) -> None:
    with pytest.raises(ProgramFileDamaged, match=r"sex\.csv") as refused:
        read(written(tmp_path, *rows))

    assert said in str(refused.value)
    assert "重新安装" in str(refused.value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "列标题"),
        (b"code,name\n", "列标题"),
        (b"\xef\xbb\xbfcode,name\n", "列标题"),
        ("代码,名称\n".encode("gbk"), "读不出来"),
    ],
    ids=["empty", "short", "marked", "GBK"],
)
def test_another_file_is_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "sex.csv"
    file.write_bytes(raw)

    with pytest.raises(ProgramFileDamaged, match=said):
        read(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProgramFileDamaged, match="读不出来"):
        read(tmp_path / "sex.csv")


def test_windows_line_ends_harm_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert [entry.name for entry in read(file).entries] == ["男"]


@given(raw=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_table_or_one_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(",".join(COLUMNS).encode() + b"\n" + raw)

    with contextlib.suppress(ProgramFileDamaged):
        assert isinstance(read(file), CodeTable)


def test_an_entry_shows_its_short_name_if_it_has_one() -> None:
    entry = CodeEntry(code="5", name="五级/初级工", source="x", confidence="S")

    assert entry.shown == "五级/初级工"
    assert replace(entry, short="五级").shown == "五级"
