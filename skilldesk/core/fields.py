"""Field kinds: the one description of a field that store, journal, screens, sheets and packages all read.

A kind is a frozen value without callables. `label` is what people read; `synonyms` are other headings
under which a school's workbook brings the field; `needed` is the first step of the work that cannot do
without it; `sensitive` values are masked for those who need not see them.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from skilldesk.core import credit_code, dates, identity, names, normal, phone
from skilldesk.core.problems import Problem, Severity

Step = Literal["record", "filing", "claim", "report"]
"""The steps of the work, in their order: what one needs, all later ones need too."""

Plain = str | int | None
"""A value as the journal and the packages keep it."""

_YEN = str.maketrans("￥，", "¥,")
_RECORD_ID = re.compile(r"[0-9a-f]{32}")


def is_record_id(text: str) -> bool:
    """Whether the text may be the id of a record."""
    return _RECORD_ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds, when it is needed, and how a person types and reads it."""

    label: str
    _: KW_ONLY
    needed: Step | None = None
    sensitive: bool = False
    synonyms: tuple[str, ...] = ()

    EXAMPLE: ClassVar[str] = "文字"

    def parse(self, text: str) -> object:
        """The value a person meant by the text; ValueError if it means nothing."""
        return text

    def format(self, value: Any) -> str:
        return str(value)

    def to_plain(self, value: Any) -> Plain:
        return typing.cast("Plain", value)

    def from_plain(self, plain: Any) -> object:
        return plain

    def holds(self, plain: object) -> bool:
        """Whether this is a value of the field as the journal keeps it: `from_plain` understands it."""
        return isinstance(plain, str)

    def blank(self) -> object:
        """What a record holds that never said this."""
        return None

    def fault(self, value: Any) -> Problem | None:
        """What is wrong with a value that is there."""
        return None


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """One line of words; surrounding and doubled spaces and full-width letters are put right silently."""

    _: KW_ONLY
    max_length: int = 200

    def parse(self, text: str) -> str:
        return normal.line(text)

    def blank(self) -> str:
        return ""

    def fault(self, value: str) -> Problem | None:
        if len(value) <= self.max_length:
            return None
        return Problem(
            code="TEXT-LONG", text=f"{self.label}最多{self.max_length}个字，现在有{len(value)}个字。"
        )


@dataclass(frozen=True, slots=True)
class PersonName(Text):
    """A name as on the document: any Han character of the standard, Latin letters, `·` between parts."""

    _: KW_ONLY
    max_length: int = 50

    EXAMPLE: ClassVar[str] = "周春梅"

    def parse(self, text: str) -> str:
        return normal.person_name(text)

    def fault(self, value: str) -> Problem | None:
        return Text.fault(self, value) or next(names.faults(value, self.label), None)


@dataclass(frozen=True, slots=True)
class DocumentNumber(Text):
    """The number of the document that says who a person is, written without spaces, X large."""

    _: KW_ONLY
    max_length: int = 20

    EXAMPLE: ClassVar[str] = "370403199001019914"

    def parse(self, text: str) -> str:
        return identity.normalise(text)

    def format(self, value: str) -> str:
        return identity.grouped(value)


@dataclass(frozen=True, slots=True)
class CreditCode(Text):
    """统一社会信用代码 of GB 32100-2015: 18 characters without I, O, Z, S, V."""

    _: KW_ONLY
    max_length: int = 18

    EXAMPLE: ClassVar[str] = "52370403MJE000013A"

    def parse(self, text: str) -> str:
        return credit_code.normalise(text)

    def fault(self, value: str) -> Problem | None:
        return next(credit_code.faults(value, self.label), None)


@dataclass(frozen=True, slots=True)
class Phone(Text):
    """A mobile number of 11 digits, or a landline with its area code."""

    _: KW_ONLY
    max_length: int = 20

    EXAMPLE: ClassVar[str] = "13800001234"

    def parse(self, text: str) -> str:
        return phone.normalise(text)

    def fault(self, value: str) -> Problem | None:
        return phone.fault(self.label, value)


@dataclass(frozen=True, slots=True)
class BankAccount(Text):
    """A bank account: digits without spaces."""

    _: KW_ONLY
    max_length: int = 30

    EXAMPLE: ClassVar[str] = "6228480000000000000"

    def parse(self, text: str) -> str:
        return normal.digits_and_marks(text)

    def format(self, value: str) -> str:
        return " ".join(value[at : at + 4] for at in range(0, len(value), 4))

    def fault(self, value: str) -> Problem | None:
        if value.isascii() and value.isdigit():
            return None
        return Problem(code="ACCOUNT-DIGITS", text=f"{self.label}只能是数字，请对照卡面核对。")


@dataclass(frozen=True, slots=True)
class Day(Kind):
    _: KW_ONLY
    earliest: date = date(1900, 1, 1)

    EXAMPLE: ClassVar[str] = "2026-11-20"

    def parse(self, text: str) -> date:
        return dates.certain(text)

    def to_plain(self, value: date) -> str:
        return value.isoformat()

    def from_plain(self, plain: str) -> date:
        return date.fromisoformat(plain)

    def holds(self, plain: object) -> bool:
        try:
            return isinstance(plain, str) and date.fromisoformat(plain).isoformat() == plain
        except ValueError:
            return False

    def fault(self, value: date) -> Problem | None:
        if value >= self.earliest:
            return None
        return Problem(
            code="DAY-EARLY",
            text=f"{self.label}是{value}，早于{self.earliest}，请核对。",
            severity=Severity.WARNING,
        )


@dataclass(frozen=True, slots=True)
class Moment(Kind):
    """A point in time in UTC, kept as ISO 8601 text to the second; people read it in China time."""

    EXAMPLE: ClassVar[str] = "2026-11-20 16:30"

    def parse(self, text: str) -> str:
        return normal.moment(text)

    def format(self, value: str) -> str:
        at = datetime.fromisoformat(value).astimezone(normal.CHINA)
        return at.replace(tzinfo=None).isoformat(" ", "minutes")

    def holds(self, plain: object) -> bool:
        return isinstance(plain, str) and _means(self.format, plain)

    def fault(self, value: str) -> Problem | None:
        try:
            normal.moment(value)
        except ValueError:
            text = f"{self.label}不是一个时间，请写成「{self.EXAMPLE}」的样子。"
            return Problem(code="MOMENT-SHAPE", text=text)
        return None


@dataclass(frozen=True, slots=True)
class Money(Kind):
    """An amount in whole fen; a person types and reads yuan."""

    EXAMPLE: ClassVar[str] = "1500.00"

    def parse(self, text: str) -> int:
        typed = normal.compact(text).translate(_YEN).removeprefix("¥").removesuffix("元")
        amount = re.fullmatch(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,2}))?", typed, re.ASCII)
        if amount is None:
            raise ValueError(text)
        yuan, fen = amount.groups(default="")
        return int(yuan.replace(",", "")) * 100 + int(fen.ljust(2, "0"))

    def format(self, value: int) -> str:
        yuan, fen = divmod(abs(value), 100)
        return f"{_sign(value)}{yuan:,}.{fen:02}"

    def holds(self, plain: object) -> bool:
        return _is_whole(plain)

    def fault(self, value: int) -> Problem | None:
        if value >= 0:
            return None
        return Problem(code="MONEY-NEGATIVE", text=f"{self.label}不能小于0，现在是{self.format(value)}元。")


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number, with the least and the largest that make sense."""

    _: KW_ONLY
    least: int = 0
    largest: int = 999_999

    EXAMPLE: ClassVar[str] = "12"

    def parse(self, text: str) -> int:
        typed = normal.digits_and_marks(text)
        if not re.fullmatch(r"-?\d{1,15}", typed, re.ASCII):
            raise ValueError(text)
        return int(typed)

    def holds(self, plain: object) -> bool:
        return _is_whole(plain)

    def fault(self, value: int) -> Problem | None:
        if self.least <= value <= self.largest:
            return None
        return Problem(
            code="NUMBER-RANGE", text=f"{self.label}应在{self.least}到{self.largest}之间，现在是{value}。"
        )


@dataclass(frozen=True, slots=True)
class Tenths(Kind):
    """A number with one decimal (课时, 成绩), kept as whole tenths."""

    _: KW_ONLY
    largest: int = 99_999

    EXAMPLE: ClassVar[str] = "111.5"

    def parse(self, text: str) -> int:
        number = re.fullmatch(r"(\d{1,15})(?:\.(\d))?", normal.digits_and_marks(text), re.ASCII)
        if number is None:
            raise ValueError(text)
        return int(number[1]) * 10 + int(number[2] or 0)

    def format(self, value: int) -> str:
        whole, tenth = divmod(abs(value), 10)
        return f"{_sign(value)}{whole}.{tenth}" if tenth else f"{_sign(value)}{whole}"

    def holds(self, plain: object) -> bool:
        return _is_whole(plain)

    def fault(self, value: int) -> Problem | None:
        if 0 <= value <= self.largest:
            return None
        return Problem(
            code="NUMBER-RANGE",
            text=f"{self.label}应在0到{self.format(self.largest)}之间，现在是{self.format(value)}。",
        )


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    EXAMPLE: ClassVar[str] = "是"

    def parse(self, text: str) -> bool:
        typed = normal.compact(text)
        if typed not in ("是", "否"):
            raise ValueError(text)
        return typed == "是"

    def format(self, value: bool) -> str:  # noqa: FBT001 - the value of this kind
        return "是" if value else "否"

    def to_plain(self, value: bool) -> int:  # noqa: FBT001 - the value of this kind
        return int(value)

    def from_plain(self, plain: int) -> bool:
        return bool(plain)

    def holds(self, plain: object) -> bool:
        return _is_whole(plain) and plain in (0, 1)


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """A choice from the code table of that name in resources/codes/."""

    _: KW_ONLY
    table: str

    EXAMPLE: ClassVar[str] = "代码"

    def parse(self, text: str) -> str:
        return normal.line(text).partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Codes(Kind):
    """Several choices from one code table; with no table, several codes of any kind."""

    _: KW_ONLY
    table: str | None = None

    EXAMPLE: ClassVar[str] = "代码 代码"

    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(re.sub("[、，,；;]", " ", normal.line(text)).split())

    def format(self, value: tuple[str, ...]) -> str:
        return " ".join(value)

    def to_plain(self, value: tuple[str, ...]) -> str:
        return " ".join(value)

    def from_plain(self, plain: str) -> tuple[str, ...]:
        return tuple(plain.split())

    def holds(self, plain: object) -> bool:
        return isinstance(plain, str) and plain == " ".join(plain.split())

    def blank(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Ref(Kind):
    """The id of another record of that kind."""

    _: KW_ONLY
    to: str

    EXAMPLE: ClassVar[str] = "选择一条记录"

    def holds(self, plain: object) -> bool:
        return isinstance(plain, str) and is_record_id(plain)

    def fault(self, value: str) -> Problem | None:
        if is_record_id(value):
            return None
        return Problem(code="REF-SHAPE", text=f"{self.label}没有指向一条记录，请重新选择。")


@dataclass(frozen=True, slots=True)
class Digest(Kind):
    """SHA-256 of a stored file, in hex: the name under which the store keeps it."""

    EXAMPLE: ClassVar[str] = "文件摘要"

    def holds(self, plain: object) -> bool:
        return isinstance(plain, str) and re.fullmatch(r"[0-9a-f]{64}", plain) is not None


@dataclass(frozen=True, slots=True)
class Data(Kind):
    """A value of the program's own (check outcomes), as canonical JSON text."""

    EXAMPLE: ClassVar[str] = "{}"

    def parse(self, text: str) -> str:
        try:
            value = json.loads(text)
            return json.dumps(
                value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
            )
        except RecursionError as deep:
            raise ValueError("too deep") from deep

    def holds(self, plain: object) -> bool:
        return isinstance(plain, str) and _means(self.parse, plain)


def _sign(value: int) -> str:
    return "-" if value < 0 else ""


def _means(read: Callable[[str], object], plain: str) -> bool:
    """Whether a text can be read that way."""
    try:
        read(plain)
    except (ValueError, OverflowError):
        return False
    return True


def _is_whole(plain: object) -> bool:
    """Whether it is a whole number that every database holds in 64 bits; a truth value is none."""
    return type(plain) is int and -(2**63) <= plain < 2**63


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: Kind

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def needed(self) -> Step | None:
        return self.kind.needed

    def blank(self) -> object:
        return self.kind.blank()


_FIELDS: dict[type, tuple[Field, ...]] = {}


def fields_of(record: type) -> tuple[Field, ...]:
    """The described fields of a record type, in the order they were written."""
    if record not in _FIELDS:
        _FIELDS[record] = tuple(_described(record))
    return _FIELDS[record]


def _described(record: type) -> Iterator[Field]:
    for name, hint in typing.get_type_hints(record, include_extras=True).items():
        for kind in getattr(hint, "__metadata__", ()):
            if isinstance(kind, Kind):
                yield Field(name, kind)
