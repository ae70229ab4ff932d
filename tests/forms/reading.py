"""Reads a PDF as others do: its text with pypdfium2, its QR codes from a picture of the page."""

import pypdfium2
import zxingcpp


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it lies in the file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def said_by(pdf: bytes) -> str:
    """All text of the first page without the spaces and line ends that a layout makes."""
    return "".join(texts_of(pdf)[0].split())


def qr_codes_of(pdf: bytes, *, dpi: int) -> list[str]:
    """The QR codes that a scanner finds on each page, as one list."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [found.text for page in document for found in zxingcpp.read_barcodes(_picture(page, dpi))]
    finally:
        document.close()


def darkness(pdf: bytes, box: tuple[float, float, float, float]) -> float:
    """How much of the place (left, top, right, bottom in mm) of the first page is ink, from 0 to 1."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        grey = _picture(document[0], 150).convert("L")
        part = grey.crop(tuple(round(side / 25.4 * 150) for side in box))
        return 1 - sum(part.tobytes()) / 255 / (part.width * part.height)
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    text: str = page.get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


def _picture(page: pypdfium2.PdfPage, dpi: int) -> object:
    return page.render(scale=dpi / 72).to_pil()
