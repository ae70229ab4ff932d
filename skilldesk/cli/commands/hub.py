"""The province's side: its keys, the PCs it lets in, the packages it takes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from skilldesk.cli import batch, passwords, recovery, session
from skilldesk.cli.batch import Outcome
from skilldesk.cli.parser import Commands, code_of, file, files, folder_option
from skilldesk.cli.reply import Reply
from skilldesk.cli.usage import UsageError
from skilldesk.errors import NotFound
from skilldesk.hub import admission, inbox, registry
from skilldesk.hub.admission import NewOffice
from skilldesk.hub.inbox import Taken
from skilldesk.hub.registry import Member, Secrets
from skilldesk.operations import packages
from skilldesk.store import exchanges
from skilldesk.store.office import Store
from skilldesk.sync import keys
from skilldesk.sync.certificates import Authority
from skilldesk.sync.root import open_root

NAME = "hub"

_FINE = {"ACCEPTED", "ACCEPTED_WITH_WARNING"}


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "汇总端：发证、收包、出回执")
    founding = family.add("init", "建立汇总端，写出根密钥文件", _init)
    founding.add_argument("--root", required=True, type=Path, metavar="文件", help="根密钥写到哪个新文件")
    founding.add_argument("--practice", action="store_true", help="演练用的汇总端")
    enrolling = family.add("enrol", "给一台电脑发证，写出入网答复", _enrol)
    file(enrolling, "入网申请")
    enrolling.add_argument("--office", required=True, metavar="编码", help="来函上的单位编码")
    enrolling.add_argument(
        "--level",
        type=code_of("office_level"),
        default="county",
        metavar="层级",
        help="新单位的层级，默认县级",
    )
    enrolling.add_argument(
        "--region", action="append", metavar="区划", help="新单位的辖区，可以写几次；默认取编码前六位"
    )
    enrolling.add_argument("--root", type=Path, metavar="文件", help="根密钥文件，新单位才需要")
    for parser in (founding, enrolling):
        passwords.option(parser, passwords.ROOT)
    receiving = family.add("receive", "接收上报包，写出回执", _receive)
    files(receiving, "上报包，可以写几个")
    for parser in (enrolling, receiving):
        folder_option(parser, "--to", "放答复或回执的文件夹")
    showing = family.add("status", "显示已入网的单位、电脑和收到的包", _status)
    releasing = family.add("release", "核实以后，接收因疑似两机并用而暂存的数据", _release)
    releasing.add_argument("device", metavar="电脑", help="电脑的 32 位标识，见 hub status")
    releasing.add_argument("--reason", required=True, metavar="原因", help="怎样核实的")
    for parser in (founding, enrolling, receiving, showing, releasing):
        session.hub_options(parser)


def _init(asked: Namespace) -> Reply:
    password = passwords.chosen(asked.password_file, passwords.HUB)
    passphrase = passwords.chosen(asked.passphrase_file, passwords.ROOT)
    hub, sheet = registry.init(
        asked.hub,
        asked.root,
        secrets=Secrets(password, passphrase),
        practice=asked.practice,
        cost=passwords.COST,
    )
    hub.close()
    recovery.show(sheet)
    return Reply(
        document={"folder": str(asked.hub), "root": str(asked.root), "practice": asked.practice},
        text=f"已建立汇总端 {asked.hub}。根密钥在 {asked.root}，"
        "请另存两份、离线锁好；只有接纳新单位和更换汇总端密钥时才用它。",
    )


def _enrol(asked: Namespace) -> Reply:
    data = packages.read_file(asked.file)
    regions = tuple(asked.region or [asked.office[:6]])
    new = NewOffice(level=asked.level, regions=regions, unseal_root=lambda: _root(asked))
    with session.open_hub(asked) as hub:
        done = admission.admit(hub, data, office=asked.office, new=new, to=asked.to)
    return Reply(
        document={
            "file": str(done.path),
            "office": done.office,
            "number": done.number,
            "digits": done.digits,
        },
        text=f"入网答复已写到 {done.path}，这是 {done.office} 的 {done.number} 号电脑。"
        f"校验数：{keys.grouped(done.digits)}。对方打电话来核对时逐组念给她听。",
    )


def _root(asked: Namespace) -> Authority:
    if asked.root is None:
        raise UsageError(f"{asked.office} 是新单位，请用 --root 写明根密钥文件。没有发证，数据没有变化。")
    return open_root(packages.read_file(asked.root), passwords.known(asked.passphrase_file, passwords.ROOT))


def _receive(asked: Namespace) -> Reply:
    with session.open_hub(asked) as hub:
        return batch.each(asked.files, lambda path: _take(hub, path, asked.to))


def _take(hub: Store, path: Path, to: Path) -> Outcome:
    taken = inbox.receive(hub, packages.read_file(path), to)
    return Outcome(
        document={
            "package": taken.package,
            "office": taken.office,
            "entries": taken.entries,
            "fates": taken.fates,
            "receipt": str(taken.receipt),
            "repeated": taken.repeated,
        },
        text=_sentence(taken),
        wrong=not _FINE.issuperset(taken.fates),
    )


def _sentence(taken: Taken) -> str:
    if taken.repeated:
        return f"这个包以前收过，数据没有变化。第一次的回执已再写到 {taken.receipt}。"
    fates = "、".join(f"{fate} {count}" for fate, count in taken.fates.items())
    return f"已收下 {taken.office} 的 {taken.entries} 步操作（{fates}），回执已写到 {taken.receipt}。"


def _release(asked: Namespace) -> Reply:
    with session.open_hub(asked) as hub:
        with hub.database.read() as snapshot:
            known = {one.device for one in registry.members(snapshot)}
        if asked.device not in known:
            raise NotFound(f"没有标识是 {asked.device} 的电脑。数据没有变化。请对照 hub status 重新填写。")
        released = inbox.release(hub, asked.device, asked.reason)
    return Reply(
        document={"device": asked.device, "entries": released},
        text=f"已接收暂存的 {released} 步操作，原因已记下；结果随下一个回执告诉单位。",
    )


def _status(asked: Namespace) -> Reply:
    with session.open_hub(asked) as hub, hub.database.read() as snapshot:
        practice = registry.is_practice(snapshot)
        members = registry.members(snapshot)
        came = len(exchanges.packages(snapshot, way="in"))
    offices = {
        code: [one for one in members if one.office == code] for code in sorted({m.office for m in members})
    }
    return Reply(
        document={
            "practice": practice,
            "offices": [
                {"code": code, "devices": [_device(one) for one in devices]}
                for code, devices in offices.items()
            ],
            "packages": came,
        },
        text=f"{'演练用的' if practice else '正式的'}汇总端，收到过 {came} 个包。{_offices(offices)}",
    )


def _device(member: Member) -> dict[str, Any]:
    return {"device": member.device, "number": member.number, "revoked": member.revoked}


def _offices(offices: Mapping[str, Sequence[Member]]) -> str:
    told = "；".join(f"{code}：{len(devices)} 台电脑" for code, devices in offices.items())
    return f"已入网的单位：{told}。" if told else "还没有单位入网。"
