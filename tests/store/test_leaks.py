"""Nothing personal lies in clear in the folder of an office, or in the temp folder, at any time."""

import tempfile
import time
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest

from skilldesk.core.people import Trainee
from skilldesk.errors import SkillDeskError
from skilldesk.progress import Progress
from skilldesk.store import backup, keyring, office
from skilldesk.store.drafts import Draft
from skilldesk.store.office import Store
from skilldesk.store.queries import records
from skilldesk.store.verify import verify
from tests.support.faults import PowerCut, after_a_power_cut
from tests.support.leaks import Leak, find_leaks
from tests.support.stores import PASSWORD, USER, new_office, now

PLANTED = ("欧阳春梅", "37040319860412902X", "13800005678", "山亭区凫城镇石嘴子村", "6228481234567890123")
ANN = Trainee(
    id="a1" * 16,
    name=PLANTED[0],
    id_number=PLANTED[1],
    birth_date=date(1986, 4, 12),
    phone=PLANTED[2],
    hukou_address=PLANTED[3],
    bank_account=PLANTED[4],
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gbk"])
def test_what_stands_in_clear_is_found(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "deep" / "file"
    path.parent.mkdir()
    path.write_bytes(b"\0" * (2**20 - 3) + PLANTED[0].encode(encoding) + b"\0" * 99)

    assert find_leaks([tmp_path], PLANTED) == [Leak(path, PLANTED[0], encoding)]
    assert find_leaks([path], PLANTED, time.time() + 60) == []


def test_a_name_of_a_file_is_a_leak(tmp_path: Path) -> None:
    (tmp_path / f"{PLANTED[0]}.pdf").touch()

    assert [leak.encoding for leak in find_leaks([tmp_path], PLANTED)] == ["name"]


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temp folder that nobody else uses."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def use(store: Store) -> None:
    """Everything that a day's work does to the files."""
    with store.database.write(USER) as work:
        work.add(ANN)
        for number in range(200):
            work.add(Trainee(id=f"{number:032x}", name=ANN.name, hukou_address=ANN.hukou_address * 20))
    with suppress(PowerCut), store.database.write(USER) as work:
        work.void(ANN.__class__(**{**vars(ANN), "version": 1}), PLANTED[0])
        raise PowerCut
    with store.database.read() as snapshot:
        rows = records.rows(snapshot, Trainee, order="hukou_address", text=PLANTED[0])
        assert len(records.page(snapshot, Trainee, rows)) == 201
    store.drafts.keep(USER, Draft("trainee", ANN.id, {"name": ANN.name}, "2026-11-20T08:30:00+00:00"))
    store.blobs.put("".join(PLANTED).encode(), year=2026)


def test_a_day_of_work_leaves_nothing_in_clear(tmp_path: Path, temp: Path) -> None:
    folder = tmp_path / "office"
    store = new_office(folder)
    use(store)
    assert find_leaks([folder, temp], PLANTED) == []  # while it is open, with its logs

    signer = backup.Signer("key", lambda _: b"signed")
    made = backup.make(store, folder / "backups", name="370403", signer=signer)
    after_a_power_cut(folder, folder / "dark")
    assert list(verify(store, Progress())) == []
    store = backup.renew(store, lambda ring: ring.begin_renewal())
    store.close()
    backup.unpack(made, folder / "restored", lambda _: lambda *_: True)
    keys = keyring.open_with_password(folder / "restored", USER, PASSWORD)
    backup.restore(folder / "restored", keys, clock=now).close()

    assert find_leaks([folder, temp], PLANTED) == []


def test_no_error_and_no_name_of_a_file_tells_whom_it_is_about(tmp_path: Path) -> None:
    with closing(new_office(tmp_path / "office")) as store:
        use(store)
        said = []
        with store.database.write(USER) as work:
            for act in (
                lambda: work.change(ANN),
                lambda: store.blobs.get("00" * 32),
                lambda: work.void(ANN, ""),
                lambda: office.open_folder(tmp_path / "none", backup.Opened(store.keyring, {}, ())),
            ):
                with pytest.raises(SkillDeskError) as raised:
                    act()
                said.append(str(raised.value))
        assert not any(planted in text for planted in PLANTED for text in said)
        assert not any(planted in str(path) for planted in PLANTED for path in store.folder.rglob("*"))
