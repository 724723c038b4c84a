"""A site's whole file on paper: what it is, what it has, what it was awarded, and what happened there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core import coordinates
from desktop.core.i18n import _, in_language, language
from desktop.core.money import in_figures
from desktop.core.opening_hours import hours_rows
from desktop.core.progress import Progress
from desktop.paper.flow import TableColumn
from desktop.paper.site_file_pdf import FilePart, SiteFile, draw_site_file
from desktop.services.amenities import AmenityLine, AmenitySheet, amenities, state_word, verdict_words
from desktop.services.clock import local, moment_of
from desktop.services.ratings import RatingKind, RatingLine, history, level_word, stars_words
from desktop.services.site_file_ledger import ledger_parts
from desktop.services.site_find import SiteCard, card
from desktop.services.site_hours import hours_of
from desktop.services.site_papers import PreparedPaper
from desktop.services.site_status import status_history
from desktop.services.site_words import host_kind_word, site_word, status_word

__all__ = ["FileRequest", "prepare_site_file"]


@dataclass(frozen=True, slots=True)
class FileRequest:
    """The file of one site; the ledger is that of ``year`` (None: the present one)."""

    site_id: UUID
    year: int | None = None
    pictures: bool = True
    issuer: str = ""
    language: str = ""


def prepare_site_file(
    session: Session, request: FileRequest, progress: Progress | None = None
) -> PreparedPaper:
    """Draw the file. Raises NotFound, NoChineseFont, Cancelled."""
    today = local(moment_of(session)).date()
    year = request.year or today.year
    out = BytesIO()
    with in_language(request.language or language()):
        shown = card(session, request.site_id)
        parts = [
            _particulars(shown),
            _hours(session, shown),
            _history(session, shown),
            _amenities(amenities(session, shown.id, year)),
            _ratings(history(session, shown.id)),
            *ledger_parts(session, shown, year, today, request.pictures),
        ]
        words = _("The file of the site · ledger of {year} · printed {day}")
        note = words.format(year=year, day=today.isoformat())
        if request.issuer:
            note = f"{request.issuer} · {note}"
        drawn = draw_site_file(SiteFile(shown.name, note, parts), out, progress)
    return PreparedPaper(out.getvalue(), drawn.pages, drawn.unprintable, drawn.cut, 210.0, 297.0)


def _particulars(shown: SiteCard) -> FilePart:
    entry = shown.entry
    placed = entry.latitude is not None and entry.longitude is not None
    where = coordinates.written(entry.latitude or 0.0, entry.longitude or 0.0) if placed else ""
    facts = [
        (_("Kind"), site_word(entry.kind, entry.afloat)),
        (_("Code"), entry.code),
        (_("State"), status_word(entry.status)),
        (_("Since"), _day(shown.status_since)),
        (_("Reason"), entry.status_reason),
        (_("Stands inside"), shown.parent),
        (_("District"), entry.district),
        (_("Island"), entry.island),
        (_("Address"), entry.address),
        (_("Coordinates"), where),
        (_("Host"), entry.host),
        (_("Kind of host"), host_kind_word(entry.host_kind)),
        (_("Contact"), entry.contact),
        (_("Telephone"), entry.contact_phone),
        (_("Area"), "" if entry.area is None else _("{n} m²").format(n=f"{entry.area:g}")),
        (_("Seats"), "" if entry.seats is None else str(entry.seats)),
        (_("Opened on"), _day(entry.opened_on)),
        (_("Planned for"), _day(entry.planned_for)),
        (_("Funds"), "" if entry.fund_fen is None else _yuan(entry.fund_fen)),
        (_("Source of funds"), entry.fund_source),
        (_("Remark"), entry.remark),
    ]
    told = [(label, value) for label, value in facts if value]
    return FilePart(_("Particulars"), facts=told)


def _hours(session: Session, shown: SiteCard) -> FilePart:
    posted = hours_of(session, shown.id)
    if posted.always_open:
        return FilePart(_("Opening hours"), (_("24 hours, every day"),))
    rows = hours_rows(posted.stretches)
    columns = (TableColumn(_("Days"), 1), TableColumn(_("Times"), 1))
    return FilePart(_("Opening hours"), () if rows else (_("No hours are posted."),), (), columns, rows)


def _history(session: Session, shown: SiteCard) -> FilePart:
    lines = status_history(session, shown.id)
    columns = (TableColumn(_("Since"), 1), TableColumn(_("State"), 1), TableColumn(_("Reason"), 3))
    rows = [(_day(line.since), status_word(line.status), line.reason) for line in lines]
    return FilePart(_("How its state came about"), _nothing(rows), (), columns, rows)


def _amenities(sheet: AmenitySheet) -> FilePart:
    columns = (
        TableColumn(_("Item of the standard"), 2.4),
        TableColumn(_("Asked for"), 1.2),
        TableColumn(_("Here"), 1.2),
        TableColumn(_("How much"), 1),
        TableColumn(_("Remark"), 2),
    )
    rows = [_amenity_row(line) for line in sheet.lines]
    return FilePart(
        _("Against the standard “{name}”").format(name=sheet.standard.name),
        (verdict_words(sheet),),
        (),
        columns,
        rows,
    )


def _amenity_row(line: AmenityLine) -> tuple[str, ...]:
    asked = _("needed") if line.item.needed else _("wished for")
    if line.item.at_least is not None:
        asked = _("at least {n} {unit}").format(n=f"{line.item.at_least:g}", unit=line.item.unit).strip()
    here = state_word(line.state) if line.state is not None else _("not told")
    much = "" if line.quantity is None else f"{line.quantity:g} {line.item.unit}".strip()
    return line.item.words, asked if line.in_standard else "", here, much, line.remark


def _ratings(lines: list[RatingLine]) -> FilePart:
    columns = (
        TableColumn(_("Year"), 0.7),
        TableColumn(_("What"), 2.4),
        TableColumn(_("Level"), 1),
        TableColumn(_("Document"), 1.8),
        TableColumn(_("Decided on"), 1.1),
    )
    rows = [
        (str(line.year), _award(line), level_word(line.level), line.document, _day(line.decided_on))
        for line in lines
    ]
    return FilePart(_("Stars and honours"), _nothing(rows), (), columns, rows)


def _award(line: RatingLine) -> str:
    if line.kind is RatingKind.HONOUR:
        return line.name
    return stars_words(line.stars) or _("no stars")


def _nothing(rows: object) -> tuple[str, ...]:
    return () if rows else (_("Nothing on record."),)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _yuan(fen: int) -> str:
    return _("{sum} yuan").format(sum=in_figures(Decimal(fen) / 100))
