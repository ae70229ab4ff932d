"""Schools, enterprises and assessment bodies, and what may be taught: occupations, levels, catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from skilldesk.core.fields import (
    BankAccount,
    Code,
    Codes,
    CreditCode,
    Day,
    PersonName,
    Phone,
    Ref,
    Text,
    Whole,
    YesNo,
)
from skilldesk.core.records import Record


@dataclass(frozen=True, kw_only=True)
class Institution(Record):
    """培训机构, 评价机构 or 企业, with one account (domain §2.2)."""

    name: Annotated[
        str,
        Text(
            "机构名称",
            needed="record",
            max_length=100,
            synonyms=("单位名称", "培训机构", "培训机构名称", "机构全称"),
        ),
    ]
    credit_code: Annotated[
        str | None,
        CreditCode(
            "统一社会信用代码", needed="filing", synonyms=("信用代码", "社会信用代码", "统一信用代码")
        ),
    ] = None
    role: Annotated[str | None, Code("机构角色", table="institution_role", needed="filing")] = None
    institution_type: Annotated[str | None, Code("机构类型", table="institution_type", needed="filing")] = (
        None
    )
    licence_number: Annotated[str | None, Text("办学许可证号", max_length=30)] = None
    licence_until: Annotated[date | None, Day("许可有效期")] = None
    legal_representative: Annotated[
        str | None,
        PersonName(
            "法定代表人",
            needed="filing",
            synonyms=("法人", "法人代表", "法人姓名", "法人代表姓名", "法定代表人姓名"),
        ),
    ] = None
    principal: Annotated[
        str | None, PersonName("负责人", synonyms=("负责人姓名", "单位负责人", "机构负责人"))
    ] = None
    contact_person: Annotated[
        str | None, PersonName("联系人", needed="filing", synonyms=("联系人姓名", "单位联系人", "机构联系人"))
    ] = None
    phone: Annotated[
        str | None,
        Phone("电话", needed="filing", synonyms=("单位电话", "机构电话", "机构联系电话", "单位联系电话")),
    ] = None
    registered_address: Annotated[
        str | None, Text("注册地址", needed="filing", synonyms=("机构地址", "单位地址"))
    ] = None
    account_holder: Annotated[str | None, Text("户名", needed="claim", max_length=100)] = None
    bank_branch: Annotated[str | None, Text("开户银行", needed="claim", max_length=60)] = None
    account_number: Annotated[
        str | None,
        BankAccount("账号", needed="claim", sensitive=True, synonyms=("机构账号", "单位账号", "对公账号")),
    ] = None
    bank_code: Annotated[str | None, Text("联行号", max_length=12)] = None
    agreement_number: Annotated[str | None, Text("协议编号", max_length=40)] = None
    agreement_from: Annotated[date | None, Day("协议起")] = None
    agreement_until: Annotated[date | None, Day("协议止")] = None
    evaluation_body_code: Annotated[str | None, Text("评价机构备案号", max_length=13)] = None
    credit_grade: Annotated[str | None, Text("信用等级", max_length=2)] = None
    state: Annotated[str | None, Code("状态", table="institution_state")] = None


@dataclass(frozen=True, kw_only=True)
class Occupation(Record):
    """职业（工种）of an edition of the 大典 (domain §2.4)."""

    name: Annotated[str, Text("职业名称", needed="record", max_length=60)]
    trade: Annotated[str | None, Text("工种名称", max_length=60)] = None
    code: Annotated[
        str | None, Text("职业编码", needed="report", max_length=10, synonyms=("职业代码", "职业编号"))
    ] = None
    edition: Annotated[str | None, Text("大典版本", max_length=6)] = None
    marks: Annotated[str | None, Text("绿色L/数字S标识", max_length=2)] = None
    standard_kind: Annotated[str | None, Text("标准类型", max_length=20)] = None
    standard_number: Annotated[str | None, Text("标准编号", max_length=40)] = None
    in_qualification_list: Annotated[bool | None, YesNo("国家职业资格目录内")] = None


@dataclass(frozen=True, kw_only=True)
class Level(Record):
    """A level that an occupation has, with the least hours of its training."""

    occupation_id: Annotated[str, Ref("职业", to="occupation", needed="record")]
    level: Annotated[str, Code("等级", table="level", needed="record")]
    min_hours: Annotated[int | None, Whole("最低课时")] = None


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry(Record):
    """A line of a published catalogue: an occupation and level, or an institution, with its document."""

    catalogue: Annotated[str, Code("目录", table="catalogue", needed="record")]
    document: Annotated[str, Text("文号", needed="record", max_length=60)]
    occupation_code: Annotated[str | None, Text("职业编码", max_length=10)] = None
    occupation: Annotated[str | None, Text("职业（工种）", max_length=60)] = None
    level: Annotated[str | None, Code("等级", table="level")] = None
    institution_id: Annotated[str | None, Ref("机构", to="institution")] = None
    valid_from: Annotated[date | None, Day("起")] = None
    valid_until: Annotated[date | None, Day("止")] = None
    tags: Annotated[tuple[str, ...], Codes("标签")] = ()
