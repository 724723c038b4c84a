"""The sites that figures are told for: which they are, in what order, and whether they were open on a day."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.models.sites import Site, SiteKind, SiteStatus, SiteStatusChange
from desktop.services.enrolment import blocks
from desktop.services.site_find import text_fits

_KINDS = list(SiteKind)
_COLUMNS = (
    Site.id, Site.name, Site.code, Site.kind, Site.district, Site.host, Site.status, Site.opened_on,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TallyFilter:
    """Which sites are wanted; an empty set or text wants all."""

    kinds: frozenset[SiteKind] = frozenset()
    districts: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A site as its figures need it; ``statuses`` are (since, status) in order of time."""

    id: UUID
    name: str
    code: str
    kind: SiteKind
    district: str
    host: str
    status: SiteStatus
    opened_on: date | None
    statuses: tuple[tuple[date, SiteStatus], ...] = ()

    def status_on(self, day: date) -> SiteStatus:
        """Return the status in force on a day; before the first one known, whether it had opened."""
        at = bisect_right(self.statuses, day, key=lambda one: one[0])
        if at:
            return self.statuses[at - 1][1]
        first = self.statuses[0][1] if self.statuses else self.status
        if self.opened_on is None or not self.statuses:
            return first
        return SiteStatus.OPEN if self.opened_on <= day else SiteStatus.PLANNED

    def takes_figures(self, day: date) -> bool:
        """Say whether people could be counted there on that day."""
        opened = self.opened_on is None or self.opened_on <= day
        return opened and self.status_on(day) in (SiteStatus.OPEN, SiteStatus.PAUSED)


def places(session: Session, wanted: TallyFilter | None = None) -> list[Place]:
    """Return the sites on file that the filter wants, in the order of lists and printed sheets."""
    wanted = wanted or TallyFilter()
    asked = select(*_COLUMNS).where(Site.removed_at.is_(None))
    if wanted.kinds:
        asked = asked.where(Site.kind.in_(wanted.kinds))
    if wanted.districts:
        asked = asked.where(Site.district.in_(wanted.districts))
    if wanted.text.strip():
        asked = asked.where(text_fits(wanted.text))
    rows = session.execute(asked).all()
    changes = _statuses(session, None)
    found = [Place(*row, tuple(changes.get(row[0], ()))) for row in rows]
    return sorted(found, key=_order)


def places_named(session: Session, keys: Iterable[UUID]) -> dict[UUID, Place]:
    """Return these sites by their keys. Raises NotFound where one is not on file."""
    wanted = list(dict.fromkeys(keys))
    changes = _statuses(session, wanted)
    found: dict[UUID, Place] = {}
    for block in blocks(wanted):
        asked = select(*_COLUMNS).where(Site.removed_at.is_(None), Site.id.in_(block))
        for row in session.execute(asked):
            found[row[0]] = Place(*row, tuple(changes.get(row[0], ())))
    if len(found) < len(wanted):
        raise NotFound(_("That site is no longer on the list."), _("Undo brings it back."))
    return found


def place(session: Session, site: UUID) -> Place:
    """Return one site. Raises NotFound."""
    return places_named(session, [site])[site]


def _order(one: Place) -> tuple[object, ...]:
    return _KINDS.index(one.kind), not one.district, one.district, not one.code, one.code, one.name


def _statuses(session: Session, wanted: Sequence[UUID] | None) -> dict[UUID, list[tuple[date, SiteStatus]]]:
    asked = (
        select(SiteStatusChange.site_id, SiteStatusChange.since, SiteStatusChange.status)
        .where(SiteStatusChange.removed_at.is_(None))
        .order_by(SiteStatusChange.since, SiteStatusChange.id)
    )
    parts = (
        [asked] if wanted is None else [asked.where(SiteStatusChange.site_id.in_(b)) for b in blocks(wanted)]
    )
    found: dict[UUID, list[tuple[date, SiteStatus]]] = {}
    for part in parts:
        for site, since, status in session.execute(part):
            found.setdefault(site, []).append((since, status))
    return found
