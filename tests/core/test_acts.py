"""Every act has a word that people understand."""

import re
from pathlib import Path

from skilldesk.core import acts

PACKAGE = Path(acts.__file__).parents[1]


def test_an_act_that_nobody_named_still_has_words() -> None:
    assert acts.word("add") == "新增"
    assert acts.word("claim.return") == "退回补正"
    assert acts.word("claim.something_newer") == "办理申领"
    assert acts.word("never.heard") == acts.word("") == "其他操作"


def test_every_act_that_the_program_notes_has_a_word_or_a_family() -> None:
    said = {
        verb
        for path in PACKAGE.rglob("*.py")
        for verb in re.findall(r"work\.(?:note|act)\(\s*\"([a-z._]+)\"", path.read_text("utf-8"))
    }

    assert said
    assert {verb for verb in said if acts.word(verb) == "其他操作"} == set()


def test_no_two_groups_ask_for_the_same_act() -> None:
    verbs = [verb for _, group in acts.GROUPS for verb in group]

    assert len(verbs) == len(set(verbs))
