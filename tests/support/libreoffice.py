"""What LibreOffice finds in the files we write: a judge that shares no code with us or our libraries."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


def opened(folder: Path) -> dict[str, ET.Element]:
    """All files of the folder as flat OpenDocument, by their stems; it is started once for all of them.

    Skips the test where LibreOffice is not installed; in CI it must be.
    """
    soffice = shutil.which("soffice")
    if soffice is None and "CI" not in os.environ:
        pytest.skip("LibreOffice is not installed here; CI has it")
    files = sorted(path.name for path in folder.iterdir())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "fods", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return {path.stem: ET.parse(path).getroot() for path in folder.glob("*.fods")}  # noqa: S314 - our own


def rows(book: ET.Element, title: str) -> Iterator[list[ET.Element]]:
    """The cells of each row of a sheet that hold something."""
    sheet = next(one for one in book.iter(f"{TABLE}table") if one.get(f"{TABLE}name") == title)
    for row in sheet.iter(f"{TABLE}table-row"):
        cells = [cell for cell in row.iter(f"{TABLE}table-cell") if cell.find(PARAGRAPH) is not None]
        if cells:
            yield cells


def texts(cells: list[ET.Element]) -> tuple[str, ...]:
    return tuple("".join(one.itertext()) for cell in cells for one in cell.findall(PARAGRAPH))


def kinds(book: ET.Element) -> set[str | None]:
    """As what the cells that hold something are kept: string, float, date and so on."""
    return {
        cell.get(f"{OFFICE}value-type")
        for cell in book.iter(f"{TABLE}table-cell")
        if cell.find(PARAGRAPH) is not None
    }


def formulas(book: ET.Element) -> list[str]:
    return [found for one in book.iter() if (found := one.get(f"{TABLE}formula"))]


def offers(book: ET.Element) -> dict[str, str]:
    """By heading, the list of the drop-down in the cells below it."""
    lists = {
        one.get(f"{TABLE}name"): one.get(f"{TABLE}condition") or ""
        for one in book.iter(f"{TABLE}content-validation")
    }
    found: dict[str, str] = {}
    for sheet in book.iter(f"{TABLE}table"):
        headings: dict[int, str] = {}
        for row in sheet.iter(f"{TABLE}table-row"):
            for at, cell in enumerate(_spread(row)):
                name = cell.get(f"{TABLE}content-validation-name")
                if name:
                    found[headings[at]] = lists[name]
                elif cell.find(PARAGRAPH) is not None:
                    headings[at] = texts([cell])[0]
    return found


def _spread(row: ET.Element) -> Iterator[ET.Element]:
    """The cells of a row, each at its place; what is repeated to the end of the sheet ends it."""
    for cell in row.iter(f"{TABLE}table-cell"):
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        yield from [cell] * (times if times < 100 else 0)
