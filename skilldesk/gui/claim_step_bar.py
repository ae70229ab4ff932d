"""The steps that begin where the chosen claims stand: each a button with its key, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from skilldesk.gui.claim_people import amount_text
from skilldesk.gui.claim_review_work import ClaimRow, StepOffer
from skilldesk.gui.page import button
from skilldesk.gui.widgets.frames import column, empty_out, laid, row
from skilldesk.gui.widgets.words import ShortWords, words

_KEYS = {"refuse": "Ctrl+F8", "withdraw": "Ctrl+Del"}
_BACK, _FORWARD = "F8", "Ctrl+Enter"


def key_of(offer: StepOffer) -> str:
    """The key that takes the step: one carries forward, one gives back, whatever the state."""
    return _KEYS.get(offer.key, _BACK if offer.goes_back else _FORWARD)


class StepBar(QFrame):
    taken = Signal(object)
    """The offer whose button, or key, was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.offers: Sequence[StepOffer] = ()
        self.fresh = False
        """Whether the offers are of the claims that are chosen now; they are read off the GUI thread."""
        self._pending = ""
        self.buttons: dict[str, QPushButton] = {}
        self._sum, self._figure = words("", "strong"), words("", "label")
        self.why = ShortWords("hint")
        self.why.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = row(spacing=8)
        left = column(row(self._sum, self._figure, None, spacing=12), self.why, spacing=0)
        line = row(left, self._buttons, spacing=16)
        line.setStretch(0, 1)
        laid(self, line, margins=(16, 6, 16, 6))

    def show_chosen(self, chosen: Sequence[ClaimRow]) -> None:
        """What is chosen; its offers come later, and a key that is pressed meanwhile waits for them."""
        self.fresh, self._pending = False, ""
        fen = sum(one.amount or 0 for one in chosen)
        self._sum.setText(f"选中 {len(chosen)} 张" if chosen else "没有选中申领单")
        people = sum(one.people for one in chosen)
        self._figure.setText(f"{people} 人　{amount_text(fen)} 元" if chosen else "")

    def show_offers(self, offers: Sequence[StepOffer], chosen: int) -> None:
        """The steps for so many claims; nothing to press while none is chosen."""
        empty_out(self._buttons)
        self.offers, self.buttons = offers, {}
        for offer in offers:
            made = self._button(offer, chosen)
            self.buttons[offer.key] = made
            self._buttons.addWidget(made)
        self.why.setText("　".join(filter(None, (self._why(offer, chosen) for offer in offers))))
        self.fresh = True
        if self._pending:
            self.press(self._pending)

    def press(self, key: str) -> None:
        """What that key does with what is chosen now, if anything."""
        self._pending = "" if self.fresh else key
        for offer in self.offers:
            if self.fresh and key_of(offer) == key and self.buttons[offer.key].isEnabled():
                self.taken.emit(offer)
                return

    def _button(self, offer: StepOffer, chosen: int) -> QPushButton:
        kind = "" if offer.goes_back else "primary"
        if offer.key == "withdraw":
            kind = "quiet"
        number = f" {offer.able} 张" if chosen > 1 and offer.able else ""
        made = button(
            f"{offer.label}{number}  {key_of(offer)}", partial(self.press, key_of(offer)), kind=kind
        )
        made.setEnabled(offer.able > 0)
        made.setToolTip(offer.why_not)
        return made

    @staticmethod
    def _why(offer: StepOffer, chosen: int) -> str:
        if offer.why_not:
            return offer.why_not
        left = chosen - offer.able
        return f"有 {left} 张不能由您「{offer.label}」，会留在原处。" if left else ""
