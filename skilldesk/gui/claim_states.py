"""The states of claims as chips: what waits, what was given back, what is through."""

from __future__ import annotations

from collections.abc import Mapping

from skilldesk.gui.widgets.listing import State
from skilldesk.gui.widgets.signs import Sign, Tone

_SIGNS: Mapping[str, tuple[Sign, Tone]] = {
    "20": (Sign.CLOCK, "blue"),
    "25": (Sign.WARN, "amber"),
    "30": (Sign.CLOCK, "blue"),
    "35": (Sign.WARN, "amber"),
    "39": (Sign.CROSS, "red"),
    "40": (Sign.CHECK, "blue"),
    "45": (Sign.WARN, "amber"),
    "50": (Sign.CHECK, "green"),
    "60": (Sign.CLOCK, "blue"),
    "65": (Sign.WARN, "amber"),
    "70": (Sign.CHECK, "green"),
    "80": (Sign.CHECK, "green"),
    "90": (Sign.CHECK, "green"),
    "91": (Sign.WARN, "amber"),
    "95": (Sign.WARN, "amber"),
    "96": (Sign.RING, ""),
    "99": (Sign.RING, ""),
}


def tone_of(state: str) -> Tone:
    return _SIGNS.get(state, (Sign.RING, ""))[1]


def state_of(state: str, word: str) -> State:
    """Sign, word and tone of a state, by its code."""
    sign, tone = _SIGNS.get(state, (Sign.RING, ""))
    return (sign, word, tone)
