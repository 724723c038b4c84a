"""Sites as they stand on file: light lines for lists, whole cards, and finding one."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import _
from desktop.core.opening_hours import Stretch, hours_words
from desktop.models.sites import HostKind, OpeningHours, Site, SiteKind, SiteStatus, SiteStatusChange
from desktop.services.organisations import name_key
from desktop.services.site_entry import SiteEntry, entry_of
from desktop.storage.search import HIGHEST, like_anywhere

BLOCK = 500
_WORDLESS = re.compile(r"\s+")


class SiteOrder(StrEnum):
    """What a list of sites is ordered by."""

    NAME = "name"
    CODE = "code"
    KIND = "kind"
    DISTRICT = "district"
    STATUS = "status"
    STARS = "stars"


@dataclass(frozen=True, slots=True)
class SiteFilter:
    """Which sites are asked for; what is empty asks for all.

    ``text``: each word must stand in the name (or its pinyin or initials), code, address, district,
    island or host. ``inside``: what stands in that site, at any depth. ``placed``: with (True) or without
    (False) coordinates. ``stars`` 0 asks for sites without any.
    """

    kinds: frozenset[SiteKind] = field(default_factory=frozenset)
    statuses: frozenset[SiteStatus] = field(default_factory=frozenset)
    districts: frozenset[str] = field(default_factory=frozenset)
    host_kinds: frozenset[HostKind] = field(default_factory=frozenset)
    stars: frozenset[int] = field(default_factory=frozenset)
    text: str = ""
    inside: UUID | None = None
    afloat: bool | None = None
    placed: bool | None = None


class SiteLine(NamedTuple):
    """One site in a list; a tuple, since there are ten thousand of them at once."""

    id: UUID
    code: str
    name: str
    kind: SiteKind
    afloat: bool
    status: SiteStatus
    district: str
    island: str
    address: str
    host: str
    host_kind: HostKind
    stars: int | None
    latitude: float | None
    longitude: float | None
    parent_id: UUID | None
    always_open: bool


@dataclass(frozen=True, slots=True)
class SiteCard:
    """One site with what is around it; ``hours`` in words, ``inside`` counts what stands directly in it."""

    id: UUID
    entry: SiteEntry
    parent: str
    inside: int
    stars: int | None
    stars_year: int | None
    hours: str
    status_since: date | None

    @property
    def name(self) -> str:
        """The site's name."""
        return self.entry.name


# Past the object mapper: of 10,000 rows that is half the time.
_LINE = tuple(Site.__table__.c[name] for name in SiteLine._fields)


def listed(
    session: Session, wanted: SiteFilter | None = None, order: SiteOrder = SiteOrder.NAME
) -> list[SiteLine]:
    """Return the sites that fit, in order; names by their sound."""
    conditions = _conditions(session, wanted or SiteFilter())
    query = select(Site.__table__.c.search_key, *_LINE).where(*conditions)
    session.flush()
    rows = session.connection().execute(query).all()
    found = [SiteLine._make(row[1:]) for row in sorted(rows, key=lambda row: _sound(row[0]))]
    if key := _KEYS.get(order):
        found.sort(key=key)
    return found


def lines(session: Session, site_ids: Sequence[UUID]) -> list[SiteLine]:
    """Return sites in the order asked for; those no longer on file are left out."""
    found: dict[UUID, SiteLine] = {}
    for block in _blocks(site_ids):
        for row in session.execute(select(*_LINE).where(Site.id.in_(block), Site.removed_at.is_(None))):
            found[row[0]] = SiteLine._make(row)
    return [found[key] for key in site_ids if key in found]


def card(session: Session, site_id: UUID) -> SiteCard:
    """Return one site. Raises NotFound."""
    on_file(session, site_id)
    return cards(session, [site_id])[0]


def cards(session: Session, site_ids: Sequence[UUID]) -> list[SiteCard]:
    """Return sites in the order asked for; those no longer on file are left out."""
    found: dict[UUID, SiteCard] = {}
    for block in _blocks(site_ids):
        _add_cards(session, block, found)
    return [found[key] for key in site_ids if key in found]


def districts(session: Session) -> tuple[str, ...]:
    """Return the districts that sites are in, the most used first."""
    return _most_used(session, Site.district)


def islands(session: Session) -> tuple[str, ...]:
    """Return the islands that sites are on, the most used first."""
    return _most_used(session, Site.island)


def hosts(session: Session) -> tuple[str, ...]:
    """Return the host organisations, the most used first."""
    return _most_used(session, Site.host)


def fund_sources(session: Session) -> tuple[str, ...]:
    """Return where the money came from, the most used first."""
    return _most_used(session, Site.fund_source)


def within(session: Session, site_id: UUID) -> list[UUID]:
    """Return a site and everything that stands inside it, at any depth."""
    top = select(Site.id).where(Site.id == site_id).cte("inside", recursive=True)
    inside = top.union(select(Site.id).join(top, Site.parent_id == top.c.id).where(Site.removed_at.is_(None)))
    return list(session.scalars(select(inside.c.id)))


def named(session: Session, text: str) -> UUID:
    """Return the site of that code or name, however it is spelt. Raises NotFound, or Refused for several."""
    text = text.strip()
    coded = session.scalar(
        select(Site.id).where(Site.code == text, Site.code != "", Site.removed_at.is_(None))
    )
    if coded is not None:
        return coded
    inside_name = Site.search_key.like(like_anywhere(_WORDLESS.sub("", text.lower())), escape="!")
    same_code = func.lower(Site.code) == text.lower()
    for condition in (same_code, Site.name_key == name_key(text), inside_name) if text else ():
        found = session.execute(
            select(Site.id, Site.name, Site.district).where(condition, Site.removed_at.is_(None)).limit(4)
        ).all()
        if len(found) == 1:
            return found[0][0]
        if found:
            raise _several(text, [(row.name, row.district) for row in found])
    raise NotFound(
        _("No site has the code or name “{text}”.").format(text=text),
        _("“yijia site list” shows the sites with their codes."),
    )


def on_file(session: Session, site_id: UUID) -> Site:
    """Return the row of a site. Raises NotFound where it was removed."""
    site = session.get(Site, site_id)
    if site is None or site.removed_at is not None:
        raise NotFound(
            _("That site is no longer on file."), _("Somebody may have removed it; undo brings it back.")
        )
    return site


def names(session: Session) -> dict[UUID, str]:
    """Return the name of every site, removed ones too."""
    return {key: name for key, name in session.execute(select(Site.id, Site.name))}


def stretch_of(row: OpeningHours) -> Stretch:
    """Return a stored stretch of opening."""
    return Stretch(row.weekday, row.opens, row.closes, row.season_from, row.season_to)


def posted(session: Session, site_ids: Iterable[UUID]) -> dict[UUID, list[Stretch]]:
    """Return the posted hours of sites; of those without any, nothing."""
    found: dict[UUID, list[Stretch]] = {}
    for block in _blocks(list(site_ids)):
        for row in session.scalars(
            select(OpeningHours).where(OpeningHours.site_id.in_(block), OpeningHours.removed_at.is_(None))
        ):
            found.setdefault(row.site_id, []).append(stretch_of(row))
    for stretches in found.values():
        stretches.sort()
    return found


def text_fits(text: str) -> ColumnElement[bool]:
    """Return the condition that every word of a text stands somewhere in what a site is found by."""
    return and_(*(_fits(word) for word in text.split()))


_KIND_PLACES = {kind: place for place, kind in enumerate(SiteKind)}
_STATUS_PLACES = {status: place for place, status in enumerate(SiteStatus)}
_KEYS: dict[SiteOrder, Callable[[SiteLine], int | str]] = {
    SiteOrder.CODE: lambda line: line.code or HIGHEST,
    SiteOrder.KIND: lambda line: _KIND_PLACES[line.kind],
    SiteOrder.DISTRICT: lambda line: line.district or HIGHEST,
    SiteOrder.STATUS: lambda line: _STATUS_PLACES[line.status],
    SiteOrder.STARS: lambda line: -(line.stars or 0),
}
"""What a list in the order of names is sorted by once more, all but by name."""


def _conditions(session: Session, wanted: SiteFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Site.removed_at.is_(None)]
    for column, values in (
        (Site.kind, wanted.kinds),
        (Site.status, wanted.statuses),
        (Site.district, wanted.districts),
        (Site.host_kind, wanted.host_kinds),
        (func.coalesce(Site.stars, 0), wanted.stars),
    ):
        if values:
            conditions.append(column.in_(values))
    if wanted.text.strip():
        conditions.append(text_fits(wanted.text))
    if wanted.inside is not None:
        conditions.append(Site.id.in_(set(within(session, wanted.inside)) - {wanted.inside}))
    if wanted.afloat is not None:
        conditions.append(Site.afloat == wanted.afloat)
    if wanted.placed is not None:
        conditions.append(Site.latitude.is_not(None) if wanted.placed else Site.latitude.is_(None))
    return conditions


def _fits(word: str) -> ColumnElement[bool]:
    pattern = like_anywhere(word.lower())
    other = func.lower(
        Site.code + "|" + Site.address + "|" + Site.district + "|" + Site.island + "|" + Site.host
    )
    return or_(Site.search_key.like(pattern, escape="!"), other.like(pattern, escape="!"))


def _sound(search_key: str) -> str:
    name, _bar, sounds = search_key.partition("|")
    return f"{sounds}|{name}" if sounds else name


def _add_cards(session: Session, site_ids: Sequence[UUID], found: dict[UUID, SiteCard]) -> None:
    rows = session.scalars(select(Site).where(Site.id.in_(site_ids), Site.removed_at.is_(None))).all()
    parents = _names_of(session, {row.parent_id for row in rows if row.parent_id is not None})
    counts = session.execute(
        select(Site.parent_id, func.count())
        .where(Site.parent_id.in_(site_ids), Site.removed_at.is_(None))
        .group_by(Site.parent_id)
    )
    inside = {key: count for key, count in counts}
    hours = posted(session, site_ids)
    since = _since(session, site_ids)
    for row in rows:
        found[row.id] = SiteCard(
            id=row.id,
            entry=entry_of(row),
            parent=parents.get(row.parent_id, "") if row.parent_id else "",
            inside=inside.get(row.id, 0),
            stars=row.stars,
            stars_year=row.stars_year,
            hours=hours_words(hours.get(row.id, ()), row.always_open),
            status_since=since.get(row.id),
        )


def _names_of(session: Session, site_ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Site.id, Site.name).where(Site.id.in_(list(site_ids))))
    return {key: name for key, name in rows}


def _since(session: Session, site_ids: Sequence[UUID]) -> dict[UUID, date]:
    rows = session.execute(
        select(SiteStatusChange.site_id, func.max(SiteStatusChange.since))
        .where(SiteStatusChange.site_id.in_(site_ids), SiteStatusChange.removed_at.is_(None))
        .group_by(SiteStatusChange.site_id)
    )
    return {key: since for key, since in rows}


def _most_used(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    rows = session.execute(
        select(column, func.count())
        .where(Site.removed_at.is_(None), column != "")
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return tuple(row[0] for row in rows)


def _several(text: str, found: Sequence[tuple[str, str]]) -> Refused:
    told = [f"{name} ({district})" if district else name for name, district in found[:3]]
    return Refused(
        _("Several sites fit “{text}”: {names}.").format(
            text=text, names=_(", ").join(told) + (" …" if len(found) > 3 else "")
        ),
        _("Give the code, or the whole name."),
    )


def _blocks(site_ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (site_ids[start : start + BLOCK] for start in range(0, len(site_ids), BLOCK))
