"""The practice county and its hub, as `demo` and the first picture of the program show them."""

from pathlib import Path

from skilldesk.core.normal import china_day
from skilldesk.hub import inbox, practice, registry
from skilldesk.operations import demo, joining, packages
from skilldesk.operations.joining import Standing
from skilldesk.progress import Progress
from skilldesk.store.verify import verify
from tests.support.county import CLERK, Clock


def test_a_practice_office_has_joined_its_hub_and_can_report(tmp_path: Path) -> None:
    made = practice.found(tmp_path / "office", trainees=8, clock=Clock())

    with made.county.store.database.read() as snapshot:
        here = joining.membership(snapshot, made.county.store.database.device)
    assert here == joining.Membership(Standing.JOINED, 1)
    with made.hub.database.read() as snapshot:
        assert registry.is_practice(snapshot)
    assert china_day(made.hub.database.now()) == demo.TODAY
    sent = packages.export(made.county.store, CLERK, tmp_path)
    taken = inbox.receive(made.hub, sent.path.read_bytes(), tmp_path)
    packages.receive(made.county.store, CLERK, taken.receipt.read_bytes())
    assert taken.fates == {"ACCEPTED": sent.entries}
    for store in (made.county.store, made.hub):
        assert list(verify(store, Progress())) == []
        store.close()


def test_its_hub_opens_again_on_the_same_day(tmp_path: Path) -> None:
    made = practice.found(tmp_path / "office", trainees=1, clock=Clock())
    made.hub.close()
    made.county.store.close()

    hub = registry.open_hub(tmp_path / "office" / practice.FOLDER, demo.PASSWORD, clock=Clock())

    assert china_day(hub.database.now()) == demo.TODAY
    hub.close()
