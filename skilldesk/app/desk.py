"""The desk of somebody who has come in: everything their pages are given."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from skilldesk.app.board import Boards
from skilldesk.app.claim_words import Reader
from skilldesk.app.claims import Claims
from skilldesk.app.classes import Classes
from skilldesk.app.hand_over import HandOver
from skilldesk.app.papers import Papers
from skilldesk.app.reports import Reports
from skilldesk.app.system import Host, System, alone
from skilldesk.core.offices import Office
from skilldesk.errors import NotFound, WrongPassword
from skilldesk.gui.desk import Desk, News
from skilldesk.gui.dialogs import Dialogs
from skilldesk.gui.lookup import Lookup
from skilldesk.gui.memory import Memory
from skilldesk.gui.tasks import Tasks
from skilldesk.gui.theme import Theme
from skilldesk.operations import offices
from skilldesk.reference import codes, policies, regions, roles
from skilldesk.store import keyring
from skilldesk.store.office import Store


def furnished(
    store: Store,
    actor: str,
    tasks: Tasks,
    theme: Theme,
    memory: Memory | None = None,
    host: Host | None = None,
) -> Desk:
    """Wire the operations to the pages, for one user of an open store."""
    if store.drafts is None:
        raise NotFound("这个文件夹没有草稿库，不是单位文件夹。数据没有变化。请选择单位文件夹。")
    tables = codes.load()
    places = cache(regions.load)
    with store.database.read() as snapshot:
        user = offices.user(snapshot, actor)
        office = offices.this_office(snapshot)
    rights = roles.rights(user.roles)
    kept = memory or Memory()
    lookup = Lookup(store.database, tables, rights, memory=kept, home=_home(office))
    governing = policies.load().all
    system = System(store, actor, tables, host or alone())
    papers = replace(Papers(store, actor, tables, rights).work(), offset=system.offset)
    reports = Reports(store, actor, lookup, HandOver(store, actor, papers).work()).work()
    return Desk(
        store=store,
        user=user,
        rights=rights,
        office=office,
        tasks=tasks,
        theme=theme,
        dialogs=Dialogs(theme, None),
        lookup=lookup,
        news=News(),
        memory=kept,
        board=Boards(store, user, rights, reports, governing).work(),
        claims=Claims(store, actor, Reader(rights, tables), governing).work(),
        classes=Classes(store, actor, papers).work(),
        papers=papers,
        reports=reports,
        system=system.work(),
        place_of=lambda region: places().name(region),
        is_password=lambda typed: _opens(store, actor, typed),
    )


def _home(office: Office) -> str:
    """The region that the people of an office come from."""
    return office.regions[0] if office.regions else office.code


def _opens(store: Store, actor: str, typed: str) -> bool:
    try:
        keyring.open_with_password(store.folder, actor, typed)
    except WrongPassword:
        return False
    return True
