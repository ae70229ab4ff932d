"""What a package says to everybody, and whether it is whole and meant for this PC."""

from __future__ import annotations

from argparse import Namespace

from skilldesk.cli import session
from skilldesk.cli.parser import Commands, file
from skilldesk.cli.reply import Reply
from skilldesk.operations import packages
from skilldesk.sync import unseal
from skilldesk.sync.manifest import Manifest

NAME = "package"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "查看和核对数据包")
    showing = family.add("show", "显示包外面写明的内容，不用密钥；没有核对，可能是假的", _show)
    file(showing, "数据包")
    verifying = family.add("verify", "核对包的签名、收件人和全部内容，不接收", _verify)
    file(verifying, "数据包")
    session.office_options(verifying)


def _show(asked: Namespace) -> Reply:
    said = unseal.read_manifest(packages.read_file(asked.file))
    return Reply(document=said.plain(), text=f"{_sentence(said)}这些内容没有核对，核对请用 package verify。")


def _sentence(said: Manifest) -> str:
    runs = "、".join(f"电脑 {one.device[:8]} 第 {one.first}–{one.last} 步" for one in said.chains)
    practice = "演练用的" if said.practice else ""
    sender = said.sender.office or "汇总端"
    return f"{practice}{said.kind} 包 {said.package}，发送方 {sender}，{runs or '不带操作记录'}。"


def _verify(asked: Namespace) -> Reply:
    data = packages.read_file(asked.file)
    with session.open_office(asked) as desk:
        opened = packages.examine(desk.store, data)
    said = opened.manifest
    warnings = [one.text for one in opened.warnings]
    return Reply(
        document={
            "package": said.package,
            "kind": said.kind,
            "sha256": opened.sha256,
            "entries": sum(run.last - run.first + 1 for run in said.chains),
            "counts": dict(said.counts),
            "warnings": warnings,
        },
        text=f"{_sentence(said)}签名、收件人和内容都核对无误，没有接收，数据没有变化。{''.join(warnings)}",
    )
