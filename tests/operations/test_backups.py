"""Backups on this disk and on another, and the way back from one beside what is open."""

from pathlib import Path

import pytest

from skilldesk import platform
from skilldesk.core.people import Trainee
from skilldesk.errors import BackupDamaged, NotAllowed, Refused, WrongPassword
from skilldesk.operations import backups, offices
from skilldesk.progress import Cancelled, Progress
from skilldesk.store import keyring
from skilldesk.store.keyring import Opened
from tests.support.county import CLERK, LEADER, PASSWORD, World

Disks = dict[str, int]


@pytest.fixture
def disks(monkeypatch: pytest.MonkeyPatch) -> Disks:
    """Which folder names lie on which disk; all others on the first."""
    of: Disks = {}

    def volume(path: Path) -> int:
        return next((disk for name, disk in of.items() if name in path.parts), 1)

    monkeypatch.setattr(platform, "_volume", volume)
    return of


def unlock(folder: Path) -> Opened:
    return keyring.open_with_password(folder, CLERK, PASSWORD)


def test_the_journal_tells_the_last_backups_and_the_last_on_another_disk(world: World, disks: Disks) -> None:
    with world.pc.database.read() as snapshot:
        assert backups.last(snapshot) is backups.last_elsewhere(snapshot) is None
    disks["stick"] = 2
    path = backups.make(world.pc, CLERK, backups.primary(world.pc), Progress())
    world.clock.later(minutes=1)
    copied = backups.copy(world.pc, CLERK, path, world.stick, Progress())
    world.clock.later(minutes=1)
    backups.make(world.pc, CLERK, backups.primary(world.pc), Progress())

    with world.pc.database.read() as snapshot:
        newest, second, first = backups.made(snapshot)
        assert backups.last(snapshot) == newest
        assert backups.last_elsewhere(snapshot) == second
    assert [one.elsewhere for one in (newest, second, first)] == [False, True, False]
    assert (second.file, second.size, second.actor) == (path.name, path.stat().st_size, CLERK)
    assert copied.read_bytes() == path.read_bytes()


def test_a_copy_that_does_not_read_back_is_not_left(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = backups.make(world.pc, CLERK, backups.primary(world.pc), Progress())
    monkeypatch.setattr(
        "shutil.copyfile", lambda source, to: to.write_bytes(source.read_bytes()[:-40] + bytes(40))
    )

    with pytest.raises(BackupDamaged, match="读回来不一样，没有留下"):
        backups.copy(world.pc, CLERK, path, world.stick, Progress())

    assert list(world.stick.iterdir()) == []
    with world.pc.database.read() as snapshot:
        assert len(backups.made(snapshot)) == 1


def test_a_backup_there_is_never_written_over(world: World) -> None:
    path = backups.make(world.pc, CLERK, world.stick, Progress())

    with pytest.raises(Refused, match="没有再写"):
        backups.copy(world.pc, CLERK, path, world.stick, Progress())


def test_a_backup_may_be_stopped_and_leaves_nothing(world: World) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        backups.make(world.pc, CLERK, world.stick, progress)

    assert list(world.stick.iterdir()) == []


def test_who_may_not_is_refused(world: World) -> None:
    path = backups.make(world.pc, CLERK, world.stick, Progress())

    with pytest.raises(NotAllowed, match="不能做备份"):
        backups.make(world.pc, LEADER, world.stick, Progress())
    with pytest.raises(NotAllowed, match="不能做备份"):
        backups.copy(world.pc, LEADER, path, world.folder / "there", Progress())
    with pytest.raises(NotAllowed, match="不能恢复备份"):
        backups.restore(world.pc, LEADER, path, world.folder / "there", unlock, Progress())
    assert not (world.folder / "there").exists()


def test_a_backup_comes_back_beside_what_is_open(world: World) -> None:
    path = backups.make(world.pc, CLERK, world.stick, Progress())
    facts = offices.look_into(path).facts

    backups.restore(world.pc, CLERK, path, world.folder / "back", unlock, Progress())

    assert (facts["name"], facts["epoch"]) == ("990403", world.pc.database.epoch)
    restored = offices.log_in(world.folder / "back", CLERK, PASSWORD, clock=world.clock)
    with restored.database.read() as snapshot:
        assert len(snapshot.find(Trainee)) == 8
    restored.close()
    with world.pc.database.read() as snapshot:
        assert len(snapshot.notes(backups.RESTORED)) == 1


def test_a_restore_touches_nothing_that_is_in_use(world: World) -> None:
    path = backups.make(world.pc, CLERK, world.stick, Progress())

    for to in (world.pc.folder, world.pc.folder / "new"):
        with pytest.raises(Refused, match="属于正在使用的单位"):
            backups.restore(world.pc, CLERK, path, to, unlock, Progress())
    with pytest.raises(WrongPassword):
        backups.restore(
            world.pc,
            CLERK,
            path,
            world.folder / "back",
            lambda folder: keyring.open_with_password(folder, CLERK, "wrong one"),
            Progress(),
        )
    assert not (world.pc.folder / "new").exists()
    assert not (world.folder / "back").exists()
