import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from skilldesk.core.people import StatusFact, Trainee
from skilldesk.progress import Cancelled, Progress
from skilldesk.store import cipher, headfile, office
from skilldesk.store.keyring import Opened
from skilldesk.store.office import Store
from skilldesk.store.verify import Damage, verify
from tests.support.stores import USER, new_database, new_office, now, opened

WANG, ZHAO = "a1" * 16, "a2" * 16


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An office with people, a conflict, entries of another PC, and two files of scans."""
    base = tmp_path_factory.mktemp("whole")
    store = new_office(base / "office")
    with store.database.write(USER) as work:
        work.add_many([Trainee(id=WANG, name="王小明"), Trainee(id=ZHAO, name="赵小红")])
        work.add_many([Trainee(id=f"{n:032x}", name="王" * 40) for n in range(100)])
        work.add(StatusFact(id="b1" * 16, trainee_id=WANG, kind="pension", value="是"))
        work.note("session.login")
    with (
        closing(new_database(base / "other", device="d2" * 16)) as other,
        store.database.read() as snapshot,
        other.write("赵会计") as work,
    ):
        work.apply(snapshot.journal())
        work.change(replace(work.get(Trainee, WANG), name="王晓明"))
        theirs = work.journal()
    with store.database.write(USER) as work:
        work.change(replace(work.get(Trainee, WANG), name="王晓鸣"))
        work.apply(theirs)
        assert work.conflicts(WANG)
    store.blobs.put(b"a scan" * 1000, year=2025)
    store.blobs.put(b"another scan" * 1000, year=2026)
    store.close()
    return store


@pytest.fixture
def filled(template: Store, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(template.folder, tmp_path / "office")
    ring = replace(template.keyring, folder=tmp_path / "office")
    with closing(office.open_folder(ring.folder, Opened(ring, ring.keys(), ()), clock=now)) as store:
        yield store


def found(store: Store) -> list[Damage]:
    return list(verify(store, Progress()))


def after(store: Store, *statements: str, name: str = "office.db") -> list[str]:
    """Where damage is found after somebody with the key changed a file behind the program's back."""
    with closing(cipher.connect(store.folder / name, store.keyring.keys()[name])) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            connection.execute(statement.replace("$ZHAO", f"x'{ZHAO}'").replace("$WANG", f"x'{WANG}'"))
            assert connection.execute("SELECT changes()").fetchone()[0] > 0
    return [damage.where for damage in found(store)]


def test_nothing_is_wrong_with_a_whole_office(filled: Store) -> None:
    assert found(filled) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trainee SET name = '汪小明' WHERE id = $ZHAO",
        "UPDATE trainee SET voided = '不要了' WHERE id = $ZHAO",
        "UPDATE trainee SET extra = '{\"newer\": 1}' WHERE id = $ZHAO",
        "UPDATE trainee SET extra = 'no json' WHERE id = $ZHAO",
        "UPDATE trainee SET birth_date = 'no date' WHERE id = $ZHAO",
        "UPDATE trainee SET name = '王小明' WHERE id = $WANG",
        "DELETE FROM trainee WHERE id = $ZHAO",
        "DELETE FROM heads WHERE record = $ZHAO",
        "DELETE FROM conflict WHERE record = $WANG",
        "INSERT INTO conflict SELECT record, 'name', row FROM journal WHERE record = $ZHAO",
        "INSERT INTO trainee (id, version, name) VALUES (randomblob(16), 1, '无中生有')",
    ],
)
def test_a_changed_record_is_named(filled: Store, statement: str) -> None:
    assert after(filled, statement) == ["trainee"]


def test_a_changed_record_is_named_by_its_kind_and_id_and_not_by_whom_it_is_about(filled: Store) -> None:
    after(filled, "UPDATE trainee SET name = '汪小明' WHERE id = $ZHAO")

    (damage,) = found(filled)
    assert damage.text == "一条记录（trainee a2a2a2a2）与操作记录不一致。请不要修改它，并用备份核对。"


def test_each_of_many_changed_records_is_named(filled: Store) -> None:
    assert after(filled, "UPDATE trainee SET birth_date = 'no date'") == ["trainee"] * 102


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (
            "UPDATE journal SET content = replace(content, '赵', '钱') WHERE record = $ZHAO",
            ["journal", "trainee"],
        ),
        (
            "UPDATE journal SET content = cast(replace(content, '赵', '钱') AS BLOB) WHERE record = $ZHAO",
            ["journal", "trainee"],
        ),
        ("UPDATE journal SET content = x'00' WHERE record = $ZHAO", ["journal", "trainee"]),
        ("UPDATE journal SET content_hash = zeroblob(32) WHERE seq = 3", ["journal"]),
        ("UPDATE journal SET hash = zeroblob(32) WHERE verb = 'session.login'", ["journal", "journal"]),
        ("UPDATE journal SET record = $WANG WHERE record = $ZHAO", ["journal", *["trainee"] * 2]),
        ("UPDATE journal SET kind = 'claim' WHERE kind = 'status_fact'", ["journal", "claim"]),
        ("UPDATE journal SET actor = '别人' WHERE verb = 'session.login'", ["journal"]),
        ("DELETE FROM journal WHERE verb = 'session.login'", ["journal"]),
        (
            "UPDATE journal SET seq = 1000 WHERE verb = 'session.login'",
            ["journal", "journal"],
        ),
    ],
)
def test_a_changed_entry_is_named(filled: Store, statement: str, where: list[str]) -> None:
    assert after(filled, statement) == where


def test_content_that_was_erased_by_its_rule_is_no_damage(filled: Store) -> None:
    assert after(filled, "UPDATE journal SET content = NULL WHERE verb = 'session.login'") == []


def test_lost_last_entries_are_named(filled: Store) -> None:
    side = headfile.read(filled.folder)
    headfile.write(filled.folder, replace(side, seq=side.seq + 2, hash="00" * 32))

    (damage,) = found(filled)

    assert damage.where == "head.json"
    assert "最近 2 步操作" in damage.text


def test_a_changed_scan_is_named_with_its_file(filled: Store) -> None:
    assert after(filled, "UPDATE blob SET bytes = x'00'", name="files-2025-1.db") == ["files-2025-1.db"]


def test_a_file_of_scans_that_is_gone_is_named(filled: Store) -> None:
    filled.blobs.close()
    (filled.folder / "files-2025-1.db").unlink()

    (damage,) = found(filled)
    assert damage.text == "files-2025-1.db 不见了，里面的存档文件打不开。其他数据完好。请从备份恢复它。"


def closed_and_flipped(store: Store, name: str, at: Callable[[int], int]) -> Store:
    keys = opened(store)
    store.close()
    path = store.folder / name
    harmed = bytearray(path.read_bytes())
    harmed[at(len(harmed))] ^= 1
    path.write_bytes(harmed)
    return office.open_folder(store.folder, keys, clock=now)


@pytest.mark.parametrize("name", ["office.db", "files-2025-1.db"])
def test_a_flipped_byte_in_a_file_is_named_and_the_rest_is_looked_through(filled: Store, name: str) -> None:
    with closing(closed_and_flipped(filled, name, lambda size: size - 3000)) as store:
        damage = found(store)

    assert [one.where for one in damage] == [name]
    assert f"{name} 有" in damage[0].text
    assert "请先复制整个文件夹，再从备份恢复" in damage[0].text


def test_a_file_that_cannot_even_be_opened_is_named(filled: Store) -> None:
    with closing(closed_and_flipped(filled, "files-2025-1.db", lambda _: 0)) as store:
        assert [one.where for one in found(store)] == ["files-2025-1.db"]


def test_a_kind_of_a_newer_program_is_no_damage(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("skilldesk.store.verify", "skilldesk.store.work"):
        monkeypatch.setattr(f"{module}.KINDS", {"trainee": Trainee})

    assert found(filled) == []


def test_it_says_how_far_it_is_and_can_be_stopped(filled: Store) -> None:
    said: list[str] = []
    list(verify(filled, Progress(lambda *step: said.append(step[2]))))
    assert "正在检查 office.db" in said
    assert "正在核对记录与操作记录" in said

    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        list(verify(filled, stopped))
