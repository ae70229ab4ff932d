"""What a command answers: one JSON document for programs on stdout, sentences for people on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from skilldesk.core.problems import Problem, Severity
from skilldesk.errors import SkillDeskError

DONE = 0
PUT_RIGHT = 1
"""Done, but something must be put right: the report says what."""

_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""JSON lets them stand, and some readers take them for the end of a line."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """`text` is for people; where it is none, the document itself is, and is always printed."""

    document: Any
    text: str | None = None
    exit_code: int = DONE


@dataclass(frozen=True, kw_only=True)
class Lines(Reply):
    """A document for each line."""

    document: Sequence[Any]


def show(reply: Reply, *, as_json: bool) -> None:
    if reply.text is not None and not as_json:
        say(reply.text)
    elif isinstance(reply, Lines):
        for one in reply.document:
            print(_json(one))
    else:
        print(_json(reply.document, indent=2))


def say(text: str) -> None:
    """Tell people something, beside any answer."""
    print(text, file=sys.stderr)


def show_error(code: str, text: str, exit_code: int, *, as_json: bool) -> int:
    """Tell why a command did nothing; the exit code."""
    say(text)
    if as_json:
        print(_json({"error": {"code": code, "text": text, "exit_code": exit_code}}, indent=2))
    return exit_code


def error_document(error: SkillDeskError) -> dict[str, Any]:
    return {"code": type(error).__name__, "text": str(error), "exit_code": error.exit_code}


def problem_document(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "field": problem.field,
        "severity": "error" if problem.severity is Severity.ERROR else "warning",
        "text": problem.text,
    }


def _json(document: Any, indent: int | None = None) -> str:
    return json.dumps(document, ensure_ascii=False, indent=indent).translate(_LINE_ENDS)
