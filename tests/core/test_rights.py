"""What roles allow together, and what masked values still say."""

from datetime import date

import pytest

from skilldesk.core.claims import Claim
from skilldesk.core.fields import BankAccount, DocumentNumber, Field, Phone, Text, fields_of
from skilldesk.core.people import CategoryFact, Trainee
from skilldesk.core.rights import HIDDEN, Private, Rights, Role, masked, of_roles

ROLES = {
    "entry": Role(writes=frozenset({"trainee"}), sees=frozenset({"numbers", "private"})),
    "leader": Role(may=frozenset({"unmask"})),
}
PRIVATE = Private(fields=frozenset({"sensitivity"}), categories=frozenset({"51"}))
NUMBER = "370403198604129026"


def field(record: type, name: str) -> Field:
    return next(one for one in fields_of(record) if one.name == name)


def test_rights_add_up_and_unknown_roles_allow_nothing() -> None:
    both = of_roles(("entry", "leader", "nobody"), ROLES, PRIVATE)

    assert both.may_write("trainee")
    assert not both.may_write("claim")
    assert both.allows("unmask")
    assert of_roles(("nobody",), ROLES, PRIVATE) == Rights(private=PRIVATE)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (DocumentNumber("证件号码"), NUMBER, "370403********9026"),
        (DocumentNumber("证件号码"), "H1234567", "********"),
        (BankAccount("账号"), "9999000000000000", "************0000"),
        (Phone("手机"), "13800009021", "138****9021"),
        (Text("地址"), "示例县沙沟镇前进村12号", HIDDEN),
    ],
)
def test_a_masked_value_hides_its_middle(kind: Text, text: str, shown: str) -> None:
    assert masked(kind, text) == shown


def test_numbers_are_whole_only_for_those_who_see_them() -> None:
    number = field(Trainee, "id_number")
    leader, clerk = (of_roles((role,), ROLES, PRIVATE) for role in ("leader", "entry"))

    assert clerk.told(number, NUMBER, "370403 19860412 9026") == "370403 19860412 9026"
    assert leader.told(number, NUMBER, "370403 19860412 9026") == "370403********9026"
    assert leader.told(number, None, "") == ""
    assert leader.told(field(Claim, "payee_account"), "9999000000000000", "…").startswith("****")


def test_the_birth_date_does_not_tell_what_the_mask_of_the_number_hides() -> None:
    leader, clerk = (of_roles((role,), ROLES, PRIVATE) for role in ("leader", "entry"))
    born = field(Trainee, "birth_date")

    assert leader.told(born, date(1986, 4, 12), "1986-04-12") == HIDDEN
    assert clerk.told(born, date(1986, 4, 12), "1986-04-12") == "1986-04-12"


def test_private_facts_are_not_told_to_those_who_need_not_know() -> None:
    leader, clerk = (of_roles((role,), ROLES, PRIVATE) for role in ("leader", "entry"))
    category = field(CategoryFact, "category")

    assert leader.told(category, "51", "服刑人员") == HIDDEN
    assert leader.told(category, "04", "农村转移就业劳动者") == "农村转移就业劳动者"
    assert leader.told(field(Trainee, "sensitivity"), "9", "不得公示") == HIDDEN
    assert clerk.told(category, "51", "服刑人员") == "服刑人员"
