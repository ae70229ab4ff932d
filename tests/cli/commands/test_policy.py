from tests.cli.running import done, refused, run


def test_the_list_says_which_are_in_force_on_a_day():
    for day, in_force in (("2020-12-21", True), ("2022-01-01", False)):
        (policy,) = [one for one in done("policy", "list", "--on", day) if one["key"] == "SD-2019"]
        assert (policy["in_force"], policy["on"]) == (in_force, day)
        assert (policy["valid_from"], policy["valid_to"]) == ("2019-01-01", "2021-12-31")


def test_all_cases_of_all_policies_come_out_as_written():
    told = done("policy", "test")

    assert told["failed"] == 0
    assert told["passed"] == len(told["cases"]) > 20
    assert done("policy", "test", "SD-2019")["passed"] <= told["passed"]


def test_a_policy_is_shown_with_clauses_parameters_and_empty_standards():
    told = done("policy", "show", "SD-2019", "--on", "2020-12-21")

    count = next(one for one in told["rules"] if one["kind"] == "R-CNT")
    assert count["parameters"]["limit"] == 3
    assert "不超过3次" in count["clause"]
    assert {one["amount_fen"] for one in told["standards"]} == {None}
    assert "由单位录入" in run("policy", "show", "SD-2019", "--on", "2020-12-21").err


def test_a_policy_that_there_is_not_is_named():
    assert "XX-1" in refused("policy", "show", "XX-1", "--on", "2020-12-21")["text"]
    assert refused("policy", "test", "XX-1")["exit_code"] == 16
