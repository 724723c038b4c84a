"""Where the sites lie: all at once for the map, the nearest to a spot, and putting one on the map."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import coordinates
from desktop.core.errors import Refused
from desktop.core.geo import Point, Spot, on_plane
from desktop.core.i18n import N_, _
from desktop.core.names import name_key
from desktop.models.sites import Site, SiteKind, SiteStatus
from desktop.services.site_find import on_file
from desktop.storage import journal

__all__ = [
    "MapSite",
    "Near",
    "NotLocated",
    "SiteKind",
    "SiteStatus",
    "Wanted",
    "locate",
    "nearest",
    "place_site",
    "sites_on_map",
    "wanted_sites",
]

_CANDIDATES = 4
_SITE = Site.__table__.c
_FOUND_BY = ("district", "island", "code", "address", "host", "name_key", "search_key")
_COLUMNS = ("latitude", "longitude", "id", "name", "kind", "status", "afloat", *_FOUND_BY)


@dataclass(frozen=True, slots=True)
class MapSite:
    """What the map and the list beside it show of a site; ``spot`` None: nobody told where it is.

    ``found_by`` holds its names, pinyin, initials, code, address, district, island and host; ``place`` is
    where it lies on the plane of ``core.geo``.
    """

    id: UUID
    name: str
    kind: SiteKind
    status: SiteStatus
    district: str
    island: str
    afloat: bool
    code: str
    address: str
    spot: Spot | None
    found_by: str
    place: Point | None = field(init=False, compare=False, default=None)

    def __post_init__(self) -> None:
        """Find its place on the plane once: at each search and each filter it would take as long again."""
        if self.spot is not None:
            object.__setattr__(self, "place", on_plane(self.spot))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sites are to be seen; empty or None: whatever it is."""

    text: str = ""
    kind: SiteKind | None = None
    status: SiteStatus | None = None
    district: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A site and how many metres away it is."""

    site: MapSite
    metres: float


class NotLocated(Refused):
    """What was typed is neither coordinates nor one site that is on the map."""


def sites_on_map(session: Session) -> tuple[MapSite, ...]:
    """Return every site on file, in order of name, with or without coordinates."""
    query = select(*(_SITE[name] for name in _COLUMNS)).where(_SITE.removed_at.is_(None))
    session.flush()
    rows = session.connection().execute(query.order_by(_SITE.search_key, _SITE.name)).all()
    return tuple(map(_map_site, rows))


def _map_site(row: Sequence[Any]) -> MapSite:
    latitude, longitude, key, name, kind, status, afloat, district, island, code, address, *more = row
    return MapSite(
        key,
        name,
        kind,
        status,
        district,
        island,
        afloat,
        code,
        address,
        _spot(latitude, longitude),
        " ".join((district, island, code, address, *more)).lower(),
    )


def _spot(latitude: float | None, longitude: float | None) -> Spot | None:
    return None if latitude is None or longitude is None else Spot(latitude, longitude)


def wanted_sites(sites: Iterable[MapSite], wanted: Wanted) -> list[MapSite]:
    """Return the sites asked for, in their order; text finds what ``found_by`` holds."""
    words = [(name_key(word), word.lower()) for word in wanted.text.split()]
    return [
        site
        for site in sites
        if (wanted.kind is None or site.kind is wanted.kind)
        and (wanted.status is None or site.status is wanted.status)
        and (not wanted.district or site.district == wanted.district)
        and all(keyed in site.found_by or word in site.found_by for keyed, word in words)
    ]


def nearest(sites: Iterable[MapSite], spot: Spot, most: int = 20) -> list[Near]:
    """Return the sites nearest to a spot, nearest first."""
    here = (spot.latitude, spot.longitude)
    distances = (
        (coordinates.distance_m(here, (site.spot.latitude, site.spot.longitude)), n, site)
        for n, site in enumerate(sites)
        if site.spot is not None
    )
    return [Near(site, metres) for metres, _n, site in heapq.nsmallest(most, distances)]


def locate(sites: Sequence[MapSite], text: str) -> tuple[Spot, str]:
    """Return the spot a person means, and what to call it: coordinates, or a site's name.

    Raises ``NotLocated`` where it is neither, or more than one site.
    """
    if any(sign.isdigit() for sign in text):
        try:
            latitude, longitude = coordinates.parse(text)
        except coordinates.BadCoordinates:
            if not any(sign.isalpha() for sign in text):
                raise
        else:
            return Spot(latitude, longitude), coordinates.written(latitude, longitude)
    exact = [site for site in sites if text.strip() and text.strip() in (site.name, site.code)]
    return _only(exact or wanted_sites(sites, Wanted(text)), text)


def _only(found: Sequence[MapSite], text: str) -> tuple[Spot, str]:
    placed = [(site.name, site.spot) for site in found if site.spot is not None]
    if not text.strip() or not found:
        raise NotLocated(
            _("No site is called “{text}”.").format(text=text.strip()),
            _("Type part of a site's name, or coordinates like 30.0153, 122.1069."),
        )
    if not placed:
        raise NotLocated(
            _("{site} has no coordinates yet.").format(site=found[0].name),
            _("Enter them first, or name another site."),
        )
    if len(placed) > 1:
        names = _(", ").join(name for name, _spot in placed[:_CANDIDATES])
        raise NotLocated(
            _("“{text}” may be several sites: {names}.").format(text=text.strip(), names=names),
            _("Type more of the name."),
        )
    ((name, spot),) = placed
    return spot, name


def place_site(session: Session, site_id: UUID, latitude: float, longitude: float) -> None:
    """Put a site on the map. Raises NotFound, BadCoordinates."""
    site = on_file(session, site_id)
    coordinates.demand(latitude, longitude)
    site.latitude, site.longitude = round(latitude, 6), round(longitude, 6)
    session.flush()
    journal.describe(session, N_("Put {site} on the map"), site=site.name)
