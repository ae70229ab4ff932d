"""Runs commands in this process, as the launcher would, and keeps what they answered."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from skilldesk.cli.main import main

PASSWORD = "桥头堡-2020"


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """What --json says of a refusal; the same sentence stands on stderr."""
        error: dict[str, Any] = self.json["error"]
        assert error["exit_code"] == self.code
        assert error["text"] in self.err
        return error


def run(*arguments: object, stdin: object = None) -> Ran:
    """Run a command; `stdin` is bytes, or something that is sent as JSON."""
    data = stdin if isinstance(stdin, bytes) else b"" if stdin is None else json.dumps(stdin).encode()
    out, err = io.StringIO(), io.StringIO()
    typed = io.TextIOWrapper(io.BytesIO(data), "utf-8")
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", typed):
        code = main([str(one) for one in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def done(*arguments: object, stdin: object = None) -> Any:
    """The JSON of a command that must succeed, perhaps with something to be put right."""
    ran = run(*arguments, "--json", stdin=stdin)
    assert ran.code in (0, 1), ran.err
    return ran.json


def refused(*arguments: object, stdin: object = None) -> dict[str, Any]:
    """The error of a command that must not succeed."""
    ran = run(*arguments, "--json", stdin=stdin)
    assert ran.code not in (0, 1), ran.out
    return ran.error
