"""政策文件 that this office decides by."""

from __future__ import annotations

from skilldesk.core.claims import PolicyDocument
from skilldesk.gui.screen import Screen

SCREEN = Screen[PolicyDocument](
    key="policy_documents",
    title="政策文件",
    page="catalogues",
    kind=PolicyDocument,
    columns=("key", "document", "file_sha256"),
    empty="还没有在用的政策文件。第一次按某个文件检查申领时，它会记在这里。",
    save=None,
)
