"""The recovery sheet on paper: from memory to the printer, by way of no file of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from skilldesk.errors import NotWritten

_TO_A_FILE = re.compile(r"pdf|xps|onenote|fax|传真|image writer", re.IGNORECASE)
"""Printers that make a file or send it away: the sheet may lie nowhere but on paper."""

_MM = 1 / 25.4
"""In inches."""

_LINES = (
    "所有人都忘了密码时，只有这张纸能打开本单位的数据。",
    "请锁进保险柜，不要和电脑放在一起；不要拍照、复印、录入电脑或发给别人。",
    "没有字母 I、L、O、U；像 0 的都是数字零，像 1 的都是数字一。每组最后一个字符用来查抄写错误。",
    "用法：登录页 →「恢复单」→ 一组一组输入 → 设新密码。用过以后请在「系统」里另出一张，作废这一张。",
)


@dataclass(frozen=True, kw_only=True)
class SheetPaper:
    office: str
    day: str
    number: int
    groups: Sequence[str] = field(repr=False)


class SheetPrinters:
    """The printers of this PC that print on paper."""

    def names(self) -> Sequence[str]:
        """The usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        on_paper = [name for name in QPrinterInfo.availablePrinterNames() if not _TO_A_FILE.search(name)]
        return sorted(on_paper, key=lambda name: name != usual)

    def printer(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer


def print_sheet(printer: QPrinter, paper: SheetPaper) -> None:
    """One page of A4; NotWritten if the printer takes nothing. The name of the job tells nothing."""
    printer.setDocName("SkillDesk")
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter()
    if not painter.begin(printer):
        raise NotWritten(
            "恢复单没有打印成，打印机没有接受。单位还没有建成，数据没有变化。"
            "请看打印机是否开着、有没有纸，再打印一次，或用笔抄。"
        )
    try:
        _Page(painter, printer.resolution(), paper).draw()
    finally:
        painter.end()


class _Page:
    """Draws in millimetres of the page."""

    def __init__(self, painter: QPainter, dots: int, paper: SheetPaper) -> None:
        self._painter, self._dots, self._paper = painter, dots, paper

    def draw(self) -> None:
        paper = self._paper
        self._write((20, 24, 170, 14), "恢复单", size=9, bold=True, side=Qt.AlignmentFlag.AlignHCenter)
        told = f"{paper.office}　　第 {paper.number} 号　　{paper.day}"
        self._write((20, 40, 170, 8), told, size=4, side=Qt.AlignmentFlag.AlignHCenter)
        for at, group in enumerate(paper.groups):
            self._group(20 + at % 3 * 57, 58 + at // 3 * 26, at + 1, group)
        for at, line in enumerate(_LINES):
            self._write((20, 116 + at * 13, 170, 12), line, size=4)
        self._write((20, 178, 170, 8), "保管人：　　　　　　　　　　　存放处：", size=4)

    def _group(self, left: float, top: float, number: int, group: str) -> None:
        self._painter.setPen(QPen(Qt.GlobalColor.black, 0.3 * self._mm))
        self._painter.drawRect(self._box((left, top, 54, 20)))
        self._write((left + 2, top + 1, 10, 6), str(number), size=3.2)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        self._write((left, top + 2, 54, 18), " ".join(group), size=6.5, bold=True, side=middle)

    def _write(
        self,
        place: tuple[float, float, float, float],
        text: str,
        *,
        size: float,
        bold: bool = False,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = QFont(self._painter.font())
        font.setPixelSize(round(size * self._mm))
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.setPen(Qt.GlobalColor.black)
        self._painter.drawText(self._box(place), int(side | Qt.TextFlag.TextWordWrap), text)

    def _box(self, place: tuple[float, float, float, float]) -> QRectF:
        return QRectF(*(part * self._mm for part in place))

    @property
    def _mm(self) -> float:
        return self._dots * _MM
