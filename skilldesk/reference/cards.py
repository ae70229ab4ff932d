"""The first digits of bank cards: resources/codes/lists/card_bins.csv, a hint and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skilldesk.core.bank_card import CardRange
from skilldesk.reference import lists

_LONGEST = 10


@dataclass(frozen=True)
class CardRanges:
    ranges: Mapping[str, CardRange]

    def of(self, number: str) -> CardRange | None:
        """Whose card it is, by the longest known beginning with that many digits."""
        for length in range(_LONGEST, 2, -1):
            found = self.ranges.get(number[:length])
            if found and found.digits == len(number):
                return found
        return None


def load() -> CardRanges:
    return CardRanges(
        {
            prefix: CardRange(bank, kind, int(digits))
            for prefix, bank, kind, digits in lists.rows("card_bins", ("prefix", "bank", "kind", "digits"))
        }
    )
