from pathlib import Path

import pytest

from tests.cli.world import DAY, Pc


@pytest.fixture
def clerk(county: Path) -> Pc:
    return Pc(county)


@pytest.fixture
def class_id(clerk: Pc) -> str:
    id: str = next(one["id"] for one in clerk.done("record", "list", "class") if "焊工" in one["name"])
    return id


@pytest.fixture
def claim(clerk: Pc, class_id: str) -> dict:
    return made(clerk, class_id)[0]


def checked(clerk: Pc, class_id: str) -> list[dict]:
    people: list[dict] = clerk.done("claim", "check", "--class", class_id)["people"]
    return people


def made(clerk: Pc, class_id: str) -> list[dict]:
    may = [one["trainee_id"] for one in checked(clerk, class_id) if one["may_be_submitted"]]
    claims: list[dict] = clerk.done("claim", "create", "--class", class_id, "--trainee", *may)["claims"]
    return claims


def test_a_check_tells_every_reason_and_writes_nothing(clerk, class_id):
    told = clerk.done("claim", "check", "--class", class_id)

    assert (told["class"], told["subsidy"], told["date"]) == (class_id, "10", DAY)
    person = told["people"][0]
    assert set(person) == {
        *("trainee_id", "name", "enrolment_id", "certificate_id", "may_be_submitted"),
        *("verdict", "needs_person", "nth", "amount_fen", "payable_fen", "outcomes", "policy"),
    }
    assert clerk.done("claim", "list")["claims"] == []


def test_the_date_decides_and_may_be_given(clerk, class_id):
    later = clerk.done("claim", "check", "--class", class_id, "--date", "2026-11-21")

    assert later["date"] == "2026-11-21"


def test_a_claim_goes_from_desk_to_desk_and_never_twice_through_one_hand(clerk, claim):
    reviewer, second = Pc(clerk.folder, "wangjianhua"), Pc(clerk.folder, "zhaoliqun")
    assert clerk.done("claim", "act", claim["id"], "submit")["state"] == "20"
    assert clerk.refused("claim", "act", claim["id"], "receive")["exit_code"] == 17
    assert reviewer.done("claim", "act", claim["id"], "receive")["state"] == "30"
    assert reviewer.done("claim", "act", claim["id"], "first_review")["state"] == "40"
    assert second.done("claim", "act", claim["id"], "second_review")["state"] == "50"

    (listed,) = [
        one
        for one in clerk.done("claim", "list", "--state", "复核通过")["claims"]
        if one["id"] == claim["id"]
    ]
    assert (listed["number"], listed["reported"]) == (claim["number"], "未报送")


def test_forms_of_several_claims_are_one_document(clerk, class_id, tmp_path):
    ids = [one["id"] for one in made(clerk, class_id)]
    ran = clerk.run("claim", "forms", *ids, "--out", tmp_path)

    assert ran.code == 0, ran.err
    assert "此文件任何人都能打开" in ran.err
    forms = clerk.done("claim", "forms", *ids, "--out", tmp_path)["forms"]
    assert [one["page"] for one in forms] == list(range(1, len(ids) + 1))
    assert len({one["sha256"] for one in forms}) == 1
    assert len({one["check_code"] for one in forms}) == len(ids)
    ledger = clerk.done("record", "list", "printing")
    assert [one["act"] for one in ledger].count("save") == 2 * len(ids)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "--class", "0" * 32), 16),
        (("create", "--class", "0" * 32, "--trainee", "0" * 32), 16),
        (("act", "0" * 32, "submit"), 16),
        (("act", "0" * 32, "explode"), 2),
        (("act", "BT990403-1-20-00001", "submit"), 2),
        (("forms", "0" * 32, "--out", "."), 16),
        (("list", "--state", "好了"), 2),
        (("check", "--class", "0" * 32, "--subsidy", "大补贴"), 2),
    ],
)
def test_what_is_not_there_is_told(clerk, arguments, code):
    assert clerk.run("claim", *arguments).code == code


def test_a_claim_for_somebody_of_another_class_is_refused(clerk, class_id):
    stranger = next(
        one["trainee_id"] for one in clerk.done("record", "list", "enrolment") if one["class_id"] != class_id
    )
    error = clerk.refused("claim", "create", "--class", class_id, "--trainee", stranger)

    assert "花名册" in error["text"]
