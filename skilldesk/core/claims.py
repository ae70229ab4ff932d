"""Money: policy documents in use, the standards an office entered, claims and their lines, paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from skilldesk.core.fields import BankAccount, Code, Data, Day, Digest, Money, Ref, Text, Whole, YesNo
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record


@dataclass(frozen=True, kw_only=True)
class PolicyDocument(Record):
    """A policy file that this office decides by, held to its digest."""

    key: Annotated[str, Text("政策代号", needed="record", max_length=30)]
    document: Annotated[str, Text("文号", needed="record", max_length=100)]
    file_sha256: Annotated[str, Digest("文件摘要", needed="record")]


@dataclass(frozen=True, kw_only=True)
class Standard(Record):
    """An amount that fills what a policy file leaves EMPTY: entered by one, approved by another."""

    policy: Annotated[str, Text("政策", needed="record", max_length=30)]
    subsidy: Annotated[str, Code("补贴类型", table="subsidy", needed="record")]
    key: Annotated[str, Text("适用对象", needed="record", max_length=60)]
    amount: Annotated[int, Money("金额", needed="record")]
    document: Annotated[str, Text("文号", needed="record", max_length=100)]
    valid_from: Annotated[date | None, Day("起", needed="claim")] = None
    valid_until: Annotated[date | None, Day("止")] = None
    entered_by: Annotated[str | None, Text("录入人", max_length=30)] = None
    approved_by: Annotated[str | None, Text("审批人", max_length=30)] = None

    def faults(self, today: date) -> Iterator[Problem]:
        if self.approved_by and self.approved_by == self.entered_by:
            text = "标准的录入人和审批人不能是同一人，请由另一位同事审批。"
            yield Problem(code="STANDARD-TWO", field="approved_by", text=text)


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """补贴申请 (domain §2.14); what was drawn on paper stands in it, so that it travels."""

    number: Annotated[str, Text("申请编号", needed="record", max_length=30)]
    subsidy: Annotated[str, Code("补贴类型", table="subsidy", needed="record")]
    applicant_kind: Annotated[str, Code("申请主体", table="applicant_kind", needed="record")]
    applicant_id: Annotated[str | None, Text("申请人", max_length=32)] = None
    """The id of the trainee or the institution that applies."""
    class_id: Annotated[str | None, Ref("班期", to="class")] = None
    project_id: Annotated[str | None, Text("项目", max_length=40)] = None
    applied_on: Annotated[date | None, Day("申请日期", needed="claim")] = None
    received_on: Annotated[date | None, Day("受理日期")] = None
    amount: Annotated[
        int | None, Money("申请金额", needed="claim", synonyms=("补贴金额", "申请补贴金额"))
    ] = None
    payee_holder: Annotated[str | None, Text("收款户名", needed="claim", max_length=100)] = None
    payee_branch: Annotated[str | None, Text("收款开户行", needed="claim", max_length=60)] = None
    payee_account: Annotated[str | None, BankAccount("收款账号", needed="claim", sensitive=True)] = None
    fund_source: Annotated[str | None, Code("资金渠道", table="fund_source", needed="report")] = None
    instalment: Annotated[int | None, Whole("预拨/尾款", least=1, largest=2)] = None
    ratio_bp: Annotated[int | None, Whole("拨付比例（万分之）", largest=10_000)] = None
    province_number: Annotated[str | None, Text("省级编号", max_length=40)] = None
    form: Annotated[str | None, Text("表格", max_length=10)] = None
    form_version: Annotated[int | None, Whole("表格版本")] = None
    check_code: Annotated[str | None, Text("校验码", max_length=9)] = None
    form_sha256: Annotated[str | None, Digest("存档文件")] = None
    form_page: Annotated[int | None, Whole("页码", least=1)] = None
    state: Annotated[str | None, Code("状态", table="claim_state")] = None


@dataclass(frozen=True, kw_only=True)
class ClaimLine(Record):
    """One person in a claim, with the outcomes of the check as they were found."""

    claim_id: Annotated[str, Ref("申领单", to="claim", needed="record")]
    trainee_id: Annotated[str, Ref("学员", to="trainee", needed="record")]
    position: Annotated[int | None, Whole("序号", least=1)] = None
    enrolment_id: Annotated[str | None, Ref("报名", to="enrolment")] = None
    certificate_id: Annotated[str | None, Ref("证书", to="certificate")] = None
    category_fact_id: Annotated[str | None, Ref("认定类别", to="category_fact")] = None
    standard_id: Annotated[str | None, Ref("标准", to="standard")] = None
    document: Annotated[str | None, Text("标准文号", max_length=100)] = None
    amount: Annotated[int | None, Money("金额", needed="claim")] = None
    verdict: Annotated[str | None, Code("结论", table="verdict", needed="claim")] = None
    outcomes: Annotated[str | None, Data("各项检查")] = None
    policy: Annotated[str | None, Text("政策代号", max_length=30)] = None
    policy_sha256: Annotated[str | None, Digest("政策文件摘要")] = None


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """A scan or a file that belongs to a record; its bytes lie in the store under their SHA-256."""

    owner: Annotated[str, Text("所属记录", needed="record", max_length=32)]
    evidence_kind: Annotated[str | None, Code("材料类型", table="evidence", needed="claim")] = None
    file_name: Annotated[str | None, Text("文件名", max_length=100)] = None
    sha256: Annotated[str, Digest("内容摘要", needed="record")]
    is_original: Annotated[bool | None, YesNo("原件")] = None


@dataclass(frozen=True, kw_only=True)
class Printing(Record):
    """A row of the ledger of paper: what was drawn, saved or printed, when and by whom. It never travels."""

    document_number: Annotated[str, Text("编号", needed="record", max_length=30)]
    form: Annotated[str, Text("表格", needed="record", max_length=10)]
    sha256: Annotated[str, Digest("存档文件", needed="record")]
    act: Annotated[str, Code("方式", table="printing_act", needed="record")]
    copies: Annotated[int | None, Whole("份数", least=1, largest=99)] = None
    reason: Annotated[str | None, Text("原因")] = None
