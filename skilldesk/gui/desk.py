"""What every page is given: the store, who is working, where work runs and how it looks. No globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from skilldesk.core.normal import china_day
from skilldesk.core.offices import Office, User, is_practice
from skilldesk.core.records import Record
from skilldesk.core.rights import Rights
from skilldesk.gui.board_work import BoardWork
from skilldesk.gui.claim_work import ClaimWork
from skilldesk.gui.class_work import ClassWork
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.memory import Memory
from skilldesk.gui.paper_work import PaperWork
from skilldesk.gui.place import Place
from skilldesk.gui.report_work import ReportWork
from skilldesk.gui.system_work import SystemWork
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.store.database import Database
from skilldesk.store.drafts import Drafts
from skilldesk.store.office import Store


class News(QObject):
    """Tells the pages what was written, so that they read it anew."""

    changed = Signal(frozenset)
    """The kinds of records that a commit touched, as classes."""

    wanted = Signal(Place)
    """Somebody wants to go there."""

    def tell(self, *kinds: type[Record]) -> None:
        self.changed.emit(frozenset(kinds))

    def go(self, place: Place) -> None:
        self.wanted.emit(place)


@dataclass(frozen=True, kw_only=True)
class Desk:
    store: Store
    user: User
    rights: Rights
    """What the roles of the user allow."""
    office: Office
    tasks: Tasks
    theme: Theme
    dialogs: Dialogs
    lookup: Lookup
    news: News
    memory: Memory
    board: BoardWork
    claims: ClaimWork
    classes: ClassWork
    papers: PaperWork
    reports: ReportWork
    system: SystemWork
    place_of: Callable[[str], str]
    """The name of a region by its six digits, for what an ID number says."""
    is_password: Callable[[str], bool]
    """Whether that is the password of the user; slow, so it is asked off the GUI thread."""

    @property
    def database(self) -> Database:
        return self.store.database

    @property
    def drafts(self) -> Drafts:
        assert self.store.drafts is not None  # noqa: S101 - only a hub has none, and it has no desk
        return self.store.drafts

    @property
    def actor(self) -> str:
        return self.user.account

    @property
    def is_practice(self) -> bool:
        return is_practice(self.office.code)

    def today(self) -> date:
        """The day in China."""
        return china_day(self.database.now())
