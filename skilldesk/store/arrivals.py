"""Which of the entries that came in can be taken now, and which must wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import sqlalchemy as sa

from skilldesk.core.journal import Chain, Head, Link, follows, readable
from skilldesk.errors import BrokenJournal, ForkedJournal
from skilldesk.store import journal


class Arrivals:
    """Entries in any order, sorted out without writing anything.

    `taken` are those that go on where our chains end, in an order in which each finds all that its writer
    knew; `waiting` those before which something is missing. What we have already is in neither.
    Raises BrokenJournal for one that was changed on its way, ForkedJournal for another under a known place.
    """

    def __init__(self, connection: sa.Connection, links: Iterable[Link]) -> None:
        self._connection = connection
        self._heads: dict[Chain, Head] = {}
        self._hashes: dict[Chain, dict[int, bytes]] = {}
        self.taken: list[Link] = []
        given = list(links)
        queues: dict[Chain, deque[Link]] = {}
        for link in sorted(given, key=lambda link: link.seq):
            queues.setdefault(link.chain, deque()).append(link)
        while sum(map(self._move, queues.values())):
            pass
        left = {link.place for queue in queues.values() for link in queue}
        self.waiting = [link for link in given if link.place in left]

    def _move(self, queue: deque[Link]) -> bool:
        """Take what can be taken from the queue of one chain; whether there was any."""
        before = len(queue)
        while queue and (self._held(queue[0]) or self._take(queue[0])):
            queue.popleft()
        return len(queue) < before

    def _head(self, chain: Chain) -> Head:
        if chain not in self._heads:
            self._heads[chain] = journal.head(self._connection, *chain)
        return self._heads[chain]

    def _held(self, link: Link) -> bool:
        """Whether we have this very entry."""
        head = self._head(link.chain)
        if link.seq > head.seq:
            return False
        hashes = self._hashes.setdefault(link.chain, {})
        if link.seq not in hashes:
            hashes.update(journal.hashes(self._connection, link.chain, link.seq, head.seq))
        if hashes.get(link.seq) != link.hash:
            raise ForkedJournal(
                "收到的数据与本机已有的同号数据不一致，可能有一台电脑恢复过备份。"
                "本机数据没有变化。请先与对方核对，再重新接收。"
            )
        return True

    def _take(self, link: Link) -> bool:
        head = self._head(link.chain)
        if link.seq > head.seq + 1:
            return False
        if not follows(head, link) or not readable(link):
            raise BrokenJournal("收到的数据在途中被改动过。本机数据没有变化。请对方重新导出后再接收。")
        entry = link.entry
        if entry and any(place.seq > self._head(place.chain).seq for place in entry.after):
            return False
        self._heads[link.chain] = link.head
        self._hashes.setdefault(link.chain, {})[link.seq] = link.hash
        self.taken.append(link)
        return True
