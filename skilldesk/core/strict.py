"""Tables of plain data read strictly: a key that is not known, or a value that does not fit, is said.

Reads what `json` and `tomllib` give: texts, whole numbers, `Decimal` for numbers with a fraction,
`date` and `datetime` from TOML, lists and tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from skilldesk.core import normal
from skilldesk.errors import SkillDeskError

T = TypeVar("T", bound=str)

_DIGITS = 14
"""More digits before or behind the point than this are a slip of the keyboard."""


class Table:
    """One table on its way in: each key is taken once, and `finish` refuses what nobody took.

    A key that is missing, and one that holds null, both give None.
    """

    def __init__(self, plain: object, where: str, fault: type[SkillDeskError]) -> None:
        self.where = where
        self._fault = fault
        if not isinstance(plain, Mapping):
            self.refuse("", "应是一个表，里面写各个键。")
        self.plain: Mapping[str, Any] = plain
        self._taken: set[str] = set()

    def refuse(self, key: str, why: str) -> NoReturn:
        """Say which key is wrong, and how to write it."""
        raise self._fault(f"{self._named(key) or '这份内容'}{why}")

    def take(self, key: str) -> Any:
        self._taken.add(key)
        return self.plain.get(key)

    def has(self, key: str) -> bool:
        return key in self.plain

    def finish(self) -> None:
        unknown = sorted(str(key) for key in self.plain if key not in self._taken)
        if unknown:
            self.refuse(unknown[0], "不是可以使用的键，请核对拼写，或删去这一行。")

    def text(self, key: str) -> str | None:
        """A text that is not empty; a whole number is read as its digits."""
        value = self.take(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or (isinstance(value, str) and value.strip()):
            return None if value is None else str(value).strip()
        return self.refuse(key, "应是文字，不能为空。")

    def needed(self, key: str) -> str:
        return self.text(key) or self.refuse(key, "没有填写，请补上。")

    def choice(self, key: str, choices: Sequence[T]) -> T | None:
        value = self.text(key)
        found = next((choice for choice in choices if choice == value), None)
        if value is not None and found is None:
            self.refuse(key, f"写的是“{value}”，只能是 {'、'.join(choices)} 之一。")
        return found

    def flag(self, key: str) -> bool | None:
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return value
        return self.refuse(key, "应是 true 或 false。")

    def whole(self, key: str) -> int | None:
        """A whole number that is not negative."""
        value = self.take(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        return self.refuse(key, "应是不小于 0 的整数。")

    def fen(self, key: str) -> int | None:
        """An amount in yuan, as whole fen: "1500.00", "1,500" or 1500."""
        why = "应是不小于 0 的金额，最多到分，写成 1500.00 的样子。"
        number = self._number(key, why)
        fen = None if number is None else number * 100
        if fen is not None and (fen.denominator != 1 or fen < 0):
            self.refuse(key, why)
        return None if fen is None else int(fen)

    def share(self, key: str) -> Fraction | None:
        """A share between 0 and 1, exactly as written."""
        why = "应是 0 到 1 之间的数，写成 0.93 的样子。"
        number = self._number(key, why)
        if number is not None and not 0 <= number <= 1:
            self.refuse(key, why)
        return number

    def day(self, key: str) -> date | None:
        """A day in China; a moment with an offset counts on the day that it is in China."""
        value = self.take(key)
        try:
            if isinstance(value, str):
                return _day_of(value)
            if isinstance(value, datetime):
                return _china(value)
        except (ValueError, OverflowError):
            self.refuse(key, f"写的“{value}”不是日期，请写成 2020-06-12 的样子。")
        if value is None or isinstance(value, date):
            return value
        return self.refuse(key, "应是日期，写成 2020-06-12 的样子。")

    def table(self, key: str) -> Table:
        """The table under that key; an empty one if there is none."""
        value = self.take(key)
        return Table({} if value is None else value, self._named(key), self._fault)

    def tables(self, key: str) -> Iterator[Table]:
        for number, one in enumerate(self._list(key), 1):
            yield Table(one, f"{self._named(key)}[{number}]", self._fault)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._list(key)
        if not all(isinstance(one, str) and one.strip() for one in value):
            self.refuse(key, "应是文字的列表。")
        return tuple(one.strip() for one in value)

    def read(self, key: str, reader: Callable[[str], object | None], example: str) -> Any:
        """What the reader makes of the text; it gives None for what it cannot read."""
        value = self.text(key)
        if value is None:
            return None
        found = reader(value)
        return self.refuse(key, f"写的“{value}”看不懂，请写成“{example}”的样子。") if found is None else found

    def _list(self, key: str) -> Sequence[Any]:
        value = self.take(key)
        if value is None:
            return ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            self.refuse(key, "应是一个列表。")
        return value

    def _number(self, key: str, why: str) -> Fraction | None:
        """A number exactly as written; one of a size that no office writes is refused."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
            self.refuse(key, why)
        try:
            number = Decimal(str(value).replace(",", "").strip())
        except InvalidOperation:
            self.refuse(key, why)
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or abs(exponent) > _DIGITS or number.adjusted() > _DIGITS:
            self.refuse(key, why)
        return Fraction(number)

    def _named(self, key: str) -> str:
        return ".".join(part for part in (self.where, key) if part)


def _day_of(text: str) -> date:
    return _china(datetime.fromisoformat(text.strip())) if "T" in text else normal.day(text)


def _china(moment: datetime) -> date:
    """The day; a moment without an offset is taken as China time."""
    return moment.date() if moment.tzinfo is None else normal.china_day(moment)
