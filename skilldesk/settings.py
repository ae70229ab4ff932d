"""What a person sets on this PC: a described dataclass and one TOML file in the user's data folder.

Nothing of the office's work lies here; a damaged file costs the settings and nothing else.
"""

from __future__ import annotations

import enum
import json
import tomllib
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec

from skilldesk import platform
from skilldesk.errors import NotWritten

FILE = "settings.toml"

LOCK_LATEST = 240
"""Minutes; a window that stands open longer without anybody might as well not lock."""


@dataclass(frozen=True)
class Setting:
    """How a setting is called where it is shown."""

    label: str


class TextSize(enum.Enum):
    STANDARD = "标准"
    LARGE = "大"
    LARGEST = "特大"


class Offset(NamedTuple):
    """How far a printer must be corrected, in tenths of a millimetre."""

    right: int
    down: int


@dataclass(frozen=True, kw_only=True)
class Settings:
    text_size: Annotated[TextSize, Setting("文字大小")] = TextSize.STANDARD
    contrast: Annotated[bool, Setting("高对比")] = False
    lock_minutes: Annotated[int, msgspec.Meta(ge=0, le=LOCK_LATEST), Setting("离开几分钟后自动锁定")] = 10
    """Never, if 0."""
    memory: Annotated[Mapping[str, str], Setting("窗口、列和分栏的样子")] = field(default_factory=dict)
    """By key, as the window writes them; see gui.memory."""
    office_folder: Annotated[Path | None, Setting("上次打开的单位文件夹")] = None
    office_name: Annotated[str, Setting("上次打开的单位名称")] = ""
    """Shown at the login, before anything of the office can be read."""
    backup_folders: Annotated[tuple[Path, ...], Setting("备份位置")] = ()
    printer_offsets: Annotated[Mapping[str, Offset], Setting("打印位置校正")] = field(default_factory=dict)
    """By the name of the printer."""


class Loaded(NamedTuple):
    settings: Settings
    notices: tuple[str, ...]


def load(folder: Path) -> Loaded:
    """The settings that lie there; what cannot be understood has its default, and a sentence says so."""
    try:
        told = tomllib.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return Loaded(Settings(), ())
    except (OSError, ValueError, RecursionError):
        text = f"设置文件 {FILE} 读不出来，已改用默认设置。业务数据没有变化。请在设置里重新选择。"
        return Loaded(Settings(), (text,))
    values: dict[str, Any] = {}
    notices = []
    for name, hint in typing.get_type_hints(Settings, include_extras=True).items():
        if name in told:
            try:
                values[name] = msgspec.convert(told[name], hint, dec_hook=_folder)
            except (msgspec.ValidationError, ValueError):
                notices.append(
                    f"设置「{label_of(name)}」的内容不对，已改用默认值。业务数据没有变化。请在设置里重新选择。"
                )
    return Loaded(Settings(**values), tuple(notices))


def save(folder: Path, settings: Settings) -> None:
    """Write all of them, or leave the file as it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        platform.write_file(folder / FILE, "".join(_lines(settings)).encode())
    except OSError as error:
        raise NotWritten(
            "设置没有保存成，原来的设置和业务数据没有变化。请检查系统盘是否已满或不可写，再保存一次。"
        ) from error


def label_of(name: str) -> str:
    hint = typing.get_type_hints(Settings, include_extras=True)[name]
    (setting,) = (one for one in hint.__metadata__ if isinstance(one, Setting))
    return setting.label


def _folder(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise ValueError(kind)


def _lines(settings: Settings) -> Iterator[str]:
    """Plain values before tables, as TOML wants it."""
    values = [(one.name, getattr(settings, one.name)) for one in fields(settings)]
    for name, value in values:
        if value is not None and not isinstance(value, Mapping):
            yield f"{name} = {_toml(value)}\n"
    for name, value in values:
        if isinstance(value, Mapping):
            yield f"\n[{name}]\n"
            yield from (f"{_toml(key)} = {_toml(each)}\n" for key, each in value.items())


def _toml(value: object) -> str:
    match value:
        case enum.Enum():
            return _toml(value.value)
        case bool():
            return str(value).lower()
        case str() | Path():
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return str(value)
