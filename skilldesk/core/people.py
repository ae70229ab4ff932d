"""Trainees and the dated facts that the rules ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Self

from skilldesk.core import documents, identity, social_card
from skilldesk.core.fields import (
    BankAccount,
    Code,
    Day,
    Digest,
    DocumentNumber,
    PersonName,
    Phone,
    Ref,
    Text,
    YesNo,
)
from skilldesk.core.problems import Problem, Severity
from skilldesk.core.records import Record


@dataclass(frozen=True, kw_only=True)
class Trainee(Record):
    """参训人员: one real-name record (domain §2.1)."""

    document_type: Annotated[str, Code("证件类型", table="document_type", needed="record")] = "01"
    id_number: Annotated[
        str | None,
        DocumentNumber(
            "证件号码",
            needed="record",
            sensitive=True,
            synonyms=(
                *(
                    "身份证号",
                    "身份证号码",
                    "公民身份号码",
                    "公民身份证号码",
                    "居民身份证号码",
                    "身份证",
                    "证件号",
                ),
                *("身份证件号码", "有效证件号码", "社会保障号码", "社会保障号"),
            ),
        ),
    ] = None
    no_number_reason: Annotated[str | None, Code("无证件号码原因", table="no_number_reason")] = None
    name: Annotated[str, PersonName("姓名", needed="record", synonyms=("学员姓名", "名字"))]
    former_name: Annotated[str | None, PersonName("曾用名")] = None
    sex: Annotated[str | None, Code("性别", table="sex", needed="filing")] = None
    birth_date: Annotated[
        date | None,
        Day(
            "出生日期",
            needed="filing",
            sensitive=True,  # it is what the mask of the ID number hides
            synonyms=("出生年月", "出生年月日", "出生时间", "生日"),
        ),
    ] = None
    ethnicity: Annotated[str | None, Code("民族", table="ethnicity", needed="filing")] = None
    political_status: Annotated[str | None, Code("政治面貌", table="political_status")] = None
    marital_status: Annotated[str | None, Code("婚姻状况", table="marital_status")] = None
    education: Annotated[
        str | None,
        Code(
            "文化程度",
            table="education",
            needed="filing",
            synonyms=("学历", "最高学历", "学历层次", "文化水平"),
        ),
    ] = None
    school: Annotated[str | None, Text("毕业院校", max_length=100, synonyms=("毕业学校", "毕业院校名称"))] = (
        None
    )
    major: Annotated[str | None, Text("所学专业", max_length=60, synonyms=("毕业专业",))] = None
    graduated_on: Annotated[date | None, Day("毕业日期", synonyms=("毕业时间",))] = None
    hukou_type: Annotated[
        str | None,
        Code(
            "户口性质",
            table="hukou_type",
            needed="filing",
            synonyms=("户籍性质", "户口类型", "户口类别", "户籍类型"),
        ),
    ] = None
    hukou_region: Annotated[
        str | None,
        Text(
            "户籍地区划",
            needed="filing",
            max_length=12,
            synonyms=("户籍区划", "户籍行政区划", "户籍地行政区划"),
        ),
    ] = None
    hukou_address: Annotated[
        str | None,
        Text(
            "户籍地址",
            needed="filing",
            sensitive=True,
            synonyms=("户口地址", "户籍所在地", "户口所在地", "户籍详细地址", "身份证地址", "身份证住址"),
        ),
    ] = None
    residence_region: Annotated[
        str | None,
        Text("常住地区划", needed="filing", max_length=12, synonyms=("常住区划", "常住地行政区划")),
    ] = None
    residence_address: Annotated[
        str | None,
        Text(
            "现住址",
            needed="filing",
            sensitive=True,
            synonyms=(
                "现居地址",
                "通讯地址",
                "现居住地",
                "现住地址",
                "居住地址",
                "常住地址",
                "家庭住址",
                "家庭地址",
            ),
        ),
    ] = None
    phone: Annotated[
        str | None,
        Phone(
            "手机号码",
            needed="filing",
            sensitive=True,
            synonyms=("联系电话", "手机", "手机号", "移动电话", "联系方式", "电话", "电话号码", "联系手机"),
        ),
    ] = None
    emergency_contact: Annotated[
        str | None, Text("紧急联系人及电话", max_length=60, sensitive=True, synonyms=("紧急联系人",))
    ] = None
    employment_status: Annotated[
        str | None,
        Code("就业状态", table="employment_status", needed="filing", synonyms=("就业状况", "从业状况")),
    ] = None
    employer_id: Annotated[
        str | None,
        Ref("就业单位", to="institution", synonyms=("工作单位", "所在单位", "用人单位", "现工作单位")),
    ] = None
    contract_from: Annotated[date | None, Day("劳动合同起")] = None
    contract_to: Annotated[date | None, Day("劳动合同止")] = None
    disability_certificate: Annotated[
        str | None, Text("残疾人证号", max_length=20, sensitive=True, synonyms=("残疾证号", "残疾证号码"))
    ] = None
    employment_certificate: Annotated[
        str | None, Text("就业创业证编号", max_length=16, synonyms=("就业创业证号", "就业失业登记证编号"))
    ] = None
    veteran_certificate: Annotated[
        str | None, Text("退役证件号", max_length=30, sensitive=True, synonyms=("退役证号", "退伍证号"))
    ] = None
    social_card_number: Annotated[
        str | None,
        Text(
            "社保卡卡号",
            max_length=9,
            sensitive=True,
            synonyms=("社保卡号", "社会保障卡号", "社会保障卡卡号"),
        ),
    ] = None
    bank_account: Annotated[
        str | None,
        BankAccount(
            "社保卡金融账号",
            needed="claim",
            sensitive=True,
            synonyms=(
                *(
                    "银行账号",
                    "银行帐号",
                    "银行卡号",
                    "银行卡账号",
                    "银行账户",
                    "账号",
                    "帐号",
                    "收款银行卡号",
                ),
                *("社保卡账号", "社保卡银行账号", "金融账号", "个人银行账号"),
            ),
        ),
    ] = None
    bank_branch: Annotated[
        str | None,
        Text(
            "开户银行",
            needed="claim",
            max_length=60,
            synonyms=("开户行", "开户银行名称", "开户行名称", "银行名称", "开户支行"),
        ),
    ] = None
    bank_code: Annotated[str | None, Text("联行号", max_length=12)] = None
    account_holder: Annotated[
        str | None, PersonName("户名", needed="claim", synonyms=("账户名", "账户名称", "开户名", "持卡人"))
    ] = None
    verification: Annotated[str | None, Code("实名核验状态", table="identity_check")] = None
    verification_way: Annotated[str | None, Text("核验方式", max_length=20)] = None
    verified_at: Annotated[date | None, Day("核验时间")] = None
    photo: Annotated[str | None, Digest("照片")] = None
    sensitivity: Annotated[str | None, Code("敏感标志", table="sensitivity")] = None
    remark: Annotated[str | None, Text("备注")] = None

    def completed(self) -> Self:
        """With sex and birth date from a sound number."""
        told = self._told_by_number()
        if told is None:
            return self
        return replace(self, sex=self.sex or told.sex, birth_date=self.birth_date or told.birth_date)

    def _told_by_number(self) -> identity.Facts | None:
        return documents.told(self.document_type, self.id_number) if self.id_number else None

    def faults(self, today: date) -> Iterator[Problem]:
        if self.id_number:
            yield from documents.faults(self.document_type, self.id_number, today=today)
            yield from self._against(self._told_by_number())
        if self.social_card_number:
            yield from social_card.faults(self.social_card_number)
        if self.account_holder and self.name and self.account_holder != self.name:
            yield _confirm(
                "BANK-HOLDER", "account_holder", f"户名「{self.account_holder}」和姓名不同，请核对银行卡。"
            )

    def _against(self, told: identity.Facts | None) -> Iterator[Problem]:
        if told and self.sex and self.sex != told.sex:
            yield _confirm("ID-SEX", "sex", "性别与证件号码第17位不一致，请核对证件。")
        if told and self.birth_date and self.birth_date != told.birth_date:
            yield _confirm(
                "ID-BIRTHDAY", "birth_date", f"出生日期与证件号码不一致，号码里是{told.birth_date}。"
            )


@dataclass(frozen=True, kw_only=True)
class CategoryFact(Record):
    """Which category of people somebody belonged to, from when to when, and who says so (domain §2.1b)."""

    trainee_id: Annotated[str, Ref("学员", to="trainee", needed="record")]
    category: Annotated[
        str,
        Code(
            "人员类别",
            table="person_category",
            needed="record",
            synonyms=("人员类型", "人员身份", "学员类别", "学员类型", "培训对象类别", "参训人员类别"),
        ),
    ]
    evidence_kind: Annotated[str | None, Code("佐证材料", table="evidence", needed="claim")] = None
    evidence_number: Annotated[str | None, Text("佐证编号", max_length=40)] = None
    issued_by: Annotated[str | None, Text("出具单位", max_length=60)] = None
    valid_from: Annotated[date | None, Day("起", needed="claim")] = None
    valid_until: Annotated[date | None, Day("止")] = None


@dataclass(frozen=True, kw_only=True)
class StatusFact(Record):
    """What another office knows of a person: pension, staff, student, insured months, death."""

    trainee_id: Annotated[str, Ref("学员", to="trainee", needed="record")]
    kind: Annotated[str, Code("事项", table="status_fact", needed="record")]
    value: Annotated[str, Text("值", needed="record", max_length=20)]
    """是, 否, or a whole number of months."""
    valid_from: Annotated[date | None, Day("起")] = None
    valid_until: Annotated[date | None, Day("止")] = None
    source: Annotated[str | None, Text("来源", needed="claim", max_length=60)] = None
    as_of: Annotated[date | None, Day("数据截至", needed="claim")] = None


@dataclass(frozen=True, kw_only=True)
class PriorBenefit(Record):
    """历史享受记录: a benefit that another office or another year granted (domain §2.18)."""

    id_number: Annotated[str, DocumentNumber("证件号码", needed="record", sensitive=True)]
    subsidy: Annotated[str, Code("补贴类型", table="subsidy", needed="record")]
    occupation: Annotated[str | None, Text("职业（工种）", max_length=60)] = None
    level: Annotated[str | None, Code("等级", table="level")] = None
    certificate_date: Annotated[date | None, Day("证书日期")] = None
    state: Annotated[str | None, Code("状态", table="benefit_state")] = None
    source: Annotated[str | None, Text("来源文件", max_length=100)] = None
    repeats: Annotated[bool | None, YesNo("本机已有同一笔")] = None
    """Whether a claim of this office is the same benefit, so that it is not counted twice."""


def _confirm(code: str, field: str, text: str) -> Problem:
    return Problem(code=code, field=field, text=text, severity=Severity.WARNING)
