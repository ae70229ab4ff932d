from datetime import date

import pytest

from skilldesk.operations.lookups import occupation, place, region


@pytest.mark.parametrize(
    ("text", "normalised", "verdict", "codes"),
    [
        ("370403", "370403", "ok", []),
        ("３７０４０３", "370403", "ok", []),
        ("370403000000", "370403", "ok", []),
        ("370403001", "370403001", "ok", []),
        ("370403001002", "370403001002", "ok", []),
        ("37", "370000", "ok", []),
        ("3704", "370400", "ok", []),
        ("薛城", "370403", "ok", []),
        ("山东省枣庄市薛城区", "370403", "ok", []),
        ("延边州", "222400", "ok", []),
        ("枣庄高新区", "370400-GX", "ok", []),
        ("370400-gx", "370400-GX", "ok", []),
        ("372801", "372801", "warn", ["REGION-ABOLISHED"]),
        ("滕县", "370421", "warn", ["REGION-ABOLISHED"]),
        ("市中区", None, "warn", ["REGION-SEVERAL"]),
        ("370499", "370499", "warn", ["REGION-UNKNOWN"]),
        ("37040", "37040", "error", ["REGION-LENGTH"]),
        ("9" * 100, "9" * 40, "error", ["REGION-LENGTH"]),
        ("火星区", None, "error", ["REGION-UNKNOWN"]),
        ("", None, "error", ["REGION-UNKNOWN"]),
    ],
)
def test_a_place_is_looked_up_by_code_or_name(
    text: str, normalised: str | None, verdict: str, codes: list[str]
) -> None:
    answer = region(text)

    assert (answer.normalised, answer.verdict) == (normalised, verdict)
    assert [problem.code for problem in answer.problems] == codes


def test_an_abolished_place_says_what_it_is_now() -> None:
    answer = region("370421")

    assert answer.facts["successors"] == ["370481"]
    assert "现为山东省枣庄市滕州市（370481）" in answer.problems[0].text


def test_a_name_of_several_places_names_them_and_not_too_many() -> None:
    answer = region("城关区")

    assert isinstance(answer.facts["candidates"], list)
    assert all(code in answer.problems[0].text for code in answer.facts["candidates"][:5])
    assert len(region("市中区").problems[0].text) < 250


def test_an_area_of_our_own_says_where_it_reports() -> None:
    assert region("枣庄高新区").facts == {
        "region": "370400-GX",
        "region_name": "山东省枣庄高新技术产业开发区",
        "region_status": "local",
        "within": "370400",
    }


def test_the_name_of_a_place_is_that_of_the_day() -> None:
    assert place("370406", date(1970, 1, 1))["region_name"] == "山东省枣庄市齐村区"
    assert place("370499") == {"region": "370499", "region_name": "山东省", "region_status": "unknown"}
    assert place("999999")["region_name"] is None


@pytest.mark.parametrize(
    ("text", "normalised", "verdict", "codes"),
    [
        ("6-31-01-03", "6-31-01-03", "ok", []),
        ("6310103", "6-31-01-03", "ok", []),
        ("电工", "6-31-01-03", "ok", []),
        (" 电 工 ", "6-31-01-03", "ok", []),
        ("电工（6-31-01-03）", "6-31-01-03", "ok", []),
        ("焊工6-31-01-03", "6-31-01-03", "warn", ["OCCUPATION-NAME"]),
        ("某种新职业", "某种新职业", "warn", ["OCCUPATION-UNKNOWN"]),
        ("6-31-99-99", "6-31-99-99", "warn", ["OCCUPATION-UNKNOWN"]),
        ("9-31-01-03", "9-31-01-03", "error", ["OCCUPATION-CODE"]),
        ("", None, "warn", ["OCCUPATION-UNKNOWN"]),
    ],
)
def test_an_occupation_is_confirmed_and_completed_and_never_refuted(
    text: str, normalised: str | None, verdict: str, codes: list[str]
) -> None:
    answer = occupation(text)

    assert (answer.normalised, answer.verdict) == (normalised, verdict)
    assert [problem.code for problem in answer.problems] == codes


def test_a_known_occupation_brings_name_marks_and_edition() -> None:
    assert occupation("4-01-06-01").facts == {
        "code": "4-01-06-01",
        "name": "电子商务师",
        "marks": "S",
        "edition": "2022",
    }
