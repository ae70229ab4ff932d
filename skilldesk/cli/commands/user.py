"""Who may open the office, and what each may do."""

from __future__ import annotations

from argparse import Namespace

from skilldesk.cli import passwords, session
from skilldesk.cli.parser import Commands, Parser, code_of
from skilldesk.cli.reply import Reply
from skilldesk.core.offices import User
from skilldesk.operations import offices, records
from skilldesk.reference import codes
from skilldesk.store import keyring

NAME = "user"


def configure(commands: Commands) -> None:
    family = commands.family(NAME, "管理用户、密码和角色")
    listing = family.add("list", "列出用户", _list)
    adding = family.add("add", "增加用户（管理员）", _add)
    _account(adding)
    adding.add_argument("--name", required=True, metavar="姓名", help="用户的姓名")
    _roles(adding)
    removing = family.add("remove", "移除用户并更换全部密钥（管理员）", _remove)
    _account(removing)
    removing.add_argument("--reason", required=True, metavar="原因", help="为什么移除")
    setting = family.add("password", "改自己的密码，或由管理员重设别人的", _password)
    _account(setting)
    for parser in (adding, setting):
        passwords.option(parser, passwords.NEW)
    changing = family.add("role", "设定用户的角色（管理员）", _role)
    _account(changing)
    _roles(changing)
    for parser in (listing, adding, removing, setting, changing):
        session.office_options(parser)


def _account(parser: Parser) -> None:
    parser.add_argument("account", metavar="账号", help="用户的账号")


def _roles(parser: Parser) -> None:
    parser.add_argument(
        "--role",
        required=True,
        nargs="+",
        action="extend",
        type=code_of("role"),
        metavar="角色",
        help="角色，可以写几个，如 录入员、初审员",
    )


def _list(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        names = keyring.holders(desk.store.folder).users
        with desk.store.database.read() as snapshot:
            found = offices.users(snapshot)
    return Reply(
        document=[{**records.told(one), "may_open": one.account in names} for one in found],
        text="\n".join(_line(one) for one in found),
    )


def _line(user: User) -> str:
    table = codes.load()["role"]
    return f"{user.account}　{user.name}　{'、'.join(map(table.label, user.roles)) or '没有角色'}"


def _add(asked: Namespace) -> Reply:
    said = {"account": asked.account, "name": asked.name, "roles": asked.role}
    new, _ = records.filled(records.blank(User), said)
    with session.open_office(asked) as desk:
        password = passwords.chosen(asked.new_password_file, passwords.NEW, of=f"{asked.account} ")
        stored = offices.add_user(desk.store, desk.account, new, password, cost=passwords.COST)
    return Reply(document=records.told(stored), text=f"已增加用户：{_line(stored)}。")


def _remove(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        signer = offices.signer(desk.store)
        offices.remove_user(desk.store, desk.account, asked.account, asked.reason, signer).close()
    return Reply(
        document={"account": asked.account, "removed": True},
        text=f"已移除用户 {asked.account}，密钥已全部更换；更换前的备份仍能用原来的密码打开，请管好。",
    )


def _password(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        password = passwords.chosen(asked.new_password_file, passwords.NEW, of=f"{asked.account} ")
        offices.set_password(desk.store, desk.account, asked.account, password, cost=passwords.COST)
    return Reply(document={"account": asked.account, "changed": True}, text=f"{asked.account} 的密码已改好。")


def _role(asked: Namespace) -> Reply:
    with session.open_office(asked) as desk:
        stored = offices.set_roles(desk.store, desk.account, asked.account, tuple(asked.role))
    return Reply(document=records.told(stored), text=f"角色已改好：{_line(stored)}。")
