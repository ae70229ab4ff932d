"""PCs of offices and a hub, worked by commands only, and what an invented person needs for a claim."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skilldesk.core.identity import check_character
from skilldesk.core.kinds import TRAVELS
from tests.cli.running import Ran, done, refused, run

DAY = "2020-12-21"
"""The application date of the walk, under the Shandong rules of 2019 to 2021."""


def number(first17: str) -> str:
    return first17 + check_character(first17)


CHUNMEI: dict[str, Any] = {
    "name": "周春梅",
    "id_number": number("37040319860412902"),
    "ethnicity": "01",
    "education": "61",
    "hukou_type": "51",
    "hukou_region": "370403",
    "hukou_address": "示例县沙沟镇前进村12号",
    "residence_region": "370403",
    "residence_address": "示例县永福小区6号楼",
    "phone": "13800009021",
    "employment_status": "7",
    "bank_account": "9999123412341234",
    "bank_branch": "示例农村商业银行沙沟支行",
    "account_holder": "周春梅",
}
CHANGQING: dict[str, Any] = {
    **CHUNMEI,
    "name": "刘长青",
    "account_holder": "刘长青",
    "id_number": number("37040319850101991"),
    "phone": "13800009022",
    "bank_account": "9999123412345678",
}
PLANTED = sorted(
    {str(person[name]) for person in (CHUNMEI, CHANGQING) for name in ("name", "id_number", "phone")}
    | {str(person[name]) for person in (CHUNMEI, CHANGQING) for name in ("bank_account", "hukou_address")}
)
"""What must stand in clear nowhere."""


@dataclass(frozen=True)
class Pc:
    """A PC of an office and who works at it."""

    folder: Path
    account: str = "limin"

    def run(self, *arguments: object, stdin: object = None) -> Ran:
        return run(*arguments, *self._where, stdin=stdin)

    def done(self, *arguments: object, stdin: object = None) -> Any:
        return done(*arguments, *self._where, stdin=stdin)

    def refused(self, *arguments: object, stdin: object = None) -> dict[str, Any]:
        return refused(*arguments, *self._where, stdin=stdin)

    @property
    def _where(self) -> tuple[object, ...]:
        return ("--office", self.folder, "--user", self.account)

    def add(self, kind: str, /, **fields: object) -> str:
        id: str = self.done("record", "add", kind, "--from", "-", stdin=fields)["id"]
        return id

    def change(self, kind: str, id: str, /, **fields: object) -> Any:
        return self.done("record", "change", kind, id, "--from", "-", stdin=fields)

    def show(self, kind: str, id: str) -> Any:
        return self.done("record", "show", kind, id)

    def states(self) -> set[str]:
        """How far all its records that travel have come."""
        return {one["reported"] for kind in TRAVELS for one in self.done("record", "list", kind)}

    def data(self) -> dict[str, Any]:
        """All that its records say, without what is this PC's own."""
        told = {}
        for kind in sorted(TRAVELS):
            for one in self.done("record", "list", kind):
                told[f"{kind} {one.pop('id')}"] = {
                    name: value for name, value in one.items() if name not in ("version", "reported")
                }
        return told

    def export(self, to: Path) -> Path:
        return Path(self.done("export", "--to", to)["file"])

    def receive(self, *files: Path) -> Any:
        return self.done("receive", *files)["received"]


@dataclass(frozen=True)
class Hub:
    folder: Path

    def receive(self, to: Path, *files: Path) -> Any:
        return done("hub", "receive", *files, "--to", to, "--hub", self.folder)["received"]

    def refused(self, *arguments: object) -> dict[str, Any]:
        return refused("hub", *arguments, "--hub", self.folder)


def new_hub(place: Path, *more: str) -> Hub:
    done("hub", "init", "--root", place.with_suffix(".root"), "--hub", place, *more)
    return Hub(place)


def new_office(folder: Path, code: str, account: str = "limin") -> Pc:
    done(
        *("init", "--office", folder, "--code", code, "--name", "示例县人社局", "--region", "370403"),
        *("--account", account, "--user-name", "李敏"),
    )
    return Pc(folder, account)


def asked(pc: Pc, hub: Hub, code: str, stick: Path) -> tuple[Path, str]:
    """A START for that PC, and the digits that the hub shows."""
    enrol = pc.done("enrol", "request", "--to", stick)["file"]
    root = hub.folder.with_suffix(".root")
    said = done(
        *("hub", "enrol", enrol, "--office", code, "--region", "370403", "--root", root),
        *("--to", stick, "--hub", hub.folder),
    )
    return Path(said["file"]), said["digits"]


def join(pc: Pc, hub: Hub, code: str, stick: Path) -> Any:
    """Let a PC in: request, answer, digits on the phone."""
    start, digits = asked(pc, hub, code, stick)
    (accepted,) = pc.done("enrol", "accept", start)["received"]
    assert accepted["membership"]["digits"] == digits
    pc.done("enrol", "confirm", *(digits[at : at + 4] for at in range(0, 20, 4)))
    return accepted


def exchange(pc: Pc, hub: Hub, stick: Path) -> Path:
    """Report, and take the receipt; the receipt."""
    (taken,) = hub.receive(stick, pc.export(stick))
    receipt = Path(taken["receipt"])
    pc.receive(receipt)
    return receipt


@dataclass(frozen=True)
class Course:
    """A class in which people may be trained and certified."""

    pc: Pc
    class_id: str
    occupation_id: str

    def certify(self, trainee: str, serial: int) -> str:
        """Somebody took part and has the certificate; its id."""
        self.pc.add(
            "enrolment",
            class_id=self.class_id,
            trainee_id=trainee,
            position=serial,
            attended_hours="116",
            state="6",
        )
        return self.pc.add(
            "certificate",
            trainee_id=trainee,
            class_id=self.class_id,
            certificate_kind="02",
            number=f"S000037000999205{900_000 + serial}",
            occupation_id=self.occupation_id,
            level="五级",
            issuer="示例职业技能评价中心",
            issued_on="2020年11月20日",
            verification="1",
        )


def course(pc: Pc, school: str, occupation: str, code: str) -> Course:
    """A class for that occupation, as a clerk would type it: names of codes, dates in any habit."""
    occupation_id = pc.add("occupation", name=occupation, code=code, edition="2015")
    class_id = pc.add(
        "class",
        name=f"2020鲁南职校{occupation}五级01等级证",
        institution_id=school,
        training_type="10",
        mode="1",
        subsidy="就业技能培训补贴",
        is_subsidised="是",
        occupation_id=occupation_id,
        level="五级",
        certificate_kind="02",
        province="山东",
        starts_on="2020/10/19",
        ends_on="20201108",
        theory_hours="40",
        practice_hours="80",
    )
    return Course(pc, class_id, occupation_id)


def no_pension(pc: Pc, trainee: str) -> None:
    pc.add(
        "status_fact",
        trainee_id=trainee,
        kind="entitled",
        value="否",
        valid_from="2020-01-01",
        source="示例县社会保险中心比对结果",
        as_of="2020-12-01",
    )


def granted(pc: Pc, person: dict[str, Any], *occupations: str) -> None:
    """Benefits of 2020 that another county paid."""
    for month, occupation in enumerate(occupations, start=2):
        pc.add(
            "prior_benefit",
            id_number=person["id_number"],
            subsidy="10",
            occupation=occupation,
            level="5",
            certificate_date=f"2020-{month:02}-06",
            state="paid",
            source="示例省享受记录2020年12月",
        )
