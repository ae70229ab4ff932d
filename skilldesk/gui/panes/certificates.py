"""证书: the certificates of a person, the newest first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from skilldesk.core.people import Trainee
from skilldesk.core.records import Record
from skilldesk.core.training import Certificate
from skilldesk.gui.columns import Look
from skilldesk.gui.detail_pane import DetailPane
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.page import button
from skilldesk.gui.place import Place
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import words
from skilldesk.store.queries import training

TITLE = "证书"

VERIFIED: Mapping[str, Look] = {
    "0": (Sign.RING, ""),
    "1": (Sign.CHECK, "green"),
    "2": (Sign.WARN, "amber"),
    "3": (Sign.CROSS, "red"),
}
"""How the answers of the public query look, by their codes."""


class Certificates(DetailPane):
    KINDS = frozenset({Certificate})

    def fill(self, record: Record, lookup: Lookup) -> None:
        assert isinstance(record, Trainee)  # noqa: S101 - the tab of no other page
        with self.desk.database.read() as snapshot:
            found = training.certificates(snapshot, record.id)
        if not found:
            self.add_hint("还没有证书。取证以后，证书编号和联网查询结果列在这里。")
        for at, one in enumerate(found):
            if at:
                self.add_rule()
            self._certificate(one, lookup)

    def _certificate(self, one: Certificate, lookup: Lookup) -> None:
        answer = one.verification or "0"
        sign, tone = VERIFIED.get(answer, VERIFIED["0"])
        place = Place(page="certificates", record=one.id)
        opens = button("去看", lambda: self.desk.news.go(place), kind="link", accessible="去看这本证书")
        line = row(words(one.number, "strong"), opens)
        line.setStretch(0, 1)
        self.add(laid(QWidget(), line))
        occupation = lookup.title("occupation", one.occupation_id) if one.occupation_id else ""
        lines = [
            ("类型", lookup.label("certificate_kind", one.certificate_kind or "")),
            ("职业", f"{occupation} {lookup.label('level', one.level or '')}".strip()),
            ("发证日期", str(one.issued_on or "")),
            ("发证机构", one.issuer or ""),
            ("已撤销", str(one.revoked_on or "")),
        ]
        self.add_lines((label, text) for label, text in lines if text)
        self.add(Chip(self.desk.theme, sign, lookup.label("verification", answer), tone))
