"""The first run with real offices: founding, coming back from a backup, and a kill in between."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldesk import platform
from skilldesk.app import first_run, is_office
from skilldesk.app.first_run import FirstRun
from skilldesk.core.offices import Office, User
from skilldesk.errors import Refused, WrongPassword, WrongRecipient
from skilldesk.gui.first_run_work import Answers, Backup, Suggestion
from skilldesk.operations import offices
from skilldesk.progress import Progress
from skilldesk.store import keyring
from skilldesk.store.queries.records import everything
from tests.support.stores import CHEAP

PASSWORD = "kite river lamp"
ANSWERS = Answers(
    region="370403",
    name="薛城区人力资源和社会保障局",
    code="370403",
    level="county",
    user_name="李敏",
    account="lm",
    password=PASSWORD,
    roles=("entry", "administrator"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "user" / "office"


def begun(folder: Path) -> FirstRun:
    return FirstRun(folder, lambda _: None, cost=CHEAP)


def test_the_office_lies_in_its_place_only_after_the_last_confirm(folder: Path) -> None:
    run = begun(folder)
    groups = run.found(ANSWERS, folder, Progress())
    assert len(groups) == 5
    assert not folder.exists()

    store = run.settle()

    assert run.hand_over() == "lm"
    assert not platform.part_of(folder).exists()
    with store.database.read() as snapshot:
        (office,) = everything(snapshot, Office)
        (user,) = everything(snapshot, User)
    store.close()
    assert (office.name, office.code, office.regions) == (ANSWERS.name, "370403", ("370403",))
    assert (user.account, user.name, user.roles) == ("lm", "李敏", ANSWERS.roles)
    offices.recover(folder, "lm", " ".join(groups), "another lamp", cost=CHEAP)
    assert keyring.open_with_password(folder, "lm", "another lamp").keys


def test_what_is_forgotten_leaves_nothing(folder: Path) -> None:
    run = begun(folder)
    run.found(ANSWERS, folder, Progress())

    run.close()

    assert list(folder.parent.iterdir()) == []


def test_a_second_try_has_another_sheet_and_one_office(folder: Path) -> None:
    run = begun(folder)
    first = run.found(ANSWERS, folder, Progress())
    second = run.found(ANSWERS, folder, Progress())
    run.settle()
    run.close()

    assert first != second
    assert len(keyring.holders(folder).sheets) == 1


def test_an_empty_folder_with_an_old_lock_is_taken(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / platform.LOCK).touch()
    run = begun(folder)
    run.found(ANSWERS, folder, Progress())
    run.settle()
    run.close()

    assert is_office(folder)


def test_a_folder_that_holds_something_is_refused(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "信.docx").touch()

    with pytest.raises(Refused, match="已经有别的文件"):
        begun(folder).found(ANSWERS, folder, Progress())
    (folder / "keys.json").touch()
    assert first_run.folder_fault(folder) == "这个位置已经有一个单位。"


@pytest.fixture
def backup(tmp_path: Path) -> tuple[Path, str]:
    """A backup, and the sheet that opens it."""
    old = tmp_path / "old" / "office"
    run = begun(old)
    groups = run.found(ANSWERS, old, Progress())
    store = run.settle()
    path = offices.make_backup(store, "lm", tmp_path / "stick")
    run.close()
    return path, "-".join(groups)


def test_a_backup_comes_back_and_its_user_is_in(folder: Path, backup: tuple[Path, str]) -> None:
    run = begun(folder)

    store = run.restore(Backup(path=backup[0], account="lm", password=PASSWORD), folder)

    assert store is not None
    assert run.hand_over() == "lm"
    store.close()


def test_a_backup_comes_back_by_the_sheet(folder: Path, backup: tuple[Path, str]) -> None:
    assert begun(folder).restore(Backup(path=backup[0], sheet=backup[1]), folder) is None

    assert keyring.holders(folder).users == ("lm",)


def test_a_wrong_password_of_a_backup_leaves_nothing(folder: Path, backup: tuple[Path, str]) -> None:
    with pytest.raises(WrongPassword):
        begun(folder).restore(Backup(path=backup[0], account="lm", password="wrong one"), folder)

    assert list(folder.parent.iterdir()) == []


def test_the_request_to_join_is_written_at_the_end(folder: Path, tmp_path: Path) -> None:
    run = begun(folder)
    run.found(ANSWERS, folder, Progress())
    run.settle()

    (tmp_path / "stick").mkdir()
    assert "现在可以拔出" in run.request(tmp_path / "stick")
    with pytest.raises(WrongRecipient):
        run.read(next((tmp_path / "stick").iterdir()))
    run.close()


KILLED = """
import os, sys
from pathlib import Path
from skilldesk.app.first_run import FirstRun
from skilldesk.progress import Progress
from skilldesk.store.keyfile import Cost
from tests.app.test_first_run import ANSWERS
folder, step = Path(sys.argv[1]), sys.argv[2]
run = FirstRun(folder, lambda _: os._exit(9), cost=Cost(memory=32, passes=1))
if step == "migrating":
    from skilldesk.store import office
    office.begin_epoch = lambda *_, **__: os._exit(9)
run.found(ANSWERS, folder, Progress())
if step == "founded":
    os._exit(9)
run.settle()
"""


@pytest.mark.parametrize("step", ["migrating", "founded"])
def test_a_kill_before_the_last_confirm_blocks_no_next_start(folder: Path, step: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, folder, step], check=False)
    assert killed.returncode == 9
    assert platform.part_of(folder).exists()
    assert not is_office(folder)

    run = begun(folder)
    assert not platform.part_of(folder).exists()
    run.found(ANSWERS, folder, Progress())
    run.settle()
    run.close()

    assert is_office(folder)


def test_a_kill_after_the_last_confirm_leaves_a_whole_office(folder: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, folder, "settled"], check=False)
    assert killed.returncode == 9

    offices.log_in(folder, "lm", PASSWORD).close()
    assert [path.name for path in folder.parent.iterdir()] == ["office"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("薛城区", "370403"),
        ("薛城", "370403"),
        ("3704", "370400"),
        ("370403", "370403"),
        ("山东省枣庄市薛城区", "370403"),
        ("长春新区", "220100-XQ"),
        ("", None),
        ("没有这个地方", None),
        ("1", "110101"),
    ],
)
def test_places_are_found_by_code_and_by_any_part_of_the_name(typed: str, first: str | None) -> None:
    found = first_run.places(typed)

    assert (found[0].key if found else None) == first
    assert len(found) <= first_run.MOST


@given(st.text(max_size=30))
@settings(deadline=None)
def test_any_text_finds_only_places_that_can_be_taken(typed: str) -> None:
    for choice in first_run.places(typed)[:3]:
        assert first_run.suggest(choice.key).name
        assert first_run.code_fault(choice.key) == ""


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("370403", ""),
        ("370403-a", ""),
        ("３７０４０３", ""),
        ("", "请写单位编码"),
        ("37040", "应是6位数字"),
        ("990403", "练习用的编码"),
    ],
)
def test_the_code_of_an_office(code: str, fault: str) -> None:
    found = first_run.code_fault(code)

    assert found.startswith(fault) if not fault else fault in found
    assert bool(found) == bool(fault)


@pytest.mark.parametrize(
    ("region", "suggestion"),
    [
        ("370403", Suggestion(name="薛城区人力资源和社会保障局", code="370403", level="county")),
        ("370400", Suggestion(name="枣庄市人力资源和社会保障局", code="370400", level="city")),
        ("370000", Suggestion(name="山东省人力资源和社会保障厅", code="370000", level="province")),
    ],
)
def test_what_an_office_is_mostly_called(region: str, suggestion: Suggestion) -> None:
    assert first_run.suggest(region) == suggestion


@pytest.mark.parametrize(("name", "account"), [("李敏", "lm"), ("单小红", "sxh"), ("", "")])
def test_the_account_that_a_name_suggests(name: str, account: str) -> None:
    assert first_run.account(name) == account


def test_what_the_program_brings_is_counted() -> None:
    told = dict(first_run.built_in())

    assert list(told) == ["行政区划", "职业（工种）", "政策文件", "代码表"]
    assert all(any(one.isdigit() for one in text) for text in told.values())


def test_the_folder_of_the_office_is_entered_when_it_stands(folder: Path) -> None:
    entered: list[Path] = []
    run = FirstRun(folder, entered.append, cost=CHEAP)
    run.found(ANSWERS, folder, Progress())
    assert entered == []
    run.settle()
    run.close()

    assert entered == [folder]
    assert list(folder.parent.iterdir()) == [folder]
