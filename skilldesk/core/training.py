"""Classes, who is in them, what was seen there, what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from skilldesk.core.fields import (
    Code,
    Codes,
    Day,
    Digest,
    DocumentNumber,
    Moment,
    Money,
    PersonName,
    Phone,
    Ref,
    Tenths,
    Text,
    Whole,
    YesNo,
)
from skilldesk.core.problems import Problem
from skilldesk.core.records import Record


@dataclass(frozen=True, kw_only=True)
class Class(Record):
    """培训班 (domain §2.6). One class leads to one kind of certificate."""

    name: Annotated[
        str,
        Text(
            "班期名称", needed="record", max_length=100, synonyms=("班级", "班级名称", "培训班", "培训班名称")
        ),
    ]
    filing_number: Annotated[
        str | None, Text("开班备案号", max_length=20, synonyms=("班级备案号", "备案编号", "备案号"))
    ] = None
    filed_on: Annotated[date | None, Day("备案日期")] = None
    institution_id: Annotated[str | None, Ref("培训机构", to="institution", needed="filing")] = None
    training_type: Annotated[
        str | None, Code("培训类型", table="training_type", needed="filing", synonyms=("培训类别",))
    ] = None
    mode: Annotated[str | None, Code("培训方式", table="training_mode", needed="filing")] = None
    subsidy: Annotated[str | None, Code("补贴类别", table="subsidy", needed="filing")] = None
    is_subsidised: Annotated[bool | None, YesNo("是否补贴性", needed="filing")] = None
    occupation_id: Annotated[
        str | None, Ref("职业（工种）", to="occupation", needed="filing", synonyms=("培训工种", "培训职业"))
    ] = None
    level: Annotated[
        str | None, Code("等级", table="level", needed="filing", synonyms=("培训等级", "培训级别"))
    ] = None
    certificate_kind: Annotated[str | None, Code("取证类型", table="certificate_kind", needed="filing")] = (
        None
    )
    province: Annotated[str | None, Code("培训所在省", table="province", needed="filing")] = None
    starts_on: Annotated[
        date | None, Day("开班日期", needed="filing", synonyms=("开班时间", "培训开始日期", "培训开始时间"))
    ] = None
    ends_on: Annotated[
        date | None,
        Day(
            "结课日期",
            needed="filing",
            synonyms=("结班日期", "结业日期", "结课时间", "培训结束日期", "培训结束时间"),
        ),
    ] = None
    delivery: Annotated[str | None, Code("授课方式", table="delivery", needed="filing")] = None
    theory_hours: Annotated[int | None, Tenths("理论课时", needed="filing")] = None
    practice_hours: Annotated[int | None, Tenths("实操课时", needed="filing")] = None
    planned_count: Annotated[int | None, Whole("计划人数", needed="filing")] = None
    largest_count: Annotated[int | None, Whole("人数上限")] = None
    site_id: Annotated[str | None, Text("上课地点", needed="filing", max_length=200)] = None
    head_teacher: Annotated[str | None, PersonName("班主任", synonyms=("班主任姓名",))] = None
    head_teacher_phone: Annotated[
        str | None, Phone("班主任电话", synonyms=("班主任联系电话", "班主任手机"))
    ] = None
    fee_personal: Annotated[int | None, Money("个人负担")] = None
    fee_enterprise: Annotated[int | None, Money("企业负担")] = None
    fee_government: Annotated[int | None, Money("政府负担")] = None
    state: Annotated[str | None, Code("状态", table="class_state")] = None

    @property
    def hours(self) -> int | None:
        """All hours in tenths, if both parts are known."""
        if self.theory_hours is None or self.practice_hours is None:
            return None
        return self.theory_hours + self.practice_hours

    def faults(self, today: date) -> Iterator[Problem]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            text = f"结课日期{self.ends_on}早于开班日期{self.starts_on}，请改正其中一个。"
            yield Problem(code="CLASS-DAYS", field="ends_on", text=text)


@dataclass(frozen=True, kw_only=True)
class Enrolment(Record):
    """A row of the roster: one person in one class (domain §2.7)."""

    class_id: Annotated[str, Ref("培训班", to="class", needed="record")]
    trainee_id: Annotated[str, Ref("学员", to="trainee", needed="record")]
    position: Annotated[int | None, Whole("序号", least=1)] = None
    category_fact_id: Annotated[str | None, Ref("认定类别", to="category_fact", needed="claim")] = None
    attended_hours: Annotated[int | None, Tenths("出勤课时", needed="claim")] = None
    score: Annotated[
        int | None, Tenths("结业成绩", largest=1000, synonyms=("成绩", "考核成绩", "考试成绩"))
    ] = None
    state: Annotated[str | None, Code("结果", table="enrolment_state", needed="claim")] = None


@dataclass(frozen=True, kw_only=True)
class Inspection(Record):
    """检查记录: somebody went there on that day (domain §2.17); two names sign."""

    class_id: Annotated[str, Ref("培训班", to="class", needed="record")]
    inspected_at: Annotated[str, Moment("检查时间", needed="record")]
    inspectors: Annotated[tuple[str, ...], Codes("检查人", needed="record")]
    expected_count: Annotated[int | None, Whole("应到")] = None
    present_count: Annotated[int | None, Whole("实到")] = None
    result: Annotated[str | None, Code("结论", table="inspection_result", needed="claim")] = None
    remark: Annotated[str | None, Text("检查意见")] = None

    def faults(self, today: date) -> Iterator[Problem]:
        if 0 < len(self.inspectors) < 2:
            text = "检查人应有两人以上，请补上另一位的姓名。"
            yield Problem(code="INSPECT-TWO", field="inspectors", text=text)
        if (self.present_count or 0) > (self.expected_count or 0):
            text = f"实到{self.present_count}人多于应到{self.expected_count or 0}人，请核对。"
            yield Problem(code="INSPECT-COUNT", field="present_count", text=text)


@dataclass(frozen=True, kw_only=True)
class Lesson(Record):
    """A line of the 实施性教学计划 (domain §2.6, form F03): what is taught when, where and by whom."""

    class_id: Annotated[str, Ref("培训班", to="class", needed="record")]
    held_on: Annotated[date | None, Day("授课日期", needed="record", synonyms=("日期",))] = None
    starts: Annotated[str | None, Text("起", max_length=5)] = None
    ends: Annotated[str | None, Text("止", max_length=5)] = None
    """Times of the day in China, as 08:30."""
    hours: Annotated[int | None, Tenths("课时", needed="filing")] = None
    kind: Annotated[str | None, Code("授课类型", table="lesson_kind", needed="filing")] = None
    topic: Annotated[str | None, Text("授课内容", needed="filing", max_length=100)] = None
    teacher: Annotated[str | None, PersonName("授课教师")] = None
    teacher_number: Annotated[str | None, DocumentNumber("教师证件号", needed="report", sensitive=True)] = (
        None
    )
    place: Annotated[str | None, Text("授课地点", max_length=100)] = None
    textbook: Annotated[str | None, Text("使用教程", max_length=100)] = None

    def faults(self, today: date) -> Iterator[Problem]:
        for name, text in (("starts", self.starts), ("ends", self.ends)):
            if text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
                told = f"时间「{text}」看不懂，请写成「08:30」的样子。"
                yield Problem(code="LESSON-TIME", field=name, text=told)
        if self.starts and self.ends and self.ends <= self.starts:
            told = f"结束时间{self.ends}不晚于开始时间{self.starts}，请核对。"
            yield Problem(code="LESSON-ORDER", field="ends", text=told)


@dataclass(frozen=True, kw_only=True)
class Certificate(Record):
    """证书 (domain §2.11). Whether its number contradicts it is for core.certificate_number to say."""

    trainee_id: Annotated[str, Ref("持证人", to="trainee", needed="record")]
    class_id: Annotated[str | None, Ref("培训班", to="class")] = None
    certificate_kind: Annotated[
        str | None,
        Code("证书类型", table="certificate_kind", needed="claim", synonyms=("证书类别", "证书种类")),
    ] = None
    number: Annotated[str, Text("证书编号", needed="record", max_length=30, synonyms=("证书号", "证书号码"))]
    occupation_id: Annotated[str | None, Ref("职业", to="occupation", needed="claim")] = None
    trade: Annotated[str | None, Text("工种", max_length=60)] = None
    level: Annotated[
        str | None,
        Code(
            "等级",
            table="level",
            needed="claim",
            synonyms=("证书等级", "证书级别", "技能等级", "鉴定等级", "评价等级"),
        ),
    ] = None
    special_ability: Annotated[str | None, Text("专项能力名称", max_length=60)] = None
    issuer: Annotated[
        str | None,
        Text("发证机构", needed="claim", max_length=100, synonyms=("发证单位", "发证机关", "证书颁发机构")),
    ] = None
    issuer_code: Annotated[str | None, Text("发证机构代码", max_length=20)] = None
    issued_on: Annotated[
        date | None,
        Day("发证日期", needed="claim", synonyms=("发证时间", "取证日期", "取证时间", "证书颁发日期")),
    ] = None
    verification: Annotated[str | None, Code("联网查询结果", table="verification", needed="report")] = None
    verified_at: Annotated[date | None, Day("查询日期")] = None
    verification_scan: Annotated[str | None, Digest("查询截图")] = None
    revoked_on: Annotated[date | None, Day("撤销日期")] = None

    def faults(self, today: date) -> Iterator[Problem]:
        if self.issued_on and self.issued_on > today:
            text = f"发证日期{self.issued_on}还没有到，请核对证书。"
            yield Problem(code="CERT-FUTURE", field="issued_on", text=text)


@dataclass(frozen=True, kw_only=True)
class Employment(Record):
    """就业跟踪 of one who finished (domain §2.12)."""

    enrolment_id: Annotated[str, Ref("报名", to="enrolment", needed="record")]
    state: Annotated[str, Code("就业状态", table="employment_result", needed="record")]
    employer: Annotated[str | None, Text("就业单位", max_length=100)] = None
    started_on: Annotated[date | None, Day("就业日期")] = None
    evidence_kind: Annotated[str | None, Code("佐证", table="evidence", needed="claim")] = None
