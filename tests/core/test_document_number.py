import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.document_number import fault, normalise, proper
from skilldesk.core.problems import Severity
from tests.support.monsters import ANY_TEXT, MONSTERS


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "鲁财社〔2024〕56号",
            "鲁财社[2024]56号",
            "鲁财社(2024)56号",
            "鲁财社（2024）56号",
            "鲁财社【2024】56号",
        ),
        *("鲁财社﹝2024﹞56号", " 鲁财社 〔2024〕 56 号 ", "鲁财社〔２０２４〕５６号", "鲁财社［2024］56号"),
    ],
)
def test_any_bracket_is_replaced_silently(typed: str) -> None:
    assert normalise(typed) == "鲁财社〔2024〕56号"
    assert fault(typed) is None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("鲁财社〔2024〕第56号", "鲁财社〔2024〕56号"),
        ("鲁财社〔2024〕056号", "鲁财社〔2024〕56号"),
        ("鲁财社2024年56号", "鲁财社〔2024〕56号"),
        ("鲁财社2024第56号", "鲁财社〔2024〕56号"),
        ("鲁财社〔2024〕56", "鲁财社〔2024〕56号"),
    ],
)
def test_what_the_standard_writes_otherwise_is_proposed(typed: str, better: str) -> None:
    problem = fault(typed)

    assert proper(typed) == better
    assert problem
    assert problem.severity is Severity.WARNING
    assert better in problem.text


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "鲁财社",
        "〔2024〕56号",
        "鲁财社〔24〕56号",
        "关于就业的通知",
        "ABC〔2024〕5号",
    ],
)
def test_what_is_no_document_number_is_told_with_an_example(typed: str) -> None:
    problem = fault(typed)

    assert problem
    assert problem.severity is Severity.ERROR
    assert "鲁财社〔2024〕56号" in problem.text


@given(
    office=st.text("鲁财社人发字枣吉延规办函", min_size=1, max_size=8),
    year=st.integers(1949, 2099),
    number=st.integers(1, 9999),
    brackets=st.sampled_from(["〔〕", "[]", "（）", "()", "【】", "［］"]),
)
def test_every_document_number_is_right_with_any_brackets(
    office: str, year: int, number: int, brackets: str
) -> None:
    typed = f"{office}{brackets[0]}{year}{brackets[1]}{number}号"

    assert fault(typed) is None
    assert proper(normalise(typed)) == normalise(typed)


@given(text=ANY_TEXT)
def test_any_text_is_judged_and_a_second_look_says_the_same(text: str) -> None:
    problem = fault(text)

    assert normalise(normalise(text)) == normalise(text)
    assert fault(proper(text)) is None or problem
    assert problem is None or problem.text.endswith("。")


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_document_number(monster: str) -> None:
    problem = fault(monster)

    assert problem
    assert len(problem.text) < 120
