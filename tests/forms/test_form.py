import pkgutil
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from skilldesk import resources
from skilldesk.core.check_code import check_code, grouped, read_paper_code
from skilldesk.errors import TextDoesNotFit
from skilldesk.forms import form, papers
from skilldesk.forms.form import Document, Form, Sheet
from skilldesk.forms.papers import FORMS, institution_claim, personal_claim
from skilldesk.progress import Cancelled, Progress
from tests.forms.reading import darkness, qr_codes_of, said_by, texts_of

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
EMPTY_PLACE = (40.0, 230.0, 100.0, 252.0)

F09, F10 = institution_claim.FORM, personal_claim.FORM

UNLABELLED = {"place", "edition"}
"""Fields of the roster that stand in its title and beside its number."""

every_form = pytest.mark.parametrize("one", FORMS, ids=lambda one: one.key)


def drawn(one: Form, *sheets: Sheet) -> Document:
    return form.draw(one, sheets, Progress())


def said_with(one: Form, **values: str) -> str:
    sheet = one.example
    return said_by(drawn(one, replace(sheet, values={**sheet.values, **values})).pdf)


@every_form
def test_the_example_says_what_it_always_said(one: Form) -> None:
    """After a wanted change write the text that was found into the golden file, and read the difference."""
    found = "\f".join(texts_of(drawn(one, one.example).pdf))

    assert found.rstrip() == (GOLDEN / f"{one.key}.txt").read_text("utf-8").rstrip()


@every_form
def test_all_it_says_is_on_the_paper(one: Form) -> None:
    sheet = one.example
    said = "".join("".join(texts_of(drawn(one, sheet).pdf)).split())
    labels = [label for name, label in (*one.fields, *one.columns) if name not in UNLABELLED]
    entries = [text for texts in (sheet.values, *sheet.rows) for text in texts.values()]

    for text in (one.title, *labels, *entries, sheet.number, sheet.printed_by):
        assert "".join(text.split()) in said


@every_form
def test_the_qr_code_is_read_from_the_picture_of_the_page(one: Form) -> None:
    sheet = one.example
    pdf = drawn(one, sheet).pdf
    (scanned,) = set(codes := qr_codes_of(pdf, dpi=100))
    paper = read_paper_code(scanned)

    assert len(codes) == len(texts_of(pdf))
    assert paper is not None
    assert (paper.form, paper.number) == (one.key, sheet.number)
    assert paper.check_code == one.check_code(sheet)
    assert f"校验码{''.join(grouped(paper.check_code).split())}" in said_by(pdf)


@every_form
def test_the_check_code_covers_the_printed_texts_in_the_order_of_the_fields(one: Form) -> None:
    sheet = one.example
    texts = [(name, sheet.values[name]) for name, _ in one.fields]
    for place, row in enumerate(sheet.rows, start=1):
        texts += [(f"{place}.{name}", row[name]) for name, _ in one.columns]

    assert one.check_code(sheet) == check_code(one.key, one.version, sheet.number, texts)
    later = replace(
        sheet, printed_at=sheet.printed_at + timedelta(days=1), printed_by="马翠平", practice=False
    )
    assert one.check_code(later) == one.check_code(sheet)
    shuffled = replace(sheet, values=dict(reversed(sheet.values.items())))
    assert one.check_code(shuffled) == one.check_code(sheet)
    if sheet.rows:
        assert one.check_code(replace(sheet, rows=sheet.rows[::-1])) != one.check_code(sheet)


@every_form
def test_the_same_sheets_are_the_same_bytes(one: Form) -> None:
    sheet = one.example

    assert drawn(one, sheet) == drawn(one, sheet)


@every_form
def test_its_words_are_data_with_version_source_and_validity(one: Form) -> None:
    assert one.version >= 1
    assert one.basis
    assert one.valid_until is None or one.valid_from < one.valid_until
    assert len(dict(one.fields)) == len(one.fields)
    assert (resources.path("forms") / f"{one.key}.toml").is_file()


def test_every_paper_is_on_the_list() -> None:
    found = {f"{papers.__name__}.{module.name}" for module in pkgutil.iter_modules(papers.__path__)}

    assert {one.draw.__module__ for one in FORMS} == found
    assert len({one.key for one in FORMS}) == len(FORMS)


@every_form
def test_a_batch_is_one_document_that_knows_where_each_sheet_begins(one: Form) -> None:
    sheet = one.example
    sheets = [replace(sheet, number=f"BT990000-1-26-0000{number}") for number in range(1, 6)]

    document = drawn(one, *sheets)
    pages = texts_of(document.pdf)

    assert len(document.pages) == len(sheets)
    for first, said in zip(document.pages, sheets, strict=True):
        assert said.number in pages[first - 1]
        assert f"本批 {first}／{len(pages)}" in pages[first - 1]
    assert len(qr_codes_of(document.pdf, dpi=72)) == len(pages)


def test_pages_of_both_ways_are_one_document() -> None:
    document = drawn(F09, F09.example, F09.example)

    assert document.pages == (1, 3)
    assert (
        re.findall(rb"/MediaBox \[ (\S+) (\S+) (\d+)", document.pdf)
        == [
            (b"0", b"0", b"595"),
            (b"0", b"0", b"841"),
        ]
        * 2
    )


def test_a_single_sheet_counts_its_own_pages_only() -> None:
    said = said_by(drawn(F10, F10.example).pdf)

    assert "第1页共1页" in said
    assert "本批" not in said


def test_a_batch_can_be_given_up() -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        form.draw(F10, [F10.example], progress)


def test_progress_counts_layout_and_writing() -> None:
    steps: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _: steps.append((done, total)))

    form.draw(F10, [F10.example] * 3, progress)

    assert steps == [(done, 6) for done in range(6)]


def test_practice_stands_across_the_page_and_above_the_title() -> None:
    practice = F10.example
    real = replace(practice, practice=False)

    assert said_by(drawn(F10, practice).pdf).count("演练") == 4
    assert "演练" not in said_by(drawn(F10, real).pdf)
    assert darkness(drawn(F10, practice).pdf, EMPTY_PLACE) > 0
    assert darkness(drawn(F10, real).pdf, EMPTY_PLACE) == 0


def test_a_pc_that_is_not_enrolled_says_so() -> None:
    sheet = F10.example

    assert "未入网" in said_by(drawn(F10, replace(sheet, enrolled=False)).pdf)
    assert "未入网" not in said_by(drawn(F10, sheet).pdf)


def test_a_character_without_a_shape_leaves_a_blank_and_a_note() -> None:
    said = said_with(F10, name="马𰾄翀")

    assert "马＿翀" in said
    assert "请在横线上手写：姓名第2字（U+30F84）。" in said


def test_the_check_code_is_of_the_name_and_not_of_the_blank() -> None:
    sheet = F10.example
    one = replace(sheet, values={**sheet.values, "name": "马𰾄翀"})
    two = replace(sheet, values={**sheet.values, "name": "马＿翀"})

    assert F10.check_code(one) != F10.check_code(two)


def test_what_cannot_be_printed_whole_is_not_printed() -> None:
    with pytest.raises(TextDoesNotFit, match="「户籍地」有900个字"):
        said_with(F10, hukou_address="薛城区" * 300)


@pytest.mark.parametrize("change", [{"name": None}, {"unknown": "字"}], ids=["missing", "unknown"])
def test_a_sheet_says_exactly_what_the_form_asks(change: dict[str, str | None]) -> None:
    sheet = F10.example
    values = {name: text for name, text in {**sheet.values, **change}.items() if text is not None}

    with pytest.raises(ValueError, match="amount"):
        drawn(F10, replace(sheet, values=values))


def test_a_row_says_exactly_what_the_columns_ask() -> None:
    sheet = replace(F09.example, rows=({"name": "马𬭎翀"},))

    with pytest.raises(ValueError, match="name"):
        drawn(F09, sheet)


def test_a_character_without_a_shape_in_a_row_is_told_by_the_row() -> None:
    rows = F09.example.rows
    sheet = replace(F09.example, rows=(rows[0], {**rows[1], "name": "马𰾄翀"}))

    assert "请在横线上手写：第2行姓名第2字（U+30F84）。" in said_by(drawn(F09, sheet).pdf)
    assert "马＿翀" in "".join(texts_of(drawn(F09, sheet).pdf))


def test_no_sheets_make_no_document() -> None:
    with pytest.raises(ValueError, match="F10"):
        form.draw(F10, [], Progress())


def test_the_file_does_not_tell_about_the_person_outside_its_pages() -> None:
    sheet = F10.example
    written = drawn(F10, sheet).pdf
    outside = re.sub(rb"stream.*?endstream", b"", written, flags=re.DOTALL)

    for text in (sheet.values["name"], sheet.values["id_number"], sheet.number, sheet.printed_by):
        for encoding in ("utf-8", "utf-16-be"):
            assert text.encode(encoding) not in outside
