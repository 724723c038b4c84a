"""The bases (疗休养基地) on a programme's list: from the register of sites, or typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.sites import Site, SiteKind, SiteStatus
from desktop.models.trips import TripBase, TripBatch
from desktop.services.clock import moment_of
from desktop.services.organisations import name_key
from desktop.services.trip_plan_checks import demand_document, named, phone, said
from desktop.services.trip_steps import TripStep, require_open
from desktop.services.trips import batch_title
from desktop.storage import journal


class BaseTaken(FieldError):
    """A base of that name is on the list already."""


class BaseInUse(Refused):
    """A batch goes to the base."""


@dataclass(frozen=True, slots=True)
class BaseEntry:
    """A base as a form gives it; ``is_paired``: in a paired region, for longer stays."""

    name: str
    region: str = ""
    is_paired: bool = False
    site_id: UUID | None = None
    contact: str = ""
    phone: str = ""
    document_id: UUID | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OfferedBase:
    """A trip base of the register of sites that is not on the programme's list."""

    site_id: UUID
    name: str
    address: str


def offered(session: Session, programme_id: UUID) -> tuple[OfferedBase, ...]:
    """Return the trip bases among the sites that are not on the list yet and not closed, by name."""
    listed = select(TripBase.site_id).where(
        TripBase.programme_id == programme_id, TripBase.removed_at.is_(None), TripBase.site_id.is_not(None)
    )
    rows = session.execute(
        select(Site.id, Site.name, Site.address)
        .where(
            Site.kind == SiteKind.TRIP_BASE,
            Site.removed_at.is_(None),
            Site.status != SiteStatus.CLOSED,
            Site.id.not_in(listed),
        )
        .order_by(Site.name, Site.id)
    )
    return tuple(OfferedBase(*row) for row in rows)


def add(session: Session, programme_id: UUID, entry: BaseEntry) -> UUID:
    """Put a base on the list. Raises FieldError (name, site_id, phone, document_id), StepApproved."""
    require_open(session, programme_id, TripStep.PLAN)
    row = _new(session, programme_id, entry)
    journal.describe(session, N_("Add the base {name}"), name=row.name)
    return row.id


def add_sites(session: Session, programme_id: UUID, sites: Sequence[UUID]) -> int:
    """Put trip bases of the register on the list; return how many. Raises as :func:`add` does."""
    require_open(session, programme_id, TripStep.PLAN)
    for site_id in sites:
        site = session.get(Site, site_id)
        if site is None or site.removed_at is not None:
            raise NotFound(_("That site is no longer on file."), _("Choose another one."))
        region = " ".join(part for part in (site.district, site.island) if part)
        entry = BaseEntry(site.name, region, site_id=site.id, contact=site.contact, phone=site.contact_phone)
        _new(session, programme_id, entry)
    journal.describe(session, N_("Add {count} bases of the sites"), count=len(sites))
    return len(sites)


def change(session: Session, base_id: UUID, entry: BaseEntry) -> None:
    """Correct a base. Raises as :func:`add` does, and NotFound."""
    row = _open(session, base_id)
    _write(session, entry, row)
    session.flush()
    journal.describe(session, N_("Change the base {name}"), name=row.name)


def remove(session: Session, base_id: UUID) -> str:
    """Take a base off the list; return its name. Raises ``BaseInUse``, NotFound, StepApproved."""
    row = _open(session, base_id)
    numbers = session.execute(
        select(TripBatch.number, TripBatch.name)
        .where(TripBatch.base_id == base_id, TripBatch.removed_at.is_(None))
        .order_by(TripBatch.number)
    ).all()
    if numbers:
        words = ngettext("{batches} goes to {name}.", "{batches} go to {name}.", len(numbers)).format(
            batches=_(", ").join(batch_title(*one) for one in numbers), name=row.name
        )
        raise BaseInUse(words, _("Choose another base there first."))
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the base {name}"), name=row.name)
    return row.name


def _open(session: Session, base_id: UUID) -> TripBase:
    row = session.get(TripBase, base_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That base is no longer on the list."), _("Choose another one."))
    require_open(session, row.programme_id, TripStep.PLAN)
    return row


def _new(session: Session, programme_id: UUID, entry: BaseEntry) -> TripBase:
    row = TripBase(programme_id=programme_id, name="")
    _write(session, entry, row)
    session.add(row)
    session.flush()
    return row


def _write(session: Session, entry: BaseEntry, row: TripBase) -> None:
    name = named("name", entry.name, _("The base needs a name."))
    others = session.execute(
        select(TripBase.name, TripBase.site_id).where(
            TripBase.programme_id == row.programme_id, TripBase.removed_at.is_(None), TripBase.id != row.id
        )
    ).all()
    for other in others:
        if name_key(other.name) == name_key(name) or (entry.site_id and other.site_id == entry.site_id):
            raise BaseTaken(
                "name",
                _("“{name}” is on the list already.").format(name=other.name),
                _("Change the one on the list."),
            )
    _demand_site(session, entry.site_id)
    demand_document(session, row.programme_id, entry.document_id)
    row.name, row.region, row.is_paired = name, said("region", entry.region), entry.is_paired
    row.site_id, row.document_id = entry.site_id, entry.document_id
    row.contact, row.phone = said("contact", entry.contact), phone("phone", entry.phone)
    row.remark = entry.remark.strip()


def _demand_site(session: Session, site_id: UUID | None) -> None:
    if site_id is None:
        return
    site = session.get(Site, site_id)
    if site is None or site.removed_at is not None or site.kind is not SiteKind.TRIP_BASE:
        raise FieldError(
            "site_id",
            _("That is no trip base among the sites."),
            _("Choose one of the kind “trip base”, or none."),
        )
