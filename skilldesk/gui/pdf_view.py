"""Pages of a PDF one under the other, drawn as they come into sight; and small ones to choose from."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QScrollArea, QWidget

from skilldesk.gui.pdf_pages import PdfPages
from skilldesk.gui.theme import Theme

_MARGIN = 16
_KEPT = 8
_GROUND = "#DDE3EA"
_THUMB = QSize(112, 158)
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class Sheets(QWidget):
    """The pages, as wide as they are told; only those in sight are drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: PdfPages | None = None
        self._wide = 600
        self._drawn: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def show_pages(self, pages: PdfPages | None, wide: int) -> None:
        if pages is not self._pages:
            self._drawn.clear()
        self._pages, self._wide = pages, wide
        boxes = self.boxes()
        height = boxes[-1].bottom() + _MARGIN if boxes else 0
        self.setMinimumSize(wide + 2 * _MARGIN, height)
        self.update()

    def boxes(self) -> list[QRect]:
        """Where each page stands."""
        boxes, top = [], _MARGIN
        left = max(_MARGIN, (self.width() - self._wide) // 2)
        for at in range(len(self._pages) if self._pages else 0):
            height = round(self._wide * self._ratio(at))
            boxes.append(QRect(left, top, self._wide, height))
            top += height + _MARGIN
        return boxes

    def _ratio(self, at: int) -> float:
        assert self._pages is not None  # noqa: S101 - asked for a page of it
        size = self._pages.size(at)
        return size.height() / size.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(_GROUND))
        for at, box in enumerate(self.boxes()):
            if box.intersects(event.rect()):
                painter.fillRect(box, self._theme.colour("white"))
                painter.drawImage(box, self._image(at))
                painter.setPen(self._theme.colour("scroll"))
                painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()

    def _image(self, at: int) -> QImage:
        assert self._pages is not None  # noqa: S101 - there is a page to paint
        key = (at, self._wide)
        if key not in self._drawn:
            sharp = self.devicePixelRatioF()
            scale = self._wide * sharp / self._pages.size(at).width()
            self._drawn[key] = self._pages.image(at, scale)
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]


class PdfView(QScrollArea):
    """Scrolls through the pages; as wide as the window at first."""

    moved = Signal(int)
    """Another page is in sight."""
    zoomed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pages: PdfPages | None = None
        self._zoom: float | None = None
        self.sheets = Sheets(theme)
        self.setWidget(self.sheets)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("表格预览")
        self.verticalScrollBar().valueChanged.connect(lambda _: self.moved.emit(self.page()))

    def show_pages(self, pages: PdfPages | None) -> None:
        self._pages = pages
        self.fit_width()
        self.verticalScrollBar().setValue(0)
        self.moved.emit(0)

    def page(self) -> int:
        """The page in the middle of what is seen."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [at for at, box in enumerate(self.sheets.boxes()) if box.top() <= middle]
        return above[-1] if above else 0

    def go_to(self, page: int) -> None:
        boxes = self.sheets.boxes()
        if 0 <= page < len(boxes):
            self.verticalScrollBar().setValue(boxes[page].top() - _MARGIN)

    def fit_width(self) -> None:
        self._zoom = None
        self._apply()

    def zoom(self, step: int) -> None:
        """Larger or smaller by one step; 1.0 is the size on paper."""
        now = self._now()
        further = [one for one in _ZOOMS if (one > now + 0.01 if step > 0 else one < now - 0.01)]
        if further:
            self._zoom = further[0] if step > 0 else further[-1]
            self._apply()

    def _now(self) -> float:
        return self._width() / self._paper() if self._pages else 1.0

    def _paper(self) -> float:
        assert self._pages is not None  # noqa: S101 - asked only then
        return self._pages.size(0).width() * self.logicalDpiX() / 72

    def _width(self) -> int:
        if self._pages and self._zoom:
            return round(self._zoom * self._paper())
        return max(200, self.viewport().width() - 2 * _MARGIN)

    def _apply(self) -> None:
        page = self.page()
        self.sheets.show_pages(self._pages, self._width())
        self.go_to(page)
        self.zoomed.emit(f"{round(self._now() * 100)}%" if self._zoom else "适合宽度")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._apply()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to(self.page() + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)


class _Thumbs(QAbstractListModel):
    """Pictures are drawn when Qt asks for them, so a thousand pages cost no more than those in sight."""

    def __init__(self, pages: PdfPages) -> None:
        super().__init__()
        self._pages = pages
        self._icons: dict[int, QIcon] = {}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._pages)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"第 {index.row() + 1} 页"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(index.row())
        if role == Qt.ItemDataRole.SizeHintRole:
            return _THUMB + QSize(16, 36)
        return None

    def _icon(self, at: int) -> QIcon:
        if at not in self._icons:
            scale = _THUMB.width() / self._pages.size(at).width()
            self._icons[at] = QIcon(QPixmap.fromImage(self._pages.image(at, scale)))
        return self._icons[at]


class PageList(QListView):
    """The pages small, to choose from."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pages")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(_THUMB)
        self.setFixedWidth(_THUMB.width() + 44)
        self.setAccessibleName("页")
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_pages(self, pages: PdfPages | None) -> None:
        self._thumbs = _Thumbs(pages) if pages else None
        self.setModel(self._thumbs)
        self.mark(0)

    def mark(self, page: int) -> None:
        if self.model() is not None:
            self.setCurrentIndex(self.model().index(page, 0))
