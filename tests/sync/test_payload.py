from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as altered

from skilldesk.core.journal import Place
from skilldesk.sync.canonical import Unreadable, decode, encode
from skilldesk.sync.manifest import letter
from skilldesk.sync.payload import (
    Acked,
    Answer,
    Catalogue,
    Fate,
    Inside,
    Known,
    Payload,
    Receipt,
    Start,
    Up,
    Winner,
    decode_payload,
    encode_payload,
    ranges,
    split,
)

from .test_manifest import HEX16, HEX32, NUMBER
from .world import EPOCH, HUB, ONE, a_receipt, a_start, an_up, package, parsed

LETTER = letter(parsed(package("UP")))
CHAINS = an_up().chains
OUTCOMES = ["ACCEPTED", "ACCEPTED_WITH_WARNING", "CONFLICT", "REJECTED", "QUARANTINED"]
SEQ = st.integers(1, 2**63 - 1)
WORDS = st.none() | st.text()

FATES = st.builds(
    Fate,
    device=HEX16,
    epoch=NUMBER,
    first=SEQ,
    last=SEQ,
    fate=st.sampled_from(OUTCOMES),
    code=WORDS,
    text=WORDS,
    field=WORDS,
    clause=WORDS,
    remedy=WORDS,
    other=st.none() | st.builds(Winner, office=st.just("370400-GX"), date=st.dates()),
    check=st.none() | st.booleans(),
)
CERTIFICATES = st.lists(st.sampled_from([*HUB.certificates, ONE.certificate]), max_size=2).map(tuple)
PAYLOADS = st.one_of(
    st.builds(
        Up,
        have=st.lists(st.builds(Known, HEX16, NUMBER, NUMBER), max_size=3).map(tuple),
        chains=st.sampled_from([CHAINS, ()]),
    ),
    st.builds(
        Receipt,
        answers=st.lists(st.builds(Answer, package=HEX16, sha256=HEX32, entries=NUMBER), max_size=2).map(
            tuple
        ),
        acked=st.lists(st.builds(Acked, HEX16, NUMBER, NUMBER, HEX32), max_size=3).map(tuple),
        fates=st.lists(FATES, max_size=3).map(tuple),
        chains=st.sampled_from([CHAINS, ()]),
        certificates=CERTIFICATES,
        revoked=st.lists(HEX32, max_size=2).map(tuple),
    ),
    st.builds(
        Start,
        number=st.integers(1, 99),
        enrol=HEX32,
        nonce=HEX16,
        certificates=CERTIFICATES,
        catalogues=st.lists(
            st.builds(Catalogue, name=st.text(), version=NUMBER, content=st.text()), max_size=2
        ).map(tuple),
        revoked=st.just(()),
        chains=st.sampled_from([CHAINS, ()]),
    ),
)


def again(payload: Payload) -> Payload:
    inside = split(encode_payload(payload, LETTER))
    return decode_payload(payload.KIND, inside, [stretch.run for stretch in payload.chains])


@settings(max_examples=60, deadline=None)
@given(PAYLOADS)
def test_a_payload_comes_back_from_its_lines(payload: Payload) -> None:
    assert again(payload) == payload


def test_both_ends_stand_inside() -> None:
    assert split(encode_payload(an_up(), LETTER)).package == decode(encode(LETTER.plain()))


def test_a_later_writers_words_are_passed_over() -> None:
    up = an_up()
    inside = split(encode_payload(up, LETTER))
    richer = inside._replace(body={**inside.body, "mood": "晴"})

    assert decode_payload("UP", richer, [stretch.run for stretch in up.chains]) == up


@settings(deadline=None)
@given(st.binary() | st.binary().map(lambda tail: encode({"body": {}, "package": {}}) + b"\n" + tail))
def test_other_bytes_are_refused(data: bytes) -> None:
    runs = [stretch.run for stretch in CHAINS]
    for kind in ("UP", "RCPT", "START"):
        with pytest.raises(Unreadable):
            decode_payload(kind, split(data), runs)


@pytest.mark.parametrize("payload", [an_up(), a_receipt(), a_start(ONE, package("ENROL"))])
def test_nothing_may_be_missing_or_of_another_sort(payload: Payload) -> None:
    inside = split(encode_payload(payload, LETTER))
    runs = [stretch.run for stretch in payload.chains]
    for name in set(inside.body) - {"certificates"}:
        without = {key: value for key, value in inside.body.items() if key != name}
        with pytest.raises(Unreadable):
            decode_payload(payload.KIND, Inside(without, {}, inside.lines), runs)
    for name in inside.body:
        with pytest.raises(Unreadable):
            decode_payload(payload.KIND, Inside({**inside.body, name: {"a": 1}}, {}, inside.lines), runs)


def fate(seq: int, outcome: str = "ACCEPTED", **words: object) -> Fate:
    return Fate(device=ONE.device, epoch=EPOCH, first=seq, last=seq, fate=outcome, **words)  # type: ignore[arg-type]  # the tests' own words


def test_the_last_fate_that_covers_an_entry_counts() -> None:
    receipt = a_receipt()

    def outcome(seq: int, device: str = ONE.device) -> str | None:
        found = receipt.fate(Place(device, EPOCH, seq))
        return found.fate if found else None

    assert [outcome(seq) for seq in (1, 2, 3, 4, 5)] == ["ACCEPTED", "REJECTED", "ACCEPTED", "ACCEPTED", None]
    assert outcome(1, "d2" * 16) is None


def test_all_of_them_accepted_except_two() -> None:
    each = [fate(seq) for seq in range(124, 191)]
    each[7] = fate(131, "REJECTED", code="R-CNT")
    each[30:32] = fate(154, "CONFLICT"), fate(155, "CONFLICT")

    assert [(one.first, one.last, one.fate) for one in ranges(reversed(each))] == [
        (124, 190, "ACCEPTED"),
        (131, 131, "REJECTED"),
        (154, 155, "CONFLICT"),
    ]


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["d1" * 16, "d2" * 16]), st.integers(1, 20)),
        st.sampled_from([fate(1), fate(1, "CONFLICT"), fate(1, check=True), fate(1, "REJECTED", text="错")]),
    )
)
def test_few_words_say_the_same(said: dict[tuple[str, int], Fate]) -> None:
    each = [altered(one, device=device, first=seq, last=seq) for (device, seq), one in said.items()]
    receipt = altered(a_receipt(), fates=ranges(each))

    for one in each:
        found = receipt.fate(Place(one.device, EPOCH, one.first))
        assert found is not None
        assert altered(found, first=one.first, last=one.last) == one
    for device in ("d1" * 16, "d2" * 16):
        for seq in range(1, 21):
            assert (receipt.fate(Place(device, EPOCH, seq)) is None) == ((device, seq) not in said)


def test_a_winner_is_named_with_his_day() -> None:
    found = again(a_receipt())
    assert isinstance(found, Receipt)
    assert found.fates[1].other == Winner(office="370404", date=date(2026, 10, 8))
