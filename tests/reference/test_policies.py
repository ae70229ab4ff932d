import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from skilldesk import resources
from skilldesk.core.policies import RULES
from skilldesk.errors import NotFound, PolicyFault
from skilldesk.reference import codes, policies

FILE = resources.path("policies", "SD-2019.toml")
TEXT = FILE.read_text(encoding="utf-8")
SMALL = """
key = "SD-2030"
document = "鲁人社发〔2030〕1号"
issuer = "山东省"
scope = "370000"
valid_from = 2030-01-01
recovered = "counts"
dates = { set = "class_start", year = "application", standard = "class_start" }

[[rule]]
kind = "R-CNT"
clause = "第三条"
if_unknown = "stop"
parameters = { subsidies = ["10"], limit = 3, window = "lifetime", per = "group" }
"""


def small(old: str = "", new: str = "") -> policies.Policy:
    assert old in SMALL
    return policies.policy(SMALL.replace(old, new, 1).encode(), "SD-2030.toml")


def test_a_small_file_is_read_as_it_stands() -> None:
    found = small()

    assert (found.key, found.valid_to, found.funding_to, found.recovered) == ("SD-2030", None, None, "counts")
    assert (found.dates.set, found.dates.year) == ("class_start", "application")
    assert found.rules[0].parameters == {
        "subsidies": ["10"],
        "limit": 3,
        "window": "lifetime",
        "per": "group",
    }
    assert found.file_sha256 == hashlib.sha256(SMALL.encode()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('key = "SD-2030"', "", "key"),
        ('document = "鲁人社发〔2030〕1号"', "", "document"),
        ('issuer = "山东省"', "", "issuer"),
        ('scope = "370000"', "", "scope"),
        ('scope = "370000"', 'scope = "山东"', "scope"),
        ("valid_from = 2030-01-01", "", "valid_from"),
        ("valid_from = 2030-01-01", "valid_from = 2030-01-01\nvalid_to = 2029-12-31", "valid_to"),
        ('recovered = "counts"', "", "recovered"),
        ('recovered = "counts"', 'recovered = "ask"', "recovered"),
        ("dates = {", "date = {", "dates"),
        (', standard = "class_start"', "", "dates.standard"),
        ('set = "class_start"', 'set = "start"', "dates.set"),
        ('set = "class_start"', 'set = "class_start", month = "application"', "dates.month"),
        ('kind = "R-CNT"', 'kind = "R-AGE-90"', r"rule\[1\].kind"),
        ('clause = "第三条"', "", r"rule\[1\].clause"),
        ('if_unknown = "stop"', "", r"rule\[1\].if_unknown"),
        ('if_unknown = "stop"', 'if_unknown = "guess"', r"rule\[1\].if_unknown"),
        ("limit = 3, ", "", r"rule\[1\].parameters.limit"),
        ("limit = 3", 'limit = "3"', r"rule\[1\].parameters.limit"),
        ("limit = 3", "limit = 3, limits = 4", r"rule\[1\].parameters.limits"),
        ('window = "lifetime"', 'window = "year"', r"rule\[1\].parameters.window"),
        ('if_unknown = "stop"', 'if_unknown = "stop"\nlimit = 4', r"rule\[1\].limit"),
        ("recovered", "comment = 1\nrecovered", "comment"),
        ("[[rule]]", "[ordinary]\nclas = 1\n[[rule]]", "ordinary"),
        ("[[rule]]", '[[case]]\nname = "空"\nexpect = {}\n[[rule]]', r"case\[1\].scenario"),
        ("[[rule]]", "[[standard]]\n[[rule]]", r"standard\[1\].amount_fen"),
        (
            "[[rule]]",
            '[[standard]]\namount_fen = -1\nsubsidy = "10"\nkey = "5"\nclause = "五"\n[[rule]]',
            r"standard\[1\].amount_fen",
        ),
        (
            "[[rule]]",
            '[[standard]]\namount_fen = "EMPTY"\nsubsidy = "10"\nkey = "5"\nclause = "五"\n' * 2 + "[[rule]]",
            "standard里同一",
        ),
        (
            "[[rule]]",
            '[[calculation]]\nmethod = "PER_MOOD"\nclause = "五"\n[[rule]]',
            r"calculation\[1\].method",
        ),
    ],
)
def test_what_is_missing_or_not_known_is_refused_with_its_key(old: str, new: str, why: str) -> None:
    with pytest.raises(PolicyFault, match=f"^SD-2030.toml.{why}.*。$"):
        small(old, new)


def test_a_file_without_a_rule_is_refused_for_it_would_pay_everybody() -> None:
    with pytest.raises(PolicyFault, match="没有条件"):
        policies.policy(SMALL[: SMALL.index("[[rule]]")].encode(), "SD-2030.toml")


@pytest.mark.parametrize("content", [b"key = ", b"\xff\xfe", b"key = 1\nkey = 2"])
def test_what_is_no_toml_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(PolicyFault, match=r"不是正确的 TOML.*请改正后再用。"):
        policies.policy(content, "x.toml")


def test_every_line_of_the_shipped_file_matters() -> None:
    head = TEXT[: TEXT.index("[ordinary]")]
    keys = [found for found in re.finditer(r"^([a-z_.]+) = ", head, re.MULTILINE) if found[1] != "based_on"]
    spoiled = [head[: found.start()] + "un" + head[found.start() :] for found in keys]

    for text in spoiled:
        with pytest.raises(PolicyFault):
            policies.policy(text.encode(), FILE.name)


def test_sd_2019_says_what_its_document_says() -> None:
    found = policies.load().named(["SD-2019"])[0]
    unknown = {use.kind: use.if_unknown for use in found.rules}

    assert (found.valid_from, found.valid_to) == (date(2019, 1, 1), date(2021, 12, 31))
    assert (found.dates.set, found.dates.year, found.dates.standard) == ("certificate",) * 3
    assert (found.recovered, found.scope) == ("person", "370000")
    assert unknown == {
        "R-CERT": "stop",
        "R-PROVINCE": "stop",
        "R-CNT": "say",
        "R-DUP": "say",
        "R-PENSION": "stop",
        "R-PROJECT": "stop",
    }
    assert found.standards
    assert all(entry.amount_fen is None for entry in found.standards)
    assert found.file_sha256 == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_codes_of_the_shipped_files_stand_in_the_code_tables() -> None:
    tables = codes.load()
    subsidies = {entry.code for entry in tables["subsidy"].entries}
    levels = {entry.code for entry in tables["level"].entries}

    for found in policies.load().all:
        named = [use.texts("subsidies") for use in (*found.rules, *found.calculations)]
        assert subsidies >= {code for group in named for code in group}
        assert subsidies >= {entry.subsidy for entry in found.standards}
        assert levels >= {entry.key for entry in found.standards}


def test_policies_are_found_by_key_place_and_day() -> None:
    known = policies.load()

    assert [one.key for one in known.in_force("370402", date(2020, 6, 12))] == ["SD-2019"]
    assert known.in_force("370402", date(2018, 12, 31)) == ()
    assert known.in_force("222401", date(2020, 6, 12)) == ()
    assert [one.key for one in known.governing("370402")] == ["SD-2019"]
    with pytest.raises(NotFound, match=r"没有代号是“SD-1999”的政策文件.*SD-2019"):
        known.named(["SD-1999"])


def test_two_files_of_one_key_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")

    with pytest.raises(PolicyFault, match="SD-2030"):
        policies.load(tmp_path)


def test_every_kind_of_rule_is_described_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
