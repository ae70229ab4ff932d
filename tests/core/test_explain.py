import json
import re
from dataclasses import replace

import pytest

from skilldesk.core import amounts, decision, explain, grounds
from skilldesk.core.decision import decide
from skilldesk.core.policies import RULES
from skilldesk.core.policy import Finding, Sentence
from tests.support.cases import ORDINARY, SD2019, benefit, policy, use

FACTS = {
    "window": "calendar_year",
    "date_kind": "certificate",
    "year": 2020,
    "limit": 3,
    "counted": 2,
    "nth": 3,
    "drafts": 1,
    "key": ["occupation", "level"],
    "earlier_date": "2019-03-01",
    "occupation": "焊工",
    "level": "5",
    "certificate_kind": "04",
    "issued_date": "2020-06-12",
    "wanted": "37",
    "province": "32",
    "kinds": ["entitled"],
    "reference_date": "2020-06-12",
    "base_kind": "trained",
    "advance_bp": 6000,
    "full_bp": 8500,
    "rate_bp": 8499,
    "amount_fen": 10_000_000,
    "advance_fen": 6_000_000,
    "paid_fen": 0,
    "payable_fen": 6_000_000,
    "balance_fen": 4_000_000,
    "employed": 84,
    "base": 100,
    "standard_document": "演示标准",
    "standard_date": "2020-06-12",
}
STANDING = {
    "set": "certificate",
    "set_date": "2020-06-12",
    "year": "certificate",
    "standard": "certificate",
    "picked": False,
    "valid_from_date": "2019-01-01",
    "valid_to_date": None,
    "funding_to_date": "2020-12-31",
}
SPOKEN: list[tuple[str, str, Sentence, dict[str, object]]] = [
    *((rule.code, why, sentence, FACTS) for rule in RULES for why, sentence in rule.sentences.items()),
    *((amounts.CODE, why, sentence, FACTS) for why, sentence in amounts.SENTENCES.items()),
    *((grounds.IN_FORCE, why, sentence, STANDING) for why, sentence in grounds.IN_FORCE_SENTENCES.items()),
    *((grounds.FUNDING, why, sentence, STANDING) for why, sentence in grounds.FUNDING_SENTENCES.items()),
]


@pytest.mark.parametrize(
    ("rule", "why", "sentence", "facts"), SPOKEN, ids=[f"{one[0]}-{one[1]}" for one in SPOKEN]
)
def test_every_sentence_can_be_said_and_is_whole(
    rule: str, why: str, sentence: Sentence, facts: dict[str, object]
) -> None:
    finding = Finding(rule=rule, outcome="fail", facts={**facts, "why": why}, policy="SD-2019")  # type: ignore[dict-item]
    reason = explain.explain(finding, [SD2019])

    assert reason.text.endswith("。")
    assert not re.search(r"[{}]|None|True|_", reason.text + reason.remedy)
    assert reason.document == SD2019.document
    assert bool(reason.remedy) == bool(sentence.remedy)


def test_whoever_is_refused_reads_the_clause_and_what_to_do() -> None:
    third = tuple(benefit(ORDINARY.certificate.issued_on, name) for name in ("电工", "钳工", "车工"))
    told = explain.plain(decide(replace(ORDINARY, history=third), [SD2019]), [SD2019])
    refusal = next(one for one in told["outcomes"] if one["outcome"] == "fail")

    assert refusal["rule"] == "R-CNT"
    assert refusal["text"] == "2020年已享受3次，每年最多3次，本年不能再申领。"
    assert "每人每年不超过3次" in refusal["clause"]
    assert refusal["remedy"] == "请核对以往的补贴记录。记录无误的，发证日期在下一年度的才能再申领。"


@pytest.mark.parametrize(
    ("stops", "needs_person", "mark"),
    [(True, False, "资料不足："), (False, False, "仅依据本机数据："), (True, True, "须由人判断：")],
)
def test_an_unknown_says_what_kind_of_unknown_it_is(*, stops: bool, needs_person: bool, mark: str) -> None:
    finding = Finding(
        rule="R-CERT",
        outcome="unknown",
        facts={**FACTS, "why": "no_record"},
        stops=stops,
        needs_person=needs_person,
    )

    assert explain.explain(finding, [SD2019]).text.startswith(mark)


def test_what_documents_disagree_on_is_shown_side_by_side() -> None:
    def counting(key: str, limit: int) -> object:
        rule = use("R-CNT", limit=limit, window="calendar_year", per="group")
        return policy(rule, key=key, document=f"{key}〔2020〕1号")

    documents = [counting("甲", 3), counting("乙", 1)]
    case = replace(ORDINARY, history=(benefit(ORDINARY.certificate.issued_on),))
    told = explain.plain(decide(case, documents), documents)  # type: ignore[arg-type]
    apart = next(one for one in told["outcomes"] if one["rule"] == decision.DISAGREE)

    assert "《甲〔2020〕1号》" in apart["text"]
    assert "《乙〔2020〕1号》" in apart["text"]
    assert apart["document"] == "甲〔2020〕1号；乙〔2020〕1号"
    assert told["policy"] == "甲、乙"


def test_a_decision_is_plain_json_with_the_keys_of_the_command() -> None:
    told = explain.plain(decide(ORDINARY, [SD2019]), [SD2019])

    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert set(told) == {
        "verdict", "needs_person", "nth", "amount_fen", "payable_fen", "outcomes", "policy",
    }  # fmt: skip
    assert set(told["outcomes"][0]) == {
        "rule", "outcome", "facts", "text", "document", "clause", "remedy",
    }  # fmt: skip


def test_the_day_that_decided_is_printed_on_the_result() -> None:
    told = explain.plain(decide(ORDINARY, [SD2019]), [SD2019])

    assert (
        told["outcomes"][0]["text"]
        == "按发证日期2020年6月12日适用本文件；年度按发证日期确定，标准按发证日期确定。"
    )
