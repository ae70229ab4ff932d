from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skilldesk.core import documents, identity
from skilldesk.core.documents import card_facts, faults, kind_of, told
from tests.support.monsters import ANY_TEXT, MONSTERS

TODAY = date(2026, 11, 20)
KINDS = ["01", "02", "03", "04", "05", "06", "07", "08", "16", "17", "99"]


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A sound number of a new permanent residence card of somebody invented."""
    province = draw(st.sampled_from(["11", "22", "31", "37", "44"]))
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    nationality = draw(st.from_regex(r"\A[0-9]{3}\Z"))
    first17 = f"9{province}{nationality}{born:%Y%m%d}{draw(st.integers(900, 999))}"
    return first17 + identity.check_character(first17)


def said(kind: str, number: str) -> list[str]:
    return [problem.code for problem in faults(kind, number, today=TODAY)]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("01", "370403199001019914"),
        ("17", "810000199408239923"),
        ("17", "830000199201309908"),
        ("02", "军字第1234567号"),
        ("03", "武字第1234567号"),
        ("04", "H12345678"),
        ("04", "H1234567801"),
        ("04", "K12345678"),
        ("05", "M12345678"),
        ("05", "MA1234567"),
        ("06", "12345678"),
        ("06", "1234567801(B)"),
        ("07", "932682198501010017"),
        ("08", "P1234567"),
        ("16", "E12345678"),
        ("16", "EA1234567"),
        ("99", "什么都可以"),
    ],
)
def test_a_number_of_the_right_shape_has_no_faults(kind: str, number: str) -> None:
    assert said(kind, number) == []


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("01", "370403199001019913", "ID-CHECK"),
        ("01", "810000199408239923", "ID-KIND"),
        ("17", "370403199001019914", "ID-KIND"),
        ("04", "M12345678", "ID-SHAPE"),
        ("05", "H12345678", "ID-SHAPE"),
        ("06", "1234567", "ID-SHAPE"),
        ("08", "护照", "ID-SHAPE"),
        ("16", "12345678", "ID-SHAPE"),
        ("02", "1", "ID-SHAPE"),
        ("07", "932682198501010018", "CARD-CHECK"),
        ("07", "932682198513010017", "CARD-DATE"),
        ("07", "999682198501010017", "CARD-PROVINCE"),
        ("07", "932682203001010017", "CARD-DATE"),
        ("07", "370403199001019914", "CARD-SHAPE"),
        ("07", "USA371234567890", "CARD-OLD"),
        ("07", "", "CARD-SHAPE"),
    ],
)
def test_a_wrong_number_is_told_once(kind: str, number: str, code: str) -> None:
    assert said(kind, number) == [code]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("370403199001019914", "01"),
        ("110105491231002", "01"),
        ("810000199408239923", "17"),
        ("932682198501010017", "07"),
        ("USA371234567890", "07"),
        ("H12345678", "04"),
        ("M12345678", "05"),
        ("E12345678", "16"),
        ("军字第1234567号", "02"),
        ("12345678", None),
        ("", None),
    ],
)
def test_the_kind_of_a_document_is_guessed_by_its_shape(number: str, kind: str | None) -> None:
    assert kind_of(number) == kind


def test_a_new_card_says_who_and_of_which_nation() -> None:
    person = identity.Facts(birth_date=date(1985, 1, 1), sex="1", region="320000")

    assert card_facts("932682198501010017") == documents.CardFacts(person=person, nationality="682")
    assert told("07", "932682198501010017") == person


def test_an_old_card_says_the_nation_only() -> None:
    assert card_facts("USA371234567890") == documents.CardFacts(person=None, nationality="USA")
    assert told("07", "USA371234567890") is None


def test_other_documents_say_nothing_of_the_person() -> None:
    assert told("16", "E12345678") is None
    assert told("01", "370403199001019914")


@given(number=cards())
def test_every_new_card_is_believed_and_says_what_was_put_into_it(number: str) -> None:
    facts = card_facts(number)

    assert said("07", number) == []
    assert facts
    assert facts.person
    assert (f"{facts.person.birth_date:%Y%m%d}", facts.nationality) == (number[6:14], number[3:6])
    assert kind_of(number) == "07"


@given(number=cards(), at=st.integers(0, 17), other=st.sampled_from("0123456789X"))
def test_one_wrong_digit_of_a_card_is_always_found(number: str, at: int, other: str) -> None:
    assume(number[at] != other)

    assert said("07", number[:at] + other + number[at + 1 :])


@given(text=ANY_TEXT | st.from_regex(r"\A[A-Z9]?[0-9]{5,17}\Z"), kind=st.sampled_from(KINDS))
def test_any_text_of_any_kind_is_judged(text: str, kind: str) -> None:
    number = identity.normalise(text)

    assert said(kind, number) == said(kind, number)
    assert kind_of(number) in {None, *KINDS}
    if (card := card_facts(number)) and card.person:
        assert kind_of(number) == "07"


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_is_a_document(monster: str) -> None:
    number = identity.normalise(monster)

    assert kind_of(number) is None
    assert said("01", number)
    for kind in KINDS:
        assert all(len(problem.text) < 120 for problem in faults(kind, number, today=TODAY))
