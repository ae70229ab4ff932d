"""What an ID number says, worked out while it is typed: a strip under the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from skilldesk.core import identity
from skilldesk.gui.page import button
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import restyle, words

_LENGTH = 18


class IdentityStrip(QFrame):
    """Check, birth date, sex, age and place of a citizen's number; nothing for other documents."""

    read = Signal(identity.Facts)
    """A sound number was typed to its end."""
    mended = Signal(str)
    """Somebody wants this number instead of the one typed."""

    def __init__(self, theme: Theme, today: date, place_of: Callable[[str], str]) -> None:
        super().__init__()
        self.setProperty("kind", "sunk")
        self._today, self._place_of = today, place_of
        self.problem = ""
        """What the strip says is wrong with the number."""
        self.proposed: str | None = None
        self.state = Chip(theme)
        self.told = words()
        self.told.setWordWrap(True)
        self.mend = button("", self.take_proposed, kind="small", accessible="改为可能的号码")
        self.mend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = row(self.state, self.told, self.mend, spacing=8)
        line.setStretch(1, 1)
        laid(self, line, margins=(6, 4, 8, 4))
        self.setMinimumHeight(theme.px(32))
        self.hide()

    def show_number(self, typed: str, *, like_citizens: bool) -> None:
        """Say what the number says, once it is long enough to say anything."""
        number = identity.normalise(typed)
        self.problem, self.proposed = "", None
        restyle(self.told, role="")
        self.setVisible(like_citizens and len(number) >= 6)
        if not self.isHidden():
            self._tell(number)
        self.mend.setVisible(self.proposed is not None)

    def take_proposed(self) -> None:
        """Put the proposed number in place of the typed one; only a person asks for that."""
        if self.proposed is not None:
            self.mended.emit(self.proposed)

    def _tell(self, number: str) -> None:
        problems = list(identity.faults(number, today=self._today))
        if not problems:
            self._show_facts(number)
        elif len(number) < _LENGTH:
            self.state.show_state(Sign.CLOCK, f"还差{_LENGTH - len(number)}位", "")
            self.told.setText(self._place_of(number[:6]))
        else:
            self.problem = problems[0].text
            self.state.show_state(Sign.CROSS, "必须改", "red")
            restyle(self.told, role="label")
            self.told.setText(self.problem)
            self.proposed = identity.mended(number)
            if self.proposed is not None:
                at = _first_change(number, self.proposed)
                self.told.setText(f"第{at + 1}、{at + 2}位像是写反了，请对照证件。")
                self.mend.setText(f"改为 {_from(self.proposed, at)}  Alt+Enter")

    def _show_facts(self, number: str) -> None:
        facts = identity.facts(number)
        assert facts is not None  # noqa: S101 - it has no fault
        born = facts.birth_date
        sex = "男" if facts.sex == "1" else "女"
        self.state.show_state(Sign.CHECK, "校验正确", "green")
        self.told.setText(
            f"{born.year}年{born.month:02}月{born.day:02}日  {sex}  {_age(born, self._today)}岁"
            f"  首次登记 {self._place_of(facts.region)}"
        )
        self.read.emit(facts)


def _first_change(typed: str, proposed: str) -> int:
    return next(at for at in range(_LENGTH) if typed[at] != proposed[at])


def _from(number: str, at: int) -> str:
    """The number from the group on in which that digit stands: …9026."""
    groups = identity.grouped(number).split()
    first = sum(at >= ends for ends in (6, 14))
    return f"{'…' if first else ''}{' '.join(groups[first:])}"


def _age(born: date, today: date) -> int:
    """Full years, as the law counts them: from the day of the birthday."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
