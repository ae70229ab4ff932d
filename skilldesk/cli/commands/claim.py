"""补贴申领: who of a class may have what, claims, their steps, their forms."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skilldesk.cli import session
from skilldesk.cli.parser import Commands, Parser, code_of, day, folder_option, record_id
from skilldesk.cli.reply import Reply
from skilldesk.cli.session import Desk
from skilldesk.core import explain
from skilldesk.core.claim_steps import STEPS
from skilldesk.core.claims import Claim
from skilldesk.core.wording import yuan
from skilldesk.operations import claims, paper, records
from skilldesk.operations.claims import Checked, Question
from skilldesk.operations.paper import Drawn
from skilldesk.progress import Progress
from skilldesk.reference import codes, policies
from skilldesk.store import exchanges
from skilldesk.store.queries import training
from skilldesk.store.snapshot import Snapshot

NAME = "claim"

_VERDICTS = "verdict"
_STATES = "claim_state"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "检查、生成、办理补贴申领单")
    checking = family.add("check", "检查全班每个人能不能申领，写明理由和依据", _check)
    creating = family.add("create", "给选中的人各生成一张申领单", _create)
    for parser in (checking, creating):
        _question(parser)
    creating.add_argument(
        "--trainee",
        required=True,
        nargs="+",
        action="extend",
        type=record_id,
        metavar="编号",
        help="学员记录的编号，可以写几个",
    )
    listing = family.add("list", "列出申领单", _list)
    listing.add_argument("--state", type=code_of(_STATES), metavar="状态", help="只列出这个状态的，如 已提交")
    acting = family.add("act", "把申领单办到下一步", _act)
    acting.add_argument("id", type=record_id, metavar="编号", help="申领单记录的编号")
    acting.add_argument(
        "step",
        choices=[one.key for one in STEPS],
        metavar="步骤",
        help=" ".join(f"{one.key}（{one.label}）" for one in STEPS),
    )
    acting.add_argument("--reason", default="", metavar="原因", help="退回、不予支持、撤销的原因")
    drawing = family.add("forms", "生成申请表并另存为 PDF", _forms)
    drawing.add_argument(
        "ids", nargs="+", type=record_id, metavar="编号", help="申领单记录的编号，可以写几个"
    )
    folder_option(drawing, "--out", "放 PDF 的文件夹")
    for parser in (checking, creating, listing, acting, drawing):
        session.office_options(parser)


def _question(parser: Parser) -> None:
    parser.add_argument(
        "--class", dest="class_id", required=True, type=record_id, metavar="编号", help="培训班记录的编号"
    )
    parser.add_argument(
        "--subsidy", type=code_of("subsidy"), metavar="类型", help="补贴类型的代码或名称，默认用培训班的"
    )
    parser.add_argument("--date", type=day, metavar="日期", help="申请日期，默认今天")


def _asked(asked: Namespace, desk: Desk, snapshot: Snapshot) -> Question:
    on = asked.date or desk.today
    return claims.question(snapshot, asked.class_id, asked.subsidy, on, policies.load().all)


def _check(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk, desk.store.database.read_long() as snapshot:
        question = _asked(asked, desk, snapshot)
        found = claims.check_class(snapshot, asked.class_id, question)
    return Reply(
        document={
            "class": asked.class_id,
            "subsidy": question.subsidy,
            "date": question.applied_on.isoformat(),
            "people": [_person(one, question) for one in found],
        },
        text="\n".join(_sentence(one) for one in found) or "这个班的花名册里还没有人。",
    )


def _person(one: Checked, question: Question) -> dict[str, Any]:
    return {
        "trainee_id": one.trainee.id,
        "name": one.trainee.name,
        "enrolment_id": one.enrolment.id,
        "certificate_id": one.certificate.id if one.certificate else None,
        "may_be_submitted": one.may_be_submitted,
        **explain.plain(one.decision, question.policies),
    }


def _sentence(one: Checked) -> str:
    verdict = codes.load()[_VERDICTS].label(one.decision.verdict)
    payable = one.decision.payable_fen
    amount = yuan(payable) if one.may_be_submitted and payable is not None else ""
    return f"{one.trainee.name}　{verdict}　{amount}{one.refusal}"


def _create(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk, desk.store.database.write(desk.account) as work:
        made = claims.create(work, asked.class_id, asked.trainee, _asked(asked, desk, work))
    return Reply(
        document={"claims": [records.told(one) for one in made]},
        text="\n".join(f"已生成申领单 {one.number}，编号 {one.id}。" for one in made),
    )


def _list(asked: Namespace) -> Reply:
    states = (asked.state,) if asked.state else ()
    with session.open_office(asked) as desk, desk.store.database.read_long() as snapshot:
        found = training.claims(snapshot, states=states)
        reported = exchanges.reported(snapshot, [one.id for one in found])
    return Reply(
        document={
            "claims": [{**records.told(one), "reported": reported.get(one.id)} for one in found],
        },
        text="\n".join(f"{_line(one)}　{reported.get(one.id, '')}" for one in found) or "没有申领单。",
    )


def _line(claim: Claim) -> str:
    amount = yuan(claim.amount) if claim.amount is not None else "金额未定"
    return f"{claim.number}　{claim.id}　{_state(claim)}　{amount}"


def _state(claim: Claim) -> str:
    return codes.load()[_STATES].label(claim.state or "")


def _act(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk, desk.store.database.write(desk.account) as work:
        claim = claims.act(work, asked.id, asked.step, policies.load().all, reason=asked.reason)
    return Reply(document=records.told(claim), text=f"申领单 {claim.number} 现在是「{_state(claim)}」。")


def _forms(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        drawn = paper.draw(desk.store, desk.account, asked.ids, Progress())
        paths = paper.save(desk.store, desk.account, [one.claim for one in drawn], asked.out)
    return Reply(
        document={"forms": [_form(one, paths) for one in drawn]},
        text=f"{_saved(drawn, paths)}此文件任何人都能打开，里面有个人信息，请保管好，用完删除。",
    )


def _form(one: Drawn, paths: dict[str, Path]) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "number": one.claim.number,
        "form": one.claim.form,
        "file": str(paths[one.sha256]),
        "page": one.page,
        "check_code": one.check_code,
        "sha256": one.sha256,
    }


def _saved(drawn: Sequence[Drawn], paths: dict[str, Path]) -> str:
    files = "、".join(map(str, paths.values()))
    return f"已生成 {len(drawn)} 张申请表，存到 {files}。"
