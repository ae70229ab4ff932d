import re
from pathlib import Path

import skilldesk
from skilldesk.core.problems import Problem

SOURCES = Path(skilldesk.__file__).parent


def test_every_check_has_a_number_of_its_own() -> None:
    texts = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    codes = {code for text in texts for code in re.findall(r'"([A-Z]+(?:-[A-Z0-9]+)+)"', text)}
    numbers = {Problem(code=code, text="").number for code in codes}

    assert len(codes) > 50
    assert len(numbers) == len(codes)
    assert all(re.fullmatch(r"[1-9]\d{3}", number) for number in numbers)


def test_the_number_of_a_check_stays() -> None:
    assert Problem(code="ID-CHECK", text="").number == "2339"
