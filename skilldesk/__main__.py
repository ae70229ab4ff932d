"""Where the program begins: a command word → cli, otherwise → the window. A command never loads Qt."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

_UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt that show nothing to anybody."""


def main() -> int:
    """What the arguments ask for; the exit code."""
    _fill_streams()
    _speak_utf8()
    arguments = sys.argv[1:]
    word = arguments[0] if arguments else ""
    if word == "tour":
        return _tour(arguments[1:])
    if word in ("-h", "--help") or (word and not word.startswith("-")):
        from skilldesk.cli.main import main as command

        return command(arguments)
    if "--demo" in arguments and not _has_display():
        sys.stderr.write("这台电脑没有可用的显示器，打不开窗口，改为在虚构的示例县里把主要工作走一遍。\n")
        return _tour([one for one in arguments if one != "--demo"])
    from skilldesk import app

    return app.run(arguments)


def _tour(arguments: list[str]) -> int:
    from skilldesk import tour

    return tour.run(arguments)


def _fill_streams() -> None:
    """A windowed program of Windows has none of the three: what is said on them then, nobody hears."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _speak_utf8() -> None:
    """Whatever the code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _has_display() -> bool:
    if chosen := os.environ.get("QT_QPA_PLATFORM"):
        return chosen.partition(":")[0] not in _UNSEEN
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
