from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.regions import LocalPlace, Place, Regions
from tests.support.monsters import ANY_TEXT, MONSTERS


def place(code: str, name: str, years: tuple[int | None, int | None] = (None, None), now: str = "") -> Place:
    return Place(code, name, years[0], years[1], tuple(now.split()))


def known(*places: Place) -> dict[str, tuple[Place, ...]]:
    return {one.code: tuple(other for other in places if other.code == one.code) for one in places}


REGIONS = Regions(
    known(
        place("370000", "山东省"),
        place("370100", "济南市"),
        place("370103", "市中区"),
        place("370400", "枣庄市"),
        place("370401", "市辖区"),
        place("370402", "市中区"),
        place("370406", "齐村区", (None, 1982), "370402"),
        place("370406", "山亭区", (1983, None)),
        place("370421", "滕县", (None, 1987), "370481"),
        place("370481", "滕州市", (1995, None)),
        place("379000", "省直辖县级行政单位", (1986, 1988)),
        place("379010", "滕州市", (1988, 1994), "370481"),
        place("222400", "延边朝鲜族自治州"),
        place("222401", "延吉市"),
        place("220000", "吉林省"),
        place("150000", "内蒙古自治区"),
        place("220623", "长白朝鲜族自治县"),
        place("110000", "北京市"),
        place("110100", "市辖区"),
        place("110101", "东城区"),
        place("371122", "莒县"),
    ),
    {"370400-GX": LocalPlace("370400-GX", "枣庄高新技术产业开发区", "370400", ("枣庄高新区",))},
)


@pytest.mark.parametrize(
    ("code", "born", "name"),
    [
        ("370402", None, "山东省枣庄市市中区"),
        ("370401", None, "山东省枣庄市市辖区"),
        ("370406", None, "山东省枣庄市山亭区"),
        ("370406", date(1975, 1, 1), "山东省枣庄市齐村区"),
        ("370406", date(1982, 12, 31), "山东省枣庄市齐村区"),
        ("370406", date(1983, 1, 1), "山东省枣庄市山亭区"),
        ("370421", date(2000, 1, 1), "山东省枣庄市滕县"),
        ("370481", date(1990, 1, 1), "山东省枣庄市滕州市"),
        ("379010", date(1990, 1, 1), "山东省滕州市"),
        ("110101", None, "北京市东城区"),
        ("370000", None, "山东省"),
        ("370400", None, "山东省枣庄市"),
        ("370400-GX", None, "山东省枣庄高新技术产业开发区"),
        ("999999", None, "999999"),
    ],
)
def test_a_place_is_called_what_it_was_called_then(code: str, born: date | None, name: str) -> None:
    assert REGIONS.name(code, born) == name


def test_a_code_is_in_use_abolished_our_own_or_unknown() -> None:
    codes = ("370406", "370421", "370400-GX", "999999")

    assert [REGIONS.status(code) for code in codes] == ["current", "abolished", "local", "unknown"]


def test_an_abolished_code_says_what_it_became() -> None:
    assert REGIONS.successors("379010") == ("370481",)
    assert REGIONS.successors("370402") == ()
    assert REGIONS.successors("999999") == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("山亭区", ["370406"]),
        ("山亭", ["370406"]),
        ("枣庄山亭", ["370406"]),
        ("山东省枣庄市山亭区", ["370406"]),
        ("山东 枣庄 市中区", ["370402"]),
        ("市中区", ["370103", "370402"]),
        ("滕州", ["370481"]),
        ("滕县", ["370421"]),
        ("齐村区", ["370406"]),
        ("山东", ["370000"]),
        ("延边", ["222400"]),
        ("延边州", ["222400"]),
        ("吉林省延边朝鲜族自治州延吉市", ["222401"]),
        ("长白县", ["220623"]),
        ("内蒙古", ["150000"]),
        ("北京东城", ["110101"]),
        ("枣庄高新区", ["370400-GX"]),
        ("山东枣庄市枣庄高新区", ["370400-GX"]),
        ("莒县", ["371122"]),
        ("莒", []),
        ("济南山亭区", []),
        ("市辖区", []),
        ("山亭区人社局", []),
        ("", []),
    ],
)
def test_a_place_is_found_by_its_name_with_or_without_those_above(text: str, codes: list[str]) -> None:
    assert list(REGIONS.find(text)) == codes


@given(text=ANY_TEXT, born=st.none() | st.dates())
def test_any_text_has_a_name_and_a_status(text: str, born: date | None) -> None:
    assert REGIONS.name(text, born)[:1] == text[:1] or REGIONS.status(text) != "unknown"
    assert set(REGIONS.find(text)) <= {*REGIONS.places, *REGIONS.local}


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_place(monster: str) -> None:
    assert REGIONS.find(monster) == ()
    assert REGIONS.status(monster) == "unknown"
