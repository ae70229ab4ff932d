"""Frames and rows: the grounds and lines on which words and controls stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

L = TypeVar("L", bound=QBoxLayout)
W = TypeVar("W", bound=QWidget)


def frame(kind: str, *, tone: str = "") -> QFrame:
    """A frame of the style sheet: card, plain, sunk, top, side, foot, status or banner."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    return made


def rule() -> QFrame:
    """A hairline across."""
    return frame("rule")


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side: widgets, layouts, gaps in px, and None for what takes the room left."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    return _filled(QVBoxLayout(), parts, spacing)


def laid(widget: W, layout: QLayout, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> W:
    """The widget with that layout in it."""
    layout.setContentsMargins(*margins)
    widget.setLayout(layout)
    return widget


def parted(split: QSplitter, *parts: QWidget, sizes: Sequence[int], handle: int = 1) -> QSplitter:
    """The parts with a handle between them that moves; none can be made to vanish."""
    split.setChildrenCollapsible(False)
    split.setHandleWidth(handle)
    split.setProperty("kind", "" if handle == 1 else "bare")
    for part in parts:
        split.addWidget(part)
    split.setSizes(list(sizes))
    return split


class Sheet(QWidget):
    """What scrolls and holds wrapped sentences: as high as they are at its width, with nothing below them."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def scrolling(inner: QWidget) -> QScrollArea:
    """A pane that scrolls up and down only, and takes no key of its own."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setProperty("kind", "bare")
    area.setWidget(inner)
    return area


def widgets_in(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is not None and (widget := item.widget()):
            yield widget


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            empty_out(inner)


def _filled(layout: L, parts: tuple[QWidget | QLayout | int | None, ...], spacing: int) -> L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        match part:
            case None:
                layout.addStretch(1)
            case int():
                layout.addSpacing(part)
            case QLayout():
                layout.addLayout(part)
            case _:
                layout.addWidget(part)
    return layout
