"""Looks at a workbook before python-calamine does, which keeps a sheet as one full rectangle from A1 to
the last cell that holds something: a single stray cell far away would take all memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

_LARGEST = 500_000_000
"""Bytes that the parts of a workbook may have when unpacked."""
_MOST_CELLS = 10_000_000
"""Cells of the rectangle; 100,000 rows of 20 columns have two million."""
_HOLDS = frozenset({"v", "is", "f"})
_PLACE = re.compile(r"([A-Za-z]*)([0-9]*)")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises at bytes that are none of its own, or that have a password."""


def fault(data: bytes) -> str:
    """Why these bytes cannot be read as an .xlsx workbook, as the end of a sentence; empty if they can."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _fault(parts)
    except _DAMAGED:
        return "不完整，或有打开密码，读不出来。请重新拷贝，或另存为没有密码的 .xlsx 后再读"


def _fault(parts: zipfile.ZipFile) -> str:
    if "xl/workbook.xml" not in parts.namelist():
        return "不是 .xlsx 文件。请用Excel或WPS打开它，另存为 .xlsx 后再读"
    if sum(info.file_size for info in parts.infolist()) > _LARGEST:
        return "展开后太大，不像是名单。请核对文件，或分成几个小文件"
    for name in parts.namelist():
        if name.startswith("xl/") and name.endswith(".xml"):
            with parts.open(name) as part:
                row, column = _extent(part)
            if row * column > _MOST_CELLS:
                return f"有一张表在第{row}行、第{column}列还有内容，中间空着。请删除多余的行和列，另存后再读"
    return ""


def _extent(part: IO[bytes]) -> tuple[int, int]:
    """The last row and the last column of a part in which a cell holds something, by their numbers."""
    found = _Extent()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found.begin
    parser.ParseFile(part)
    return found.last_row, found.last_column


@dataclass
class _Extent:
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell says where it is, or is the next one; then what the cell holds follows."""
        match name.rpartition(" ")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
            case "c":
                self._go_to(attributes.get("r", ""))
            case inner if inner in _HOLDS:
                self.last_row = max(self.last_row, self.row)
                self.last_column = max(self.last_column, self.column)

    def _go_to(self, place: str) -> None:
        found = _PLACE.match(place)
        letters, digits = found.groups() if found else ("", "")
        self.row = int(digits) if digits else self.row
        self.column = _number(letters) if letters else self.column + 1


def _number(letters: str) -> int:
    """A, B … Z, AA as 1, 2 … 26, 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
