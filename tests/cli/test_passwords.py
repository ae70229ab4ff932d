import getpass

import pytest

from skilldesk.cli import passwords
from skilldesk.cli.usage import UsageError
from skilldesk.errors import NotFound


@pytest.fixture
def keyboard(monkeypatch) -> list[str]:
    """What will be typed, one prompt after the other; nothing is in the environment."""
    typed: list[str] = []
    for source in (passwords.OFFICE, passwords.NEW):
        monkeypatch.delenv(source.variable)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed.pop(0))
    return typed


def test_a_password_is_asked_for_where_it_is_not_given(keyboard):
    keyboard.append("桥头堡-2020")

    assert passwords.known(None, passwords.OFFICE, of="limin 的") == "桥头堡-2020"


def test_a_new_password_is_typed_twice(keyboard):
    keyboard.extend(["桥头堡-2020", "桥头堡-2020"])

    assert passwords.chosen(None, passwords.NEW) == "桥头堡-2020"
    assert keyboard == []


@pytest.mark.parametrize("typed", [["桥头堡-2020", "桥头堡-2021"], ["", ""]])
def test_a_slip_or_nothing_makes_no_new_password(keyboard, typed):
    keyboard.extend(typed)

    with pytest.raises(UsageError):
        passwords.chosen(None, passwords.NEW)


def test_a_file_goes_before_the_environment_and_only_its_first_line_counts(tmp_path, monkeypatch):
    monkeypatch.setenv(passwords.OFFICE.variable, "from the environment")
    file = tmp_path / "password.txt"
    file.write_text("from the file\nmore", "utf-8")

    assert passwords.known(file, passwords.OFFICE) == "from the file"
    assert passwords.known(None, passwords.OFFICE) == "from the environment"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_told(tmp_path, content):
    file = tmp_path / "password.txt"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(NotFound, match="UTF-8"):
        passwords.known(file, passwords.OFFICE)
