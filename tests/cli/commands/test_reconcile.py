from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.support.county import PASSWORD, World, copied, edit, write_foreign


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("SKILLDESK_PASSWORD", PASSWORD)
    world = copied(tmp_path / "world")
    yield world
    world.close()


def ask(world: World, *more: str):
    world.pc.close()
    del world.pc
    return run("reconcile", "--office", world.folder / "first", "--user", "limin", *more)


def test_our_numbers_and_theirs_are_told_kind_by_kind(world: World) -> None:
    person = edit(world.pc, world.trainees[0], phone="13800009100")

    ran = ask(world, "--json")

    people = ran.json["kinds"][0]
    assert ran.code == 0
    assert (people["kind"], people["ours"], people["accepted"], people["not_sent"]) == ("trainee", 8, 7, 1)
    assert [(one["record"], one["title"], one["state"]) for one in ran.json["differences"]] == [
        (person.id, person.name, "not_sent")
    ]


def test_what_came_back_must_be_put_right(world: World) -> None:
    write_foreign(
        world.pc,
        kind="trainee",
        record="ab" * 16,
        document_type="01",
        name="周春梅",
        id_number="37040319900101991",
    )
    world.report(world.pc)

    ran = ask(world)

    assert ran.code == 1
    assert "学员“周春梅”省级退回" in ran.err
