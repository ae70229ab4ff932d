from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest
import zstandard

from skilldesk.errors import (
    KeyRevoked,
    NewerPackage,
    NotOurEnrolment,
    PackageDamaged,
    PackageUntrusted,
    PracticePackage,
    SkillDeskError,
    WrongOffice,
    WrongRecipient,
)
from skilldesk.sync import container
from skilldesk.sync.certificates import certify_device
from skilldesk.sync.keys import ReadKey, SignKey
from skilldesk.sync.manifest import Enrol, letter
from skilldesk.sync.payload import Receipt, Start, Up, encode_payload
from skilldesk.sync.signature import Sender
from skilldesk.sync.unseal import unseal

from .world import (
    AT_HUB,
    AT_ONE,
    HUB,
    ONE,
    OTHER,
    PRACTICE,
    PUPIL,
    TWO,
    VALID,
    Pc,
    a_receipt,
    a_start,
    an_up,
    asked_by,
    new_hub,
    new_pc,
    opened,
    package,
    parsed,
    resigned,
    sealed,
    waiting,
)

HUB_KEY = HUB.certificate("decryption")


def refused(kind: str, data: bytes, error: type[SkillDeskError]) -> str:
    with pytest.raises(error) as caught:
        opened(kind, data)
    assert "数据没有变化" in str(caught.value)
    return str(caught.value)


def encrypted(plain: bytes, *keys: ReadKey) -> bytes:
    compressed = zstandard.ZstdCompressor().compress(plain)
    return bytes(pyrage.encrypt(compressed, [key.identity.to_public() for key in keys]))


def stating(size: int, plain: dict[str, Any]) -> None:
    """The manifest says that the payload in clear has this size."""
    plain["payload"].update(plain=size)


@pytest.mark.parametrize(
    ("kind", "type"), [("ENROL", Enrol), ("START", Start), ("UP", Up), ("RCPT", Receipt)]
)
def test_what_was_sealed_is_opened(kind: str, type: type) -> None:
    found = opened(kind, package(kind))

    assert isinstance(found.payload, type)
    assert found.sha256 == sha256(package(kind)).hexdigest()
    assert found.root == (None if kind == "ENROL" else HUB.root.key.public)
    assert found.warnings == ()


def test_every_value_comes_back() -> None:
    for payload, sender, kind in ((an_up(), ONE.sender, "UP"), (a_receipt(), HUB.sender, "RCPT")):
        to = HUB_KEY if kind == "UP" else ONE.certificate
        assert opened(kind, sealed(payload, sender, to)).payload == payload


def test_the_other_pc_of_the_office_reads_an_up_too() -> None:
    assert isinstance(unseal(package("UP"), [TWO.keys.read], AT_ONE).payload, Up)


def test_an_old_key_of_the_hub_still_reads() -> None:
    assert isinstance(unseal(package("UP"), [ReadKey.new(), HUB.reading], AT_HUB).payload, Up)


def test_a_package_for_another_reader_is_refused() -> None:
    with pytest.raises(WrongRecipient, match="不是写给这个汇总端"):
        unseal(package("UP"), [ReadKey.new()], AT_HUB)
    with pytest.raises(WrongRecipient, match="写给别的电脑"):
        unseal(package("RCPT"), [new_pc(ONE.office, "d4" * 16).keys.read], AT_ONE)
    with pytest.raises(WrongRecipient, match="只有汇总端"):
        unseal(package("ENROL"), [ONE.keys.read], AT_ONE)


def test_a_package_of_another_office_is_refused() -> None:
    with pytest.raises(WrongOffice, match="属于 370403 单位，本机属于 370404"):
        unseal(package("RCPT"), [OTHER.keys.read], replace(AT_ONE, office="370404"))
    spy = sealed(an_up(OTHER), OTHER.sender, HUB_KEY, ONE.certificate)
    with pytest.raises(WrongOffice):
        unseal(spy, [ONE.keys.read], AT_ONE)


def test_practice_and_earnest_do_not_meet() -> None:
    real = replace(AT_HUB, root=PRACTICE.root.key.public)
    practising = replace(AT_HUB, practice=True)
    exercise = sealed(an_up(PUPIL), PUPIL.sender, PRACTICE.certificate("decryption"))

    assert unseal(exercise, [PRACTICE.reading], replace(real, practice=True)).manifest.practice
    with pytest.raises(PracticePackage, match="演练用的包"):
        unseal(exercise, [PRACTICE.reading], real)
    with pytest.raises(PracticePackage, match="正式的包"):
        unseal(package("UP"), [HUB.reading], practising)
    with pytest.raises(PracticePackage, match="演练用的包"):
        unseal(asked_by(PUPIL), [], AT_HUB)


def test_a_package_under_another_root_is_refused() -> None:
    stranger = new_hub("370403")
    forged = sealed(a_receipt(), stranger.sender, ONE.certificate)
    assert "追溯不到" in refused("RCPT", forged, PackageUntrusted)


def test_a_device_certified_by_the_wrong_office_is_refused() -> None:
    certificate = certify_device(
        HUB.offices["370404"], ONE.device, number=1, keys=ONE.keys.public, valid=VALID
    )
    claims = msgspec.structs.replace(certificate, office="370403")
    for chain in (
        (claims, ONE.office.certificate),
        (certificate, ONE.office.certificate),
        (certificate,),
        (),
    ):
        forged = resigned(package("UP"), Sender(ONE.keys.sign, chain))
        refused("UP", forged, PackageUntrusted)


def test_a_sender_may_only_send_what_his_certificate_is_for() -> None:
    catalogue = Sender(HUB.catalogue, (HUB.certificate("catalogue"),))
    assert "无权签发" in refused("RCPT", sealed(a_receipt(), catalogue, ONE.certificate), PackageUntrusted)
    office = Sender(ONE.office.key, (ONE.office.certificate,))
    refused("RCPT", sealed(a_receipt(), office, ONE.certificate), PackageUntrusted)
    refused("RCPT", sealed(a_receipt(), TWO.sender, ONE.certificate), PackageUntrusted)


def test_a_sender_cannot_pass_for_his_neighbour() -> None:
    def claim(plain: dict[str, Any]) -> None:
        plain["sender"].update(device=ONE.device)

    up = sealed(an_up(TWO), TWO.sender, HUB_KEY)
    refused("UP", resigned(up, TWO.sender, claim), PackageUntrusted)


def test_a_payload_cannot_be_sent_on_under_another_name() -> None:
    """Somebody of the office signs a neighbour's encrypted payload as his own."""

    def claim(plain: dict[str, Any]) -> None:
        plain["sender"].update(device=TWO.device, key=TWO.keys.sign.public)

    stolen = resigned(package("UP"), TWO.sender, claim)
    assert "外面写的不一致" in refused("UP", stolen, PackageUntrusted)


def test_a_revoked_key_is_refused_at_every_level() -> None:
    for key in (ONE.keys.sign, ONE.office.key):
        with pytest.raises(KeyRevoked, match="停用"):
            unseal(package("UP"), [HUB.reading], replace(AT_HUB, revoked=frozenset({key.public})))
    with pytest.raises(KeyRevoked):
        unseal(package("RCPT"), [ONE.keys.read], replace(AT_ONE, revoked=frozenset({HUB.receipt.public})))


@pytest.mark.parametrize("today", [date(2009, 1, 1), date(2099, 1, 1)])
def test_a_wrong_clock_warns_and_locks_nobody_out(today: date) -> None:
    found = unseal(package("UP"), [HUB.reading], replace(AT_HUB, today=today))

    assert isinstance(found.payload, Up)
    assert {warning.code for warning in found.warnings} == {"CERTIFICATE-DATE"}


def test_a_pc_that_is_not_enrolled_takes_nothing_but_its_start() -> None:
    with pytest.raises(PackageUntrusted, match="还没有入网"):
        unseal(package("RCPT"), [ONE.keys.read], waiting())
    with pytest.raises(PackageUntrusted, match="还没有入网"):
        unseal(package("UP"), [ONE.keys.read], waiting())


def test_a_start_is_taken_once() -> None:
    enrolled = replace(waiting(), root=HUB.root.key.public, office="370403", enrol=None)
    with pytest.raises(NotOurEnrolment, match="可能已经用过"):
        unseal(package("START"), [ONE.keys.read], enrolled)


def test_a_start_for_an_earlier_request_is_refused() -> None:
    with pytest.raises(NotOurEnrolment):
        unseal(package("START"), [ONE.keys.read], replace(waiting(), enrol=asked_by(ONE)))


def test_a_start_for_other_keys_or_another_number_is_refused() -> None:
    start = a_start(ONE, package("ENROL"))
    swapped = certify_device(ONE.office, ONE.device, number=1, keys=TWO.keys.public, valid=VALID)
    for forged in (
        msgspec.structs.replace(start, number=5),
        msgspec.structs.replace(start, certificates=(*start.certificates[:-1], swapped)),
        msgspec.structs.replace(start, certificates=start.certificates[:-1]),
    ):
        with pytest.raises(NotOurEnrolment):
            unseal(sealed(forged, HUB.sender, ONE.certificate), [ONE.keys.read], waiting())


def test_a_start_with_certificates_of_another_root_is_refused() -> None:
    stranger = new_hub("370403")
    mixed = msgspec.structs.replace(
        a_start(ONE, package("ENROL")), certificates=(*stranger.certificates, ONE.certificate)
    )
    with pytest.raises(PackageUntrusted):
        unseal(sealed(mixed, HUB.sender, ONE.certificate), [ONE.keys.read], waiting())


def test_a_start_for_another_office_than_asked_is_said() -> None:
    moved = new_pc(HUB.offices["370404"], ONE.device)
    moved = Pc(
        ONE.device,
        ONE.keys,
        moved.office,
        certify_device(moved.office, ONE.device, number=1, keys=ONE.keys.public, valid=VALID),
    )
    data = sealed(a_start(moved, package("ENROL")), HUB.sender, moved.certificate)
    found = unseal(data, [ONE.keys.read], waiting())

    assert [warning.code for warning in found.warnings] == ["OTHER-OFFICE"]


def test_an_enrol_speaks_for_nobody_but_its_key() -> None:
    def rename(plain: dict[str, Any]) -> None:
        plain["enrol"].update(device=TWO.device)

    def practise(plain: dict[str, Any]) -> None:
        plain["enrol"].update(office="990403")
        plain["sender"].update(office="990403")

    itself = Sender(ONE.keys.sign, ())
    for change in (rename, practise, lambda plain: plain.pop("enrol")):
        refused("ENROL", resigned(package("ENROL"), itself, change), PackageUntrusted)
    refused("ENROL", resigned(package("ENROL"), itself, payload=b"x"), PackageUntrusted)
    refused("ENROL", resigned(package("ENROL"), ONE.sender), PackageUntrusted)
    refused("ENROL", resigned(package("ENROL"), Sender(SignKey.new(), ())), PackageUntrusted)


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.update(format=2),
        lambda plain: plain.update(suite="sm2+sm4"),
        lambda plain: plain.update(kind="LATER"),
        lambda plain: plain.update(kind="ATT"),
        lambda plain: plain.update(requires=["columns"]),
        lambda plain: plain.update(schema={"written": 99, "reader": 99}),
        lambda plain: plain.update(part={"number": 1, "of": 2, "set": "ab" * 16}),
    ],
    ids=["format", "suite", "kind", "ATT", "feature", "schema", "parts"],
)
def test_what_only_a_newer_program_understands_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    assert "升级" in refused("UP", resigned(package("UP"), ONE.sender, change), NewerPackage)


def test_a_newer_writer_that_asks_for_no_more_is_read() -> None:
    def later(plain: dict[str, Any]) -> None:
        plain.update(schema={"written": 99, "reader": 1}, purpose={"种类": [1, "二"]})

    found = opened("UP", resigned(package("UP"), ONE.sender, later))

    assert found.manifest.extra == {"purpose": {"种类": [1, "二"]}}


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["counts"].update(trainee=1),
        lambda plain: plain["payload"].update(plain=plain["payload"]["plain"] + 1),
        lambda plain: plain["payload"].update(sha256="00" * 32),
        lambda plain: plain["payload"].update(size=1),
        lambda plain: plain["chains"][0].update(last=5),
        lambda plain: plain["chains"][0].update(last=2**62),
        lambda plain: plain["chains"][0].update(last=0),
        lambda plain: plain["chains"][0].update(before="11" * 32),
        lambda plain: plain["chains"][0].update(after="11" * 32),
        lambda plain: plain["chains"][0].update(epoch=5),
        lambda plain: plain["chains"][0].update(device=TWO.device),
        lambda plain: plain["chains"].append(plain["chains"][0]),
        lambda plain: plain["chains"].clear(),
        lambda plain: plain["sender"].update(unknown=1),
        lambda plain: plain.update(recipients="all"),
    ],
)
def test_a_manifest_that_does_not_fit_its_payload_is_refused(
    change: Callable[[dict[str, Any]], object],
) -> None:
    refused("UP", resigned(package("UP"), ONE.sender, change), PackageDamaged)


def test_the_head_of_the_sender_stands_first() -> None:
    refused("UP", sealed(an_up(TWO), ONE.sender, HUB_KEY), PackageDamaged)


def bombs() -> dict[str, tuple[bytes, int]]:
    """Compressed payloads of an enrolled PC gone wrong, with the size it states."""
    huge = 1 << 24
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(huge))
    lying = bytearray(zstandard.ZstdCompressor().compress(bytes(100_000)))
    lying[5:9] = (1000).to_bytes(4, "little")
    far = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=True)
    return {
        "ratio": (bomb, huge),
        "beyond the limit": (bomb, 1 << 40),
        "states less": (bomb, 1000),
        "states less in the frame too": (bytes(lying), 1000),
        "states nothing": (zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 1000), 1000),
        "looks too far back": (zstandard.ZstdCompressor(compression_params=far).compress(b"x" * 9), 9),
        "has a tail": (zstandard.ZstdCompressor().compress(b"x" * 1000) + b"x", 1000),
        "is none": (b"x" * 1000, 1000),
    }


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_does_not_go_off(name: str) -> None:
    compressed, stated = bombs()[name]
    payload = bytes(pyrage.encrypt(compressed, [HUB.reading.identity.to_public()]))
    state = partial(stating, stated)
    refused("UP", resigned(package("UP"), ONE.sender, state, payload), PackageDamaged)


def test_lines_that_are_not_what_they_should_be_are_refused() -> None:
    payload = an_up()
    good = encode_payload(payload, letter(parsed(package("UP"))))
    head, *lines = good.splitlines()
    deep = b"[" * 100_000
    elsewhere = lines[0].replace(b'\\"' + ONE.device.encode(), b'\\"' + TWO.device.encode())
    for plain in (
        b"",
        b"\n",
        b"[]\n",
        deep,
        head + b"\n" + deep,
        head,
        b"\n".join((head, *lines[:-1])),
        b"\n".join((head, *reversed(lines))),
        b"\n".join((head, *lines, lines[0])),
        head + good[len(head) :].replace(ONE.device.encode(), ONE.device.upper().encode()),
        b"\n".join((head, elsewhere, *lines[1:])),
        head.replace(b'"have":', b'"hove":') + good[len(head) :],
        head.replace(b'"body":', b'"body": ') + good[len(head) :],
    ):
        assert plain != good
        state = partial(stating, len(plain))
        data = resigned(package("UP"), ONE.sender, state, encrypted(plain, HUB.reading))
        refused("UP", data, PackageDamaged)


def test_nothing_is_written_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in ("ENROL", "START", "UP", "RCPT"):
        opened(kind, package(kind))
    traversal = package("UP").replace(b"manifest.json", b"../../../evil")
    with pytest.raises(PackageDamaged):
        opened("UP", traversal)

    assert list(tmp_path.iterdir()) == []


def test_a_repeat_under_any_name_is_the_same_package() -> None:
    first, second = (opened("UP", package("UP")) for _ in range(2))

    assert (first.sha256, first.manifest.package) == (second.sha256, second.manifest.package)
    again = opened("UP", sealed(an_up(), ONE.sender, HUB_KEY))
    assert again.manifest.package != first.manifest.package


def test_the_manifest_says_nothing_about_people() -> None:
    for kind in ("ENROL", "START", "UP", "RCPT"):
        said = container.parse(package(kind))
        for word in ("刘长青", "李会计", "37040319900101991X"):
            assert word.encode() not in said.manifest + said.signature + said.payload
