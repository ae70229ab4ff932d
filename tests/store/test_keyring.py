import errno
import inspect
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk import platform
from skilldesk.core.recovery_sheet import RecoverySheet
from skilldesk.errors import (
    KeysDamaged,
    NotFound,
    NotWritten,
    OfficeInUse,
    Refused,
    SkillDeskError,
    UnknownUser,
    WrongPassword,
)
from skilldesk.store import keyfile, keyring
from skilldesk.store.keyfile import COPY, NAME, Cost
from skilldesk.store.keyring import Keyring, hold, holders, open_with_password, open_with_sheet

CHEAP = Cost(memory=32, passes=1)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Keyring, RecoverySheet]:
    return keyring.create(tmp_path, "0ff1ce", "张主任", "correct horse", cost=CHEAP)


@pytest.fixture
def ring(made: tuple[Keyring, RecoverySheet]) -> Keyring:
    return made[0]


@pytest.fixture
def sheet(made: tuple[Keyring, RecoverySheet]) -> RecoverySheet:
    return made[1]


@pytest.fixture
def folder(ring: Keyring) -> Path:
    return ring.folder


def test_the_password_opens_the_same_keys_again(folder, ring):
    opened = open_with_password(folder, "张主任", "correct horse")
    assert opened.keys == ring.keys()
    assert sorted(opened.keys) == ["drafts.db", "office.db"]
    assert all(len(key) == 32 for keys in opened.keys.values() for key in keys)
    assert opened.notices == ()


def test_the_recovery_sheet_opens_the_same_keys(folder, ring, sheet):
    assert open_with_sheet(folder, sheet).keys == ring.keys()


def test_wide_letters_of_the_password_count_as_the_same(folder):
    assert open_with_password(folder, " 张主任 ", "ｃｏｒｒｅｃｔ　horse").keys


@given(wrong=st.text(max_size=20).filter(lambda text: text != "correct horse"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_another_password_opens_nothing(folder, wrong):
    with pytest.raises(WrongPassword, match="密码不对，没有打开。数据没有变化。"):
        open_with_password(folder, "张主任", wrong)


def test_another_sheet_opens_nothing(folder, sheet):
    with pytest.raises(WrongPassword, match="请改用第1号恢复单"):
        open_with_sheet(folder, RecoverySheet(sheet.number ^ 1))


def test_a_name_that_nobody_has_is_said(folder):
    with pytest.raises(UnknownUser, match="没有名为「李会计」的用户"):
        open_with_password(folder, "李会计", "correct horse")


def test_who_may_log_in_is_listed_without_a_password(folder, ring):
    ring.add_user("李会计", "second one", cost=CHEAP)
    assert holders(folder) == (("张主任", "李会计"), ("1",))


def test_a_second_user_opens_with_his_own_password(folder, ring):
    ring.add_user("李会计", "second one", cost=CHEAP)
    assert open_with_password(folder, "李会计", "second one").keys == ring.keys()
    assert open_with_password(folder, "张主任", "correct horse").keys == ring.keys()
    with pytest.raises(Refused, match="已经有名为「李会计」的用户"):
        ring.add_user("李会计 ", "third", cost=CHEAP)


def test_a_changed_password_replaces_the_old(folder, ring):
    with pytest.raises(WrongPassword, match="原密码不对，密码没有改"):
        ring.change_password("张主任", "wrong", "new one", cost=CHEAP)
    ring.change_password("张主任", "correct horse", "new one", cost=CHEAP)
    assert open_with_password(folder, "张主任", "new one").keys == ring.keys()
    with pytest.raises(WrongPassword):
        open_with_password(folder, "张主任", "correct horse")


def test_a_forgotten_password_is_set_anew_by_the_sheet(folder, sheet):
    opened = open_with_sheet(folder, sheet)
    opened.keyring.set_password("张主任", "new one", cost=CHEAP)
    assert open_with_password(folder, "张主任", "new one").keys == opened.keys


def test_a_new_store_of_files_has_a_key_of_its_own(folder, ring):
    key = ring.add_file("files-2026-1.db")
    assert open_with_password(folder, "张主任", "correct horse").keys["files-2026-1.db"] == (key,)
    assert len(set(ring.keys().values())) == 3
    for name in ("files-2026-1.db", "../evil.db"):
        with pytest.raises(ValueError, match=name):
            ring.add_file(name)


def test_a_name_that_could_not_be_read_again_is_never_written(folder, ring):
    with pytest.raises(ValueError, match="length"):
        ring.add_user("长" * 51, "password", cost=CHEAP)
    assert open_with_password(folder, "张主任", "correct horse").notices == ()


def test_an_office_is_never_made_over_another(folder):
    with pytest.raises(Refused, match="已经有一个单位"):
        keyring.create(folder, "other", "张主任", "x", cost=CHEAP)


def test_a_hub_has_one_database(tmp_path):
    ring, _ = keyring.create(tmp_path, "hub", "省管理员", "x", files=keyring.HUB, cost=CHEAP)
    assert list(ring.keys()) == ["hub.db"]


def test_one_program_holds_the_folder(folder):
    with hold(folder), pytest.raises(OfficeInUse, match="正由另一个窗口或命令使用"):
        hold(folder)


# Renewal


def test_a_renewal_gives_both_keys_until_it_is_finished(folder, ring):
    ring.add_file("files-2026-1.db")
    before = ring.keys()
    renewed = ring.begin_renewal()
    during = open_with_password(folder, "张主任", "correct horse").keys
    assert renewed.renewing
    assert {name: keys[0] for name, keys in during.items()} == {
        name: keys[0] for name, keys in before.items()
    }
    assert {name: len(keys) for name, keys in during.items()} == {
        "office.db": 2,
        "drafts.db": 2,
        "files-2026-1.db": 1,
    }
    assert renewed.finish_renewal() == ("files-2026-1.db",)
    after = open_with_password(folder, "张主任", "correct horse").keys
    assert after == {name: keys[-1:] for name, keys in during.items()}
    assert not renewed.renewing


def test_a_removed_user_and_the_old_store_key_open_nothing_any_more(folder, ring):
    ring.add_user("李会计", "second one", cost=CHEAP)
    leaver = open_with_password(folder, "李会计", "second one").keyring
    renewed = ring.remove_user("李会计")
    with pytest.raises(UnknownUser):
        open_with_password(folder, "李会计", "second one")
    for old in (leaver, ring):
        with pytest.raises(KeysDamaged):
            old.keys()
    renewed.finish_renewal()
    assert open_with_password(folder, "张主任", "correct horse").keys == renewed.keys()


def test_the_last_user_cannot_be_removed(ring):
    with pytest.raises(Refused, match="最后一个用户"):
        ring.remove_user("张主任")


def test_a_replaced_sheet_is_void(folder, ring, sheet):
    renewed, new = ring.replace_sheet(cost=CHEAP)
    assert holders(folder).sheets == ("2",)
    assert open_with_sheet(folder, new).keys == renewed.keys()
    with pytest.raises(WrongPassword, match="第2号"):
        open_with_sheet(folder, sheet)


def test_a_second_renewal_waits_for_the_first(ring):
    renewed = ring.begin_renewal()
    with pytest.raises(Refused, match="上次更换密钥还没有完成"):
        renewed.replace_sheet(cost=CHEAP)


def test_a_password_may_be_set_during_a_renewal(folder, ring):
    renewed = ring.begin_renewal()
    renewed.set_password("张主任", "new one", cost=CHEAP)
    assert open_with_password(folder, "张主任", "new one").keys == renewed.keys()


class Killed(BaseException):
    pass


def rename_and_die(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Die before the rename of that number, as in a power cut."""
    renames = iter(range(at))
    put = platform.put_in_place

    def put_in_place(path: Path) -> None:
        if next(renames, None) is None:
            raise Killed
        put(path)

    monkeypatch.setattr(platform, "put_in_place", put_in_place)


def open_database(path: Path, keys: tuple[bytes, ...]) -> tuple[sqlcipher3.Connection, bytes]:
    for key in keys:
        connection = sqlcipher3.connect(str(path))
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher3.DatabaseError:
            connection.close()
        else:
            return connection, key
    raise LookupError(path)


def renew(ring: Keyring, keep: Callable[[], None]) -> None:
    """What the caller does: rekey what opens with the first of two keys, then finish; it may die at keep."""
    keep()
    for name, keys in ring.keys().items():
        connection, key = open_database(ring.folder / name, keys)
        if key != keys[-1]:
            connection.execute(f"PRAGMA rekey=\"x'{keys[-1].hex()}'\"")
        connection.close()
        keep()
    ring.finish_renewal()
    keep()


def steps(die: int) -> Callable[[], None]:
    turns: Iterator[int] = iter(range(die))

    def keep() -> None:
        if next(turns, None) is None:
            raise Killed

    return keep


@pytest.mark.parametrize("rename", range(5))
@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("lost", [None, NAME, COPY])
def test_a_kill_anywhere_in_a_renewal_harms_nothing(folder, ring, monkeypatch, rename, step, lost):
    ring.add_user("李会计", "second one", cost=CHEAP)
    for name, (key,) in ring.keys().items():
        connection, _ = open_database(folder / name, (key,))
        connection.execute("CREATE TABLE t AS SELECT 1")
        connection.commit()
        connection.close()
    with monkeypatch.context() as dying:
        rename_and_die(dying, rename)
        with pytest.raises(Killed):
            renew(ring.remove_user("李会计"), steps(step))
            raise Killed
    if lost:
        (folder / lost).write_bytes(b"")
    again = open_with_password(folder, "张主任", "correct horse")
    if not again.keyring.renewing and "李会计" in holders(folder).users:
        again = replace(again, keyring=again.keyring.remove_user("李会计"))
    renew(again.keyring, lambda: None)
    done = open_with_password(folder, "张主任", "correct horse")
    assert done.notices == ()
    assert holders(folder).users == ("张主任",)
    for name, keys in done.keys.items():
        assert len(keys) == 1
        connection, _ = open_database(folder / name, keys)
        assert connection.execute("SELECT * FROM t").fetchall() == [(1,)]
        connection.close()


# Damage


@pytest.mark.parametrize(
    ("harmed", "told"), [(NAME, "已用副本 keys.copy.json 补好"), (COPY, "已用 keys.json 补好")]
)
@pytest.mark.parametrize("data", [None, b"", b"{}"])
def test_one_damaged_copy_is_replaced_and_said(folder, harmed, told, data):
    whole = (folder / harmed).read_bytes()
    (folder / harmed).unlink()
    if data is not None:
        (folder / harmed).write_bytes(data)
    assert holders(folder).users == ("张主任",)
    (notice,) = open_with_password(folder, "张主任", "correct horse").notices
    assert told in notice
    assert (folder / harmed).read_bytes() == whole
    assert open_with_password(folder, "张主任", "correct horse").notices == ()


def test_an_older_copy_is_replaced_and_said(folder, ring, monkeypatch):
    with monkeypatch.context() as dying:
        rename_and_die(dying, 1)
        with pytest.raises(Killed):
            ring.set_password("张主任", "new one", cost=CHEAP)
    (notice,) = open_with_password(folder, "张主任", "new one").notices
    assert "可能上次保存时断了电" in notice
    assert (folder / COPY).read_bytes() == (folder / NAME).read_bytes()


def test_a_wrong_password_repairs_nothing(folder):
    (folder / COPY).write_bytes(b"")
    with pytest.raises(WrongPassword):
        open_with_password(folder, "张主任", "wrong")
    assert (folder / COPY).read_bytes() == b""


def test_two_damaged_copies_are_refused_with_a_sentence(folder):
    (folder / NAME).write_bytes(b"{}")
    (folder / COPY).unlink()
    for ask in (lambda: holders(folder), lambda: open_with_password(folder, "张主任", "correct horse")):
        with pytest.raises(KeysDamaged, match="都已损坏，单位文件夹打不开。数据文件没有改动"):
            ask()
    assert (folder / NAME).read_bytes() == b"{}"


def test_a_folder_that_is_no_office_is_said(tmp_path):
    with pytest.raises(NotFound, match="不是本软件的单位文件夹"):
        holders(tmp_path)


def test_a_full_disk_leaves_the_old_password(folder, ring, monkeypatch):
    def fsync(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fsync)
        with pytest.raises(NotWritten, match="这一步没有完成"):
            ring.set_password("张主任", "new one", cost=CHEAP)
    assert open_with_password(folder, "张主任", "correct horse").notices == ()


def harm(folder: Path, data: bytes, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(data)


def heals_or_is_refused(folder: Path, whole: bytes, harmed: bytes) -> None:
    harm(folder, harmed, NAME)
    assert len(open_with_password(folder, "张主任", "correct horse").notices) == 1
    assert (folder / NAME).read_bytes() == whole
    harm(folder, harmed, NAME, COPY)
    with pytest.raises(SkillDeskError, match="。"):
        open_with_password(folder, "张主任", "correct horse")
    assert (folder / NAME).read_bytes() == harmed
    harm(folder, whole, NAME, COPY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(data=st.data())
def test_a_harmed_file_heals_from_the_copy_or_is_refused(folder, data):
    whole = (folder / NAME).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    heals_or_is_refused(folder, whole, data.draw(st.sampled_from([flipped, whole[:at]])))


@pytest.mark.soak
def test_every_flipped_byte_and_every_cut_heals_or_is_refused(folder):
    whole = (folder / NAME).read_bytes()
    for at, byte in enumerate(whole):
        heals_or_is_refused(folder, whole, whole[:at])
        for bits in (0x01, 0x20, 0x80, 0xFF):
            heals_or_is_refused(folder, whole, whole[:at] + bytes([byte ^ bits]) + whole[at + 1 :])


# Attack


def test_a_swapped_public_key_gets_no_new_store_key(folder, ring):
    ring.add_user("李会计", "second one", cost=CHEAP)
    other = folder / "other"
    other.mkdir()
    keyring.create(other, "0ff1ce", "李会计", "evil", cost=CHEAP)
    (evil, _), (first, _, second) = (keyfile.read(where).keys.slots for where in (other, folder))
    assert (first.name, second.name) == ("张主任", "李会计")
    keys = keyfile.read(folder).keys
    slots = tuple(
        replace(evil, store_key=second.store_key) if slot == second else slot for slot in keys.slots
    )
    keyfile.write(folder, replace(keys, slots=slots))
    for ask in (ring.begin_renewal, lambda: open_with_password(folder, "张主任", "correct horse")):
        with pytest.raises(KeysDamaged, match="被本软件以外的程序改动过"):
            ask()


def test_keys_cannot_change_places(folder, ring):
    keys = keyfile.read(folder).keys
    files = {"office.db": keys.files["drafts.db"], "drafts.db": keys.files["office.db"]}
    keyfile.write(folder, replace(keys, files=files))
    with pytest.raises(KeysDamaged):
        ring.keys()


def test_a_store_key_of_another_slot_is_refused(folder):
    keys = keyfile.read(folder).keys
    user, sheet = keys.slots
    keyfile.write(folder, replace(keys, slots=(replace(user, store_key=sheet.store_key), sheet)))
    with pytest.raises(KeysDamaged):
        open_with_password(folder, "张主任", "correct horse")


def test_no_secret_is_shown_or_written(folder, ring, sheet):
    opened = open_with_password(folder, "张主任", "correct horse")
    with pytest.raises(WrongPassword) as wrong:
        open_with_password(folder, "张主任", "almost the password")
    shown = repr((ring, sheet, opened, wrong.value, wrong.value.args))
    secrets = [ring.store_key, *(key for keys in opened.keys.values() for key in keys)]
    assert not any(secret.hex() in shown or repr(secret)[2:-1] in shown for secret in secrets)
    assert "password" not in shown.replace("WrongPassword", "")
    on_disk = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not any(secret in on_disk for secret in (*secrets, sheet.secret.encode(), b"correct horse"))
    assert wrong.value.__cause__ is None


def test_what_a_guess_costs():
    assert Cost(memory=65536, passes=3, lanes=1) == keyring.DEAR
    for verb in (
        keyring.create,
        Keyring.add_user,
        Keyring.set_password,
        Keyring.change_password,
        Keyring.replace_sheet,
    ):
        assert inspect.signature(verb).parameters["cost"].default is keyring.DEAR
