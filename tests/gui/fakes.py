"""The other side of the pages' protocols: invented people, classes, papers and packages."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from skilldesk.gui.claim_work import CheckedClass, CheckedPerson, ClaimWork, Finding, Quota, Verdict
from skilldesk.gui.class_work import ClassWork, PaperKind
from skilldesk.gui.dialogs import Dialogs, Notice, NoticeDialog, ReasonDialog
from skilldesk.gui.lookup import Choice
from skilldesk.gui.paper_work import Paper, PaperWork, Printed
from skilldesk.gui.report_work import (
    Enrolment,
    Package,
    Receipt,
    ReceiptLine,
    Reporting,
    ReportWork,
    Taken,
    Written,
)
from skilldesk.gui.theme import Theme
from skilldesk.progress import Progress


class FakeDialogs(Dialogs):
    """Answers at once where a person would choose a file; keeps what was said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.said: list[Notice] = []
        self.last: NoticeDialog | None = None
        self.path: Path | None = None
        self.reason = "录入错误"

    def tell(self, notice: Notice, act: Callable[[], object] = lambda: None) -> NoticeDialog:
        self.said.append(notice)
        self.last = super().tell(notice, act)
        return self.last

    def ask_reason(
        self, notice: Notice, reasons: Sequence[str], act: Callable[[str], object]
    ) -> ReasonDialog:
        self.said.append(notice)
        self.last = dialog = super().ask_reason(notice, reasons, act)
        return dialog

    def folder(self, title: str) -> Path | None:
        return self.path

    def file_to_read(self, title: str, kinds: str) -> Path | None:
        return self.path

    def file_to_write(self, title: str, name: str, kinds: str) -> Path | None:
        return self.path


CLASS = Choice("c1" * 16, "2026鲁南职校电工五级02班")

_FINDINGS: dict[Verdict, Finding] = {
    "eligible": Finding(outcome="pass", title="已取得证书", document="鲁人社字〔2019〕135号"),
    "provisional": Finding(outcome="warn", title="次数仅依据本机数据"),
    "unknown": Finding(outcome="unknown", title="不知道是否领取养老金", remedy="请登记养老金事项。"),
    "not_eligible": Finding(
        outcome="fail",
        title="本年已享受3次",
        facts="2026年3月1日、5月12日、9月30日",
        document="鲁人社字〔2019〕135号",
        clause="第六条",
        remedy="明年再申领。",
    ),
    "not_covered": Finding(outcome="fail", title="当天没有适用的文件"),
}


def person(number: int, verdict: Verdict, *, applied: str = "") -> CheckedPerson:
    return CheckedPerson(
        trainee_id=f"{number:032x}",
        name=f"学员{number}",
        id_number="370403198604129026",
        category="农村转移就业",
        verdict=verdict,
        amount=150000 if verdict in ("eligible", "provisional") else None,
        findings=[_FINDINGS[verdict]],
        quotas=[Quota(label="本年培训补贴", used=1, allowed=3, notes=("5月12日 焊工五级",))],
        applied=applied,
    )


@dataclass
class Claims:
    people: Sequence[CheckedPerson] = ()
    created: list[Sequence[str]] = field(default_factory=list)
    drawn: list[Sequence[str]] = field(default_factory=list)
    acts: list[tuple[str, str, str]] = field(default_factory=list)
    checks: int = 0

    def work(self) -> ClaimWork:
        return ClaimWork(
            classes=lambda text: [CLASS] if text in CLASS.text else [],
            check=self.check,
            create=self.create,
            draw=self.draw,
            act=lambda claim, key, reason: self.acts.append((claim, key, reason)),
        )

    def check(self, class_id: str, progress: Progress) -> CheckedClass:
        self.checks += 1
        return CheckedClass(
            class_id=class_id, people=self.people, subsidy="就业技能培训补贴", basis="仅依据本机数据"
        )

    def create(self, class_id: str, trainees: Sequence[str], progress: Progress) -> Sequence[str]:
        self.created.append(trainees)
        return trainees

    def draw(self, claims: Sequence[str], progress: Progress) -> Sequence[str]:
        self.drawn.append(claims)
        return claims


def pdf(pages: int = 3) -> bytes:
    """A4 pages, each with its own grey, so that pictures of them differ."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(595, 842), invariant=1)
    for page in range(pages):
        canvas.setFillGray(0.2 + page * 0.2)
        canvas.rect(100, 300, 395, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@dataclass
class Papers:
    pages: int = 3
    first: int = 1
    last: int | None = None
    notes: list[tuple[str, int]] = field(default_factory=list)

    def work(self) -> PaperWork:
        return PaperWork(open=self.open, ledger=self.ledger, note=self.note)

    def open(self, claim: str) -> Paper:
        return Paper(
            title="职业培训补贴申请表",
            number="BT370403-1-26-00001",
            detail="周春梅 · 1,500.00 元",
            pdf=pdf(self.pages),
            check_code="8F3A 21C7",
            sha256="ab" * 32,
            first_page=self.first,
            last_page=self.last,
        )

    def ledger(self, paper: Paper) -> Sequence[Printed]:
        words = {"print": "打印", "save": "另存"}
        return [
            Printed(who="李敏", what=f"{words[act]} {copies} 份", when="今天 10:05")
            for act, copies in self.notes
        ]

    def note(self, paper: Paper, act: str, copies: int) -> None:
        self.notes.append((act, copies))


@dataclass
class Classes:
    drawn: list[tuple[PaperKind, str]] = field(default_factory=list)

    def work(self) -> ClassWork:
        return ClassWork(
            draw=lambda kind, class_id, _: self.drawn.append((kind, class_id)),
            papers={kind: Papers().work() for kind in ("filing", "roster", "public_roster")},
        )


_LET_IN = Enrolment(state="confirmed")


@dataclass
class Reports:
    enrolment: Enrolment = _LET_IN
    packages: Sequence[Package] = ()
    lines: Sequence[ReceiptLine] = ()
    sent: list[Path] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    requested: list[Path] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    returned: int = 0
    error: Exception | None = None

    def work(self) -> ReportWork:
        return ReportWork(
            state=lambda: Reporting(
                unsent=38, unanswered=2, returned=self.returned, enrolment=self.enrolment
            ),
            packages=lambda: self.packages,
            receipt=self.receipt,
            send=self.send,
            read=self.read,
            request=self.request,
            confirm=lambda digits, _: self.confirmed.append(digits),
        )

    def receipt(self, number: str) -> Receipt:
        return Receipt(
            package=number,
            read_at="11月19日 15:30 读入",
            accepted=117,
            returned=len(self.lines),
            unanswered=0,
            lines=self.lines,
            steps=(("11-17 09:12", "导出，读回核对一致"),),
        )

    def send(self, folder: Path, progress: Progress) -> Written:
        if self.error:
            raise self.error
        self.sent.append(folder)
        return Written(
            name="SD_370403_0046.skd",
            content="补贴申请 38 张",
            size="2.4 MB",
            check="5C1D 90A2",
            who="李敏",
            at="10:21",
        )

    def read(self, path: Path, progress: Progress) -> Taken:
        self.taken.append(path)
        return Taken(heading="回执已读入", lines=(("结果", "接收 117，退回 1"),), package="0043")

    def request(self, folder: Path, progress: Progress) -> Path:
        self.requested.append(folder)
        return folder / "ENROL_370403.skd"


def package(number: str, **values: object) -> Package:
    given = {"content": "学员、证书", "count": 118, "written_at": "11-17 09:12", "state": "unanswered"}
    return Package(number=number, **{**given, **values})  # type: ignore[arg-type]  # told by the test
