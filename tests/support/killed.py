"""A process that works in a store until it is killed, and reports each commit after `write()` returned."""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from skilldesk.core.people import Trainee
from skilldesk.store import cipher
from skilldesk.store.database import Database

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT = multiprocessing.get_context(_METHOD)
if _METHOD == "forkserver":
    _CONTEXT.set_forkserver_preload([__name__])


def killed_while(
    work: Callable[[Connection, Path, tuple[bytes, ...], int], None],
    path: Path,
    keys: tuple[bytes, ...],
    *,
    seed: int,
    after: float,
) -> list[Trainee]:
    """Let another process work there, kill it that many seconds after its first report; all its reports."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(theirs, path, keys, seed))
    process.start()
    theirs.close()
    reports = [ours.recv()]
    time.sleep(after)
    process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            reports.append(ours.recv())
    ours.close()
    return reports


def write_for_ever(pipe: Connection, path: Path, keys: tuple[bytes, ...], seed: int) -> None:
    """Adds and renames people, one or many in a commit; large ones make the log be written back."""
    random = Random(seed)  # noqa: S311 - so that it can be repeated
    database = Database(path, keys)
    ids: list[str] = []
    while True:
        name = f"王{random.getrandbits(40)}" + "x" * random.choice([0, 0, 0, 2000])
        with database.write("李会计") as work:
            if ids and random.random() < 0.5:
                person = work.get(Trainee, random.choice(ids))
                changed = [work.change(replace(person, name=name))]
            else:
                many = random.choice([1, 1, 1, 50])
                changed = work.add_many(
                    [Trainee(id=f"{random.getrandbits(128):032x}", name=name) for _ in range(many)]
                )
        for person in changed:
            pipe.send(person)
        ids += [person.id for person in changed]


def rekey_for_ever(pipe: Connection, path: Path, keys: tuple[bytes, ...], _: int) -> None:
    """Changes the key of the file from one of the two to the other and back."""
    pipe.send(None)
    while True:
        for new in keys:
            cipher.rekey(path, keys, new)
