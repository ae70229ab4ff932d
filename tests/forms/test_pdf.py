import re

from skilldesk.core.check_code import PaperCode
from skilldesk.forms import pdf
from skilldesk.forms.fonts import ENTRY
from skilldesk.forms.paper import A4, Box, Page, QrCode, Rule, Template, Text
from tests.forms.reading import darkness, qr_codes_of, texts_of

CODE = PaperCode(form="F10", number="BT370403-GX-12-26-00123", check_code="8F3A21C7")
SHARED = Template((Text(30, 30, "申请表"), Rule(Box(30, 40, 100, 20))))


def test_the_same_pages_are_the_same_bytes() -> None:
    pages = [Page(SHARED, (Text(30, 50, "王"), QrCode(Box(150, 20, 22, 22), CODE.text)), watermark="演练")]

    assert pdf.write("表", pages) == pdf.write("表", pages)


def test_the_template_is_kept_once() -> None:
    one = pdf.write("表", [Page(SHARED, ())])
    many = pdf.write("表", [Page(SHARED, (Text(30, 50, str(number)),)) for number in range(50)])

    assert texts_of(many)[49].split() == ["申请表", "49"]
    assert many.count(b"/Subtype /Form") == one.count(b"/Subtype /Form") == 1


def test_every_font_of_the_file_is_embedded() -> None:
    written = pdf.write("表", [Page(SHARED, (Text(30, 50, "王𬭎2026", face=ENTRY),))])
    fonts = re.findall(rb"/BaseFont /(\S+)", written)

    assert {name for font in fonts for name in (b"NotoSerifSC", b"ZhuqueFangsong") if name in font} == {
        b"NotoSerifSC",
        b"ZhuqueFangsong",
    }
    assert written.count(b"/FontFile2") == len(fonts)


def test_a_qr_code_is_read_from_a_coarse_picture() -> None:
    written = pdf.write("码", [Page(Template(()), (QrCode(Box(150, 20, 22, 22), CODE.text),))])

    for dpi in (72, 100, 200, 300):
        assert qr_codes_of(written, dpi=dpi) == [CODE.text]


def test_pages_have_their_own_size() -> None:
    across = (A4[1], A4[0])
    written = pdf.write("表", [Page(SHARED, ()), Page(SHARED, (), size=across)])

    assert re.findall(rb"/MediaBox \[ (.*?) \]", written) == [
        b"0 0 595.2756 841.8898",
        b"0 0 841.8898 595.2756",
    ]


def test_rules_stand_where_they_were_asked_for() -> None:
    flat = Template((Rule(Box(30, 100, 100, 0), weight=2), Rule(Box(30, 100, 0, 50), weight=2)))
    written = pdf.write("线", [Page(flat, ())])

    assert darkness(written, (30, 99, 130, 101)) > 0.2
    assert darkness(written, (29, 100, 31, 150)) > 0.2
    assert darkness(written, (32, 102, 200, 290)) == 0


def test_a_watermark_lies_over_the_whole_page_and_can_be_read_through() -> None:
    written = pdf.write("表", [Page(Template(()), (), watermark="演练")])

    for top in (0, 99, 198):
        assert 0 < darkness(written, (20, top, 190, top + 99)) < 0.1
    assert texts_of(written)[0].split() == ["演练"] * 3
