"""How a list looked when it was left: its columns, their widths, its order and the place of the splitter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from skilldesk.gui.memory import Memory
from skilldesk.gui.screen import Screen


@dataclass(frozen=True, kw_only=True)
class ListLook:
    columns: tuple[str, ...]
    order: str
    descending: bool = False
    widths: Mapping[str, int] = field(default_factory=dict)
    side: int = 0
    """How wide the panel at the side is; 0 for as wide as the program thinks."""


def declared(screen: Screen[Any]) -> ListLook:
    """That of a page that nobody changed."""
    return ListLook(
        columns=screen.columns, order=screen.order or screen.columns[0], descending=screen.descending
    )


def recall(memory: Memory, screen: Screen[Any]) -> ListLook:
    """As it was left; what the page no longer has, and what cannot be read, is as it is declared."""
    given = declared(screen)
    try:
        kept = json.loads(memory.recall(_key(screen)) or "{}")
    except ValueError:
        return given
    if not isinstance(kept, dict):
        return given
    known = screen.all_columns()
    columns = tuple(name for name in _listed(kept.get("columns")) if name in known) or given.columns
    order = kept.get("order")
    is_known = isinstance(order, str) and order in columns
    widths, side = kept.get("widths"), kept.get("side", 0)
    return ListLook(
        columns=columns,
        order=str(order) if is_known else given.order if given.order in columns else columns[0],
        descending=kept.get("descending") is True if is_known else given.descending,
        widths={
            name: width
            for name, width in (widths.items() if isinstance(widths, dict) else ())
            if name in known and _is_width(width)
        },
        side=int(side) if _is_width(side) else 0,
    )


def remember(memory: Memory, screen: Screen[Any], look: ListLook) -> None:
    memory.remember(_key(screen), json.dumps(asdict(look), ensure_ascii=False))


def _key(screen: Screen[Any]) -> str:
    return f"list/{screen.key}"


def _listed(kept: object) -> list[str]:
    return list(dict.fromkeys(one for one in kept if isinstance(one, str))) if isinstance(kept, list) else []


def _is_width(kept: object) -> bool:
    return type(kept) is int and 0 < kept < 10_000
