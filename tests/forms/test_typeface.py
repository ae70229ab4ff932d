import re

from skilldesk.forms import pdf
from skilldesk.forms.paper import Box, Page, Template, Text, paragraph
from skilldesk.forms.typeface import to_unicode
from tests.forms.reading import texts_of

ALL_PLANES = "王㛃䶮𬭎𫖯龑翀玥艾合买提江·ABC 123"


def test_characters_beyond_the_first_plane_are_written_in_utf_16() -> None:
    assert "<01> <D872DF4E>" in to_unicode([0, 0x2CB4E])
    assert "<01> <738B>" in to_unicode([0, ord("王")])


def test_a_block_has_no_more_than_a_hundred_characters() -> None:
    cmap = to_unicode(range(0x4E00, 0x4F00))
    blocks = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", cmap, re.DOTALL)

    assert [int(count) for count, _ in blocks] == [100, 100, 56]
    assert [len(lines.splitlines()) for _, lines in blocks] == [100, 100, 56]


def test_rare_characters_copy_as_themselves() -> None:
    page = Page(Template((Text(20, 20, ALL_PLANES),)), (Text(20, 40, ALL_PLANES[::-1]),))

    (said,) = texts_of(pdf.write("字", [page]))

    assert said.split("\n") == [ALL_PLANES, ALL_PLANES[::-1]]


def test_so_do_more_characters_than_one_subset_holds() -> None:
    characters = "".join(map(chr, range(0x4E00, 0x4E00 + 700)))
    page = Page(Template(()), paragraph(characters, Box(20, 20, 170, 200)))

    (said,) = texts_of(pdf.write("字", [page]))

    assert "".join(said.split()) == characters
