"""How each thing that waits is called on the board and where it leads, in the order of urgency."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from skilldesk.gui.board_work import Line, NearDay
from skilldesk.gui.place import Place
from skilldesk.gui.unfinished import Unfinished
from skilldesk.gui.widgets.signs import Tone
from skilldesk.operations.waiting import Ahead, Waiting
from skilldesk.store.queries.lists import NOTHING


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of line. `place` is given where to begin, if the line says it."""

    unit: str
    title: str
    act: str
    place: Callable[[str], Place]
    tone: Tone = "blue"
    detail: str = ""
    """What to say where there are no names."""


def _at(page: str, tab: str = "", **filters: str) -> Callable[[str], Place]:
    return lambda record: Place(page=page, tab=tab, filters=filters, record=record)


def _all_at(page: str, tab: str = "", **filters: str) -> Callable[[str], Place]:
    return lambda _: Place(page=page, tab=tab, filters=filters)


DRAFTS = "drafts"
"""The act that lists what was never saved."""

REVIEW = "审核"

KINDS: Mapping[str, Kind] = {
    "returned": Kind(
        unit="条",
        title="省里退回，改正后重新报送",
        act="去改正",
        tone="red",
        place=_all_at("reports", state="returned"),
    ),
    "disputed": Kind(
        unit="条",
        title="两处改得不一样，等人裁定",
        act="去裁定",
        tone="red",
        place=_all_at("reports", state="disputed"),
    ),
    "unanswered": Kind(
        unit="包",
        title="报送很久没有回执，问一问汇总端",
        act="去看看",
        tone="amber",
        place=_all_at("reports", state="open"),
    ),
    "claims_returned": Kind(
        unit="张",
        title="申领单被退回，补正后再提交",
        act="去补正",
        tone="red",
        place=lambda state: Place(page="claims", tab=REVIEW, filters={"state": state}),
    ),
    "claims_to_receive": Kind(
        unit="张",
        title="申领单已提交，等您受理",
        act="受理",
        tone="amber",
        place=_all_at("claims", REVIEW, state="20"),
    ),
    "claims_to_first_review": Kind(
        unit="张",
        title="申领单已受理，等您初审",
        act="初审",
        tone="amber",
        place=_all_at("claims", REVIEW, state="30"),
    ),
    "claims_to_second_review": Kind(
        unit="张",
        title="申领单初审通过，等您复核",
        act="复核",
        tone="amber",
        place=_all_at("claims", REVIEW, state="40"),
    ),
    "standards": Kind(
        unit="条",
        title="补贴标准已录入，等您审批",
        act="审批",
        tone="amber",
        place=_all_at("catalogues", "补贴标准", state="waiting"),
    ),
    "classes_to_file": Kind(
        unit="个班", title="快要开班，还没有备案", act="备案", tone="amber", place=_at("classes")
    ),
    "inspections": Kind(
        unit="个班",
        title="开班前后还没有检查",
        act="登记检查",
        tone="amber",
        place=_at("classes", "检查记录"),
    ),
    "classes_over": Kind(
        unit="个班", title="已到结课日期，成绩还没有录完", act="录成绩", place=_at("classes", "成绩与证书")
    ),
    "certificates_missing": Kind(
        unit="人", title="结业合格，还没有录证书", act="录证书", place=_at("classes", "成绩与证书")
    ),
    "certificates_to_verify": Kind(
        unit="张",
        title="证书还没有联网查询",
        act="去查询",
        place=_all_at("certificates", verification=NOTHING),
    ),
    "to_claim": Kind(unit="人", title="已取证，还没有申领补贴", act="检查申领", place=_at("claims")),
    "claims_to_submit": Kind(
        unit="张", title="申领单还是草稿，没有提交", act="提交", place=_all_at("claims", REVIEW, state="10")
    ),
    "employment": Kind(
        unit="人", title="结业半年内，需要就业回访", act="回访", place=_all_at("classes", "就业跟踪")
    ),
    "unsent": Kind(
        unit="条",
        title="还没有报送到省里",
        act="去报送",
        place=_all_at("reports"),
        detail="学员、培训班、证书和申领单",
    ),
}
"""A new kind of line is one entry here and one question in operations.waiting."""

_NAMED = 2

_DAYS: Mapping[str, tuple[str, str, str]] = {
    "filing": ("{name} 备案截止", "开班前报备；{document}", "classes"),
    "licence": ("{name} 办学许可到期", "到期后不能新开班，请催换证", "institutions"),
    "agreement": ("{name} 协议到期", "到期前办好续签", "institutions"),
    "standard": ("{name} 标准到期", "到期后算不出金额，请录入新标准", "catalogues"),
    "policy": ("{name} 执行到期", "到期后没有依据，请导入新文件", "catalogues"),
}


def line(found: Waiting) -> Line:
    """The line of the board for what waits."""
    kind = KINDS[found.key]
    day = f"最早 {found.day:%Y-%m-%d}" if found.day else ""
    detail = "　".join(filter(None, ("、".join(found.names), day))) or kind.detail
    return Line(
        number=found.count,
        unit=kind.unit,
        title=kind.title,
        detail=detail,
        act=kind.act,
        tone=kind.tone,
        place=kind.place(found.record),
        urgency=list(KINDS).index(found.key),
    )


def drafts(found: Sequence[Unfinished]) -> Line:
    """The line for what the user began to type and never saved."""
    return Line(
        number=len(found),
        unit="份",
        title="草稿没有填完",
        detail="　".join(f"{one.whom}（{one.form}）" for one in found[:_NAMED]),
        act="继续",
        tone="",
        place=Place(page="board", act=DRAFTS),
        urgency=len(KINDS),
    )


def near_day(found: Ahead) -> NearDay:
    title, detail, page = _DAYS[found.key]
    said = {"name": found.name, "document": found.document}
    return NearDay(
        left=found.left,
        title=title.format(**said),
        detail=f"{found.day:%Y-%m-%d}　{detail.format(**said)}",
        place=Place(page=page, record=found.record),
    )
