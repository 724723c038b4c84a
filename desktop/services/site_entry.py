"""What a person writes down about a site, and what is wrong with it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import coordinates
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.phones import clean_phone, demand_phone
from desktop.models.sites import HostKind, Site, SiteKind, SiteStatus
from desktop.services.organisations import clean, name_key
from desktop.storage.search import organisation_key

NAME_LIMIT = 120
SEATS_LIMIT = 100_000
AREA_LIMIT = 1_000_000.0
OLDEST = date(1900, 1, 1)
_COPIED = (
    "kind", "name", "code", "parent_id", "afloat", "address", "district", "island", "latitude", "longitude",
    "host", "host_kind", "contact", "contact_phone", "area", "seats", "opened_on", "planned_for", "fund_fen",
    "fund_source", "always_open", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """A site as a form gives it.

    Coordinates in degrees (WGS 84), ``area`` in square metres, ``fund_fen`` in fen. ``status`` with its
    reason is what holds from today (of a new open site: from ``opened_on``).
    """

    kind: SiteKind
    name: str
    code: str = ""
    parent_id: UUID | None = None
    afloat: bool = False
    address: str = ""
    district: str = ""
    island: str = ""
    latitude: float | None = None
    longitude: float | None = None
    host: str = ""
    host_kind: HostKind = HostKind.OTHER
    contact: str = ""
    contact_phone: str = ""
    area: float | None = None
    seats: int | None = None
    opened_on: date | None = None
    planned_for: date | None = None
    fund_fen: int | None = None
    fund_source: str = ""
    status: SiteStatus = SiteStatus.OPEN
    status_reason: str = ""
    always_open: bool = False
    remark: str = ""


class CodeTaken(FieldError):
    """Another site has that code."""


class InsideItself(FieldError):
    """A site cannot stand inside itself, nor inside what stands in it."""


def entry_of(site: Site) -> SiteEntry:
    """Return what is on file as a form shows it."""
    return SiteEntry(
        **{field: getattr(site, field) for field in _COPIED},
        status=site.status,
        status_reason=site.status_reason,
    )


def tidied(entry: SiteEntry) -> SiteEntry:
    """Return the entry with blanks, names and telephones written one way."""
    return replace(
        entry,
        name=clean(entry.name),
        code=one_line(entry.code),
        address=one_line(entry.address),
        district=one_line(entry.district),
        island=one_line(entry.island),
        host=one_line(entry.host),
        contact=one_line(entry.contact),
        contact_phone=clean_phone(entry.contact_phone),
        fund_source=one_line(entry.fund_source),
        status_reason=one_line(entry.status_reason),
        remark=entry.remark.strip(),
    )


def one_line(text: str) -> str:
    """Return a text in one line with single blanks."""
    return " ".join(text.split())


def demand_sound(entry: SiteEntry, today: date) -> None:
    """Raise ``FieldError`` for the first field of a tidied entry that breaks a rule by itself."""
    _demand_name(entry)
    coordinates.demand(entry.latitude, entry.longitude)
    demand_phone("contact_phone", entry.contact_phone)
    _demand_measures(entry)
    _demand_days(entry, today)
    if entry.afloat and entry.kind is not SiteKind.LIBRARY:
        raise FieldError("afloat", _("Only a worker library can be a book boat."), _("Take the mark away."))
    if entry.status in (SiteStatus.PAUSED, SiteStatus.CLOSED) and not entry.status_reason:
        raise FieldError("status_reason", _("Say why the site is not open."), _("A few words are enough."))


def demand_free_code(session: Session, code: str, own: UUID | None = None) -> None:
    """Raise :class:`CodeTaken` where another site has the code."""
    if not code:
        return
    holder = session.execute(
        select(Site.id, Site.name).where(Site.code == code, Site.removed_at.is_(None), Site.id != own)
        if own
        else select(Site.id, Site.name).where(Site.code == code, Site.removed_at.is_(None))
    ).first()
    if holder is not None:
        raise CodeTaken(
            "code",
            _("{name} has the code {code} already.").format(name=holder.name, code=code),
            _("Give another code, or leave it empty."),
        )


def demand_parent(session: Session, parent_id: UUID | None, own: UUID | None = None) -> None:
    """Raise ``FieldError`` where the site it stands in is gone, or :class:`InsideItself`."""
    at, seen = parent_id, set[UUID]()
    while at is not None and at not in seen:
        if at == own:
            raise InsideItself(
                "parent_id",
                _("A site cannot stand inside itself."),
                _("Choose a site that does not stand inside this one, or none."),
            )
        seen.add(at)
        above = session.get(Site, at)
        if above is None or above.removed_at is not None:
            raise FieldError(
                "parent_id", _("The site it stands in is no longer on file."), _("Choose another, or none.")
            )
        at = above.parent_id


def write(entry: SiteEntry, site: Site) -> None:
    """Copy a checked entry onto its row, all but the status, and what the site is found by."""
    for field in _COPIED:
        setattr(site, field, getattr(entry, field))
    site.name_key, site.search_key = name_key(entry.name), organisation_key(entry.name)


def new_row(entry: SiteEntry) -> Site:
    """Return a row for a checked entry, its status included."""
    row = Site(kind=entry.kind, name=entry.name, name_key="")
    write(entry, row)
    row.status, row.status_reason = entry.status, entry.status_reason
    return row


def _demand_name(entry: SiteEntry) -> None:
    if not name_key(entry.name):
        raise FieldError("name", _("A site needs a name."), _("Write its name."))
    if len(entry.name) > NAME_LIMIT:
        raise FieldError(
            "name",
            _("The name is longer than {limit} characters.").format(limit=NAME_LIMIT),
            _("Shorten it; the remark has room for more."),
        )


def _demand_measures(entry: SiteEntry) -> None:
    if entry.area is not None and not 0 < entry.area <= AREA_LIMIT:
        raise FieldError(
            "area",
            _("An area of {area} square metres cannot be.").format(area=f"{entry.area:g}"),
            _("Write square metres, or leave it empty where it is not known."),
        )
    if entry.seats is not None and not 0 <= entry.seats <= SEATS_LIMIT:
        raise FieldError(
            "seats",
            _("{count} seats cannot be.").format(count=entry.seats),
            _("Count them again, or leave it empty."),
        )
    if entry.fund_fen is not None and entry.fund_fen < 0:
        raise FieldError(
            "fund_fen", _("A sum below zero cannot have been spent."), _("Correct it, or leave it empty.")
        )


def _demand_days(entry: SiteEntry, today: date) -> None:
    if entry.opened_on is None:
        return
    if entry.opened_on < OLDEST:
        raise FieldError(
            "opened_on",
            _("{day} is too long ago to have opened.").format(day=entry.opened_on),
            _("Correct the year."),
        )
    if entry.opened_on > today:
        raise FieldError(
            "opened_on",
            _("{day} lies ahead: the site cannot have opened then.").format(day=entry.opened_on),
            _("Correct the date, or mark the site as planned and give that day as the one planned for."),
        )
    if entry.status is SiteStatus.PLANNED:
        raise FieldError(
            "opened_on",
            _("A planned site has not opened yet."),
            _("Leave the opening day empty, or mark the site as in service."),
        )
