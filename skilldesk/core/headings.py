"""Headings of a school's workbook: which field a heading means, or none; never a wrong one.

The words are those of the field descriptions (label and synonyms). Nothing is guessed from a part of a
heading: 姓名 of a contact, a teacher or a legal representative is not the trainee's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from skilldesk.core.aliases import folded
from skilldesk.core.fields import Field, Ref, fields_of
from skilldesk.core.institutions import CatalogueEntry, Institution, Occupation
from skilldesk.core.kinds import RECORDS
from skilldesk.core.people import CategoryFact, PriorBenefit, StatusFact, Trainee
from skilldesk.core.records import Record, kind_of
from skilldesk.core.training import Certificate, Class, Employment, Enrolment, Inspection

_BROUGHT: tuple[type[Record], ...] = (
    *(CategoryFact, StatusFact, Enrolment, Class, Certificate, Institution, Occupation),
    *(Employment, Inspection),
)
"""What schools bring in workbooks; the program makes most other kinds itself."""
_LISTED: tuple[type[Record], ...] = (PriorBenefit, CatalogueEntry)
"""What other offices publish."""
_OWNERS: dict[str, type[Record]] = {
    **dict.fromkeys(
        ("学员", "学生", "考生", "参训人员", "培训人员", "参训学员", "培训学员", "本人", "申请人"), Trainee
    ),
    **dict.fromkeys(("培训机构", "机构"), Institution),
    **dict.fromkeys(("培训班", "班级", "班期"), Class),
    "证书": Certificate,
}
"""Words in front that say whose field it is."""
_NUMBERED = re.compile(r"^\s*[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．：:]\s*(?=\D)")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_NOTE = re.compile(
    r"必填项?|选填项?|可选|文本|下拉框?|\d+位.*|男[/／]女|是[/／]否|元|万元|课时|学时|天|分|人|"
    r"(如|例|例如|格式|示例).*|.*(填写?|选择?|格式|大写|小写|一致|为准)|[\d\s./:-]+|yyyy.*",
    re.IGNORECASE,
)
"""What a bracket may hold without changing whose field it is: how to fill it in."""
_MARKS = re.compile(r"必填|选填")
_LONGEST = 60


def field(heading: str) -> str | None:
    """The field: a trainee's bare (`id_number`), any other with its kind (`institution.name`)."""
    text = _BRACKETS.sub(_without_note, _NUMBERED.sub("", heading[:_LONGEST]))
    plain = folded(_MARKS.sub("", text))
    return _meant(plain) or _of_owner(plain)


def _without_note(found: re.Match[str]) -> str:
    """Nothing in place of a bracket that only says how to fill the field in; any other bracket stays."""
    pieces = (piece.strip() for piece in re.split("[,，、;；]", found[1]))
    return "" if all(_NOTE.fullmatch(piece) for piece in pieces if piece) else found[0]


def _meant(plain: str) -> str | None:
    """A word of one field of the nearest kinds that have it: the trainee, what schools bring, the others."""
    for words in map(_words, ((Trainee,), _BROUGHT, _LISTED, RECORDS)):
        if found := words.get(plain):
            return found[0] if len(found) == 1 else None
    return None


def _of_owner(plain: str) -> str | None:
    """学员姓名, 机构地址: a word of that kind of record after the word that names it."""
    for word, record in _OWNERS.items():
        rest = plain.removeprefix(word).removeprefix("的")
        found = _words((record,)).get(rest, ()) if plain.startswith(word) else ()
        if len(found) == 1:
            return found[0]
    return None


@cache
def _words(records: tuple[type[Record], ...]) -> dict[str, tuple[str, ...]]:
    """The fields that each word means. A reference yields to a text of the same word: sheets bring texts."""
    found: dict[str, dict[str, bool]] = {}
    for word, path, is_reference in _pairs(records):
        found.setdefault(folded(word), {}).setdefault(path, is_reference)
    return {
        word: tuple(path for path, ref in paths.items() if not ref) or tuple(paths)
        for word, paths in found.items()
    }


def _pairs(records: tuple[type[Record], ...]) -> Iterator[tuple[str, str, bool]]:
    for record in records:
        for one in fields_of(record):
            for word in (one.label, *one.kind.synonyms):
                yield word, _path(record, one), isinstance(one.kind, Ref)


def _path(record: type[Record], one: Field) -> str:
    return one.name if record is Trainee else f"{kind_of(record)}.{one.name}"
