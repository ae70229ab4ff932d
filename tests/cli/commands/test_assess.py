import json

from tests.cli.running import done, refused

SCENARIO = {
    "policies": ["SD-2019"],
    "given": "ordinary",
    "class": {"occupation": "焊工", "level": "五级", "province": "山东"},
    "certificate": {"type": "02", "issued": "2020-06-12"},
    "history": [
        {"subsidy": "10", "occupation": "电工", "level": "五级", "certificate_date": day, "state": "paid"}
        for day in ("2020-01-10", "2020-03-01", "2020-05-09")
    ],
    "claim": {"subsidy": "10", "date": "2020-07-01"},
}


def test_a_scenario_becomes_a_decision(tmp_path):
    file = tmp_path / "fourth.json"
    file.write_text(json.dumps(SCENARIO), "utf-8")

    told = done("assess", file)
    assert (told["verdict"], told["needs_person"], told["nth"]) == ("not_eligible", False, 4)
    assert set(told["outcomes"][0]) == {"rule", "outcome", "facts", "text", "document", "clause", "remedy"}
    assert told["policy"] == "SD-2019"
    assert [one["nth"] for one in done("assess", file, file)] == [4, 4]


def test_a_scenario_that_cannot_be_read_is_refused_by_name(tmp_path):
    file = tmp_path / "wrong.json"
    file.write_text('{"polices": []}', "utf-8")

    error = refused("assess", file)
    assert (error["code"], error["exit_code"]) == ("ScenarioFault", 70)
    assert "wrong.json" in error["text"]
    assert refused("assess", tmp_path / "none.json")["exit_code"] == 70
