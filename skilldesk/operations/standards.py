"""补贴标准: one person enters an amount, another approves it; whoever changes it enters it anew."""

from __future__ import annotations

from dataclasses import replace

from skilldesk.core.claims import Standard
from skilldesk.core.records import RecordId, plain
from skilldesk.errors import NotAllowed, NotFound, Refused
from skilldesk.operations import rights
from skilldesk.store.work import Work


def signed(work: Work, standard: Standard) -> Standard:
    """The standard as the user of this work may leave it.

    NotAllowed for an approval in another's name, of one's own amount, or together with a change of it.
    """
    actor = work.author.actor
    before = work.get(Standard, standard.id)
    if before and _content(before) == _content(standard):
        return _approved(before, standard, actor)
    approvers = {before.approved_by if before else None, None, ""}
    if standard.approved_by not in approvers:
        raise NotAllowed(
            "录入或修改标准和审批标准不能一次做完。没有保存，数据没有变化。请先保存，再由另一位同事审批。"
        )
    return replace(standard, entered_by=actor, approved_by=None)


def _approved(before: Standard, standard: Standard, actor: str) -> Standard:
    asked = standard.approved_by or None
    if asked not in (before.approved_by, actor, None) or (asked == actor and before.entered_by == actor):
        raise NotAllowed(
            "标准要由录入人以外的同事用自己的账号审批。没有保存，数据没有变化。请那位同事登录后审批。"
        )
    return replace(standard, entered_by=before.entered_by, approved_by=asked)


def _content(standard: Standard) -> dict[str, object]:
    said = plain(standard)
    return {name: value for name, value in said.items() if name not in ("entered_by", "approved_by")}


def why_not(standard: Standard, actor: str) -> str:
    """Why this user may not approve it as it stands; empty if nothing stands against it."""
    if standard.approved_by:
        return "这个标准已经审批过。"
    if standard.entered_by == actor:
        return "这个标准是您录入的，要由另一位同事用自己的账号审批。"
    if standard.amount <= 0:
        return "这个标准的金额是 0，不能审批。请录入人先改正。"
    if standard.valid_from is None:
        return "这个标准没有起始日期，审批了也不能用。请录入人先补上。"
    return ""


def approve(work: Work, id: RecordId) -> Standard:
    """Let the standard count; NotAllowed for whoever entered it, Refused while it is not whole."""
    rights.expect_writer(work, Standard)
    standard = work.get(Standard, id)
    if standard is None or standard.voided:
        raise NotFound("这个标准不在本机，或已作废。数据没有变化。请刷新后重新选择。")
    actor = work.author.actor
    if reason := why_not(standard, actor):
        refusal = NotAllowed if standard.entered_by == actor else Refused
        raise refusal(f"没有审批。{reason}数据没有变化。")
    return work.change(signed(work, replace(standard, approved_by=actor)))
