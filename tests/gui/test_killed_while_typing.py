from skilldesk.core.offices import Office, User
from skilldesk.gui.desk import Desk
from skilldesk.gui.place import DRAFT, Place
from skilldesk.gui.record_panel import RecordPanel
from skilldesk.gui.screens import trainees
from skilldesk.gui.unfinished import drafts_of
from skilldesk.store import keyring, office
from skilldesk.store.office import Store
from skilldesk.store.work import new_id
from tests.gui.keys import Keys
from tests.support.killed import killed_while
from tests.support.stores import PASSWORD, USER, now
from tests.support.typing_clerk import IN_HAND, TYPED, type_for_ever


def test_a_program_that_is_killed_loses_at_most_the_field_in_hand(store: Store) -> None:
    with store.database.write("system") as work:
        work.add(Office(id=new_id(), code="370403", name="薛城区人力资源和社会保障局"))
        work.add(User(id=new_id(), account=USER, name="李敏", roles=("entry",)))
    store.close()

    reports: list[tuple[str, str]] = killed_while(type_for_ever, store.folder, (), seed=0, after=0.4)  # type: ignore[assignment]  # it reports what its work sends

    again = office.open_folder(
        store.folder, keyring.open_with_password(store.folder, USER, PASSWORD), clock=now
    )
    assert again.drafts is not None
    (draft,) = again.drafts.kept(USER, "trainees")
    again.close()
    assert {id for id, _ in reports} == {draft.record}
    left = {field for _, field in reports if TYPED[field]}
    assert left <= draft.texts.keys() | {"document_type"}
    assert draft.texts["name"] == TYPED["name"]
    assert draft.texts.keys() <= {*TYPED, IN_HAND}


def test_the_next_start_offers_what_was_typed_and_goes_on_with_it(keys: Keys, desk: Desk) -> None:
    first = RecordPanel(desk, trainees.SCREEN, trainees.blank)
    keys.show(first)
    first.begin_new()
    keys.enter("01", "周春梅", "370403198604129026")
    (one,) = drafts_of(desk)

    again = RecordPanel(desk, trainees.SCREEN, trainees.blank)
    keys.show(again)
    again.begin_draft(one.draft.record)

    assert one.whom == "周春梅"
    assert one.place == Place(page="trainees", tab="学员", record=first.record.id, act=DRAFT)
    assert again.record.id == first.record.id
    assert again.form.editors["id_number"].text() == "370403 19860412 9026"
