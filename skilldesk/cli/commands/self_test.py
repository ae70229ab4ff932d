"""Whether this installation works: a store, a form, packages there and back, a backup."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skilldesk.cli.parser import Commands
from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply
from skilldesk.forms import form
from skilldesk.hub import inbox, practice
from skilldesk.hub.practice import Practice
from skilldesk.operations import claims, demo, offices, packages, paper
from skilldesk.operations.assess import run_cases
from skilldesk.progress import Progress
from skilldesk.reference import codes, policies
from skilldesk.store import exchanges, verify
from skilldesk.store.exchanges import Reported
from skilldesk.store.keyfile import Cost

NAME = "self-test"

_CHEAP = Cost(memory=1024, passes=1)
"""Nothing in the temporary folder is worth a guess."""

_PDF = b"%PDF-"

Check = tuple[str, bool]


def configure(commands: Commands) -> None:
    commands.add(NAME, "自检：在临时文件夹里把各部分走一遍", _run)


def _run(_asked: Namespace) -> Reply:
    with _county() as (made, folder):
        checks = [*_resources(), *_work(made), *_exchange(made, folder), *_safety(made, folder)]
    failed = [name for name, passed in checks if not passed]
    told = f"没有通过：{'、'.join(failed)}。请重新安装程序；业务数据没有变化。" if failed else "全部通过。"
    return Reply(
        document={"checks": len(checks), "failed": failed, "names": [name for name, _ in checks]},
        text=f"自检 {len(checks)} 项，{told}",
        exit_code=PUT_RIGHT if failed else DONE,
    )


@contextmanager
def _county() -> Iterator[tuple[Practice, Path]]:
    with tempfile.TemporaryDirectory(prefix="skilldesk-self-test-", ignore_cleanup_errors=True) as folder:
        made = practice.found(Path(folder) / "office", trainees=8, cost=_CHEAP)
        try:
            yield made, Path(folder)
        finally:
            made.county.store.close()
            made.hub.close()


def _resources() -> Iterator[Check]:
    yield "代码表", all(table.entries for table in codes.load().values())
    yield "政策案例", all(case.passed for one in policies.load().all for case in run_cases(one))
    examples = [form.draw(one, [one.example], Progress()).pdf for one in paper.BY_KEY.values()]
    yield "打印表格", all(pdf.startswith(_PDF) for pdf in examples)


def _work(made: Practice) -> Iterator[Check]:
    """A class is checked, claims are made, drawn and submitted."""
    store, class_id, book = made.county.store, made.county.classes[0], policies.load().all
    with store.database.write(demo.CLERK) as work:
        asked = claims.question(work, class_id, None, demo.TODAY, book)
        may = [one.trainee.id for one in claims.check_class(work, class_id, asked) if one.may_be_submitted]
        drafts = claims.create(work, class_id, may, asked)
    yield "检查申领", bool(may) and len(drafts) == len(may)
    drawn = paper.draw(store, demo.CLERK, [one.id for one in drafts], Progress())
    yield "存档文件", all(paper.stored(store, one.claim).startswith(_PDF) for one in drawn)
    with store.database.write(demo.CLERK) as work:
        submitted = [claims.act(work, one.id, "submit", book) for one in drafts]
    yield "办理申领", len(submitted) == len(may)


def _exchange(made: Practice, folder: Path) -> Iterator[Check]:
    store = made.county.store
    sent = packages.export(store, demo.CLERK, folder)
    taken = inbox.receive(made.hub, packages.read_file(sent.path), folder)
    yield "上报包", taken.fates == {"ACCEPTED": sent.entries}
    packages.receive(store, demo.CLERK, packages.read_file(taken.receipt))
    with store.database.read() as snapshot:
        states = set(exchanges.reported(snapshot).values())
    yield "回执", states == {Reported.ACCEPTED}


def _safety(made: Practice, folder: Path) -> Iterator[Check]:
    store = made.county.store
    yield "备份", offices.make_backup(store, demo.CLERK, folder).exists()
    yield "完整性", not list(verify.verify(store, Progress()))
