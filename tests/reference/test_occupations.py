import re

import pytest

from skilldesk.reference import occupations

KNOWN = occupations.load()


SAMPLES = """6-31-01-03电工 6-18-02-04焊工 6-18-01-01车工 4-03-02-01中式烹调师 4-03-02-02中式面点师
4-10-01-02育婴员 4-10-01-03保育师 4-10-01-06家政服务员 4-10-03-01美容师 4-10-03-02美发师 4-01-06-01电子商务师
4-01-06-02互联网营销师 4-07-05-01保安员 4-12-01-01汽车维修工 4-10-01-05养老护理员"""


@pytest.mark.parametrize("text", SAMPLES.split())
def test_the_samples_of_the_specification_are_known(text: str) -> None:
    code, name = text[:10], text[10:]
    found = KNOWN.with_code(code)

    assert found
    assert found.name == name
    assert KNOWN.named(name) == (found,)


def test_every_occupation_has_a_code_a_name_and_its_marks() -> None:
    assert len(KNOWN.entries) > 1600
    for one in KNOWN.entries:
        assert re.fullmatch(r"[1-8]-\d\d-\d\d-\d\d", one.code)
        assert re.fullmatch(r"[\u4e00-\u9fff（）、/A-Z]+", one.name)
        assert one.marks in {"", "L", "S", "LS"}
        assert one.edition in {"2015", "2022"}
    assert len({(one.code, one.edition) for one in KNOWN.entries}) == len(KNOWN.entries)
