"""目录: lines of published catalogues."""

from __future__ import annotations

from skilldesk.core.institutions import CatalogueEntry
from skilldesk.gui.screen import Screen
from skilldesk.store.work import new_id


def blank() -> CatalogueEntry:
    return CatalogueEntry(id=new_id(), catalogue="", document="")


SCREEN = Screen[CatalogueEntry](
    key="catalogue_entries",
    title="目录",
    page="catalogues",
    kind=CatalogueEntry,
    columns=("catalogue", "occupation", "occupation_code", "level", "document", "valid_from", "valid_until"),
    blank=blank,
    new="补登目录",
    empty="还没有目录。目录随省里的数据包来，也可以在这里补登。",
)
