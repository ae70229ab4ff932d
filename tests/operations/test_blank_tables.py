from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from skilldesk.core import cells
from skilldesk.core.people import Trainee
from skilldesk.errors import Refused
from skilldesk.excel import reading
from skilldesk.operations import blank_tables, templates
from tests.support import libreoffice
from tests.support.reporting import NUMBERS, reporting_office
from tests.support.stores import USER

MADE = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
ROSTER = templates.layouts().named(blank_tables.SCHOOL_ROSTER)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return blank_tables.write(ROSTER, tmp_path / "花名册.xlsx", MADE)


def grids(path: Path) -> dict[str, list[tuple[str, ...]]]:
    return {
        grid.name: [row.cells for row in grid.rows] for grid in reading.read(path.read_bytes(), path.name)
    }


def test_a_school_gets_headings_an_example_and_how_each_column_is_meant(roster: Path) -> None:
    found = grids(roster)

    title, headings, example = found["花名册"]
    assert title[0].startswith("学员花名册")
    assert headings == tuple(column.label for column in ROSTER.sheets[0].columns)
    assert example[:3] == ("周春梅", "居民身份证", "370403199001019914")
    notes = {row[1]: row for row in found["填写说明"]}
    assert notes["民族"][2:4] == ("是", "从下拉列表中选择。")
    assert notes["民族"][4].startswith("汉族、蒙古族、")
    assert notes["社保卡卡号"][2] == ""


def test_the_example_is_what_a_record_could_say(roster: Path) -> None:
    (sheet,) = ROSTER.sheets
    example = grids(roster)["花名册"][2]
    said = {
        column.source: cells.value_of(column, text)
        for column, text in zip(sheet.columns, example, strict=False)
        if "." not in column.source
    }

    person = Trainee(id="a1" * 16, **said)
    assert list(person.faults(MADE.date())) == []


def test_every_heading_is_that_of_its_field() -> None:
    """So that what the school brings back is understood."""
    for column in ROSTER.sheets[0].columns:
        assert column.kind
        assert column.label in (column.kind.label, *column.kind.synonyms)


def test_a_report_is_no_blank_table(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="“人员”是上报用的，不是空表。没有写出文件"):
        blank_tables.write(templates.layouts().named("people"), tmp_path / "a.xlsx", MADE)


def test_a_file_that_is_there_is_not_overwritten(roster: Path) -> None:
    before = roster.read_bytes()

    again = blank_tables.write(ROSTER, roster, MADE)

    assert again.name == "花名册-2.xlsx"
    assert roster.read_bytes() == before


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ET.Element]:
    """What LibreOffice finds in the school's table and in a report."""
    folder = tmp_path_factory.mktemp("libreoffice")
    blank_tables.write(ROSTER, folder / "roster.xlsx", MADE)
    store = reporting_office(tmp_path_factory.mktemp("office") / "office")
    done = templates.export(store, USER, templates.layouts().named("zhejiang-exam"), folder)
    store.close()
    done.files[0].path.rename(folder / "report.xlsx")
    return libreoffice.opened(folder)


def test_in_libreoffice_ids_are_text_and_nothing_is_computed(seen: dict[str, ET.Element]) -> None:
    report = [libreoffice.texts(row)[2] for row in libreoffice.rows(seen["report"], "考生报名")]

    assert report == ["身份证号*", *NUMBERS]
    for book in seen.values():
        assert libreoffice.kinds(book) == {"string"}
        assert libreoffice.formulas(book) == []


def test_in_libreoffice_every_code_column_has_its_drop_down(seen: dict[str, ET.Element]) -> None:
    (sheet,) = ROSTER.sheets

    assert set(libreoffice.offers(seen["roster"])) == {
        column.label for column in sheet.columns if column.offered
    }
    assert set(libreoffice.offers(seen["report"])) >= {"性别*", "民族*", "文化程度*", "考生来源*", "理论考试"}
