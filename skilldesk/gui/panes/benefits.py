"""补贴: what was claimed for a person and what other offices granted, and how often more may be claimed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from skilldesk.core.claims import Claim, ClaimLine
from skilldesk.core.fields import Money, fields_of
from skilldesk.core.people import PriorBenefit, Trainee
from skilldesk.core.policy import Finding
from skilldesk.core.records import Record, RecordId
from skilldesk.gui.detail_pane import DetailPane
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.page import button
from skilldesk.gui.place import Place
from skilldesk.gui.widgets.frames import laid, row
from skilldesk.gui.widgets.quota_boxes import QuotaBoxes
from skilldesk.gui.widgets.words import words
from skilldesk.store.queries import people, training
from skilldesk.store.snapshot import Snapshot

TITLE = "补贴"

_AMOUNT = Money("金额")
_OVER = frozenset({"39", "96", "99"})
"""States of a claim that used nothing up: refused, paid back, withdrawn."""

_TOLD = ("occupation", "level", "certificate_date", "state", "source")


class Benefits(DetailPane):
    KINDS = frozenset({Claim, ClaimLine, PriorBenefit})

    def fill(self, record: Record, lookup: Lookup) -> None:
        assert isinstance(record, Trainee)  # noqa: S101 - the tab of no other page
        with self.desk.database.read() as snapshot:
            lines = training.lines_for(snapshot, record.id_number, record.id)
            claims = training.claims_with(snapshot, lines)
            prior = people.prior_benefits(snapshot, record.id_number) if record.id_number else []
            told = self._told_of(snapshot, lookup, prior)
        lines = [one for one in lines if one.claim_id in claims]
        lines.sort(key=lambda one: str(claims[one.claim_id].applied_on or ""), reverse=True)
        self._quota(lines, claims)
        self.add(words("本单位申领", "lead"))
        if not lines:
            self.add_hint("还没有申领过。")
        for line in lines:
            self._claimed(claims[line.claim_id], line, lookup)
        self.add_rule()
        self.add(words("以前年度和外地享受", "lead"))
        if not prior:
            self.add_hint("没有登记过。")
        for benefit, texts in zip(prior, told, strict=True):
            self.add(words(lookup.label("subsidy", benefit.subsidy), "strong"))
            self.add_lines(texts)

    def _quota(self, lines: Sequence[ClaimLine], claims: Mapping[RecordId, Claim]) -> None:
        counted = next(
            (
                (found, claims[line.claim_id])
                for line in lines
                if claims[line.claim_id].state not in _OVER and (found := quota(line))
            ),
            None,
        )
        if counted is None:
            return
        (window, used, allowed), claim = counted
        left = f"还可{allowed - used}次" if used < allowed else "已经用完"
        text = words(f"已用{used}次，{left}", "strong")
        self.add(
            laid(
                QWidget(),
                row(words(window, "label"), QuotaBoxes(self.desk.theme, used, allowed), text, None),
            )
        )
        self.add_hint(f"按{claim.applied_on or '上一次'}申领时的检查，只依据本机数据。")
        self.add_rule()

    def _claimed(self, claim: Claim, line: ClaimLine, lookup: Lookup) -> None:
        place = Place(page="claims", tab="申领单", record=claim.id)
        opens = button("去看", lambda: self.desk.news.go(place), kind="link", accessible="去看这张申领单")
        head = row(words(lookup.label("subsidy", claim.subsidy), "strong"), opens)
        head.setStretch(0, 1)
        self.add(laid(QWidget(), head))
        amount = "" if line.amount is None else f"{_AMOUNT.format(line.amount)}元"
        told = [
            ("编号", claim.number),
            ("金额", amount),
            ("状态", lookup.label("claim_state", claim.state or "")),
            ("申请日期", str(claim.applied_on or "")),
        ]
        self.add_lines((label, text) for label, text in told if text)

    @staticmethod
    def _told_of(
        snapshot: Snapshot, lookup: Lookup, prior: Sequence[PriorBenefit]
    ) -> list[list[tuple[str, str]]]:
        fields = [one for one in fields_of(PriorBenefit) if one.name in _TOLD]
        return [
            [(one.label, text) for one, text in zip(fields, texts, strict=True) if text]
            for texts in lookup.texts(snapshot, prior, fields)
        ]


def quota(line: ClaimLine) -> tuple[str, int, int] | None:
    """In which time, how often the benefit was had with this line, and how often it may be.

    None if no rule counted it.
    """
    for kept in json.loads(line.outcomes or "[]"):
        facts = Finding.of(kept).facts
        limit, nth = facts.get("limit"), facts.get("nth")
        if isinstance(limit, int) and isinstance(nth, int):
            window = f"{facts['year']}年享受" if "year" in facts else "累计享受"
            return window, min(nth, limit), limit
    return None
