"""Founding, users, passwords, backups: on a practice county, with real keys."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from skilldesk.core.offices import Device, Office, User
from skilldesk.core.people import Trainee
from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.errors import NotAllowed, NotFound, Refused, SkillDeskError, UnknownUser, WrongPassword
from skilldesk.operations import offices
from skilldesk.operations.offices import Founding
from skilldesk.progress import Progress
from skilldesk.store import backup, keyring, office
from skilldesk.store.office import Store
from skilldesk.store.verify import verify
from skilldesk.store.work import new_id
from tests.support.county import APPROVER, CLERK, PASSWORD, REVIEWER, Clock, World, edit, told, trainee
from tests.support.stores import CHEAP

FOUNDING = Founding(code="370403", name="某县人社局", regions=("370403",), account="limin", user_name="李敏")


ENOUGH = "long enough"


def found(folder: Path, password: str = ENOUGH) -> tuple[Store, RecoverySheet]:
    return offices.found(folder, FOUNDING, password, clock=Clock(), cost=CHEAP)


def new_user(account: str = "sunli", name: str = "孙丽") -> User:
    return User(id=new_id(), account=account, name=name, roles=("window",))


def verbs(store: Store) -> list[str]:
    with store.database.read() as snapshot:
        return [link.entry.verb for link in snapshot.journal() if link.entry]


# Founding


def test_a_new_office_has_itself_this_pc_and_its_founder(tmp_path: Path) -> None:
    store, sheet = found(tmp_path / "office")

    with store.database.read() as snapshot:
        assert offices.this_office(snapshot).code == offices.region(snapshot) == "370403"
        assert offices.user(snapshot, "limin").roles == ("entry", "administrator")
        assert snapshot.get(Device, store.database.device)
        assert not offices.practice(snapshot)
    assert list(verify(store, Progress())) == []
    store.close()
    opened = keyring.open_with_sheet(tmp_path / "office", sheet)
    assert (
        opened.keyring.store_key
        == keyring.open_with_password(tmp_path / "office", "limin", ENOUGH).keyring.store_key
    )


def test_there_is_one_office_in_a_folder(tmp_path: Path) -> None:
    found(tmp_path / "office")[0].close()

    with pytest.raises(Refused, match="已经有一个单位"):
        found(tmp_path / "office")


def test_a_log_in_is_journalled_and_a_wrong_password_is_not_let_in(world: World) -> None:
    world.pc.close()
    with pytest.raises(WrongPassword):
        offices.log_in(world.pc.folder, CLERK, "wrong password", clock=world.clock)
    with pytest.raises(UnknownUser):
        offices.log_in(world.pc.folder, "nobody", PASSWORD, clock=world.clock)
    del world.pc

    assert verbs(world.pc)[-1] == "session.login"


def test_every_pc_of_an_office_shows_the_same_office_record(world: World) -> None:
    world.exchange(world.pc, world.second)

    shown = set()
    for store in (world.pc, world.second):
        with store.database.read() as snapshot:
            assert len(snapshot.find(Office)) == 2
            shown.add(offices.this_office(snapshot))
    assert len({one.id for one in shown}) == 1


def test_no_record_in_a_package_makes_it_another_office(world: World) -> None:
    """Neither a foreign record with a smaller id nor a change of its own."""
    with world.second.database.write(CLERK) as work:
        work.add(Office(id="0" * 32, code="370403", name="某县人社局"))
        for one in work.find(Office):
            work.change(replace(one, code="370403"))
    world.exchange(world.second, world.pc)

    for store in (world.pc, world.second):
        with store.database.read() as snapshot:
            assert offices.this_office(snapshot).code == "990403"
            assert offices.practice(snapshot)


def test_without_its_office_record_a_folder_says_so(world: World) -> None:
    with world.pc.database.write(CLERK) as work:
        for one in work.find(Office):
            work.void(one, "试")

        with pytest.raises(NotFound, match="没有单位信息"):
            offices.this_office(work)


# Passwords


@pytest.mark.parametrize("password", ["", "1234567", "七个字的密码啊"])
def test_a_password_of_less_than_8_characters_is_refused_everywhere(
    world: World, tmp_path: Path, password: str
) -> None:
    refusing: list[Callable[[], object]] = [
        lambda: found(tmp_path / "office", password),
        lambda: offices.add_user(world.pc, CLERK, new_user(), password, cost=CHEAP),
        lambda: offices.set_password(world.pc, CLERK, CLERK, password, cost=CHEAP),
        lambda: offices.set_password(world.pc, CLERK, REVIEWER, password, cost=CHEAP),
    ]
    before = told(world.pc)

    for refuses in refusing:
        with pytest.raises(Refused, match=rf"密码至少要8个字符，现在有{len(password)}个。.*数据没有变化"):
            refuses()

    assert not (tmp_path / "office").exists()
    assert told(world.pc) == before
    keyring.open_with_password(world.pc.folder, REVIEWER, PASSWORD)


def test_a_short_password_is_no_way_back_from_the_sheet_either(tmp_path: Path) -> None:
    store, sheet = found(tmp_path / "office")
    store.close()
    typed = " ".join(sheet.groups)

    with pytest.raises(Refused, match="密码至少要8个字符"):
        offices.recover(tmp_path / "office", "limin", typed, "short", cost=CHEAP)
    offices.recover(tmp_path / "office", "limin", typed, "quite long", cost=CHEAP)

    keyring.open_with_password(tmp_path / "office", "limin", "quite long")
    with pytest.raises(WrongPassword):
        keyring.open_with_password(tmp_path / "office", "limin", ENOUGH)
    with pytest.raises(Refused, match="没有设新密码"):
        offices.recover(tmp_path / "office", "limin", "AAAA", "quite long", cost=CHEAP)


def test_everybody_may_set_her_own_password_and_an_administrator_that_of_others(world: World) -> None:
    offices.set_password(world.pc, APPROVER, APPROVER, "her own choice", cost=CHEAP)
    offices.set_password(world.pc, CLERK, REVIEWER, "by the administrator", cost=CHEAP)
    with pytest.raises(NotAllowed, match="不能重设别人的密码"):
        offices.set_password(world.pc, APPROVER, CLERK, "not her business", cost=CHEAP)
    with pytest.raises(NotFound):
        offices.set_password(world.pc, CLERK, "nobody", ENOUGH, cost=CHEAP)

    keyring.open_with_password(world.pc.folder, APPROVER, "her own choice")
    keyring.open_with_password(world.pc.folder, REVIEWER, "by the administrator")
    keyring.open_with_password(world.pc.folder, CLERK, PASSWORD)
    with pytest.raises(WrongPassword):
        keyring.open_with_password(world.pc.folder, REVIEWER, PASSWORD)
    assert verbs(world.pc)[-2:] == ["user.password", "user.password"]


def test_a_colleague_from_another_pc_gets_a_password_here(world: World) -> None:
    world.exchange(world.second)
    with pytest.raises(UnknownUser):
        keyring.open_with_password(world.second.folder, REVIEWER, PASSWORD)

    offices.set_password(world.second, CLERK, REVIEWER, "on the second pc", cost=CHEAP)

    keyring.open_with_password(world.second.folder, REVIEWER, "on the second pc")


# Users and roles


def test_an_administrator_adds_users_and_gives_roles(world: World) -> None:
    offices.add_user(world.pc, CLERK, new_user(), ENOUGH, cost=CHEAP)
    offices.set_roles(world.pc, CLERK, "sunli", ("window", "finance"))

    with world.pc.database.read() as snapshot:
        assert offices.user(snapshot, "sunli").roles == ("window", "finance")
        offices.expect_role(snapshot, "sunli", "finance", "拨付")
        with pytest.raises(NotAllowed, match="您的角色不能复核"):
            offices.expect_role(snapshot, "sunli", "second_review", "复核")
    offices.log_in(world.pc.folder, "sunli", ENOUGH, clock=world.clock).close()


def test_nobody_else_manages_users(world: World) -> None:
    offices.add_user(world.pc, CLERK, new_user(), ENOUGH, cost=CHEAP)
    signer = offices.signer(world.pc)
    for refused in (
        lambda: offices.add_user(world.pc, REVIEWER, new_user("b"), ENOUGH, cost=CHEAP),
        lambda: offices.set_roles(world.pc, REVIEWER, REVIEWER, ("administrator",)),
        lambda: offices.remove_user(world.pc, REVIEWER, "sunli", "调离", signer),
    ):
        with pytest.raises(NotAllowed, match="不能管理用户"):
            refused()


def test_an_account_is_given_once(world: World) -> None:
    with pytest.raises(Refused, match="已经有了"):
        offices.add_user(world.pc, CLERK, new_user(CLERK), ENOUGH, cost=CHEAP)

    keyring.open_with_password(world.pc.folder, CLERK, PASSWORD)


def test_a_removed_user_opens_nothing_that_is_written_from_then_on(world: World) -> None:
    offices.add_user(world.pc, CLERK, new_user(), ENOUGH, cost=CHEAP)
    before = offices.make_backup(world.pc, CLERK, world.stick)
    device, date = world.pc.database.device, world.pc.database.now()

    world.pc = offices.remove_user(world.pc, CLERK, "sunli", "调离", offices.signer(world.pc))

    assert (world.pc.database.device, world.pc.database.now()) == (device, date)
    with pytest.raises(UnknownUser):
        offices.log_in(world.pc.folder, "sunli", ENOUGH, clock=world.clock)
    with world.pc.database.read() as snapshot, pytest.raises(NotFound):
        offices.user(snapshot, "sunli")
    world.clock.later(minutes=1)
    after = offices.make_backup(world.pc, CLERK, world.stick)
    assert opens(before, "sunli", ENOUGH, world.folder / "old")
    assert not opens(after, "sunli", ENOUGH, world.folder / "new")
    assert opens(after, CLERK, PASSWORD, world.folder / "newer")
    assert list((world.pc.folder / backup.FOLDER).glob("990403-*.skb"))
    assert list(verify(world.pc, Progress())) == []


def opens(path: Path, account: str, password: str, to: Path) -> bool:
    """Whether that user's password opens the backup."""
    try:
        store = offices.restore(
            path, to, lambda folder: keyring.open_with_password(folder, account, password), clock=Clock()
        )
    except SkillDeskError:
        return False
    store.close()
    return True


def test_a_user_who_has_no_password_here_is_removed_without_new_keys(world: World) -> None:
    world.exchange(world.second)

    store = offices.remove_user(world.second, CLERK, REVIEWER, "调离", offices.signer(world.second))

    assert store is world.second
    with store.database.read() as snapshot, pytest.raises(NotFound):
        offices.user(snapshot, REVIEWER)


def test_a_removal_needs_a_reason(world: World) -> None:
    with pytest.raises(Refused, match="要写明原因"):
        offices.remove_user(world.pc, CLERK, REVIEWER, "", offices.signer(world.pc))

    keyring.open_with_password(world.pc.folder, REVIEWER, PASSWORD)


def test_an_office_always_has_an_administrator(world: World) -> None:
    for refused in (
        lambda: offices.remove_user(world.pc, CLERK, CLERK, "调离", offices.signer(world.pc)),
        lambda: offices.set_roles(world.pc, CLERK, CLERK, ("entry",)),
    ):
        with pytest.raises(Refused, match="这样就没有系统管理员了"):
            refused()

    offices.set_roles(world.pc, CLERK, APPROVER, ("second_review", "administrator"))
    offices.set_roles(world.pc, CLERK, CLERK, ("entry",))
    with world.pc.database.read() as snapshot:
        assert offices.user(snapshot, CLERK).roles == ("entry",)


# Backups


def test_a_backup_is_journalled_and_brings_everything_back(world: World) -> None:
    path = offices.make_backup(world.pc, CLERK, world.stick)
    before = told(world.pc)
    edit(world.pc, world.trainees[0], phone="13800009100")

    restored = world.restore(path, world.folder / "restored")

    assert verbs(world.pc)[-2] == "backup.made"
    assert told(restored) == before
    assert restored.database.device == world.pc.database.device
    assert restored.database.epoch != world.pc.database.epoch
    assert restored.database.now() == world.pc.database.now()
    restored.close()


def test_a_backup_is_laid_into_an_empty_folder_or_nowhere(world: World) -> None:
    path = offices.make_backup(world.pc, CLERK, world.stick)
    full = world.folder / "full"
    full.mkdir()
    (full / "kept.txt").write_text("kept")

    with pytest.raises(Refused, match="已经有文件，没有恢复"):
        world.restore(path, full)
    with pytest.raises(WrongPassword):
        offices.restore(
            path,
            world.folder / "to",
            lambda to: keyring.open_with_password(to, CLERK, "wrong"),
            clock=Clock(),
        )

    assert [one.name for one in full.iterdir()] == ["kept.txt"]
    assert not (world.folder / "to").exists()


def test_a_store_that_lost_entries_goes_on_in_a_new_epoch(world: World) -> None:
    world.pc.close()
    shutil.copyfile(world.pc.folder / "office.db", world.folder / "older.db")
    del world.pc
    edit(world.pc, world.trainees[0], phone="13800009100")
    epoch = world.pc.database.epoch
    world.pc.close()
    shutil.copyfile(world.folder / "older.db", world.pc.folder / "office.db")
    opened = keyring.open_with_password(world.pc.folder, CLERK, PASSWORD)

    store, lost = offices.continue_here(world.pc.folder, opened, clock=world.clock)

    assert "最近" in lost
    assert store.database.epoch != epoch
    assert trainee(store, world.trainees[0]).phone != "13800009100"
    store.close()
    with pytest.raises(Refused, match="没有丢失操作"):
        offices.continue_here(world.pc.folder, opened, clock=world.clock)


def test_a_pc_that_knows_no_record_of_itself_still_has_one(world: World) -> None:
    with world.pc.database.read() as snapshot:
        assert offices.this_device(snapshot, "d9" * 16) == Device(id="d9" * 16)


def test_a_backup_from_before_an_upgrade_lies_in_backups(world: World) -> None:
    opened = keyring.open_with_password(world.pc.folder, CLERK, PASSWORD)

    offices.save_before_upgrade(world.pc.folder, opened, world.clock)

    (copy,) = (world.pc.folder / backup.FOLDER).glob("before-upgrade-*")
    shutil.copytree(copy, world.folder / "copy")
    store = office.open_as_it_is(
        world.folder / "copy", replace(opened, keyring=replace(opened.keyring, folder=world.folder / "copy"))
    )
    with store.database.read() as snapshot:
        assert len(snapshot.find(Trainee)) == 8
    store.close()
