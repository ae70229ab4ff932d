import re
from pathlib import Path

from skilldesk import core
from skilldesk.core.problems import spoken

CODE = re.compile(r'"((?:ID|CERT|CLASS|FIELD|ROSTER|RESULT|GRID|DATE|TEXT|NAME|PHONE)-[A-Z-]+)"')


def test_each_check_is_said_by_a_number_of_its_own() -> None:
    package = Path(core.__file__).parent.parent
    codes = {code for file in package.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}
    numbers = {code: spoken(code) for code in codes}

    assert len(codes) > 40
    assert len(set(numbers.values())) == len(codes)
    assert all(re.fullmatch(r"[1-9]\d{3}", number) for number in numbers.values())


def test_the_number_of_a_check_stays() -> None:
    assert spoken("ID-CHECK") == "2339"
