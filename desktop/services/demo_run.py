"""The main job from end to end on demonstration data: a list, an activity, paper, the door."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import CodeError, RowCode, read_code, row_code
from desktop.core.i18n import _
from desktop.models.activities import ActivityKind
from desktop.models.people import Worker
from desktop.models.sheets import SheetRow
from desktop.services import activities, demo, door, enrolment, imports, presence, sheets
from desktop.services.activities import ActivityEntry, MeetingEntry
from desktop.services.attendance import VerdictKind
from desktop.services.clock import local
from desktop.services.demo_people import CITY, employers, people
from desktop.services.sheets import PrintedSheet, SheetRequest
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store

IN_LIST = 48
PLACES = 40
WALK_INS = 5
COMING = 36
_HEADINGS = ("序号", "姓名", "性别", "身份证号", "手机", "单位", "岗位", "是否一线", "会员证号", "备注")


@dataclass(frozen=True, slots=True)
class MainJob:
    """What was done: counts, and where the files lie. ``read_back``: all codes were read off the paper."""

    list_file: Path
    read: int
    new: int
    unchanged: int
    activity_id: UUID
    title: str
    enrolled: int
    waiting: int
    pdf: Path
    pages: int
    rows: int
    read_back: bool
    let_in: int
    expected: int
    present: int
    absent: int


def run(store: Store, papers: Path, tell: Callable[[str], None]) -> MainJob:
    """Do the main job once, telling each step as it is done. Raises ``RealData`` among real people."""
    demo.claim(store)
    papers.mkdir(parents=True, exist_ok=True)
    list_file = papers / "职工花名册.xlsx"
    count = write_list(list_file)
    tell(_("Wrote an employer's list of {count} workers: {where}").format(count=count, where=list_file))
    taken = store.do(imports.save, store.read(imports.preview, list_file))
    tell(
        _("Imported it: {read} read, {new} new, {same} already on file.").format(
            read=taken.read, new=taken.new, same=taken.unchanged
        )
    )
    activity_id, meeting_id, title = store.do(_set_up, store)
    enrolled = store.do(enrolment.enrol, activity_id, store.read(_everybody))
    tell(
        _("Set up “{title}”: {enrolled} have a place, {waiting} wait.").format(
            title=title, enrolled=len(enrolled.enrolled), waiting=len(enrolled.waiting)
        )
    )
    pdf = papers / f"签到表-{local(store.now()):%Y%m%d-%H%M%S}.pdf"
    request = SheetRequest(activity_id, meeting_id=meeting_id, walk_ins=WALK_INS)
    sheet = store.record(sheets.print_sheet, store.code_key, request, pdf)
    tell(
        _("Printed the sign-in sheet, {rows} rows on {pages} pages: {where}").format(
            rows=sheet.rows, pages=sheet.pages, where=pdf
        )
    )
    codes, read_back = _codes(store, pdf, sheet)
    verdicts = [store.do(door.scan, store.code_key, meeting_id, code) for code in codes[:COMING]]
    let_in = sum(verdict.kind is VerdictKind.IN for verdict in verdicts)
    counts = store.read(presence.counts, meeting_id)
    tell(
        _("Read {count} codes back from the pages and scanned {let_in} of them at the door.").format(
            count=len(codes), let_in=let_in
        )
    )
    tell(
        _("Attendance on file: {expected} expected, {present} present, {absent} absent.").format(
            expected=counts.expected, present=counts.present, absent=counts.absent
        )
    )
    return MainJob(
        list_file, taken.read, taken.new, taken.unchanged, activity_id, title, len(enrolled.enrolled),
        len(enrolled.waiting), pdf, sheet.pages, sheet.rows, read_back, let_in, counts.expected,
        counts.present, counts.absent,
    )  # fmt: skip


def write_list(path: Path, count: int = IN_LIST, seed: int = demo.SEED) -> int:
    """Write invented workers as an employer sends them; return how many."""
    names = [employer.name for employer in employers(count, seed)]
    rows = [
        [
            i, one.name, "女" if one.sex == "F" else "男", one.id_number, one.phone, names[one.employer],
            one.post, "是" if one.frontline else "否", one.member_number, None,
        ]
        for i, one in enumerate(people(count, seed), 1)
    ]  # fmt: skip
    note = _("Invented people, for trying out only")
    return write_table(path, [SheetOut("花名册", _HEADINGS, rows, frozenset({3, 4, 8}), note=note)])


def _set_up(session: Session, store: Store) -> tuple[UUID, UUID, str]:
    starts = local(store.now()) + timedelta(minutes=30)
    entry = ActivityEntry(
        title=_("Demonstration meeting of {day}").format(day=f"{starts:%Y-%m-%d}"),
        meetings=(MeetingEntry(starts.replace(second=0, microsecond=0)),),
        kind=ActivityKind.GET_TOGETHER,
        place=_("Workers' activity centre"),
        organiser=CITY,
        capacity=PLACES,
    )
    card = activities.add(session, entry)
    return card.id, card.meetings[0].id, card.title


def _everybody(session: Session) -> list[UUID]:
    on_file = select(Worker.id).where(Worker.removed_at.is_(None)).order_by(Worker.id)
    return list(session.scalars(on_file.limit(IN_LIST)))


def _codes(store: Store, pdf: Path, sheet: PrintedSheet) -> tuple[list[str], bool]:
    """Return the codes of the rows with a name that were read from the pages, and whether that was all."""
    from desktop.services.reading_pictures import codes_on  # what looks at pictures loads slowly

    seen = set()
    for text in codes_on(pdf):
        with suppress(CodeError):
            code = read_code(text, store.code_key)
            if isinstance(code, RowCode):
                seen.add(code.token)
    tokens = store.read(_tokens, sheet.sheet_id)
    return [row_code(store.code_key, token) for token in tokens if token in seen], seen.issuperset(tokens)


def _tokens(session: Session, sheet_id: UUID) -> list[int]:
    named = select(SheetRow.token).where(SheetRow.sheet_id == sheet_id, SheetRow.worker_id.is_not(None))
    return list(session.scalars(named.order_by(SheetRow.number)))
