"""The register of sites: entered, corrected, opened and closed, removed. Reading it is in ``site_find``."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.duty import DutyRota
from desktop.models.site_assets import Asset
from desktop.models.site_ledger import Defect, Disinfection, Inspection, TallyMonth
from desktop.models.sites import Site, SiteStatusChange
from desktop.models.supplies import Delivery, DeliveryLine, SupplyMovement
from desktop.services import site_entry, site_status
from desktop.services.clock import local, moment_of
from desktop.services.site_entry import CodeTaken, InsideItself, SiteEntry
from desktop.services.site_find import (
    SiteCard,
    SiteFilter,
    SiteLine,
    SiteOrder,
    card,
    cards,
    districts,
    fund_sources,
    hosts,
    islands,
    lines,
    listed,
    named,
    names,
    on_file,
    within,
)
from desktop.services.site_status import StatusLine, set_status, status_at, status_history
from desktop.services.site_words import HostKind, SiteKind, SiteStatus
from desktop.storage import journal

__all__ = [
    "CodeTaken",
    "HasRecords",
    "HostKind",
    "InsideItself",
    "NotEmpty",
    "SiteCard",
    "SiteEntry",
    "SiteFilter",
    "SiteKind",
    "SiteLine",
    "SiteOrder",
    "SiteStatus",
    "StatusLine",
    "card",
    "cards",
    "change",
    "create",
    "districts",
    "fund_sources",
    "hosts",
    "islands",
    "lines",
    "listed",
    "named",
    "names",
    "next_code",
    "remove",
    "set_status",
    "status_at",
    "status_history",
    "within",
]

_Record = TallyMonth | Disinfection | Inspection | Defect | Asset | DutyRota
_PREFIXES = {
    SiteKind.ACTIVITY_CENTRE: "ZX",
    SiteKind.REST_STATION: "YZ",
    SiteKind.MOMMY_ROOM: "MM",
    SiteKind.LIBRARY: "SW",
    SiteKind.WARM_SPACE: "WX",
    SiteKind.CULTURAL_PALACE: "WH",
    SiteKind.TRIP_BASE: "LX",
}


class HasRecords(Refused):
    """What happened at the site stands on file."""


class NotEmpty(Refused):
    """Other sites still stand inside the site."""


def create(session: Session, entry: SiteEntry) -> SiteCard:
    """Put a new site on file. Raises FieldError naming the field."""
    site = add(session, entry)
    journal.describe(session, N_("Add site {name}"), name=site.name)
    return card(session, site.id)


def add(session: Session, entry: SiteEntry) -> Site:
    """As :func:`create`, as a part of a larger operation."""
    today = local(moment_of(session)).date()
    entry = site_entry.tidied(entry)
    site_entry.demand_sound(entry, today)
    site_entry.demand_free_code(session, entry.code)
    site_entry.demand_parent(session, entry.parent_id)
    site = site_entry.new_row(entry)
    session.add(site)
    session.add(first_status(site, entry, today))
    session.flush()
    return site


def change(session: Session, site_id: UUID, entry: SiteEntry) -> SiteCard:
    """Correct a site; another status in the entry holds from today. Raises FieldError naming the field."""
    site = on_file(session, site_id)
    name = site.name
    correct(session, site, entry)
    journal.describe(session, N_("Change site {name}"), name=name)
    return card(session, site_id)


def correct(session: Session, site: Site, entry: SiteEntry) -> None:
    """As :func:`change`, as a part of a larger operation."""
    entry = site_entry.tidied(entry)
    site_entry.demand_sound(entry, local(moment_of(session)).date())
    site_entry.demand_free_code(session, entry.code, site.id)
    site_entry.demand_parent(session, entry.parent_id, site.id)
    if entry.opened_on != site.opened_on:
        site_status.move_opening(session, site, entry.opened_on)
    if entry.status != site.status:
        opens = entry.status is SiteStatus.OPEN and site.status is SiteStatus.PLANNED and not site.opened_on
        since = entry.opened_on if opens else None
        site_status.note_status(session, site, entry.status, since, entry.status_reason)
        if entry.opened_on is None and entry.status is not SiteStatus.PLANNED:
            entry = replace(entry, opened_on=site.opened_on)
    else:
        site.status_reason = entry.status_reason
    site_entry.write(entry, site)
    session.flush()


def remove(session: Session, site_id: UUID) -> None:
    """Take a site entered by mistake off the register (undo brings it back).

    Raises ``NotEmpty``, or ``HasRecords`` where something was noted of what happened there.
    """
    site = on_file(session, site_id)
    inside = session.scalar(
        select(func.count()).select_from(Site).where(Site.parent_id == site_id, Site.removed_at.is_(None))
    )
    if inside:
        raise NotEmpty(
            ngettext(
                "{count} site still stands inside {name}.", "{count} sites still stand inside {name}.", inside
            ).format(name=site.name, count=inside),
            _("Move those out first: change where they stand."),
        )
    if kept := site_records(session, site_id):
        raise HasRecords(
            _("{name} has records on file: {records}.").format(name=site.name, records=_(", ").join(kept)),
            _("Note it as closed down instead, so that they stay."),
        )
    site.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove site {name}"), name=site.name)


def site_records(session: Session, site_id: UUID) -> list[str]:
    """Return in words what was noted of what happened at a site, or lies there."""
    asked: tuple[tuple[type[_Record], str], ...] = (
        (TallyMonth, _("daily figures")),
        (Disinfection, _("disinfection")),
        (Inspection, _("inspections")),
        (Defect, _("defects")),
        (Asset, _("equipment")),
        (DutyRota, _("duty rota")),
    )
    found = [
        words
        for table, words in asked
        if session.scalar(select(exists().where(table.site_id == site_id, table.removed_at.is_(None))))
    ]
    planned = exists().where(
        DeliveryLine.site_id == site_id, DeliveryLine.removed_at.is_(None), Delivery.removed_at.is_(None),
        Delivery.id == DeliveryLine.delivery_id,
    )  # fmt: skip
    brought = exists().where(SupplyMovement.site_id == site_id, SupplyMovement.removed_at.is_(None))
    return [*found, _("supplies")] if session.scalar(select(or_(planned, brought))) else found


def next_code(session: Session, kind: SiteKind) -> str:
    """Return a code that no site has yet: letters of the kind and the next number, ``YZ-095``."""
    prefix = _PREFIXES[kind] + "-"
    used = session.scalars(
        select(Site.code).where(Site.code.startswith(prefix, autoescape=True), Site.removed_at.is_(None))
    )
    numbers = [int(code.removeprefix(prefix)) for code in used if code.removeprefix(prefix).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:03}"


def first_status(site: Site, entry: SiteEntry, today: date) -> SiteStatusChange:
    """Return the first line of a site's history: of an open site from the day it opened."""
    since = entry.opened_on if entry.status is SiteStatus.OPEN and entry.opened_on else today
    return SiteStatusChange(site_id=site.id, since=since, status=entry.status, reason=entry.status_reason)
