"""The other side of the pages' protocols: invented people, classes, papers and packages."""

import io
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from skilldesk.errors import NotAllowed
from skilldesk.gui.board_work import Board, BoardWork, Fact, Line, NearDay, Sending
from skilldesk.gui.claim_finding import Finding
from skilldesk.gui.claim_review_work import (
    ClaimDetail,
    ClaimPerson,
    ClaimRow,
    Material,
    Outcome,
    Past,
    Queue,
    ReviewWork,
    StepOffer,
)
from skilldesk.gui.claim_work import (
    CheckedClass,
    CheckedPerson,
    ClaimableClass,
    ClaimWork,
    Payee,
    Quota,
    Unprintable,
    Verdict,
)
from skilldesk.gui.class_work import ClassWork, PaperKind
from skilldesk.gui.dialogs import Dialogs, Notice, NoticeDialog, ReasonDialog
from skilldesk.gui.paper_work import Act, Paper, PaperWork, Printed
from skilldesk.gui.report_work import (
    Enrolment,
    Outgoing,
    Package,
    Receipt,
    ReceiptLine,
    Reporting,
    ReportWork,
    Taken,
    Target,
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


@dataclass
class Boards:
    lines: Sequence[Line] = ()
    days: Sequence[NearDay] = ()
    packages: Sequence[Fact] = ()
    backups: Sequence[Fact] = ()
    reads: int = 0

    def work(self) -> BoardWork:
        return BoardWork(read=self.read, sending=lambda: Sending(lines=(), packages=self.packages))

    def read(self) -> Board:
        self.reads += 1
        return Board(
            greeting="李敏，上午好。",
            lines=self.lines,
            days=self.days,
            backups=self.backups,
            at="09:14",
        )


CLASS = ClaimableClass(
    class_id="c1" * 16,
    name="2026鲁南职校电工五级02班",
    detail="电工　五级/初级工",
    institution="鲁南示范职业培训学校",
    days="2026-10-19 至 2026-11-08",
    state="已评价",
    enrolled=40,
    certified=39,
    claimed=5,
)

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


def claim_row(number: int, **values: object) -> ClaimRow:
    given = {
        "claim_id": f"{number:032x}",
        "number": f"BT370403-1-26-{number:05}",
        "is_personal": True,
        "applicant": f"学员{number}",
        "class_name": CLASS.name,
        "people": 1,
        "amount": 150000,
        "state": "20",
        "state_word": "已提交",
        "applied_on": "2026-11-20",
        "has_form": False,
    }
    return ClaimRow(**{**given, **values})  # type: ignore[arg-type]  # told by the test


@dataclass
class Review:
    """Claims in queues, and the steps that one may take with them."""

    waiting: dict[str, list[ClaimRow]] = field(default_factory=dict)
    steps: Sequence[StepOffer] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    taken: list[tuple[Sequence[str], str, str]] = field(default_factory=list)

    def work(self) -> ReviewWork:
        return ReviewWork(
            queues=lambda _: (
                [
                    Queue(key=key, word=rows[0].state_word if rows else key, number=len(rows))
                    for key, rows in self.waiting.items()
                ]
                or [Queue(key="others", word="全部", number=0)]
            ),
            rows=lambda key, _: self.waiting.get(key, []),
            detail=self.detail,
            offers=lambda ids, _: [
                replace(one, able=0 if one.why_not else len(ids)) for one in self.steps if ids
            ],
            take=self.take,
            return_reasons=["材料不全", "填写有误"],
        )

    def detail(self, id: str, progress: Progress) -> ClaimDetail:
        row = next(one for rows in self.waiting.values() for one in rows if one.claim_id == id)
        people = [
            ClaimPerson(
                name=f"人员{at}",
                id_number="370403********9026",
                category="农村转移就业",
                amount=150000,
                findings=[_FINDINGS["eligible" if at else "unknown"]],
            )
            for at in range(row.people)
        ]
        return ClaimDetail(
            row=row,
            facts=(("补贴类型", "就业技能培训补贴"),),
            people=people,
            materials=[Material(owner="学员", kind="身份证", file_name="zheng.pdf", original="复印件")],
            past=[Past(label="退回补正", who="王建华", when="2026-11-20 10:05", reason="材料不全")],
        )

    def take(self, ids: Sequence[str], key: str, reason: str, progress: Progress) -> Sequence[Outcome]:
        self.taken.append((list(ids), key, reason))
        rows = {one.claim_id: one for rows in self.waiting.values() for one in rows}
        return [Outcome(number=rows[id].number, refused=self.refused.get(id, "")) for id in ids]


_SCHOOL = Payee(name="鲁南示范职业培训学校", account="鲁南示范职业培训学校　示例银行　****0990")


@dataclass
class Claims:
    people: Sequence[CheckedPerson] = ()
    classes: Sequence[ClaimableClass] = (CLASS,)
    payee: Payee = _SCHOOL
    created: list[Sequence[str]] = field(default_factory=list)
    for_institution: list[Sequence[str]] = field(default_factory=list)
    drawn: list[Sequence[str]] = field(default_factory=list)
    missing: Sequence[Unprintable] = ()
    stop_after: int | None = None
    """After so many forms the drawing waits until it is stopped."""
    checks: int = 0
    review: Review = field(default_factory=Review)

    def work(self) -> ClaimWork:
        return ClaimWork(
            classes=lambda _: self.classes,
            class_of=lambda _: CLASS.class_id,
            check=self.check,
            create=self.create,
            create_for_institution=self.create_for_institution,
            rows=self.rows,
            unprintable=lambda ids, _: [one for one in self.missing if one.claim_id in ids],
            draw=self.draw,
            review=self.review.work(),
        )

    def check(self, class_id: str, progress: Progress) -> CheckedClass:
        self.checks += 1
        return CheckedClass(
            class_id=class_id,
            people=self.people,
            subsidy="就业技能培训补贴",
            basis="仅依据本机数据",
            name=CLASS.name,
            payee=self.payee,
        )

    def create(self, class_id: str, trainees: Sequence[str], progress: Progress) -> Sequence[str]:
        self.created.append(trainees)
        return trainees

    def create_for_institution(
        self, class_id: str, trainees: Sequence[str], progress: Progress
    ) -> Sequence[str]:
        self.for_institution.append(trainees)
        return ["f0" * 16]

    def rows(self, ids: Sequence[str], progress: Progress) -> Sequence[ClaimRow]:
        done = {id for some in self.drawn for id in some}
        return [replace(claim_row(int(id, 16) % 1000), claim_id=id, has_form=id in done) for id in ids]

    def draw(self, claims: Sequence[str], progress: Progress) -> Sequence[str]:
        for at, id in enumerate(claims):
            while at == self.stop_after:
                progress.step(at, len(claims), "正在排版")
                threading.Event().wait(0.005)
            self.drawn.append([id])
            progress.step(at + 1, len(claims), "正在排版")
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
    reasons: list[str] = field(default_factory=list)
    forbidden: str = ""
    offset: tuple[int, int] = (0, 0)

    def work(self) -> PaperWork:
        return PaperWork(
            open=self.open,
            ledger=self.ledger,
            note=self.note,
            expect=self.expect,
            is_printed=lambda _: any(act == "print" for act, _ in self.notes),
            reprint=lambda paper, copies, reason: self.note(paper, "print", copies, reason),
            spoil=lambda paper, copies, reason: self.note(paper, "spoiled", copies, reason),
            offset=lambda _: self.offset,
            reprint_reasons=["打印不清楚", "卡纸或墨粉损坏"],
        )

    def expect(self, act: Act) -> None:
        if act == self.forbidden:
            raise NotAllowed("您的角色不能打印表格。数据没有变化。请由有这个角色的同事来做。")

    def open(self, claim: str) -> Paper:
        return Paper(
            title="职业培训补贴申请表",
            number=f"BT370403-1-26-{int(claim or '1', 16) % 1000:05}",
            detail="周春梅 · 1,500.00 元",
            pdf=pdf(self.pages),
            check_code="8F3A 21C7",
            sha256="ab" * 32,
            first_page=self.first,
            last_page=self.last,
        )

    def ledger(self, paper: Paper) -> Sequence[Printed]:
        words = {"print": "打印", "save": "另存", "spoiled": "作废"}
        return [
            Printed(who="李敏", what=f"{words[act]} {copies} 份", when="今天 10:05")
            for act, copies in self.notes
        ]

    def note(self, paper: Paper, act: str, copies: int, reason: str = "") -> None:
        self.notes.append((act, copies))
        self.reasons.append(reason)


@dataclass
class Classes:
    drawn: list[tuple[PaperKind, str]] = field(default_factory=list)

    def work(self) -> ClassWork:
        return ClassWork(
            draw=lambda kind, class_id, _: self.drawn.append((kind, class_id)),
            papers={kind: Papers().work() for kind in ("filing", "roster", "public_roster")},
        )


_LET_IN = Enrolment(state="confirmed")
_OUTGOING = Outgoing(entries=84, counts=(("学员", 38), ("证书", 36)), since="11-19 15:30")


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
    gone: Exception | None = None
    """What the second look finds."""
    outgoing: Outgoing = _OUTGOING
    targets: Sequence[Target] = ()
    papers: Papers = field(default_factory=Papers)
    drawn: list[str] = field(default_factory=list)

    def work(self) -> ReportWork:
        return ReportWork(
            state=lambda: Reporting(
                unsent=38, unanswered=2, returned=self.returned, enrolment=self.enrolment
            ),
            packages=lambda: self.packages,
            receipt=self.receipt,
            outgoing=lambda _: self.outgoing,
            targets=lambda: self.targets,
            draw_sheet=lambda package, _: self.drawn.append(package),
            hand_over=self.papers.work(),
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
        progress.step(0, 3, "正在收集内容")
        if self.error:
            raise self.error
        return self.written(folder)

    def written(self, folder: Path) -> Written:
        self.sent.append(folder)
        return Written(
            package="46" * 16,
            place=str(folder),
            look_again=self.look_again,
            again_in=0,
            write_again=self.written,
            name="SD_370403_0046.skd",
            content="补贴申请 38 张",
            size="2.4 MB",
            check="5C1D 90A2",
            who="李敏",
            at="10:21",
        )

    def look_again(self) -> None:
        if self.gone:
            raise self.gone

    def read(self, path: Path, progress: Progress) -> Taken:
        self.taken.append(path)
        return Taken(heading="回执已读入", lines=(("结果", "接收 117，退回 1"),), package="0043")

    def request(self, folder: Path, progress: Progress) -> Path:
        self.requested.append(folder)
        return folder / "ENROL_370403.skd"


def package(number: str, **values: object) -> Package:
    given = {"content": "学员、证书", "count": 118, "written_at": "11-17 09:12", "state": "unanswered"}
    return Package(number=number, **{**given, **values})  # type: ignore[arg-type]  # told by the test
