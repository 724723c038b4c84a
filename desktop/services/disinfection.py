"""The disinfection log of mommy rooms: when, where in the room, how, by whom. Never who used the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.core.progress import Progress
from desktop.core.sheet_content import Printed
from desktop.models.site_ledger import Disinfection
from desktop.models.sites import Site, SiteKind
from desktop.paper.disinfection_pdf import LogLine, LogSheet, draw_log
from desktop.services.clock import in_utc, local, moment_of
from desktop.services.site_find import on_file
from desktop.services.tally_sheet import month_words
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage import journal

TEXT_LIMIT = 200
_OFFERED = 12


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the log as a form gives it; a time without a zone is local."""

    at: datetime
    area: str
    method: str
    operator: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log on file."""

    id: UUID
    site: UUID
    at: datetime
    area: str
    method: str
    operator: str
    remark: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What was written before, to be chosen again, the newest first."""

    areas: tuple[str, ...]
    methods: tuple[str, ...]
    operators: tuple[str, ...]


class NotAMommyRoom(Refused):
    """The log belongs to mommy rooms."""


def note(session: Session, site: UUID, entry: LogEntry) -> LogRow:
    """Write a line. Raises FieldError (at, area, method, operator), ``NotAMommyRoom``, NotFound."""
    room = _room(session, site)
    at = _checked(session, room, entry)
    row = Disinfection(
        site_id=site,
        at=at,
        area=_tidy(entry.area),
        method=_tidy(entry.method),
        operator=_tidy(entry.operator),
        remark=_tidy(entry.remark),
    )
    session.add(row)
    session.flush()
    journal.describe(session, N_("Disinfection of {site}, {day}"), site=room.name, day=_day(at))
    return _row(row)


def note_like_last(session: Session, site: UUID) -> LogRow:
    """Write a line like the newest one, now. Raises NotFound before the first."""
    before = last(session, site)
    if before is None:
        raise NotFound(_("Nothing was written into this log yet."), _("Write the first line in full."))
    entry = LogEntry(moment_of(session), before.area, before.method, before.operator)
    return note(session, site, entry)


def correct(session: Session, line: UUID, entry: LogEntry) -> LogRow:
    """Correct a line. Raises as :func:`note`."""
    row = _line(session, line)
    room = _room(session, row.site_id)
    row.at = _checked(session, room, entry)
    row.area, row.method = _tidy(entry.area), _tidy(entry.method)
    row.operator, row.remark = _tidy(entry.operator), _tidy(entry.remark)
    session.flush()
    journal.describe(
        session, N_("Correct the disinfection of {site}, {day}"), site=room.name, day=_day(row.at)
    )
    return _row(row)


def remove(session: Session, lines: Sequence[UUID]) -> int:
    """Take lines out of the log (undo brings them back); return how many."""
    rows = [_line(session, line) for line in lines]
    for row in rows:
        row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove {count} lines of a disinfection log"), count=len(rows))
    return len(rows)


def log(session: Session, site: UUID, month: int | None = None) -> list[LogRow]:
    """Return the log of a room, the newest line first; of one month (year * 100 + month) where given."""
    asked = _on_file().where(Disinfection.site_id == site)
    if month is not None:
        first, after = _bounds(month)
        asked = asked.where(Disinfection.at >= first, Disinfection.at < after)
    rows = session.scalars(asked.order_by(Disinfection.at.desc(), Disinfection.id.desc()))
    return [_row(row) for row in rows]


def last(session: Session, site: UUID) -> LogRow | None:
    """Return the newest line of a room."""
    asked = _on_file().where(Disinfection.site_id == site).order_by(Disinfection.at.desc())
    row = session.scalars(asked.limit(1)).first()
    return None if row is None else _row(row)


def last_days(session: Session) -> dict[UUID, datetime]:
    """Return when each room was last disinfected; rooms without a line are left out."""
    rows = session.execute(
        select(Disinfection.site_id, func.max(Disinfection.at))
        .where(Disinfection.removed_at.is_(None))
        .group_by(Disinfection.site_id)
    )
    return {site: at for site, at in rows}


def offered(session: Session) -> Offered:
    """Return the areas, methods and operators written lately, in whichever room."""
    rows = session.execute(
        select(Disinfection.area, Disinfection.method, Disinfection.operator)
        .where(Disinfection.removed_at.is_(None))
        .order_by(Disinfection.at.desc())
        .limit(400)
    ).all()
    columns = [tuple(dict.fromkeys(row[n] for row in rows))[:_OFFERED] for n in range(3)]
    return Offered(columns[0], columns[1], columns[2])


def write_log(session: Session, site: UUID, path: Path) -> int:
    """Write the whole log as a workbook; return the lines. Raises a ``SpreadsheetError``."""
    room, lines = _room(session, site), log(session, site)
    sheet = SheetOut(
        title=_("Disinfection log"),
        headings=(_("Time"), _("Part of the room"), _("Method"), _("Done by"), _("Remark")),
        rows=[(local(x.at).replace(tzinfo=None), x.area, x.method, x.operator, x.remark) for x in lines],
        note=room.name,
    )
    return write_table(path, [sheet])


@dataclass(frozen=True, slots=True)
class LogPaper:
    """A drawn log, under the name it is saved by."""

    pdf: bytes
    name: str
    printed: Printed


def prepare(session: Session, site: UUID, month: int, progress: Progress | None = None) -> LogPaper:
    """Draw the log of a month with empty lines after those written. Raises NoChineseFont; Cancelled."""
    out = BytesIO()
    printed = print_log(session, site, month, out, progress)
    words = _("Disinfection log {site} {month}")
    name = words.format(site=_room(session, site).name, month=month_words(month))
    return LogPaper(out.getvalue(), name, printed)


def print_log(
    session: Session, site: UUID, month: int, out: Path | BinaryIO, progress: Progress | None = None
) -> Printed:
    """Draw the log of a month into a file. Raises as :func:`prepare`, and CannotSave."""
    room = _room(session, site)
    lines = tuple(
        LogLine(f"{local(x.at):%m-%d %H:%M}", x.area, x.method, x.operator, x.remark)
        for x in reversed(log(session, site, month))
    )
    named = f"{room.name} ({room.code})" if room.code else room.name
    return draw_log(LogSheet(named, room.address, month_words(month), lines), out, progress)


def _room(session: Session, site: UUID) -> Site:
    room = on_file(session, site)
    if room.kind is not SiteKind.MOMMY_ROOM:
        raise NotAMommyRoom(
            _("“{site}” is no mommy room.").format(site=room.name),
            _("The disinfection log is kept for mommy rooms."),
        )
    return room


def _line(session: Session, line: UUID) -> Disinfection:
    row = session.get(Disinfection, line)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That line is no longer in the log."), _("Undo brings it back."))
    return row


def _checked(session: Session, room: Site, entry: LogEntry) -> datetime:
    for field, text, sentence in (
        ("area", entry.area, _("Say what was disinfected.")),
        ("method", entry.method, _("Say how it was disinfected.")),
        ("operator", entry.operator, _("Say who did it.")),
    ):
        if not text.strip():
            raise FieldError(field, sentence)
    for field, text in (("area", entry.area), ("method", entry.method), ("remark", entry.remark)):
        if len(text) > TEXT_LIMIT:
            words = _("That is longer than {count} characters.")
            raise FieldError(field, words.format(count=TEXT_LIMIT), _("Write it shorter."))
    at = in_utc(entry.at)
    if at > moment_of(session) + timedelta(minutes=1):
        raise FieldError("at", _("That time has not come yet."), _("Write what was done, when it was done."))
    if room.opened_on is not None and local(at).date() < room.opened_on:
        words = _("The room opened only on {day}.")
        raise FieldError("at", words.format(day=room.opened_on), _("Correct the day."))
    return at


def _bounds(month: int) -> tuple[datetime, datetime]:
    first = counting.day_in(month, 1)
    after = counting.day_in(counting.moved(month, 1), 1)
    return _midnight(first), _midnight(after)


def _midnight(day: date) -> datetime:
    return in_utc(datetime.combine(day, time()).astimezone())


def _on_file() -> Select[Disinfection]:
    return select(Disinfection).where(Disinfection.removed_at.is_(None))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _day(at: datetime) -> str:
    return local(at).date().isoformat()


def _row(row: Disinfection) -> LogRow:
    return LogRow(row.id, row.site_id, row.at, row.area, row.method, row.operator, row.remark)
