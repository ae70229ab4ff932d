from tests.cli.world import CHUNMEI, Pc


def test_who_changed_what_is_told_with_labels(office):
    pc = Pc(office)
    id = pc.add("trainee", **CHUNMEI)
    pc.change("trainee", id, phone="13800009031")

    added, changed = pc.done("journal", "--record", id)
    assert (added["verb"], added["actor"], added["kind"]) == ("add", "limin", "trainee")
    assert changed["changes"] == {"phone": [CHUNMEI["phone"], "13800009031"]}
    assert changed["seq"] > added["seq"]
    ran = pc.run("journal", "--record", id)
    assert "手机号码 13800009031（原为 13800009021）" in ran.err


def test_only_what_was_done_since_a_day_is_told(office):
    pc = Pc(office)

    assert len(pc.done("journal", "--since", "2020-01-01")) == len(pc.done("journal")) - 1
    assert pc.done("journal", "--since", "2999-01-01") == []
    assert pc.run("journal", "--since", "2999-01-01").err == "没有操作记录。\n"
