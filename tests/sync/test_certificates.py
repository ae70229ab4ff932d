from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as altered

from skilldesk.core.problems import Severity
from skilldesk.errors import KeyRevoked, PackageUntrusted, PracticePackage, Refused
from skilldesk.sync.canonical import Unreadable
from skilldesk.sync.certificates import (
    Authority,
    Certificate,
    anchor,
    certify_device,
    certify_hub,
    check_all,
    new_root,
    out_of_date,
    refuse_revoked,
)
from skilldesk.sync.keys import Keys, ReadKey, SignKey
from skilldesk.sync.seal import enrol

from .world import HUB, ONE, OTHER, PRACTICE, PUPIL, VALID, new_hub, office_of

ROOT = HUB.root.key.public
CHAIN = ONE.sender.chain


def issued_by(key: SignKey, certificate: Certificate) -> Certificate:
    """The same certificate as somebody else would sign it."""
    keys = certificate.kind, certificate.office
    assert keys == ("device", "370403")
    impostor = Authority(key, ONE.office.certificate)
    return certify_device(impostor, ONE.device, number=1, keys=ONE.keys.public, valid=VALID)


def test_a_chain_ends_at_its_root() -> None:
    assert anchor(CHAIN, ROOT) == ROOT
    assert anchor(HUB.sender.chain, ROOT) == ROOT
    assert anchor(HUB.sender.chain, None) == ROOT
    assert anchor(PUPIL.sender.chain, None) == PRACTICE.root.key.public


@pytest.mark.parametrize(
    "chain",
    [
        (),
        CHAIN[:1],
        CHAIN[1:],
        CHAIN[::-1],
        (*CHAIN, HUB.root.certificate),
        (HUB.root.certificate,),
        (ONE.certificate, OTHER.office.certificate),
        (OTHER.certificate, ONE.office.certificate),
        (issued_by(HUB.root.key, ONE.certificate), ONE.office.certificate),
        (issued_by(HUB.receipt, ONE.certificate), ONE.office.certificate),
        (ONE.certificate, office_of(new_root(practice=False, valid=VALID), "370403").certificate),
        (HUB.certificate("receipt"), HUB.root.certificate),
        new_hub().sender.chain,
    ],
)
def test_another_chain_is_refused(chain: tuple[Certificate, ...]) -> None:
    with pytest.raises(PackageUntrusted, match="追溯不到"):
        anchor(chain, ROOT)


@pytest.mark.parametrize(
    "change",
    [
        {"practice": True},
        {"valid_to": date(2099, 1, 1)},
        {"office": "370404"},
        {"device": "d2" * 16},
        {"number": 2},
        {"sign_key": SignKey.new().public},
        {"read_key": ReadKey.new().public},
        {"level": "province"},
        {"read_key": None},
        {"extra": {"more": 1}},
    ],
)
def test_nothing_in_a_certificate_can_be_changed(change: dict[str, object]) -> None:
    assert ONE.certificate.is_sound
    assert not altered(ONE.certificate, **change).is_sound


def test_a_root_signs_no_devices() -> None:
    direct = certify_device(
        Authority(HUB.root.key, ONE.office.certificate),
        ONE.device,
        number=1,
        keys=Keys.new().public,
        valid=VALID,
    )
    with pytest.raises(PackageUntrusted):
        anchor((direct,), ROOT)
    with pytest.raises(PackageUntrusted):
        check_all([direct], ROOT, practice=False)


def test_a_practice_office_has_a_practice_code() -> None:
    with pytest.raises(PracticePackage, match="不是演练代码"):
        office_of(PRACTICE.root, "370403")
    with pytest.raises(PracticePackage, match="990403 是演练代码"):
        office_of(HUB.root, "990403")


@pytest.mark.parametrize(
    "code", ["", "37040", "3704031", "370400-gx", "370400-GAOXIN", "370403\n", "３７０４０３"]
)
def test_an_office_code_has_its_form(code: str) -> None:
    with pytest.raises(Refused, match="应是 6 位数字"):
        office_of(HUB.root, code)
    with pytest.raises(Refused):
        enrol(Keys.new(), device=ONE.device, office=code)
    assert office_of(HUB.root, "370400-GX").certificate.is_sound


def test_practice_is_the_same_all_the_way() -> None:
    """An earnest root key that was made to sign a practice office."""
    mixed = Authority(HUB.root.key, altered(HUB.root.certificate, practice=True))
    office = office_of(mixed, "990403")
    device = certify_device(office, "d9" * 16, number=1, keys=PUPIL.keys.public, valid=VALID)
    lying = altered(office.certificate, practice=False)

    with pytest.raises(PackageUntrusted):
        anchor((device, lying), ROOT)
    with pytest.raises(PackageUntrusted, match="对不上"):
        check_all([office.certificate], ROOT, practice=False)


def test_a_handful_of_certificates_holds_in_any_order() -> None:
    handful = [*HUB.certificates, ONE.certificate, ONE.office.certificate]
    check_all(handful, ROOT, practice=False)
    check_all(handful[::-1], ROOT, practice=False)
    for stray in (OTHER.certificate, new_hub().root.certificate, PUPIL.office.certificate):
        with pytest.raises(PackageUntrusted):
            check_all([*handful, stray], ROOT, practice=False)


def test_a_revoked_key_takes_what_it_certified_along() -> None:
    refuse_revoked(CHAIN, {OTHER.keys.sign.public})
    for key in (ONE.keys.sign, ONE.office.key):
        with pytest.raises(KeyRevoked):
            refuse_revoked(CHAIN, {key.public})


def test_days_only_warn() -> None:
    assert list(out_of_date(CHAIN, VALID.first)) == list(out_of_date(CHAIN, VALID.last)) == []
    found = list(out_of_date(CHAIN, date(2009, 1, 1)))

    assert [problem.severity for problem in found] == [Severity.WARNING] * 2
    assert "本机日期是 2009-01-01" in found[0].text


def test_a_hub_has_one_certificate_for_each_use() -> None:
    assert HUB.certificate("receipt").sign_key == HUB.receipt.public
    assert HUB.certificate("decryption").read_key == HUB.reading.public
    assert not altered(HUB.certificate("decryption"), use="receipt").is_sound
    root = replace(HUB.root)
    assert certify_hub(root, "catalogue", HUB.catalogue.public, valid=VALID).issuer == ROOT


@given(
    st.dates(date(1970, 1, 1), date(2200, 1, 1)),
    st.lists(st.text(alphabet="0123456789", min_size=6, max_size=6), max_size=3),
    st.sampled_from(["county", "city", "province"]),
)
def test_a_certificate_comes_back_from_its_json(day: date, regions: list[str], level: str) -> None:
    made = altered(
        office_of(HUB.root, "370405").certificate, valid_from=day, regions=tuple(regions), level=level
    )
    assert Certificate.of(made.plain()) == made


def test_what_a_newer_writer_put_under_the_signature_is_kept() -> None:
    plain = {**ONE.certificate.plain(), "badge": "蓝"}
    kept = Certificate.of(plain)

    assert kept.extra == {"badge": "蓝"}
    assert kept.plain() == plain
    assert not kept.is_sound


@pytest.mark.parametrize(
    "change",
    [{"device": "D1" * 16}, {"number": 0}, {"office": "37040"}, {"issuer": ROOT + "\n"}, {"number": None}],
)
def test_a_certificate_of_another_spelling_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        Certificate.of({**ONE.certificate.plain(), **change})
