from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from skilldesk.core.people import Trainee
from skilldesk.errors import NotFound, NotWritten, Refused, StoreDamaged, WrongPassword
from skilldesk.progress import Progress
from skilldesk.store import backup, blobs, cipher, drafts, keyring, local, office
from skilldesk.store.drafts import Draft
from skilldesk.store.keyring import Keyring, Opened
from skilldesk.store.office import HUB_FOLDER, Store
from skilldesk.store.verify import verify
from tests.support.stores import CHEAP, PASSWORD, USER, new_office, now, opened

WANG = Trainee(id="a1" * 16, name="王小明")


def reopened(store: Store) -> Store:
    store.close()
    return office.open_folder(
        store.folder, keyring.open_with_password(store.folder, USER, PASSWORD), clock=now
    )


def test_a_new_office_is_opened_by_its_first_user_and_by_its_sheet(tmp_path: Path) -> None:
    store, sheet = office.create(tmp_path / "office", "张主任", "correct horse", clock=now, cost=CHEAP)
    with store.database.write("张主任") as work:
        work.add(WANG)
    store.close()

    for keys in (
        keyring.open_with_password(store.folder, "张主任", "correct horse"),
        keyring.open_with_sheet(store.folder, sheet),
    ):
        with closing(office.open_folder(store.folder, keys, clock=now)) as again:
            assert again.database.device == store.database.device
            assert again.database.epoch == store.database.epoch
            assert again.notices == ()
            with again.database.read() as snapshot:
                assert snapshot.get(Trainee, WANG.id).name == "王小明"
            assert list(verify(again, Progress())) == []
    with pytest.raises(WrongPassword):
        keyring.open_with_password(store.folder, "张主任", "wrong")


def test_two_offices_never_have_the_same_device_or_epoch(tmp_path: Path) -> None:
    made = [office.create(tmp_path / name, "a", "b", cost=CHEAP)[0] for name in ("one", "other")]
    for store in made:
        store.close()

    assert made[0].database.device != made[1].database.device
    assert made[0].database.epoch != made[1].database.epoch


def test_an_office_is_never_made_over_another(store: Store) -> None:
    with pytest.raises(Refused, match="已经有一个单位"):
        office.create(store.folder, "张主任", "b", cost=CHEAP)

    with closing(reopened(store)) as again:
        assert again.notices == ()


def test_an_office_is_never_made_over_a_database_whose_keys_are_gone(store: Store) -> None:
    store.close()
    for name in ("keys.json", "keys.copy.json"):
        (store.folder / name).unlink()
    before = (store.folder / "office.db").read_bytes()

    with pytest.raises(Refused, match=r"已经有 office\.db"):
        office.create(store.folder, "张主任", "b", cost=CHEAP)
    assert (store.folder / "office.db").read_bytes() == before


@pytest.mark.parametrize("step", ["upgrade.bring_up", "headfile.begin", "local.put", "Blobs"])
def test_an_office_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    kept = tmp_path / "office" / "letter.txt"
    kept.parent.mkdir()
    kept.write_text("hers")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises((OSError, NotWritten)):
        disk.setattr(f"skilldesk.store.office.{step}", full)
        office.create(kept.parent, "张主任", "b", cost=CHEAP)
    assert list(kept.parent.iterdir()) == [kept]

    office.create(kept.parent, "张主任", "b", cost=CHEAP)[0].close()


def test_a_hub_has_its_own_database_and_no_drafts(tmp_path: Path) -> None:
    store, _ = office.create(tmp_path / "hub", "hub", "b", shape=HUB_FOLDER, clock=now, cost=CHEAP)

    with closing(store):
        assert store.drafts is None
        assert store.database.path.name == "hub.db"
        with store.database.write("hub") as work:
            work.add(WANG)
        assert list(verify(store, Progress())) == []
    assert "drafts.db" not in {path.name for path in store.folder.iterdir()}
    keys = keyring.open_with_password(store.folder, "hub", "b")
    office.open_folder(store.folder, keys, shape=HUB_FOLDER, clock=now).close()
    with pytest.raises(NotFound, match=r"没有 office\.db"):
        office.open_folder(store.folder, keys, clock=now)


def test_a_folder_without_its_database_is_said(store: Store) -> None:
    store.close()
    (store.folder / "office.db").unlink()

    with pytest.raises(NotFound, match=r"没有 office\.db，没有打开。文件夹没有改动"):
        office.open_folder(store.folder, opened(store), clock=now)
    assert not (store.folder / "office.db").exists()


def test_damaged_drafts_are_set_aside_and_keep_nobody_from_the_records(store: Store) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    store.drafts.keep(USER, Draft("trainee", "a2" * 16, {"name": "赵"}, "2026-11-20T08:30:00+00:00"))
    store.close()
    harmed = bytearray((store.folder / "drafts.db").read_bytes())
    harmed[5000] ^= 1
    (store.folder / "drafts.db").write_bytes(harmed)

    with closing(reopened(store)) as again:
        (said,) = again.notices
        assert "原样改名为 drafts-damaged-1.db 留存" in said
        assert again.drafts.kept(USER) == []
        with again.database.read() as snapshot:
            assert snapshot.count(Trainee) == 1
    assert (store.folder / "drafts-damaged-1.db").read_bytes() == harmed
    with closing(reopened(again)) as third:
        assert third.notices == ()


@pytest.mark.parametrize(("name", "stops"), [("drafts.db", False), ("office.db", True)])
def test_only_damaged_records_stop_a_renewal(store: Store, name: str, stops: bool) -> None:  # noqa: FBT001
    store.keyring.begin_renewal()
    store.close()
    path = store.folder / name
    path.write_bytes(path.read_bytes()[:-2000] + bytes(2000))

    if stops:
        with pytest.raises(StoreDamaged):
            reopened(store)
        assert keyring.open_with_password(store.folder, USER, PASSWORD).keyring.renewing
    else:
        with closing(reopened(store)) as again:
            assert not again.keyring.renewing
            assert again.drafts.kept(USER) == []


def test_missing_drafts_begin_anew(store: Store) -> None:
    store.close()
    (store.folder / drafts.NAME).unlink()

    with closing(reopened(store)) as again:
        assert again.drafts.kept(USER) == []


def test_a_damaged_database_is_refused_and_left_as_it_is(store: Store) -> None:
    store.close()
    path = store.folder / "office.db"
    harmed = b"\0" * 100 + path.read_bytes()[100:]
    path.write_bytes(harmed)

    with pytest.raises(StoreDamaged, match=r"打不开数据文件 office\.db"):
        office.open_folder(store.folder, opened(store), clock=now)
    assert path.read_bytes() == harmed


class Killed(Exception):
    pass


class Step(NamedTuple):
    """A step of a renewal, and at which call and on which side of it the program is killed."""

    where: object
    name: str
    call: int
    done: bool

    def kill(self, monkeypatch: pytest.MonkeyPatch) -> None:
        original: Callable[..., object] = getattr(self.where, self.name)
        calls = count(1)

        def step(*args: object, **named: object) -> object:
            last = next(calls) >= self.call
            if last and not self.done:
                raise Killed
            answer = original(*args, **named)
            if last:
                raise Killed
            return answer

        monkeypatch.setattr(self.where, self.name, step)


STEPS = [
    Step(where, name, call, done)
    for where, name, call in (
        (Keyring, "begin_renewal", 1),
        (cipher, "rekey", 1),
        (cipher, "rekey", 2),
        (Keyring, "add_file", 1),
        (Keyring, "finish_renewal", 1),
    )
    for done in (False, True)
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.name}-{step.call}-{step.done}")
def test_a_renewal_killed_between_any_two_steps_harms_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    digest = store.blobs.put(b"a scan", year=2026)
    store.drafts.keep(USER, Draft("trainee", "a2" * 16, {"name": "赵"}, "2026-11-20T08:30:00+00:00"))
    with monkeypatch.context() as kill:
        step.kill(kill)
        with pytest.raises(Killed):
            backup.renew(store, lambda ring: ring.begin_renewal())
    store.close()

    with closing(reopened(store)) as again:
        unfinished = step not in (STEPS[0], STEPS[-1])
        assert again.notices == (
            ("上次更换密钥时中断了，现在已接着做完。数据没有变化，不需要做什么。",) * unfinished
        )
        assert not again.keyring.renewing
        with again.database.read() as snapshot:
            assert snapshot.get(Trainee, WANG.id).name == "王小明"
        assert again.blobs.get(digest) == b"a scan"
        assert [one.texts for one in again.drafts.kept(USER)] == [{"name": "赵"}]
        again.blobs.put(b"another", year=2026)
        assert list(verify(again, Progress())) == []
    with closing(reopened(again)) as third:
        assert third.notices == ()


def test_after_a_renewal_what_comes_is_under_new_keys_and_that_is_said(store: Store) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    first = store.blobs.put(b"a scan", year=2026)
    before = store.keyring.keys()

    renewed = backup.renew(store, lambda ring: ring.begin_renewal())

    with closing(renewed):
        after = renewed.keyring.keys()
        assert after["office.db"] != before["office.db"]
        assert after["drafts.db"] != before["drafts.db"]
        assert after["files-2026-1.db"] == before["files-2026-1.db"]
        (said,) = renewed.notices
        assert "此前的存档文件（files-2026-1.db）和此前做的备份仍由原来的密钥打开" in said
        second = renewed.blobs.put(b"a scan of later", year=2026)
        assert renewed.blobs.names() == ["files-2026-1.db", "files-2026-2.db"]
        assert renewed.blobs.get(first) == b"a scan"
        assert renewed.blobs.get(second) == b"a scan of later"
    with pytest.raises(StoreDamaged):
        cipher.connect(store.folder / "office.db", before["office.db"])
    with pytest.raises(StoreDamaged):
        cipher.connect(store.folder / "files-2026-2.db", before["files-2026-1.db"])


def test_a_second_renewal_begins_no_second_empty_file(store: Store) -> None:
    store.blobs.put(b"a scan", year=2026)
    once = backup.renew(store, lambda ring: ring.begin_renewal())
    twice = backup.renew(once, lambda ring: ring.begin_renewal())

    with closing(twice):
        assert blobs.names_in(twice.keyring.keys()) == ["files-2026-1.db", "files-2026-2.db"]
        assert list(verify(twice, Progress())) == []


def test_what_a_newer_program_sent_is_told_once_after_an_upgrade(tmp_path: Path) -> None:
    store = new_office(tmp_path / "office")
    with store.database.write(USER) as work:
        work.add(replace(WANG, phone="13800001234"))
        work.connection.exec_driver_sql("""UPDATE trainee SET phone = NULL, extra = '{"phone": "?"}'""")
        local.put(work.connection, "caught_up", b"0000")

    with closing(reopened(store)) as again:
        with again.database.read() as snapshot:
            assert snapshot.get(Trainee, WANG.id).phone == "13800001234"
        assert list(verify(again, Progress())) == []


def test_the_keys_of_an_opened_office_do_not_show(store: Store) -> None:
    keys = Opened(store.keyring, store.keyring.keys(), ())

    shown = f"{keys!r} {store!r}"
    assert not any(key.hex() in shown or repr(key) in shown for each in keys.keys.values() for key in each)
