from tests.cli.running import done, refused, run
from tests.cli.world import Pc


def test_the_same_seed_makes_the_same_county(tmp_path, monkeypatch):
    monkeypatch.setenv("SKILLDESK_PASSWORD", "practice")
    told = [done("demo", tmp_path / name, "--trainees", "5", "--seed", "7") for name in ("one", "two")]

    assert told[0]["trainees"] == told[1]["trainees"]
    assert set(told[0]) == {"folder", "office", "hub", "users", "classes", "trainees"}
    people = [Pc(tmp_path / name).done("record", "list", "trainee") for name in ("one", "two")]
    assert people[0] == people[1]
    assert len(people[0]) == 5


def test_a_folder_in_use_is_refused(county):
    assert refused("demo", county)["exit_code"] == 17


def test_it_tells_the_users_and_their_password(tmp_path):
    ran = run("demo", tmp_path / "county", "--trainees", "1")

    assert ran.code == 0
    assert "密码都是 practice" in ran.err
