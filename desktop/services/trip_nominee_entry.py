"""What a form says of somebody named, tidied and held against the programme."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.honour_levels import LEVELS
from desktop.core.i18n import _
from desktop.core.phones import clean_phone
from desktop.models.trip_people import TripNominee
from desktop.services import trips
from desktop.services.trip_nominees import keys_of

TEXT_LIMIT = 500
_TEXTS = ("post", "trade", "honour", "emergency_contact", "remark")
_YEARS = range(1949, 2100)


@dataclass(frozen=True, slots=True)
class NomineeEntry:
    """What the form of an employer says of somebody; ``None`` where it says nothing.

    ``categories`` are keys of the programme's categories, ``preferences`` numbers of its batches, best first.
    """

    post: str = ""
    trade: str = ""
    frontline: bool | None = None
    hazardous: bool | None = None
    is_management: bool | None = None
    is_member: bool | None = None
    in_post: bool | None = None
    categories: tuple[str, ...] = ()
    honour: str = ""
    honour_year: int | None = None
    honour_level: str = ""
    last_trip_year: int | None = None
    fit: bool | None = None
    emergency_contact: str = ""
    emergency_phone: str = ""
    preferences: tuple[int, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a programme a form refers to: categories (key -> name, in their order) and batches."""

    categories: Mapping[str, str]
    batches: Collection[int]


def terms_of(session: Session, programme_id: UUID) -> Terms:
    """Return the categories and the numbers of the batches of a programme."""
    return Terms(
        {one.key: one.name for one in trips.categories(session, programme_id)},
        [one.number for one in trips.batches(session, programme_id)],
    )


def tidied(entry: NomineeEntry, terms: Terms) -> NomineeEntry:
    """Return the entry as it is kept. Raises FieldError naming the field that breaks a rule."""
    for field in _TEXTS:
        _demand_short(field, getattr(entry, field))
    _demand_known(entry, terms)
    for field, year in (("honour_year", entry.honour_year), ("last_trip_year", entry.last_trip_year)):
        if year is not None and year not in _YEARS:
            raise FieldError(
                field, _("{year} cannot be the year.").format(year=year), _("Write it with four digits.")
            )
    return replace(
        entry,
        post=_plain(entry.post),
        trade=_plain(entry.trade),
        honour=_plain(entry.honour),
        honour_level=entry.honour_level if entry.honour_level in LEVELS else "",
        emergency_contact=_plain(entry.emergency_contact),
        emergency_phone=clean_phone(entry.emergency_phone) if entry.emergency_phone.strip() else "",
        categories=tuple(key for key in terms.categories if key in entry.categories),
        preferences=tuple(dict.fromkeys(entry.preferences)),
        remark=_plain(entry.remark),
    )


def entry_of(row: TripNominee) -> NomineeEntry:
    """Return what is on file of a nomination."""
    return NomineeEntry(
        post=row.post,
        trade=row.trade,
        frontline=row.frontline,
        hazardous=row.hazardous,
        is_management=row.is_management,
        is_member=row.is_member,
        in_post=row.in_post,
        categories=keys_of(row.categories),
        honour=row.honour,
        honour_year=row.honour_year,
        honour_level=row.honour_level,
        last_trip_year=row.last_trip_year,
        fit=row.fit,
        emergency_contact=row.emergency_contact,
        emergency_phone=row.emergency_phone,
        preferences=tuple(int(part) for part in keys_of(row.preferences)),
        remark=row.remark,
    )


def write_entry(row: TripNominee, entry: NomineeEntry) -> None:
    """Write a tidied entry into a row."""
    row.post, row.trade = entry.post, entry.trade
    row.frontline, row.hazardous = entry.frontline, entry.hazardous
    row.is_management, row.is_member, row.in_post = entry.is_management, entry.is_member, entry.in_post
    row.categories = ",".join(entry.categories)
    row.honour, row.honour_year, row.honour_level = entry.honour, entry.honour_year, entry.honour_level
    row.last_trip_year, row.fit = entry.last_trip_year, entry.fit
    row.emergency_contact, row.emergency_phone = entry.emergency_contact, entry.emergency_phone
    row.preferences = ",".join(map(str, entry.preferences))
    row.remark = entry.remark


def _demand_known(entry: NomineeEntry, terms: Terms) -> None:
    strangers = [key for key in entry.categories if key not in terms.categories]
    if strangers:
        raise FieldError(
            "categories",
            _("The programme has no category “{name}”.").format(name=strangers[0]),
            _("Choose among: {words}.").format(words=_(", ").join(terms.categories.values())),
        )
    unknown = [number for number in entry.preferences if number not in terms.batches]
    if unknown:
        raise FieldError(
            "preferences",
            _("The programme has no batch {number}.").format(number=unknown[0]),
            batches_hint(terms),
        )


def batches_hint(terms: Terms) -> str:
    """Return which numbers of batches may be named."""
    if not terms.batches:
        return _("Put its batches into the plan first, or leave the preference open.")
    return _("Its batches are: {numbers}.").format(numbers=_(", ").join(map(str, terms.batches)))


def _demand_short(field: str, text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise FieldError(
            field,
            _("The text is longer than {limit} characters.").format(limit=TEXT_LIMIT),
            _("Shorten it."),
        )


def _plain(text: str) -> str:
    return " ".join(text.split())
