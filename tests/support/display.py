"""A screen that nobody sees, the windows that programs open on it, and how one asks them to close."""

import ctypes
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

CLIENT_MESSAGE = 33
PATIENCE = 60
"""Seconds for a window to appear, on a busy machine."""


@contextmanager
def screen() -> Iterator[str]:
    """The name of a display of 1366×768."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    command.append("-noreset")  # otherwise each look of xdotool ends with moments in which nobody gets in
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def window_titled(title: str, display: str) -> int:
    """The window with these words in its title, as soon as it shows."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        if found := _told(search, display).split():
            return int(found[0])
        time.sleep(0.01)
    raise TimeoutError(title)


def title_of(window: int, display: str) -> str:
    return _told(["xdotool", "getwindowname", str(window)], display).strip()


def _told(command: list[str], display: str) -> str:
    env = {**os.environ, "DISPLAY": display}
    return subprocess.run(command, env=env, check=False, capture_output=True, encoding="utf-8").stdout


class _Message(ctypes.Structure):
    """XClientMessageEvent, as long as an XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    )


def close(window: int, display: str) -> None:
    """Ask as the cross in its corner does; there is no window manager here to do it (ICCCM 4.2.8.1)."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    server = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols, delete = (x11.XInternAtom(server, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    message = _Message(
        type=CLIENT_MESSAGE, window=window, message_type=protocols, format=32, data=(delete, 0, 0, 0, 0)
    )
    x11.XSendEvent(server, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(server)
