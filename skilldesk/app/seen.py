"""Who was here last, for the login: names and times on this PC, before anything of the office can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from skilldesk.gui.people_list import Account


class Seen:
    """Kept in the memory of this PC, by folder and account."""

    def __init__(
        self, folder: Path, memory: Callable[[], Mapping[str, str]], remember: Callable[[str, str], object]
    ) -> None:
        self._folder, self._memory, self._remember = folder, memory, remember

    def note(self, account: str, name: str, role: str, now: datetime) -> None:
        said = {"name": name, "role": role, "at": now.isoformat(timespec="seconds")}
        self._remember(self._key(account), json.dumps(said, ensure_ascii=False))

    def accounts(self, users: Sequence[str], now: datetime) -> Sequence[Account]:
        """Those who may come in, whoever was here last on top."""
        told = {user: self._told(user) for user in users}
        latest = sorted(users, key=lambda user: told[user].get("at", ""), reverse=True)
        return [
            Account(
                key=user,
                name=told[user].get("name") or user,
                role=told[user].get("role", ""),
                last_seen=_when(told[user].get("at", ""), now),
            )
            for user in latest
        ]

    def _told(self, account: str) -> Mapping[str, str]:
        """What was noted; nothing, if the settings hold something else there."""
        try:
            said = json.loads(self._memory().get(self._key(account), "{}"))
        except ValueError:
            return {}
        return {str(key): str(text) for key, text in said.items()} if isinstance(said, dict) else {}

    def _key(self, account: str) -> str:
        return f"seen {self._folder} {account}"


def _when(at: str, now: datetime) -> str:
    """今天 08:02, 昨天 17:26, 11月18日 16:40, 2025年11月18日."""
    try:
        then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return ""
    days = now.date() - then.date()
    if days in (timedelta(0), timedelta(1)):
        return f"{'昨天' if days else '今天'} {then:%H:%M}"
    if then.year != now.year:
        return f"{then.year}年{then.month}月{then.day}日"
    return f"{then.month}月{then.day}日 {then:%H:%M}"
