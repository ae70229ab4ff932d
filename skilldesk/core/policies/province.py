"""R-PROVINCE: the training was held in the province of the document."""

from __future__ import annotations

from skilldesk.core.case import Case
from skilldesk.core.policy import SUBSIDIES, Facts, Finding, Parameter, Rule, Sentence, Terms
from skilldesk.core.provinces import PROVINCES

CODE = "R-PROVINCE"


def decide(case: Case, terms: Terms) -> Finding:
    wanted, held = terms.use.text("province"), case.training.province
    facts: Facts = {"wanted": wanted, "province": held}
    if held is None:
        return Finding(rule=CODE, outcome="unknown", facts={"why": "not_known", **facts})
    if held == wanted:
        return Finding(rule=CODE, outcome="pass", facts={"why": "inside", **facts})
    return Finding(rule=CODE, outcome="fail", facts={"why": "outside", **facts})


def words(facts: Facts) -> dict[str, str]:
    return {
        "wanted": PROVINCES.get(str(facts["wanted"]), ""),
        "province": PROVINCES.get(str(facts["province"]), ""),
    }


RULE = Rule(
    code=CODE,
    title="在本省参加培训",
    parameters=(SUBSIDIES, Parameter(name="province", holds="text", choices=tuple(PROVINCES))),
    decide=decide,
    sentences={
        "inside": Sentence("培训在{wanted}进行。"),
        "outside": Sentence(
            "培训在{province}进行，文件只补贴在{wanted}参加的培训。",
            "请核对培训班的上课地点；地点无误的，不能申领。",
        ),
        "not_known": Sentence("没有填写培训所在的省份。", "请在培训班里补录培训所在省。"),
    },
    words=words,
)
