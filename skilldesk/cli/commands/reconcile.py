"""Our numbers beside the province's, and every record that makes the difference."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from skilldesk.cli import session
from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply
from skilldesk.core.records import RecordId
from skilldesk.operations import reconcile
from skilldesk.operations.outlook import Open
from skilldesk.operations.reconcile import Reconciliation, Tally
from skilldesk.operations.rights import label_named
from skilldesk.store.exchanges import Reported

NAME = "reconcile"

_TO_PUT_RIGHT = (Reported.REJECTED, Reported.DISPUTED)


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "对账：本机的数与省里的数，差异逐条列出", _run)
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk, desk.store.database.read_long() as snapshot:
        found = reconcile.reconcile(snapshot)
        names = reconcile.titles(snapshot, found.differences)
    return Reply(
        document={
            "kinds": [_tally(one) for one in found.tallies],
            "differences": [_difference(one, names) for one in found.differences],
        },
        text="\n".join(_sentences(found, names)),
        exit_code=PUT_RIGHT if found.of("", _TO_PUT_RIGHT) else DONE,
    )


def _tally(one: Tally) -> dict[str, Any]:
    counts = {state.name.lower(): one.states.get(state, 0) for state in reconcile.STATES}
    return {"kind": one.kind, "label": one.label, "ours": one.ours, "sent": one.sent, **counts}


def _difference(one: Open, names: Mapping[RecordId, str]) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "record": one.record,
        "title": names.get(one.record, ""),
        "state": one.state.name.lower(),
        "text": one.text,
        "remedy": one.remedy,
    }


def _sentences(found: Reconciliation, names: Mapping[RecordId, str]) -> Iterator[str]:
    for one in found.tallies:
        counts = "，".join(
            f"{state.value} {one.states[state]}" for state in reconcile.STATES if one.states[state]
        )
        yield f"{one.label}：本机 {one.ours}，{counts}。"
    for each in found.differences:
        title = names.get(each.record, "")
        yield f"{label_named(each.kind)}“{title}”{each.state.value}：{each.text}{each.remedy}"
    if not found.differences:
        yield "本机的每一条省里都接收了。"
