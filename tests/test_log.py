import errno
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.log import Log, anonymous

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
ID = "37040319900101991X"
NAME = "周春梅"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log" / "skilldesk.log"


@pytest.fixture
def log(path: Path) -> Log:
    return Log(path, clock=lambda: NOW)


def test_an_event_is_a_code_and_counts(log, path):
    log.event("import.done", rows=500, rejected=3)
    assert path.read_text("ascii") == "2026-11-20 08:30:00+00:00 import.done rows=500 rejected=3\n"


def test_an_error_is_its_kind_and_places(log, path):
    log.failure("bug", failing())
    text = path.read_text("ascii")
    assert "builtins.KeyError\n" in text
    assert "builtins.PermissionError errno=13\n" in text
    assert re.search(r"tests\.test_log:\d+ failing", text)
    for secret in (ID, NAME, "6228480000000000000", "Users"):
        assert secret not in text


def failing() -> Exception:
    try:
        try:
            raise PermissionError(errno.EACCES, NAME, f"C:\\Users\\{NAME}\\{ID}.xlsx")
        except PermissionError as error:
            raise KeyError({NAME: "6228480000000000000"}) from error
    except KeyError as error:
        error.add_note(ID)
        return error


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.integers(), st.from_regex(r"\d{8,19}[Xx]?", fullmatch=True))
def test_nothing_that_may_be_data_gets_in(log, path, text, number, digits):
    path.unlink(missing_ok=True)
    kind = type(f"Error{digits}{NAME}", (Exception,), {"__module__": text.replace("\0", "")})
    log.event("rows", count=number, more=int(digits[:8]) + 10**8)
    log.failure("bug", kind(text, digits))
    for line in path.read_text("ascii").splitlines():
        assert not re.search(r"\d{8}", line.removeprefix("2026-11-20 08:30:00+00:00"))


@pytest.mark.parametrize("code", [NAME, ID, "Zhou Chunmei", "", "a\nb", "import.3"])
def test_a_code_that_is_no_word_of_the_source_is_refused_and_not_repeated(log, path, code):
    with pytest.raises(ValueError, match=r"^a log code is made of small Latin words$"):
        log.event(code)
    assert not path.exists()


def test_a_circle_of_causes_ends():
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert list(anonymous(one)) == ["  builtins.ValueError", "  builtins.KeyError"]


def test_old_files_are_kept_so_many_and_no_more(path):
    log = Log(path, clock=lambda: NOW, limit=100, kept=2)
    for number in range(20):
        log.event("turn", number=number)
    assert sorted(one.name for one in path.parent.iterdir()) == [
        "skilldesk.log",
        "skilldesk.log.1",
        "skilldesk.log.2",
    ]
    assert "number=19" in path.read_text("ascii")
    assert all(one.stat().st_size < 200 for one in path.parent.iterdir())


def test_a_file_that_cannot_be_turned_is_written_on(path, monkeypatch):
    log = Log(path, clock=lambda: NOW, limit=10)
    log.event("one")

    def replace(_source: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", replace)
    log.event("two")
    assert path.read_text("ascii").count("\n") == 2


def test_a_full_disk_never_stops_the_work(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    Log(blocked / "skilldesk.log", clock=lambda: NOW).event("one")
