import json
import threading
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from skilldesk.core.claims import Attachment
from skilldesk.core.people import Trainee
from skilldesk.errors import BackupDamaged, NotWritten, Refused, StoreDamaged, UnknownUser
from skilldesk.progress import Cancelled, Progress
from skilldesk.store import archive, backup, cipher, keyring, office
from skilldesk.store.archive import Check
from skilldesk.store.backup import Signer
from skilldesk.store.drafts import Draft
from skilldesk.store.office import Store
from skilldesk.store.verify import verify
from tests.support.stores import CHEAP, DEVICE, PASSWORD, USER, now

WANG = Trainee(id="a1" * 16, name="王小明")
KEY = "a public key"


def sign(data: bytes) -> bytes:
    return sha256(data + KEY.encode()).digest()


def check(key: str) -> Check:
    return lambda data, signature: key == KEY and signature == sign(data)


SIGNER = Signer(KEY, sign)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def made(store: Store, to: Path) -> Path:
    return backup.make(store, to, name="370403", signer=SIGNER)


def restored(path: Path, folder: Path, user: str = USER, password: str = PASSWORD) -> Store:
    backup.unpack(path, folder, check)
    return backup.restore(folder, keyring.open_with_password(folder, user, password), clock=now)


def test_a_backup_brings_everything_back_on_another_pc(store: Store, stick: Path, tmp_path: Path) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    digest = store.blobs.put(b"a scan", year=2026)
    draft = Draft("trainee", "a2" * 16, {"name": "赵"}, "2026-11-20T08:30:00+00:00")
    store.drafts.keep(USER, draft)

    path = made(store, stick)

    assert path.name == f"370403-{DEVICE[:8]}-20261120-163000.skb"
    manifest = backup.verify(path, check)
    assert [member.name for member in manifest.members] == [
        "drafts.db",
        "files-2026-1.db",
        "keys.json",
        "office.db",
    ]
    with closing(restored(path, tmp_path / "new pc")) as again:
        with again.database.read() as snapshot:
            assert snapshot.get(Trainee, WANG.id).name == "王小明"
        assert again.blobs.get(digest) == b"a scan"
        assert again.drafts.kept(USER) == [draft]
        assert list(verify(again, Progress())) == []


def test_a_restored_office_goes_on_in_a_new_epoch_that_says_what_it_has(
    store: Store, stick: Path, tmp_path: Path
) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
        head = work.head()
    path = made(store, stick)
    with store.database.write(USER) as work:
        work.add(Trainee(id="a2" * 16, name="赵小红"))
        lost = work.journal()

    with closing(restored(path, tmp_path / "new")) as again:
        assert again.database.device == store.database.device
        assert again.database.epoch != store.database.epoch
        with again.database.read() as snapshot:
            begun = snapshot.notes("epoch.begin")[-1].entry
            assert snapshot.count(Trainee) == 1
        assert begun.changes == {
            "epoch": (None, store.database.epoch),
            "seq": (None, head.seq),
            "hash": (None, head.hash.hex()),
        }
        with again.database.write(USER) as work:
            assert work.apply(lost) == []
            assert work.count(Trainee) == 2
    with closing(restored(path, tmp_path / "again")) as third:
        assert third.database.epoch not in (store.database.epoch, again.database.epoch)


def test_nothing_personal_and_no_secret_stands_in_the_manifest(store: Store, stick: Path) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
        head = work.head()

    manifest = backup.verify(made(store, stick), check)

    assert manifest.facts == {
        "name": "370403",
        "device": DEVICE,
        "epoch": store.database.epoch,
        "seq": head.seq,
        "hash": head.hash.hex(),
        "at": "2026-11-20T08:30:00+00:00",
        "sign_key": KEY,
    }


@pytest.fixture
def busy(store: Store) -> Iterator[Store]:
    """An office in which another thread writes people, drafts and scans all the time."""
    stop, started = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            digest = store.blobs.put(f"scan {number}".encode() * 100, year=2026 + number // 40)
            with store.database.write(USER) as work:
                person = work.add(Trainee(id=f"{number:032x}", name=f"王{number}"))
                work.add(Attachment(id=f"f{number:031x}", owner=person.id, sha256=digest))
            store.drafts.keep(USER, Draft("trainee", person.id, {}, ""))
            started.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert started.wait(10)
    yield store
    stop.set()
    writer.join()


def test_a_backup_made_while_others_write_is_of_one_moment(busy: Store, stick: Path, tmp_path: Path) -> None:
    for number in range(4):
        path = made(busy, stick / str(number))
        facts = backup.verify(path, check).facts
        with closing(restored(path, tmp_path / str(number))) as again:
            with again.database.read() as snapshot:
                people = snapshot.count(Trainee)
                attachments = snapshot.find(Attachment)
                head = snapshot.head_of(DEVICE, busy.database.epoch)
            assert people == len(attachments) > 0
            assert (facts["seq"], facts["hash"]) == (head.seq, head.hash.hex())
            for one in attachments:
                assert again.blobs.get(one.sha256)
            assert list(verify(again, Progress())) == []


def test_a_copy_that_is_not_whole_is_no_backup(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = cipher.copy

    def harm(path: Path, keys: tuple[bytes, ...], to: Path, key: bytes) -> None:
        original(path, keys, to, key)
        harmed = bytearray(to.read_bytes())
        harmed[len(harmed) // 2] ^= 1
        to.write_bytes(harmed)

    monkeypatch.setattr(cipher, "copy", harm)

    with pytest.raises(BackupDamaged, match=r"office\.db 复制后检查不通过，没有生成备份"):
        made(store, stick)
    assert not stick.exists()
    assert not list(store.folder.glob("backup-*"))


def test_a_damaged_office_cannot_be_backed_up_unseen(store: Store, stick: Path) -> None:
    with store.database.write(USER) as work:
        work.add_many([Trainee(id=f"{n:032x}", name="王" * 50) for n in range(500)])
    keys = keyring.open_with_password(store.folder, USER, PASSWORD)
    store.close()
    path = store.folder / "office.db"
    harmed = bytearray(path.read_bytes())
    harmed[-5000] ^= 1
    path.write_bytes(harmed)

    damaged = (BackupDamaged, StoreDamaged)
    with closing(office.open_folder(store.folder, keys, clock=now)) as again, pytest.raises(damaged):
        made(again, stick)


def test_a_stick_that_takes_nothing_is_said(store: Store, stick: Path) -> None:
    stick.write_text("a file where the folder should be")

    with pytest.raises(NotWritten, match=r"备份没有做成。现有数据没有变化"):
        made(store, stick)


def test_a_backup_can_be_given_up(store: Store, stick: Path) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        backup.make(store, stick, name="370403", signer=SIGNER, progress=progress)
    assert list(stick.iterdir()) == []
    assert not list(store.folder.glob("backup-*"))


def test_what_a_kill_left_of_a_backup_goes_with_the_next(store: Store, stick: Path) -> None:
    left = store.folder / "backup-killed"
    left.mkdir()
    (left / "office.db").write_bytes(b"half")

    made(store, stick)

    assert not left.exists()


def test_a_backup_signed_by_another_key_is_refused(store: Store, stick: Path) -> None:
    path = made(store, stick)

    with pytest.raises(BackupDamaged):
        backup.verify(path, lambda _: lambda *_: False)
    forged = path.read_bytes().replace(b'"name":"370403"', b'"name":"370404"')
    path.write_bytes(forged)
    with pytest.raises(BackupDamaged):
        backup.verify(path, check)


def test_a_manifest_without_a_key_is_refused(store: Store, stick: Path) -> None:
    path = stick / "a.skb"
    stick.mkdir()
    archive.write(path, {"keys.json": store.folder / "keys.json"}, facts={}, sign=sign, progress=Progress())

    with pytest.raises(BackupDamaged):
        backup.verify(path, check)


def test_every_sampled_byte_of_a_backup_counts(store: Store, stick: Path) -> None:
    path = made(store, stick)
    whole = path.read_bytes()

    for at in (*range(0, 300, 17), *range(300, len(whole), len(whole) // 40), *range(-400, 0, 13)):
        harmed = bytearray(whole)
        harmed[at] ^= 1
        path.write_bytes(harmed)
        with pytest.raises(BackupDamaged, match="现有数据没有变化"):
            backup.verify(path, check)
        path.write_bytes(whole[:at])
        with pytest.raises(BackupDamaged):
            backup.verify(path, check)


@pytest.mark.soak
def test_every_byte_and_every_length_of_a_backup_counts(store: Store, stick: Path, tmp_path: Path) -> None:
    """All members are hashed alike: the keys stand for the databases, which have hundreds of pages."""
    path = stick / "a.skb"
    stick.mkdir()
    members = {"keys.json": store.folder / "keys.json"}
    archive.write(path, members, facts={"sign_key": KEY}, sign=sign, progress=Progress())
    whole = path.read_bytes()
    for at in range(len(whole)):
        for bit in (1, 128):
            harmed = bytearray(whole)
            harmed[at] ^= bit
            path.write_bytes(harmed)
            with pytest.raises(BackupDamaged):
                backup.unpack(path, tmp_path / "new", check)
        path.write_bytes(whole[:at])
        with pytest.raises(BackupDamaged):
            backup.unpack(path, tmp_path / "new", check)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_is_not_laid_over_an_office(store: Store, stick: Path) -> None:
    path = made(store, stick)
    before = {one.name: one.read_bytes() for one in store.folder.iterdir() if one.suffix == ".json"}

    with pytest.raises(Refused, match="请另选一个空文件夹"):
        backup.unpack(path, store.folder, check)
    assert {name: (store.folder / name).read_bytes() for name in before} == before


def test_a_removed_user_opens_the_old_backups_and_no_new_one(
    store: Store, stick: Path, tmp_path: Path
) -> None:
    store.keyring.add_user("wangqiang", "another horse", cost=CHEAP)
    with store.database.write(USER) as work:
        work.add(WANG)
    old = made(store, stick / "old")

    renewed = backup.renew(store, lambda ring: ring.remove_user("wangqiang"))
    new = made(renewed, stick / "new")
    renewed.close()

    with closing(restored(old, tmp_path / "old", "wangqiang", "another horse")) as again:
        assert list(verify(again, Progress())) == []
    with pytest.raises(UnknownUser):
        restored(new, tmp_path / "new", "wangqiang", "another horse")
    with closing(restored(new, tmp_path / "newer")) as again:
        assert list(verify(again, Progress())) == []
    slots = json.loads((tmp_path / "old" / "keys.json").read_bytes())["slots"]
    assert {slot["name"] for slot in slots} == {USER, "wangqiang", "1"}


def test_a_renewal_that_is_refused_leaves_the_office_open(store: Store) -> None:
    with pytest.raises(Refused, match="最后一个用户"):
        backup.renew(store, lambda ring: ring.remove_user(USER))

    with store.database.write(USER) as work:
        work.add(WANG)


def test_copies_set_aside_open_with_the_same_password(store: Store) -> None:
    with store.database.write(USER) as work:
        work.add(WANG)
    digest = store.blobs.put(b"a scan", year=2026)
    keys = keyring.open_with_password(store.folder, USER, PASSWORD)
    store.close()

    copies = backup.set_aside(store.folder, keys, clock=now)

    assert copies == store.folder / "backups" / "before-upgrade-20261120-163000"
    opened = keyring.open_with_password(copies, USER, PASSWORD)
    with closing(office.open_folder(copies, opened, clock=now)) as again, again.database.read() as snapshot:
        assert snapshot.count(Trainee) == 1
    with closing(office.open_folder(store.folder, keys, clock=now)) as same:
        assert same.blobs.get(digest) == b"a scan"
