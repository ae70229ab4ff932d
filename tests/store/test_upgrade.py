import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from skilldesk import resources
from skilldesk.core.people import Trainee
from skilldesk.errors import NewerStore, StoreDamaged
from skilldesk.progress import Progress
from skilldesk.store import backup, cipher, office, upgrade
from skilldesk.store.keyring import Opened
from skilldesk.store.lane import Lane
from skilldesk.store.tables import METADATA
from skilldesk.store.upgrade import DESK
from skilldesk.store.verify import verify
from tests.support.stores import new_office, now, opened, template

GOLDEN = Path(__file__).parents[1] / "data" / "schema.sql"
WANG = Trainee(id="a1" * 16, name="王小明")
NEWEST = DESK.newest()


@contextmanager
def connected(path: Path) -> Iterator[sa.Connection]:
    lane = Lane(path, template().ring.keys()["office.db"], mode="DEFERRED", cache=1024)
    with closing(lane), lane.begin() as connection:
        yield connection


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    return Path(shutil.copy(Path(template().folder.name) / "office.db", tmp_path))


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, Opened]:
    """An office with one person that nobody has open."""
    store = new_office(tmp_path / "office")
    with store.database.write("李会计") as work:
        work.add(WANG)
    keys = opened(store)
    store.close()
    return store.folder, keys


def schema(connection: sa.Connection) -> str:
    """What the file is made of, a line for each column, so that a change is seen where it is."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
    )
    return "\n".join(line.strip() for row in rows for line in f"{row[0]};".splitlines()) + "\n"


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Everything that SQLAlchemy finds out about the tables, but for the version tables of Alembic."""
    found = sa.inspect(connection)
    return {
        table: {
            "columns": [
                {**each, "type": str(each["type"]), "default": None} for each in found.get_columns(table)
            ],
            "key": found.get_pk_constraint(table),
            "foreign": found.get_foreign_keys(table),
            "indexes": sorted(found.get_indexes(table), key=lambda each: each["name"]),
            "unique": sorted(found.get_unique_constraints(table), key=lambda each: each["name"]),
            "checks": sorted(found.get_check_constraints(table), key=lambda each: each["name"]),
        }
        for table in found.get_table_names()
        if not table.startswith("alembic_version")
    }


def test_the_migrations_make_what_the_descriptions_say(migrated: Path) -> None:
    described = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    METADATA.create_all(described)

    with connected(migrated) as connection, described.connect() as expected:
        assert shape(connection) == shape(expected)
    described.dispose()


def test_alembic_finds_nothing_to_migrate(migrated: Path) -> None:
    with connected(migrated) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_schema_is_the_one_that_was_agreed(migrated: Path) -> None:
    """A change of the schema is meant if tests/data/schema.sql changes with it."""
    with connected(migrated) as connection:
        assert schema(connection) == GOLDEN.read_text("utf-8")


def test_a_migrated_file_is_left_alone(migrated: Path) -> None:
    before = migrated.read_bytes()
    keys = template().ring.keys()["office.db"]

    assert not upgrade.bring_up(migrated, keys, before=pytest.fail)

    assert migrated.read_bytes() == before
    assert upgrade.revision(migrated, keys) == DESK.newest()


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def set_revision(path: Path, keys: tuple[bytes, ...], revision: str) -> None:
    with closing(cipher.connect(path, keys)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_a_newer_file_is_refused_before_it_is_touched(closed: tuple[Path, Opened]) -> None:
    folder, keys = closed
    set_revision(folder / "office.db", keys.keys["office.db"], "9999")
    before = everything_in(folder)

    with pytest.raises(NewerStore, match=r"由更新版本的程序保存的（第9999号结构.*文件没有改动。请安装新版"):
        office.open_folder(folder, keys, clock=now)

    assert everything_in(folder) == before


def test_a_newer_file_is_refused_before_an_unfinished_renewal_goes_on(closed: tuple[Path, Opened]) -> None:
    folder, keys = closed
    set_revision(folder / "office.db", keys.keys["office.db"], "9999")
    ring = keys.keyring.begin_renewal()
    before = everything_in(folder)

    with pytest.raises(NewerStore):
        office.open_folder(folder, Opened(ring, ring.keys(), ()), clock=now)

    assert everything_in(folder) == before


def test_an_empty_file_is_not_filled(closed: tuple[Path, Opened]) -> None:
    folder, keys = closed
    (folder / "office.db").write_bytes(b"")

    with pytest.raises(StoreDamaged, match=r"office\.db 是空的"):
        office.open_folder(folder, keys, clock=now)


Migration = Callable[[str], None]


@pytest.fixture
def migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Migration:
    """Adds a migration after the newest of the program."""
    folder = tmp_path / "migrations"
    shutil.copytree(resources.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = DESK.newest()

    def add(body: str) -> None:
        text = "import sqlalchemy as sa\nfrom alembic import op\n"
        text += f'revision = "9001"\ndown_revision = "{newest}"\n\n\ndef upgrade():\n    {body}\n'
        (folder / "desk" / "versions" / "9001_next.py").write_text(text, "utf-8")
        monkeypatch.setattr(resources, "migrations", lambda: folder)

    return add


def open_and_set_aside(folder: Path, keys: Opened) -> office.Store:
    return office.open_folder(
        folder,
        keys,
        clock=now,
        before_upgrade=lambda opened: backup.set_aside(folder, opened, clock=now),
    )


def people(store: office.Store) -> list[Trainee]:
    with store.database.read() as snapshot:
        return snapshot.find(Trainee)


def test_an_older_file_is_brought_up_after_a_copy_that_opens(
    closed: tuple[Path, Opened], migration: Migration
) -> None:
    folder, keys = closed
    migration('op.add_column("trainee", sa.Column("shoe_size", sa.Integer))')

    with closing(open_and_set_aside(folder, keys)) as store:
        assert [one.name for one in people(store)] == ["王小明"]
        assert list(verify(store, Progress())) == []
    assert upgrade.revision(folder / "office.db", keys.keys["office.db"]) == "9001"

    (copy,) = (folder / "backups").iterdir()
    assert {path.name for path in copy.iterdir()} == {
        "office.db",
        "drafts.db",
        "keys.json",
        "keys.copy.json",
    }
    assert upgrade.revision(copy / "office.db", keys.keys["office.db"]) == NEWEST


def test_a_table_that_others_refer_to_can_be_made_anew(
    closed: tuple[Path, Opened], migration: Migration
) -> None:
    folder, keys = closed
    migration(
        'with op.batch_alter_table("journal", recreate="always") as batch:\n'
        '        batch.add_column(sa.Column("more", sa.Text))'
    )

    with closing(open_and_set_aside(folder, keys)) as store:
        assert list(verify(store, Progress())) == []
        with store.database.write("李会计") as work:
            work.add(Trainee(id="a2" * 16, name="赵小红"))
    with connected(folder / "office.db") as connection:
        assert "more" in {each["name"] for each in sa.inspect(connection).get_columns("journal")}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('op.create_table("half", sa.Column("a", sa.Text))\n    1 / 0', ZeroDivisionError),
        ('op.drop_table("claim")\n    op.execute("SELECT nonsense")', sa.exc.OperationalError),
        (
            "op.execute(\"INSERT INTO heads (record, entry) VALUES (x'00', 999)\")",
            StoreDamaged,
        ),
    ],
    ids=["our_mistake", "bad_sql", "dangling"],
)
def test_a_failing_migration_leaves_the_file_as_it_was(
    closed: tuple[Path, Opened],
    migration: Migration,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    error: type[Exception],
) -> None:
    folder, keys = closed
    before = everything_in(folder)
    migration(body)
    with pytest.raises(error):
        open_and_set_aside(folder, keys)
    monkeypatch.undo()

    with connected(folder / "office.db") as connection:
        assert schema(connection) == GOLDEN.read_text("utf-8")
    with closing(office.open_folder(folder, keys, clock=now)) as store:
        assert [one.name for one in people(store)] == ["王小明"]
    assert everything_in(folder)["office.db"] == before["office.db"]


def test_a_file_is_migrated_only_after_the_copy_was_made(
    closed: tuple[Path, Opened], migration: Migration
) -> None:
    folder, keys = closed
    migration("1 / 0")
    seen: list[str | None] = []

    def copy(opened: Opened) -> None:
        seen.append(upgrade.revision(folder / "office.db", opened.keys["office.db"]))
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the one of the copy
        office.open_folder(folder, keys, clock=now, before_upgrade=copy)
    assert seen == [NEWEST]
    assert upgrade.revision(folder / "office.db", keys.keys["office.db"]) == NEWEST


def test_going_on_in_a_new_epoch_copies_before_it_migrates(
    closed: tuple[Path, Opened], migration: Migration
) -> None:
    folder, keys = closed
    migration('op.add_column("trainee", sa.Column("shoe_size", sa.Integer))')

    backup.restore(folder, keys, clock=now).close()

    assert len(list((folder / "backups").iterdir())) == 1
