"""What was not yet acknowledged, in one package; or what was not yet accepted, in a layout of others."""

from __future__ import annotations

import time
from argparse import Namespace

from skilldesk.cli import session, template_reply
from skilldesk.cli.parser import Commands, folder_option
from skilldesk.cli.reply import Reply
from skilldesk.cli.usage import UsageError
from skilldesk.operations import packages, templates

NAME = "export"


def configure(commands: Commands) -> None:
    parser = commands.add(NAME, "导出上报包：上次回执以后的全部操作；或按接收系统的模板导出", _run)
    folder_option(parser, "--to", "放文件的文件夹，如 U 盘")
    parser.add_argument(
        "--template", metavar="名称", help="按这个上报模板导出，用 template list 可以查到；文件不加密"
    )
    parser.add_argument(
        "--again", action="store_true", help="配合 --template：已导出、还没有结果的行也重新写"
    )
    session.office_options(parser)


def _run(asked: Namespace) -> Reply:
    if asked.again and not asked.template:
        raise UsageError("--again 要和 --template 一起写。没有执行，数据没有变化。")
    return _layout(asked) if asked.template else _package(asked)


def _layout(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        layout = templates.layouts(desk.store.folder).named(asked.template)
        done = templates.export(desk.store, desk.account, layout, asked.to, again=asked.again)
        with desk.store.database.read() as snapshot:
            named = [one.record.id for one in (*done.held, *done.doubtful)]
            names = templates.titles(snapshot, layout, named)
    if done.files:
        time.sleep(packages.LOOK_AGAIN)
        done.look_again()
    return template_reply.of(done, names)


def _package(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        done = packages.export(desk.store, desk.account, asked.to)
    time.sleep(packages.LOOK_AGAIN)
    done.look_again()
    return Reply(
        document={
            "file": str(done.path),
            "package": done.package,
            "sha256": done.sha256,
            "entries": done.entries,
            "counts": done.counts,
            "check_digits": done.check_digits,
        },
        text=f"已导出 {done.path}，{done.entries} 步操作，读回核对一致，五秒后再看仍完好，现在可以拔出。"
        f"电话核对数：{done.check_digits}。",
    )
