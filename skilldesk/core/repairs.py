"""What would put a wrong value right, where only one thing can have been meant."""

from __future__ import annotations

from dataclasses import dataclass

from skilldesk.core import identity


@dataclass(frozen=True, kw_only=True)
class Repair:
    """An offer: a person looks at the document and takes it, or not."""

    label: str
    """The words of the button."""
    text: str
    """What stands there then."""
    why: str = ""
    """What speaks for it, as a sentence."""


def of_number(number: str) -> Repair | None:
    """For a citizen's number with a wrong check character: two neighbours exchanged, or an old number."""
    longer = identity.lengthened(number)
    if longer != number and identity.facts(longer):
        return Repair(label="换成18位", text=longer)
    if len(number) != 18 or identity.facts(number):
        return None
    swaps = list(identity.neighbour_swaps(number))
    if len(swaps) != 1:
        return None
    (at,) = swaps
    turned = identity.swapped(number, at)
    part = turned[14:] if at >= 14 else turned[6:14] if 6 <= at < 13 else turned[:6] if at < 5 else turned
    return Repair(
        label=f"改为 {part}",
        text=turned,
        why=f"第{at + 1}、{at + 2}位对调后就正确：{identity.grouped(turned)}。",
    )
