"""Those who may log in, each a card with the name, what they do, and when they were last here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from skilldesk.gui.brand import paint_choice
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, laid, scrolling

_CARD = 56
_SHOWN = 4
"""With more people than that, the list scrolls."""


@dataclass(frozen=True, kw_only=True)
class Account:
    key: str
    name: str
    role: str = ""
    last_seen: str = ""
    """昨天 17:26."""


class AccountCard(QAbstractButton):
    def __init__(self, theme: Theme, account: Account) -> None:
        super().__init__()
        self._theme, self.account = theme, account
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(account.name)
        self.setFixedHeight(theme.px(_CARD))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(_CARD))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        paint_choice(painter, QRectF(self.rect()), theme, on=on)
        side = theme.px(32)
        circle = QRectF(16, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if on else "sunk"))
        painter.drawEllipse(circle)
        self._write(painter, circle, self.account.name[:1], (14, True, "white" if on else "ink-2", _CENTRE))
        left = 16 + side + 12
        half = self.height() / 2
        above = theme.px(21 if self.account.role else 10)
        name = QRectF(left, half - above, self.width() - left, theme.px(20))
        role = QRectF(left, half + 1, self.width() - left, theme.px(18))
        self._write(painter, name, self.account.name, (14, True, "ink", _LEFT))
        self._write(painter, role, self.account.role, (12, False, "ink-2", _LEFT))
        seen = QRectF(self.rect()).adjusted(0, 0, -16, 0)
        self._write(painter, seen, self.account.last_seen, (12, False, "ink-3", _RIGHT))
        painter.end()

    def _write(
        self, painter: QPainter, box: QRectF, text: str, look: tuple[int, bool, str, Qt.AlignmentFlag]
    ) -> None:
        size, bold, colour, side = look
        font = painter.font()
        font.setPixelSize(self._theme.px(size))
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)


_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


class PeopleList(QWidget):
    chosen = Signal(str)

    def __init__(self, theme: Theme, accounts: Sequence[Account]) -> None:
        super().__init__()
        self.cards = [AccountCard(theme, account) for account in accounts]
        for card in self.cards:
            card.clicked.connect(lambda _, key=card.account.key: self.chosen.emit(key))
        self._area = scrolling(laid(QWidget(), column(*self.cards, spacing=8)))
        shown = min(len(self.cards), _SHOWN)
        self._area.setFixedHeight(shown * (theme.px(_CARD) + 8) - 8)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        laid(self, column(self._area, spacing=0))
        if self.cards:
            self.cards[0].setChecked(True)

    def current(self) -> Account:
        return next(card.account for card in self.cards if card.isChecked())

    def go(self, step: int) -> None:
        at = [card.isChecked() for card in self.cards].index(True)
        card = self.cards[max(0, min(len(self.cards) - 1, at + step))]
        card.setChecked(True)
        self._area.ensureWidgetVisible(card)
