"""附件: scans and files that belong to records."""

from __future__ import annotations

from skilldesk.core.claims import Attachment
from skilldesk.gui.screen import Screen

SCREEN = Screen[Attachment](
    key="attachments",
    title="附件",
    page="system",
    kind=Attachment,
    columns=("file_name", "evidence_kind", "is_original", "sha256"),
    empty="还没有附件。材料的扫描件收进来以后列在这里。",
    save=None,
)
