"""The whole main job on an invented county, step by step with what it did; it leaves papers and pictures."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from skilldesk import platform
from skilldesk.core.claims import Claim
from skilldesk.core.people import CategoryFact, StatusFact, Trainee
from skilldesk.core.records import RecordId
from skilldesk.core.training import Certificate, Class, Enrolment
from skilldesk.errors import Refused
from skilldesk.hub import inbox, practice
from skilldesk.hub.practice import Practice
from skilldesk.operations import claims, demo, packages, paper, people, records
from skilldesk.operations.claims import Checked
from skilldesk.progress import Progress
from skilldesk.reference import policies
from skilldesk.store import exchanges
from skilldesk.store.queries import training
from skilldesk.store.work import Work, new_id

_WRONG = "370403198604129023"
_RIGHT = "370403198604129026"


@dataclass
class Tour:
    """One walk; `say` hears a line for each step."""

    practice: Practice
    out: Path
    say: Callable[[str], object]
    steps: int = 0

    def step(self, text: str) -> None:
        self.steps += 1
        self.say(f"{self.steps:2d}. {text}")

    def walk(self) -> None:
        """Register, class, certificate, decision, form, package, hub, receipt."""
        store, actor = self.practice.county.store, demo.CLERK
        with store.database.write(actor) as work:
            trainee = self._register(work)
            self._enrol(work, trainee)
        made = self._claim(trainee.id)
        self._draw(made)
        self._report(made)

    def _register(self, work: Work) -> Trainee:
        typed = Trainee(id=new_id(), name="周春梅", id_number=_WRONG)
        try:
            records.save(work, typed, demo.TODAY)
        except Refused as refused:
            self.step(f"登记周春梅，号码最后一位写错，程序没有保存：{refused}")
        trainee = records.save(
            work,
            replace(
                typed,
                id_number=_RIGHT,
                ethnicity="01",
                education="61",
                hukou_address="示例县沙沟镇前进村12号",
                residence_address="示例县永福小区6号楼",
                phone="13800009021",
                employment_status="7",
                bank_account="9999000000000000",
                bank_branch="示例农村商业银行沙沟支行",
                account_holder="周春梅",
            ),
            demo.TODAY,
        )
        sex = "男" if trainee.sex == "1" else "女"
        self.step(f"改正后保存，性别和出生日期由号码得出：{sex}，{trainee.birth_date}。")
        twins = people.duplicates(work, Trainee(id=new_id(), name="周春梅", id_number=_RIGHT))
        self.step(f"再登记同一号码，程序提示已有 {len(twins)} 条疑似同一人，由人决定。")
        return trainee

    def _enrol(self, work: Work, trainee: Trainee) -> None:
        one = work.get(Class, self.practice.county.classes[0])
        if one is None:
            raise LookupError(self.practice.county.classes[0])
        category = work.add(
            CategoryFact(
                id=new_id(),
                trainee_id=trainee.id,
                category="04",
                evidence_kind="16",
                valid_from=date(2020, 1, 1),
            )
        )
        work.add(
            StatusFact(
                id=new_id(),
                trainee_id=trainee.id,
                kind="entitled",
                value="否",
                valid_from=date(2020, 1, 1),
                source="社保比对",
                as_of=demo.TODAY,
            )
        )
        work.add(
            Enrolment(
                id=new_id(),
                class_id=one.id,
                trainee_id=trainee.id,
                position=len(training.roster(work, one.id)) + 1,
                category_fact_id=category.id,
                attended_hours=1160,
                state="6",
            )
        )
        certificate = work.add(
            Certificate(
                id=new_id(),
                trainee_id=trainee.id,
                class_id=one.id,
                certificate_kind="02",
                number="S000037000999205999001",
                occupation_id=one.occupation_id,
                level=one.level,
                issuer="示例职业技能评价中心",
                issued_on=date(2020, 11, 20),
                verification="1",
            )
        )
        self.step(f"编入“{one.name}”，录入类别和养老金两项事实，登记证书 {certificate.number}。")

    def _claim(self, trainee: RecordId) -> list[Claim]:
        store, class_id = self.practice.county.store, self.practice.county.classes[0]
        book = policies.load().all
        with store.database.read() as snapshot:
            asked = claims.question(snapshot, class_id, None, demo.TODAY, book)
            found = claims.check_class(snapshot, class_id, asked)
        self._tell(found)
        refused = next(one for one in found if one.decision.verdict == "not_eligible")
        self.step(f"不符合的例子（{refused.trainee.name}）：{refused.refusal}")
        chosen = [one for one in found if one.may_be_submitted]
        chosen.sort(key=lambda one: one.trainee.id != trainee)
        with store.database.write(demo.CLERK) as work:
            made = claims.create(work, class_id, [one.trainee.id for one in chosen], asked)
            submitted = [claims.act(work, claim.id, "submit", book) for claim in made]
        self.step(f"生成并提交 {len(submitted)} 张申领单，编号 {submitted[0].number} 起。")
        return submitted

    def _tell(self, found: Sequence[Checked]) -> None:
        verdicts = [one.decision.verdict for one in found]
        may = sum(one.may_be_submitted for one in found)
        third = next(one for one in found if one.may_be_submitted and one.decision.nth == 3)
        self.step(
            f"按 SD-2019 检查全班 {len(found)} 人：可以申领 {may} 人，"
            f"不符合 {verdicts.count('not_eligible')} 人，资料不足 {verdicts.count('unknown')} 人；"
            f"{third.trainee.name}是本年第 3 次，仍可申领。"
        )

    def _draw(self, made: Sequence[Claim]) -> None:
        store = self.practice.county.store
        drawn = paper.draw(store, demo.CLERK, [claim.id for claim in made], Progress())
        path = self.out / "申请表.pdf"
        platform.write_file(path, paper.stored(store, drawn[0].claim))
        self.step(f"生成 {len(drawn)} 人申请表，首张校验码 {drawn[0].check_code}，存档后另存为 {path.name}。")

    def _report(self, made: Sequence[Claim]) -> None:
        store, hub = self.practice.county.store, self.practice.hub
        sent = packages.export(store, demo.CLERK, self.out)
        self.step(
            f"导出上报包 {sent.path.name}，{sent.entries} 步，电话核对数 {sent.check_digits}，现在可以拔出。"
        )
        taken = inbox.receive(hub, sent.path.read_bytes(), self.out)
        self.step(f"汇总端收下 {taken.entries} 步，写出回执 {taken.receipt.name}。")
        packages.receive(store, demo.CLERK, taken.receipt.read_bytes())
        with store.database.read() as snapshot:
            states = exchanges.reported(snapshot, [claim.id for claim in made])
        self.step(f"读入回执：{len(states)} 张申领单都是“{'、'.join(sorted(set(states.values())))}”。")


def run(argv: Sequence[str]) -> int:
    """The command `tour`: 0 when the walk is done."""
    parser = argparse.ArgumentParser(prog="skilldesk tour", description="在虚构的示例县里把主要工作走一遍。")
    parser.add_argument("--out", type=Path, default=Path("tour"), help="放文件和图片的文件夹，默认 tour")
    out: Path = parser.parse_args(list(argv)).out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="skilldesk-tour-", ignore_cleanup_errors=True) as folder:
        made = practice.found(Path(folder) / "office")
        try:
            walk = Tour(made, out, _say)
            walk.step("建立虚构的“示例县”（演练），并在演练汇总端入网，核对了 20 位校验数。")
            walk.walk()
            pictures = _pictures(made, out)
            walk.step(f"拍下 {len(pictures)} 张窗口图片。文件都在 {out}。")
        finally:
            made.county.store.close()
            made.hub.close()
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _pictures(made: Practice, out: Path) -> list[Path]:
    """Pictures of the windows, drawn without a display and with the program's own font."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from skilldesk import app

    return app.pictures(made.county.store, demo.CLERK, out)
