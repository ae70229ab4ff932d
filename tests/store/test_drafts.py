from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.errors import StoreDamaged
from skilldesk.store.drafts import Draft, Drafts
from skilldesk.store.office import Store

KEYS = (b"k" * 32,)
texts = st.dictionaries(st.sampled_from(["name", "phone"]), st.text(st.characters(exclude_categories=["Cs"])))


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    with closing(Drafts(tmp_path / "drafts.db", KEYS)) as drafts:
        yield drafts


def draft(record: str, name: str, *, form: str = "trainee", at: str = "2026-11-20T08:30:00+00:00") -> Draft:
    return Draft(form, record, {"name": name}, at)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(texts=texts)
def test_what_was_typed_is_kept_as_it_was_typed(drafts: Drafts, texts: dict[str, str]) -> None:
    typed = Draft("trainee", "a1" * 16, texts, "2026-11-20T08:30:00+00:00")

    drafts.keep("李会计", typed)

    assert drafts.kept("李会计") == [typed]


def test_a_draft_is_kept_once_for_each_user_form_and_record(drafts: Drafts) -> None:
    drafts.keep("李会计", draft("a1", "王"))
    drafts.keep("李会计", draft("a1", "王小"))
    drafts.keep("李会计", draft("a1", "班", form="class"))
    drafts.keep("张主任", draft("a1", "王晓"))

    assert drafts.kept("李会计", "trainee") == [draft("a1", "王小")]
    assert len(drafts.kept("李会计")) == 2
    assert drafts.kept("张主任") == [draft("a1", "王晓")]
    assert drafts.kept("赵会计") == []


def test_the_latest_comes_first(drafts: Drafts) -> None:
    for record, at in (("a1", "08:30"), ("a2", "08:32"), ("a3", "08:31")):
        drafts.keep("李会计", draft(record, "王", at=at))

    assert [one.record for one in drafts.kept("李会计")] == ["a2", "a3", "a1"]


def test_what_is_saved_is_a_draft_no_more(drafts: Drafts) -> None:
    for record in ("a1", "a2"):
        drafts.keep("李会计", draft(record, "王"))
    drafts.forget("李会计", "trainee", "a1")
    drafts.forget("李会计", "trainee", "nothing")

    assert drafts.kept("李会计") == [draft("a2", "王")]


def test_drafts_are_there_the_next_day(tmp_path: Path) -> None:
    with closing(Drafts(tmp_path / "drafts.db", KEYS)) as drafts:
        drafts.keep("李会计", draft("a1", "王小明"))
    with closing(Drafts(tmp_path / "drafts.db", KEYS)) as drafts:
        assert drafts.kept("李会计") == [draft("a1", "王小明")]


def test_a_long_import_does_not_delay_a_keystroke(store: Store) -> None:
    with store.database.write("李会计"):
        store.drafts.keep("李会计", draft("a1", "王小明"))
        assert len(store.drafts.kept("李会计")) == 1


def test_drafts_are_neither_journalled_nor_sent(store: Store) -> None:
    store.drafts.keep("李会计", draft("a1", "王小明"))

    with store.database.read() as snapshot:
        assert len(snapshot.journal()) == 1


def test_damage_is_said_when_they_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "drafts.db"
    with closing(Drafts(path, KEYS)) as drafts:
        for number in range(50):
            drafts.keep("李会计", draft(str(number), "王" * 500))
    harmed = bytearray(path.read_bytes())
    harmed[-2000] ^= 1
    path.write_bytes(harmed)

    with pytest.raises(StoreDamaged):
        Drafts(path, KEYS)


def test_drafts_move_to_a_colleague_and_shared_ones_are_told(drafts: Drafts) -> None:
    for record in ("a1", "a2"):
        drafts.keep("李会计", draft(record, "王"))
    drafts.keep("赵立群", draft("a2", "赵"))

    assert drafts.shared("李会计", "赵立群") == [draft("a2", "王")]
    drafts.forget("赵立群", "trainee", "a2")
    assert drafts.shared("李会计", "赵立群") == []
    assert drafts.move("李会计", "赵立群") == 2

    assert drafts.kept("李会计") == []
    assert {one.record for one in drafts.kept("赵立群")} == {"a1", "a2"}
