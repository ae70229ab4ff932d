import re
from datetime import date

import pytest

from skilldesk.core.provinces import PROVINCES
from skilldesk.reference import lists, regions

REGIONS = regions.load()
ROWS = lists.rows("regions", ("code", "name", "valid_from", "valid_to", "successors", "source"))
PILOTS = ("37", "22")


@pytest.mark.parametrize("row", [ROWS[0], ROWS[-1]], ids=str)
def test_a_row_says_code_name_years_successors_and_source(row: list[str]) -> None:
    code, name, since, until, successors, source = row

    assert re.fullmatch(r"\d{6}", code)
    assert name
    assert all(re.fullmatch(r"(\d{4})?", year) for year in (since, until))
    assert source
    assert all(REGIONS.status(one) == "current" for one in successors.split())


def test_every_row_is_sound() -> None:
    assert len(ROWS) > 8000
    for row in ROWS:
        _, _, since, until, successors, _ = row
        assert re.fullmatch(r"\d{6},\S+,(\d{4})?,(\d{4})?,(\d{6}( \d{6})*)?,.+", ",".join(row))
        assert not (since and until) or since <= until
        assert not successors or until


def test_rows_stand_in_order_and_only_the_last_of_a_code_is_in_use() -> None:
    assert [row[0] for row in ROWS] == sorted(row[0] for row in ROWS)
    for meanings in REGIONS.places.values():
        assert all(one.until is not None for one in meanings[:-1])
        ends = [one.until or 9999 for one in meanings]
        assert ends == sorted(ends)


def test_every_province_of_the_rules_is_in_use_under_its_name() -> None:
    for code, name in PROVINCES.items():
        assert REGIONS.name(f"{code}0000") == name
        assert REGIONS.status(f"{code}0000") == "current"


def test_the_country_has_its_cities_and_counties_of_the_end_of_2024() -> None:
    current = [one[-1] for code, one in REGIONS.places.items() if REGIONS.status(code) == "current"]
    real = [one for one in current if not re.search("市辖区|^县$|直辖", one.name)]

    assert len([one for one in real if one.code.endswith("0000")]) == 35, "34 and the prefix 83"
    assert len([one for one in real if one.code[4:] == "00" and one.code[2:4] != "00"]) == 333
    assert 2843 <= len([one for one in real if one.code[4:] != "00"]) <= 2860


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("3704", "枣庄市 市辖区 市中区 薛城区 峄城区 台儿庄区 山亭区 滕州市"),
        ("2224", "延边朝鲜族自治州 延吉市 图们市 敦化市 珲春市 龙井市 和龙市 汪清县 安图县"),
    ],
)
def test_the_pilots_are_as_the_specification_has_them(prefix: str, names: str) -> None:
    current = [
        REGIONS.places[code][-1].name
        for code in sorted(REGIONS.places)
        if code.startswith(prefix) and REGIONS.status(code) == "current"
    ]

    assert current == names.split()


@pytest.mark.parametrize("province", PILOTS)
def test_every_abolished_code_of_the_pilot_provinces_says_what_it_became(province: str) -> None:
    gone = [
        code for code in REGIONS.places if code.startswith(province) and REGIONS.status(code) == "abolished"
    ]

    assert len(gone) > 80
    assert [code for code in gone if not REGIONS.successors(code)] == [f"{province}9000"]


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("370421", "370481"),
        ("379010", "370481"),
        ("370406", ""),
        ("372801", "371302 371311 371312"),
        ("371202", "370116"),
        ("370802", "370811"),
        ("370284", "370211"),
        ("370634", "370614"),
        ("222421", "222405"),
        ("220321", "220184"),
        ("220603", "220605"),
        ("372721", "370811"),
    ],
)
def test_known_changes_are_known(code: str, now: str) -> None:
    assert " ".join(REGIONS.successors(code)) == now


@pytest.mark.parametrize(
    ("code", "born", "name"),
    [
        ("370403", None, "山东省枣庄市薛城区"),
        ("372801", date(1985, 5, 1), "山东省临沂地区临沂市"),
        ("370406", date(1970, 1, 1), "山东省枣庄市齐村区"),
        ("379010", date(1990, 1, 1), "山东省滕州市"),
        ("371324", date(2000, 1, 1), "山东省临沂市苍山县"),
        ("371324", date(2020, 1, 1), "山东省临沂市兰陵县"),
        ("220600", date(1988, 1, 1), "吉林省浑江市"),
        ("110105", date(1949, 12, 31), "北京市朝阳区"),
        ("810000", None, "香港特别行政区"),
        ("830000", None, "台湾省"),
    ],
)
def test_a_place_has_the_name_of_its_time(code: str, born: date | None, name: str) -> None:
    assert REGIONS.name(code, born) == name


def test_offices_without_a_code_have_one_of_ours_within_one_of_the_standard() -> None:
    assert REGIONS.find("枣庄高新区") == ("370400-GX",)
    for code, place in REGIONS.local.items():
        assert code not in REGIONS.places
        assert REGIONS.status(place.within) == "current"
        assert code[:4] == place.within[:4]
        assert REGIONS.status(code) == "local"


def test_a_name_without_what_stands_above_finds_every_county_or_says_that_there_are_several() -> None:
    for code, meanings in REGIONS.places.items():
        if REGIONS.status(code) == "current" and not code.endswith(("00", "01")) and code.startswith(PILOTS):
            assert code in REGIONS.find(meanings[-1].name)
            assert REGIONS.find(REGIONS.name(code)) == (code,)
