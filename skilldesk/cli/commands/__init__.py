"""The commands, each a module here and a line in this list."""

from __future__ import annotations

from typing import Protocol

from skilldesk.cli.commands import (
    assess,
    backup,
    check,
    claim,
    demo,
    enrol,
    export,
    form,
    hub,
    init,
    journal,
    package,
    policy,
    receive,
    receive_result,
    reconcile,
    record,
    restore,
    self_test,
    template,
    user,
    verify,
)
from skilldesk.cli.parser import Commands


class Command(Protocol):
    """What a module of this folder offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The word that calls it."""

    def configure(self, commands: Commands) -> None:
        """Add the word with its arguments."""


COMMANDS: tuple[Command, ...] = (
    init,
    demo,
    check,
    record,
    assess,
    policy,
    claim,
    form,
    export,
    receive,
    template,
    receive_result,
    reconcile,
    package,
    backup,
    restore,
    verify,
    journal,
    user,
    enrol,
    hub,
    self_test,
)
