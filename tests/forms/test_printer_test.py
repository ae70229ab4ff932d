"""打印校正页."""

import pypdfium2

from skilldesk.forms import printer_test
from tests.forms.reading import texts_of


def test_it_says_which_printer_and_which_correction() -> None:
    (text,) = texts_of(printer_test.draw("针式打印机", -15, 20))

    flat = "".join(text.split())
    assert "打印机：针式打印机" in flat
    assert "向右-1.5毫米，向下2.0毫米" in flat


def test_the_frame_stands_twenty_millimetres_from_the_edges() -> None:
    """At ten dots to a millimetre, off the middle, where the cross and the words are not."""
    document = pypdfium2.PdfDocument(printer_test.draw("一", 0, 0))
    bitmap = document[0].render(scale=254 / 72, grayscale=True)
    dots, wide, high = bytes(bitmap.buffer), bitmap.stride, bitmap.height
    document.close()
    across = dots[(high // 2 + 303) * wide :][:wide]
    down = dots[wide // 2 + 303 :: wide]

    for line in (across, down):
        assert abs(next(at for at, dot in enumerate(line) if dot < 128) - 200) <= 3
