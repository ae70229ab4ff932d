"""Several files, one after the other: a bad one never stops its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skilldesk.cli.reply import DONE, PUT_RIGHT, Reply, error_document, say
from skilldesk.errors import SkillDeskError


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file; `wrong` if something must be put right."""

    document: dict[str, Any]
    text: str
    wrong: bool = False


def each(files: Sequence[Path], take: Callable[[Path], Outcome]) -> Reply:
    """What became of each file; the first refusal gives the exit code and stands under `error`, too."""
    told: list[dict[str, Any]] = []
    texts: list[str] = []
    errors: list[SkillDeskError] = []
    code = DONE
    for path in files:
        try:
            outcome = take(path)
        except SkillDeskError as error:
            errors.append(error)
            told.append({"file": str(path), "error": error_document(error)})
            say(f"{path}：{error}")
        else:
            told.append({"file": str(path), **outcome.document})
            texts.append(f"{path}：{outcome.text}")
            code = PUT_RIGHT if outcome.wrong else code
    first = {"error": error_document(errors[0])} if errors else {}
    return Reply(
        document={"received": told, **first},
        text="\n".join(texts),
        exit_code=errors[0].exit_code if errors else code,
    )
