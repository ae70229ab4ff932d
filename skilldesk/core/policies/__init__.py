"""The kinds of subsidy rule, one module each."""

from skilldesk.core.policies import certificate, count_limit, duplicate, pension, project_money, province
from skilldesk.core.policy import Rule

RULES: tuple[Rule, ...] = (
    certificate.RULE,
    province.RULE,
    count_limit.RULE,
    duplicate.RULE,
    pension.RULE,
    project_money.RULE,
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
