import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import skilldesk
from skilldesk.reference import initials
from tests.support.monsters import ANY_TEXT, MONSTERS

INITIALS = initials.load()
COMMON = b"".join(
    bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF if row != 0xD7 else 0xFA)
).decode("gb2312")
"""The Han characters of GB 2312."""
PACKAGE = Path(skilldesk.__file__).parent


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("周春梅", "zcm"),
        ("单小红", "sxh"),
        ("曾国藩", "zgf"),
        ("查良镛", "zly"),
        ("区小明", "oxm"),
        ("仇英", "qy"),
        ("解珍", "xz"),
        ("尉迟恭", "ycg"),
        ("任小明", "rxm"),
        ("盖叫天", "gjt"),
        ("朴正花", "pzh"),
        ("缪小明", "mxm"),
        ("万俟卨", "mqx"),
        ("澹台灭明", "ttmm"),
        ("欧阳修", "oyx"),
        ("诸葛亮", "zgl"),
        ("长孙无忌", "zswj"),
        ("爱新觉罗溥仪", "axjlpy"),
        ("张乐", "zl zy"),
        ("乐嘉", "yj lj"),
        ("张长江", "zcj zzj"),
        ("单于明", "cym sym"),
        ("翟天", "zt dt"),
        ("吕娜", "ln"),
        ("买买提·吐尔逊", "mmttex"),
        ("John Smith", "js"),
        ("José García", "jg"),
        ("Jean-Luc", "jl"),
        ("王 小 明", "wxm"),
        ("王A明", "wam"),
        ("王\U00030edd明", "wbm"),
        ("王\ue111明", "wm"),
        ("", ""),
    ],
)
def test_a_name_is_found_under_its_letters_the_likeliest_first(name: str, keys: str) -> None:
    assert " ".join(INITIALS.keys(name)) == keys


def test_a_name_of_many_readings_has_no_more_keys_than_may_be() -> None:
    assert len(INITIALS.keys("乐长朝藏行曾")) == initials.MOST_KEYS


@pytest.mark.parametrize("surname", sorted(INITIALS.surnames))
def test_every_surname_has_a_letter_for_each_of_its_characters(surname: str) -> None:
    assert all(len(letters) == len(surname) for letters in INITIALS.surnames[surname])
    assert INITIALS.keys(f"{surname}三")[0] == INITIALS.surnames[surname][0] + "s"


@pytest.mark.parametrize("character", sorted(INITIALS.readings))
def test_every_character_of_the_table_has_its_letters_and_the_usual_one_among_them(character: str) -> None:
    letters = INITIALS.readings[character]

    assert len(character) == 1
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 and letter.isascii() and letter.islower() for letter in letters)


@given(name=st.text(st.sampled_from(COMMON), min_size=1, max_size=6))
def test_every_name_of_the_common_characters_has_a_key_of_small_letters(name: str) -> None:
    keys = INITIALS.keys(name)

    assert keys
    assert all(key.isascii() and key.isalpha() and key.islower() for key in keys)
    assert all(len(key) == len(name) for key in keys)


@given(text=ANY_TEXT)
def test_any_text_has_keys_or_none(text: str) -> None:
    keys = INITIALS.keys(text)

    assert len(keys) == len(set(keys)) <= initials.MOST_KEYS
    assert all(key and key == key.lower() and key.isascii() for key in keys)
    assert INITIALS.keys(text) == keys


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS)
def test_no_monster_upsets_it(monster: str) -> None:
    assert all(len(key) <= 60 for key in INITIALS.keys(monster))


def test_pinyin_is_imported_in_one_module_alone_and_only_when_asked_for() -> None:
    importing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pypinyin")
    }
    tree = ast.parse((PACKAGE / "reference" / "initials.py").read_text("utf-8"))

    assert importing == {"reference/initials.py"}
    assert not [
        node for node in tree.body if "pypinyin" in ast.dump(node) and isinstance(node, ast.ImportFrom)
    ]
