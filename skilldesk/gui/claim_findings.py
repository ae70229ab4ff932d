"""Why a person may or may not apply: every outcome with its clause, its facts, and what would help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from skilldesk.core.identity import grouped
from skilldesk.gui.claim_finding import Finding
from skilldesk.gui.claim_people import state_of
from skilldesk.gui.claim_work import CheckedPerson, Quota
from skilldesk.gui.theme import Theme
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.quota_boxes import QuotaBoxes
from skilldesk.gui.widgets.signs import Chip, Sign, SignMark, Tone
from skilldesk.gui.widgets.words import ShortWords, sentence, words

_BANNERS = 2
"""More of them in one panel and none stands out; the others become lines."""

_GROUPS: tuple[tuple[str, str, Sign, Tone], ...] = (
    ("fail", "不符合", Sign.CROSS, "red"),
    ("unknown", "资料不足", Sign.WARN, "amber"),
    ("warn", "仅依据本机数据", Sign.CLOCK, "blue"),
    ("pass", "符合", Sign.CHECK, "green"),
)


class Findings(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "side")
        self.name = words("", "title")
        self.about = ShortWords("label")
        self.state = Chip(theme)
        self._body = column(spacing=8)
        head = row(self.name, self.about, None, self.state)
        inside = laid(QWidget(), column(head, self._body, None, spacing=8), margins=(16, 12, 16, 16))
        laid(self, column(scrolling(inside), spacing=0))

    def show_person(self, person: CheckedPerson | None) -> None:
        empty_out(self._body)
        self.state.setVisible(person is not None)
        if person is None:
            self.name.setText("")
            self.about.setText("")
            return
        self.name.setText(person.name)
        self.about.setText(f"{grouped(person.id_number)}　{person.category}".strip())
        self.state.show_state(*state_of(person))
        if person.applied:
            self._body.addWidget(
                sentence(f"本班已经申领，申请编号 {person.applied}，不再重复生成。", tone="blue")
            )
        for quota in person.quotas:
            self._body.addWidget(self._quota(quota))
        self._body.addWidget(rule())
        self._body.addWidget(Outcomes(self._theme, person.findings))

    def _quota(self, quota: Quota) -> QWidget:
        left = quota.allowed - quota.used
        told = f"已用{quota.used}次，还可{left}次" if left > 0 else f"已用{quota.used}次，用完了"
        boxes = QuotaBoxes(self._theme, quota.used, quota.allowed)
        line = row(words(quota.label, "label"), boxes, words(told, "strong"), None)
        return laid(
            QWidget(), column(line, *([sentence("　".join(quota.notes), "hint")] if quota.notes else []))
        )


class Outcomes(QWidget):
    """All outcomes of one check, group by group, what stops a claim first."""

    def __init__(self, theme: Theme, findings: Sequence[Finding]) -> None:
        super().__init__()
        self._theme = theme
        body = column(spacing=8)
        left = _BANNERS
        for outcome, word, sign, tone in _GROUPS:
            found = [one for one in findings if one.outcome == outcome]
            if found:
                shown = found[:left] if tone in ("red", "amber") else []
                left -= len(shown)
                body.addWidget(self._group_head(word, len(found), sign, tone))
                for each in shown:
                    body.addWidget(self._banner(each, tone))
                if found[len(shown) :]:
                    body.addWidget(self._lines(found[len(shown) :], sign, tone))
        laid(self, body)

    def _group_head(self, word: str, number: int, sign: Sign, tone: Tone) -> QWidget:
        mark = SignMark(self._theme, sign, tone)
        return laid(QWidget(), row(mark, words(word, "lead", tone=tone), words(f"{number}条", "hint"), None))

    def _banner(self, finding: Finding, tone: Tone) -> QFrame:
        title = sentence(finding.title, "strong")
        head = row(title, words(f"检查 {finding.code}" if finding.code else "", "hint"))
        head.setStretch(0, 1)
        parts: list[QWidget] = []
        if finding.text and finding.text != finding.title:
            parts.append(sentence(finding.text))
        if finding.facts:
            parts.append(sentence(f"所用事实：{finding.facts}", "label"))
        if finding.remedy:
            remedy = row(words("怎样才符合", "label", tone=tone), sentence(finding.remedy))
            remedy.setStretch(1, 1)
            remedy.setAlignment(remedy.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
            parts.append(laid(QWidget(), remedy))
        if source := _source(finding):
            parts.append(sentence(source, "hint"))
        banner = frame("banner", tone=tone)
        laid(banner, column(head, *parts, spacing=4), margins=(12, 8, 12, 8))
        return banner

    def _lines(self, findings: Sequence[Finding], sign: Sign, tone: Tone) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, finding in enumerate(findings):
            told = [
                sentence(part, "label") for part in (finding.facts or finding.text, finding.remedy) if part
            ]
            if source := _source(finding):
                told.append(sentence(source, "hint"))
            grid.addWidget(SignMark(self._theme, sign, tone), at, 0, top)
            grid.addWidget(words(finding.title), at, 1, top)
            grid.addWidget(laid(QWidget(), column(*told, spacing=2)), at, 2, top)
        return laid(QWidget(), grid, margins=(4, 0, 0, 0))


def _source(finding: Finding) -> str:
    """Document and clause in one sentence: a clause may be a number or the very words."""
    if not finding.document:
        return ""
    return f"依据：{finding.document}" + (f"，“{finding.clause}”" if finding.clause else "")
