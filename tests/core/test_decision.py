from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldesk.core.case import Benefit, Case, CaseCertificate, CaseClass, CasePerson, CaseProject, DatedFact
from skilldesk.core.decision import decide, decide_in_order
from skilldesk.core.levels import level
from skilldesk.core.policy import Decision, RuleUse, StandardEntry, Verdict
from skilldesk.core.scenario import STATES, ScenarioStandard
from tests.support.cases import ORDINARY, SD2019, benefit, case, policy, use

DAY = date(2020, 6, 12)
THREE = tuple(benefit(DAY, name) for name in ("电工", "钳工", "车工"))


def judged(given_case: Case) -> Decision:
    return decide(given_case, [SD2019])


def say(*rules: RuleUse) -> tuple[RuleUse, ...]:
    return tuple(replace(rule, if_unknown="say") for rule in rules)


def test_an_ordinary_case_is_eligible() -> None:
    decision = judged(ORDINARY)

    assert (decision.verdict, decision.nth, decision.needs_person) == ("eligible", 1, False)
    assert decision.policies == ("SD-2019",)
    assert {finding.policy for finding in decision.findings} == {"SD-2019"}
    assert all(finding.clause for finding in decision.findings[1:])


@pytest.mark.parametrize(
    ("changed", "verdict", "needs_person"),
    [
        (replace(ORDINARY, history=THREE), "not_eligible", False),
        (replace(ORDINARY, history_complete=False), "provisional", False),
        (replace(ORDINARY, certificate=CaseCertificate()), "unknown", False),
        (replace(ORDINARY, certificate=CaseCertificate(obtained=False)), "not_eligible", False),
        (replace(ORDINARY, person=CasePerson()), "unknown", False),
        (replace(ORDINARY, history=(benefit(DAY, state="revoked"),)), "unknown", True),
        (replace(ORDINARY, history=THREE, person=CasePerson()), "not_eligible", False),
        (case(issued=date(2022, 1, 1)), "not_covered", False),
        (replace(ORDINARY, subsidy="40"), "not_covered", False),
    ],
)
def test_a_fail_is_stronger_than_a_stop_and_a_stop_than_something_to_say(
    *, changed: Case, verdict: Verdict, needs_person: bool
) -> None:
    decision = judged(changed)

    assert (decision.verdict, decision.needs_person) == (verdict, needs_person)


def test_without_a_document_nothing_is_decided() -> None:
    decision = decide(ORDINARY, [])

    assert (decision.verdict, decision.policies, decision.nth) == ("not_covered", (), None)


def test_the_file_says_whether_an_unknown_stops() -> None:
    rule = use("R-CERT", subsidies=["10"])
    nothing = replace(ORDINARY, certificate=CaseCertificate(), picked_on=DAY)

    assert decide(nothing, [policy(rule)]).verdict == "unknown"
    assert decide(nothing, [policy(*say(rule))]).verdict == "provisional"


def test_what_only_a_person_can_settle_stops_whatever_the_file_says() -> None:
    counting = use("R-CNT", limit=3, window="calendar_year", per="group")
    recovered = replace(ORDINARY, history=(benefit(DAY, state="recovered"),))

    assert decide(recovered, [policy(*say(counting))]).verdict == "unknown"


def test_after_the_funding_even_a_refusal_says_so() -> None:
    ended = replace(SD2019, funding_to=date(2020, 12, 31))
    late = case(applied_on=date(2021, 1, 1))

    assert (decide(late, [ended]).verdict, decide(late, [ended]).needs_person) == ("unknown", True)
    refused = decide(replace(late, history=THREE), [ended])
    assert (refused.verdict, refused.needs_person) == ("not_eligible", True)


# One batch, in the stated order


def line(occupation: str, issued: date = DAY) -> Case:
    return replace(case(issued=issued), training=replace(ORDINARY.training, occupation=occupation))


def verdicts(*lines: Case) -> list[Verdict]:
    return [decision.verdict for decision in decide_in_order(lines, [SD2019])]


def test_earlier_lines_of_the_batch_count() -> None:
    lines = [line(name) for name in ("电工", "钳工", "车工", "焊工")]

    assert verdicts(*lines) == ["eligible"] * 3 + ["not_eligible"]
    assert [decision.nth for decision in decide_in_order(lines, [SD2019])] == [1, 2, 3, 4]


def test_a_line_that_is_refused_does_not_count() -> None:
    lines = [line("电工"), line("电工"), line("钳工"), line("车工")]

    assert verdicts(*lines) == ["eligible", "not_eligible", "eligible", "eligible"]


def test_a_line_without_a_decision_leaves_the_same_one_after_it_open() -> None:
    unsettled = replace(line("电工"), certificate=CaseCertificate(obtained=None, issued_on=DAY))

    assert verdicts(unsettled, line("电工"), line("钳工")) == ["unknown", "unknown", "eligible"]


# Money


def standard(amount: int, key: str = "SD-2019") -> ScenarioStandard:
    return ScenarioStandard(
        policy=key,
        subsidy="10",
        key="5",
        amount=amount,
        document="演示标准",
        valid_from=date(2019, 1, 1),
        valid_until=None,
        entered_by="甲",
        approved_by="乙",
    )


def test_only_who_asks_for_the_amount_is_told_it() -> None:
    asked = replace(ORDINARY, ask="amount")

    assert decide(asked, [SD2019], [standard(70_000)]).payable_fen == 70_000
    assert decide(asked, [SD2019]).verdict == "unknown"
    assert decide(asked, [SD2019]).payable_fen is None
    assert decide(ORDINARY, [SD2019]).verdict == "eligible"
    assert decide(ORDINARY, [SD2019], [standard(70_000)]).amount_fen is None


def test_who_is_refused_is_paid_nothing_and_who_is_not_decided_has_no_sum() -> None:
    refused = replace(ORDINARY, ask="amount", history=THREE)
    open_case = replace(ORDINARY, ask="amount", person=CasePerson())

    assert decide(refused, [SD2019], [standard(70_000)]).payable_fen == 0
    assert decide(open_case, [SD2019], [standard(70_000)]).payable_fen is None


def test_a_document_without_a_calculation_gives_no_amount() -> None:
    silent = policy(use("R-CERT", subsidies=["10"]), calculations=())

    decision = decide(replace(ORDINARY, ask="amount"), [silent], [standard(70_000)])
    assert (decision.verdict, decision.amount_fen) == ("unknown", None)


def test_project_money_asks_nothing_of_persons() -> None:
    project = CaseProject(
        amount_fen=10_000_000,
        trained=100,
        employed=85,
        advanced_fen=6_000_000,
        stage="after_employment_check",
    )
    decision = judged(Case(ask="instalment", project=project))

    assert (decision.verdict, decision.amount_fen, decision.payable_fen) == (
        "eligible",
        10_000_000,
        4_000_000,
    )
    held = judged(Case(ask="instalment", project=replace(project, employed=84)))
    assert (held.verdict, held.payable_fen) == ("not_eligible", 0)


# Several documents at once


def counting(limit: int) -> RuleUse:
    return use("R-CNT", limit=limit, window="calendar_year", per="group")


def test_the_most_specific_document_that_names_the_broader_one_wins() -> None:
    province = policy(counting(3), key="SD", scope="370000")
    city = policy(counting(1), key="ZZ", scope="370400", based_on=("SD",))
    second = replace(ORDINARY, history=THREE[:1])

    decision = decide(second, [province, city])
    assert decision.verdict == "not_eligible"
    assert [finding.policy for finding in decision.findings if finding.rule == "R-CNT"] == ["ZZ"]
    assert decision.policies == ("SD", "ZZ")


def test_documents_that_do_not_know_each_other_and_disagree_are_for_a_person() -> None:
    province = policy(counting(3), key="SD", scope="370000")
    city = policy(counting(1), key="ZZ", scope="370400")

    apart = decide(replace(ORDINARY, history=THREE[:1]), [province, city])
    assert (apart.verdict, apart.needs_person) == ("unknown", True)
    assert decide(ORDINARY, [province, city]).verdict == "eligible"
    assert decide(replace(ORDINARY, history=THREE), [province, city]).verdict == "not_eligible"


def test_all_rules_of_all_scopes_apply() -> None:
    province = policy(counting(3), key="SD", scope="370000")
    county = policy(use("R-PROVINCE", province="37"), key="TZ", scope="370481")
    elsewhere = replace(ORDINARY, training=CaseClass(province="32"))

    assert decide(elsewhere, [province, county]).verdict == "not_eligible"


def test_amounts_that_differ_between_documents_are_for_a_person() -> None:
    def paying(key: str, amount: int, scope: str, *based_on: str) -> object:
        entry = StandardEntry(subsidy="10", key="5", amount_fen=amount, clause="第三条")
        return policy(counting(3), key=key, scope=scope, standards=(entry,), based_on=based_on)

    asked = replace(ORDINARY, ask="amount")
    province, city = paying("SD", 100, "370000"), paying("ZZ", 200, "370400")

    assert decide(asked, [province, city]).needs_person  # type: ignore[list-item]
    assert decide(asked, [province, paying("ZZ", 200, "370400", "SD")]).amount_fen == 200  # type: ignore[list-item]
    assert decide(asked, [province, paying("ZZ", 100, "370400")]).amount_fen == 100  # type: ignore[list-item]


# What holds for all cases

days = st.none() | st.dates(date(2018, 6, 1), date(2022, 6, 30))
grades = st.none() | st.sampled_from(["五级", "四级", "无等级"])
names = st.none() | st.sampled_from(["电工", "焊工", "车工", "6-18-02-04"])
benefits = st.builds(
    benefit,
    days,
    names,
    grades,
    state=st.none() | st.sampled_from([*STATES, "undecided"]),
    subsidy=st.none() | st.sampled_from(["10", "14", "20"]),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    grade = draw(grades)
    facts = st.lists(
        st.builds(
            DatedFact,
            kind=st.sampled_from(["entitled", "pension_employee", "pension_resident"]),
            value=st.none() | st.booleans(),
            valid_from=days,
        ),
        max_size=2,
    )
    return Case(
        ask=draw(st.sampled_from(["eligible", "amount"])),
        subsidy=draw(st.sampled_from(["10", "12", "20", None])),
        person=CasePerson(facts=tuple(draw(facts))),
        training=CaseClass(
            occupation=draw(names),
            level=level(grade) if grade else None,
            province=draw(st.sampled_from(["37", None])),
        ),
        certificate=CaseCertificate(
            obtained=draw(st.sampled_from([True, False, None])), issued_on=draw(days)
        ),
        history=tuple(draw(st.lists(benefits, max_size=5))),
        history_complete=draw(st.booleans()),
    )


WORSE: list[Verdict] = ["eligible", "provisional", "unknown", "not_eligible"]


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_history_does_not_matter(one: Case, random: object) -> None:
    shuffled = list(one.history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert judged(replace(one, history=tuple(shuffled))) == judged(one)


@given(cases(), benefits)
def test_one_more_paid_benefit_never_makes_a_verdict_better(one: Case, more: Benefit) -> None:
    before, after = judged(one), judged(replace(one, history=(*one.history, replace(more, state="paid"))))

    assert "not_covered" in {before.verdict, after.verdict} or (
        WORSE.index(after.verdict) >= WORSE.index(before.verdict)
    )
    assert (before.verdict == "not_covered") == (after.verdict == "not_covered")


@given(cases())
def test_knowing_that_the_history_is_complete_never_makes_a_verdict_worse(one: Case) -> None:
    ours, all_of_it = (
        judged(replace(one, history_complete=False)),
        judged(replace(one, history_complete=True)),
    )

    if ours.verdict != "not_covered":
        assert WORSE.index(all_of_it.verdict) <= WORSE.index(ours.verdict)


@given(cases())
def test_only_what_may_be_submitted_has_a_sum_to_pay(one: Case) -> None:
    decision = decide(one, [SD2019], [standard(70_000)])

    if decision.payable_fen:
        assert decision.verdict in {"eligible", "provisional"}
        assert decision.payable_fen == decision.amount_fen == 70_000


@given(st.lists(cases(), max_size=4), st.integers(0, 4))
def test_later_lines_of_a_batch_do_not_touch_earlier_ones(lines: list[Case], count: int) -> None:
    assert decide_in_order(lines[:count], [SD2019]) == decide_in_order(lines, [SD2019])[:count]


@given(st.lists(st.sampled_from(["电工", "焊工", "车工", "钳工", "铣工"]), max_size=8), st.integers(0, 400))
def test_no_batch_gives_more_than_three_in_a_year(trades: list[str], step: int) -> None:
    lines = [line(trade, DAY + timedelta(step * number % 500)) for number, trade in enumerate(trades)]
    granted = [
        one.days.certificate
        for one, decision in zip(lines, decide_in_order(lines, [SD2019]), strict=True)
        if decision.verdict == "eligible"
    ]

    years = [day.year for day in granted if day]
    assert all(years.count(year) <= 3 for year in years)
