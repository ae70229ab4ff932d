from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import identity
from skilldesk.core.answers import Answer
from skilldesk.core.bank_card import AccountKind
from skilldesk.core.certificate_number import Stated
from skilldesk.operations import checking, lookups
from skilldesk.operations.checking import KINDS, check
from tests.support.monsters import ANY_TEXT, MONSTERS

TODAY = date(2026, 11, 20)
CODES = sorted(code for code in lookups.regions().places if not code.endswith("00"))


def told(kind: str, text: str) -> tuple[object, str, list[str]]:
    answer = check(kind, text, TODAY)
    return answer.normalised, answer.verdict, [problem.code for problem in answer.problems]


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A sound number of somebody invented, of any place there ever was."""
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    first17 = f"{draw(st.sampled_from(CODES))}{born:%Y%m%d}{draw(st.integers(900, 999))}"
    return first17 + identity.check_character(first17)


def test_the_kinds_are_those_of_the_command() -> None:
    assert " ".join(KINDS) == (
        "id uscc bank-card mobile certificate date money initials heading occupation region"
    )


@pytest.mark.parametrize(
    ("kind", "text", "normalised", "verdict", "codes"),
    [
        ("id", "11010519491231002X", "11010519491231002X", "ok", []),
        ("id", "440524188001010014", "440524188001010014", "error", ["ID-CENTURY"]),
        ("id", "440308199901109928", "440308199901109928", "ok", []),
        ("id", "810000199408239923", "810000199408239923", "ok", []),
        ("id", "830000199201309908", "830000199201309908", "ok", []),
        ("id", "110105491231002", "11010519491231002X", "warn", ["ID-OLD"]),
        ("id", "370403900101991", "370403199001019914", "warn", ["ID-OLD"]),
        ("id", "370403900231991", identity.lengthened("370403900231991"), "error", ["ID-DATE"]),
        ("id", "370403199001019914", "370403199001019914", "ok", []),
        ("id", "222401198811209930", "222401198811209930", "ok", []),
        ("id", "37040319920315900x", "37040319920315900X", "ok", []),
        ("id", "３７０４０３ 19920315 900x", "37040319920315900X", "ok", []),
        ("id", "370403199001019913", "370403199001019913", "error", ["ID-CHECK"]),
        ("id", "37040319900230001x", "37040319900230001X", "error", ["ID-DATE"]),
        ("id", "932682198501010017", "932682198501010017", "ok", []),
        ("id", "932682198501010018", "932682198501010018", "error", ["CARD-CHECK"]),
        ("id", "USA371234567890", "USA371234567890", "warn", ["CARD-OLD"]),
        ("id", "E12345678", "E12345678", "warn", ["ID-OTHER-DOCUMENT"]),
        ("id", "", "", "error", ["ID-LENGTH"]),
        ("uscc", "91350100M000100Y43", "91350100M000100Y43", "ok", []),
        ("uscc", "91350100M000100Y4Z", "91350100M000100Y4Z", "error", ["USCC-CHARACTER"]),
        ("uscc", "11220000013544525W", "11220000013544525W", "ok", []),
        ("uscc", "11450700552294158A", "11450700552294158A", "ok", []),
        ("uscc", "52370403mje000013a", "52370403MJE000013A", "ok", []),
        ("uscc", "91370403MA3C00011D", "91370403MA3C00011D", "ok", []),
        ("uscc", "12370403494000018C", "12370403494000018C", "ok", []),
        ("uscc", "91370403MA3C00011E", "91370403MA3C00011E", "error", ["USCC-CHECK"]),
        ("bank-card", "6228 4800 0000 0000 000", "6228480000000000000", "ok", []),
        ("bank-card", "6217000000000000012", "6217000000000000012", "ok", []),
        ("bank-card", "6230910000000000022", "6230910000000000022", "ok", []),
        ("bank-card", "4242424242424242", "4242424242424242", "ok", []),
        ("bank-card", "6228480000000000001", "6228480000000000001", "error", ["CARD-CHECK"]),
        ("bank-card", "6212600000000008", "6212600000000008", "warn", ["CARD-CREDIT"]),
        ("mobile", "13800138000", "13800138000", "ok", []),
        ("mobile", "+86 138-0013-8000", "13800138000", "ok", []),
        ("mobile", "19212345678", "19212345678", "ok", []),
        ("mobile", "12345678901", "12345678901", "error", ["PHONE-SHAPE"]),
        ("mobile", "0632-3312345", "0632-3312345", "warn", ["PHONE-LANDLINE"]),
        ("certificate", "y000123000001195000001", "Y000123000001195000001", "ok", []),
        ("certificate", "S000037000123244000456", "S000037000123244000456", "ok", []),
        ("certificate", "1615002001401234", "1615002001401234", "ok", []),
        ("certificate", "1633002001401234", "1633002001401234", "warn", ["CERT-PROVINCE-CODE"]),
        ("certificate", "Y000123000001275000001", "Y000123000001275000001", "error", ["CERT-YEAR"]),
        ("date", "2022.5.3", "2022-05-03", "ok", []),
        ("date", "二〇二二年五月三日", "2022-05-03", "ok", []),
        ("date", "5/3/2022", None, "warn", ["DATE-AMBIGUOUS"]),
        ("date", "2022.13.1", None, "error", ["DATE-NONE"]),
        ("money", "1,409.50", "人民币壹仟肆佰零玖元伍角整", "ok", []),
        ("money", "0", "人民币零元整", "ok", []),
        ("money", "壹佰元", None, "error", ["MONEY-SHAPE"]),
        ("initials", "单小红", ["sxh"], "ok", []),
        ("initials", "张乐", ["zl", "zy"], "ok", []),
        ("initials", "王1", ["w1"], "error", ["NAME-CHARACTER"]),
        ("initials", "𠮷𠮷", [], "warn", ["INITIALS-NONE"]),
        ("heading", "学员姓名", "name", "ok", []),
        ("heading", "机构名称", "institution.name", "ok", []),
        ("heading", "教师姓名", None, "warn", ["HEADING-UNKNOWN"]),
    ],
)
def test_the_vectors_of_the_specification(
    kind: str, text: str, normalised: object, verdict: str, codes: list[str]
) -> None:
    assert told(kind, text) == (normalised, verdict, codes)


@pytest.mark.parametrize(
    ("kind", "text", "facts"),
    [
        (
            "id",
            "370403199001019914",
            {
                "birth_date": "1990-01-01",
                "sex": "1",
                "region": "370403",
                "region_name": "山东省枣庄市薛城区",
                "region_status": "current",
                "document_type": "01",
            },
        ),
        (
            "id",
            "932682198501010017",
            {
                "birth_date": "1985-01-01",
                "sex": "1",
                "region": "320000",
                "region_name": "江苏省",
                "region_status": "current",
                "document_type": "07",
                "nationality": "682",
            },
        ),
        ("id", "370403199001019913", {}),
        (
            "uscc",
            "52370403MJE000013A",
            {
                "authority": "5",
                "body_class": "52",
                "body_class_name": "民办非企业单位",
                "organisation_code": "MJE000013",
                "region": "370403",
                "region_name": "山东省枣庄市薛城区",
                "region_status": "current",
            },
        ),
        ("bank-card", "6228480000000000000", {"bank": "中国农业银行", "card_kind": "DC"}),
        ("bank-card", "4242424242424242", {"bank": None}),
        ("mobile", "13800138000", {"kind": "mobile"}),
        (
            "certificate",
            "Y000123000001195000001",
            {
                "kind": "02",
                "kind_name": "职业技能等级证书",
                "issuer_class": "Y",
                "issuer": "Y000123000001",
                "province": "23",
                "province_name": "黑龙江省",
                "year": 2019,
                "level": "5",
                "level_name": "五级/初级工",
                "rank": 1,
            },
        ),
        ("date", "22.5.3", {"candidates": ["2022-05-03", "1922-05-03"]}),
        ("money", "1500", {"amount_fen": 150000}),
    ],
)
def test_the_facts_of_a_value(kind: str, text: str, facts: dict[str, Any]) -> None:
    assert check(kind, text, TODAY).facts == facts


def test_a_qualification_certificate_tells_the_province_of_its_own_order() -> None:
    assert check("certificate", "1615002001401234", TODAY).facts["province_name"] == "山东省"
    assert check("certificate", "1607002001401234", TODAY).facts["province"] == "22"


@pytest.mark.parametrize(
    ("first17", "name", "status", "codes"),
    [
        ("37280119850101990", "山东省临沂地区临沂市", "abolished", []),
        ("37040619700101990", "山东省枣庄市齐村区", "current", []),
        ("37011719500101990", "山东省济南市钢城区", "current", []),
        ("37049919900101990", "山东省", "unknown", ["ID-REGION"]),
    ],
)
def test_a_region_is_valid_at_any_time_in_history_and_an_unknown_one_is_to_be_confirmed(
    first17: str, name: str, status: str, codes: list[str]
) -> None:
    answer = check("id", first17 + identity.check_character(first17), TODAY)

    assert (answer.facts["region_name"], answer.facts["region_status"]) == (name, status)
    assert [problem.code for problem in answer.problems] == codes
    assert answer.verdict == ("warn" if codes else "ok")


def test_nobody_is_born_after_the_day_of_the_check() -> None:
    first17 = "37040320261121990"
    number = first17 + identity.check_character(first17)

    assert check("id", number, TODAY).verdict == "error"
    assert check("id", number, date(2026, 11, 21)).verdict == "ok"


def test_an_unknown_class_of_a_credit_code_is_to_be_confirmed() -> None:
    first17 = "95370403MJE000013"
    code = first17 + checking.credit_code.check_character(first17)

    assert told("uscc", code) == (code, "warn", ["USCC-CLASS"])


def test_accounts_of_other_kinds_have_no_check_digit() -> None:
    wrong = "6228480000000000001"

    verdicts = {kind: checking.account(wrong, kind).verdict for kind in AccountKind}

    assert verdicts == {
        AccountKind.CARD: "error",
        AccountKind.SEEN_CARD: "warn",
        AccountKind.PASSBOOK: "ok",
        AccountKind.CORPORATE: "ok",
    }


def test_a_certificate_is_compared_with_its_number() -> None:
    stated = Stated(level="4", issued_on=date(2019, 6, 1))

    problems = checking.certificate_problems("Y000123000001195000001", stated, TODAY)

    assert [problem.code for problem in problems] == ["CERT-LEVEL"]


def test_an_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        check("weather", "x", TODAY)


@given(number=numbers())
def test_every_number_of_every_place_and_time_is_right(number: str) -> None:
    answer = check("id", number, TODAY)

    assert (answer.normalised, answer.verdict) == (number, "ok")
    assert answer.facts["region"] == number[:6]


@given(number=numbers(), at=st.integers(0, 17), other=st.sampled_from("0123456789X"))
def test_one_wrong_digit_is_never_right(number: str, at: int, other: str) -> None:
    assume(number[at] != other)

    assert check("id", number[:at] + other + number[at + 1 :], TODAY).verdict != "ok"


@pytest.mark.parametrize("kind", KINDS)
@given(text=ANY_TEXT)
def test_any_text_has_an_answer_and_what_was_put_right_stays(kind: str, text: str) -> None:
    answer = check(kind, text, TODAY)

    sound(answer)
    assert answer.input == text
    if isinstance(answer.normalised, str) and kind not in {"money", "heading"}:
        assert check(kind, answer.normalised, TODAY).normalised == answer.normalised


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_upsets_a_check(monster: str, kind: str) -> None:
    sound(check(kind, monster, TODAY))


def sound(answer: Answer) -> None:
    """Every sentence is whole, short, and can be sent."""
    for problem in answer.problems:
        assert problem.text.endswith("。")
        assert len(problem.text) < 250
        problem.text.encode()
    assert answer.verdict == "ok" or answer.problems
    if isinstance(answer.normalised, str):
        answer.normalised.encode()
