"""The register of sites as a spreadsheet that can be imported again, and an empty list to fill in."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.opening_hours import Stretch, hours_words
from desktop.core.progress import Progress, Silent
from desktop.models.sites import AmenityState, HostKind, Site, SiteAmenity, SiteKind, SiteStatus
from desktop.services.amenities import state_word
from desktop.services.site_find import listed, posted
from desktop.services.site_import_changes import amenity_words
from desktop.services.site_standards import Measure, usual
from desktop.services.site_things import thing_words
from desktop.services.site_words import host_kind_word, site_word, status_word
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.site_files import TEXT_FIELDS, WRITTEN, headings, write_site_template
from desktop.spreadsheets.site_headings import SiteField
from desktop.spreadsheets.write import SheetOut, write_table

BLOCK = 500
_Amenities = dict[UUID, dict[str, tuple[AmenityState, float | None]]]


def export(
    session: Session, path: Path, wanted: Sequence[UUID] | None = None, progress: Progress | None = None
) -> int:
    """Write sites (all where ``wanted`` is None) with what they have; return how many."""
    ids = [line.id for line in listed(session)] if wanted is None else list(wanted)
    noted = _amenities(session, set(ids))
    items = sorted({item for told in noted.values() for item in told})
    names = thing_words(session)
    sheet = SheetOut(
        title=_("Sites"),
        headings=headings([names.get(item, item) for item in items]),
        rows=_rows(session, ids, noted, items, progress or Silent()),
        text_columns=frozenset(WRITTEN.index(field) for field in TEXT_FIELDS),
    )
    return write_table(path, [sheet])


def template(path: Path) -> None:
    """Write an empty list of sites with headings, an example and lists to choose from."""
    things = usual(SiteKind.REST_STATION)[0].items
    write_site_template(
        path,
        _example(),
        {
            "kind": [*map(site_word, SiteKind), site_word(SiteKind.LIBRARY, afloat=True)],
            "host_kind": list(map(host_kind_word, HostKind)),
            "status": list(map(status_word, SiteStatus)),
            "always_open": [_("yes"), _("no")],
        },
        [item.words for item in things if item.measure is Measure.HAS and item.needed],
        list(map(state_word, AmenityState)),
    )


def _rows(
    session: Session, ids: Sequence[UUID], noted: _Amenities, items: Sequence[str], progress: Progress
) -> Iterator[Sequence[Cell | None]]:
    parents = _named(session)
    for start in range(0, len(ids), BLOCK):
        block = ids[start : start + BLOCK]
        sites = {
            site.id: site
            for site in session.scalars(select(Site).where(Site.id.in_(block), Site.removed_at.is_(None)))
        }
        hours = posted(session, block)
        for site in (sites[key] for key in block if key in sites):
            told = noted.get(site.id, {})
            things = (amenity_words(*told[item]) if item in told else None for item in items)
            yield [*_cells(site, parents, hours.get(site.id, ())), *map(_plain, things)]
        progress.step(min(start + BLOCK, len(ids)), len(ids), _("Writing the list"))


def _cells(site: Site, parents: Mapping[UUID, str], hours: Sequence[Stretch]) -> Sequence[Cell | None]:
    cells: dict[SiteField, Cell | None] = {
        "code": site.code,
        "name": site.name,
        "kind": site_word(site.kind, site.afloat),
        "district": site.district,
        "island": site.island,
        "address": site.address,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "host": site.host,
        "host_kind": host_kind_word(site.host_kind),
        "contact": site.contact,
        "contact_phone": site.contact_phone,
        "area": site.area,
        "seats": site.seats,
        "opened_on": site.opened_on.isoformat() if site.opened_on else None,
        "planned_for": site.planned_for.isoformat() if site.planned_for else None,
        "status": status_word(site.status),
        "status_reason": site.status_reason,
        "hours": hours_words(hours),
        "always_open": _("yes") if site.always_open else _("no"),
        "stars": site.stars,
        "stars_year": site.stars_year,
        "fund": None if site.fund_fen is None else site.fund_fen / 100,
        "fund_source": site.fund_source,
        "parent": parents.get(site.parent_id, "") if site.parent_id else None,
        "remark": site.remark,
    }
    return [cells[field] for field in WRITTEN]


def _plain(words: str | None) -> Cell | None:
    """Return how a thing stands as a cell: how many as a number."""
    try:
        return float(words) if words else None
    except ValueError:
        return words


def _named(session: Session) -> dict[UUID, str]:
    """Return how another row names a site it stands in: by its code, where it has one."""
    rows = session.execute(select(Site.id, Site.code, Site.name))
    return {key: code or name for key, code, name in rows}


def _amenities(session: Session, ids: set[UUID]) -> _Amenities:
    found: _Amenities = {}
    rows = session.execute(
        select(SiteAmenity.site_id, SiteAmenity.item, SiteAmenity.state, SiteAmenity.quantity).where(
            SiteAmenity.removed_at.is_(None)
        )
    )
    for site_id, item, state, quantity in rows:
        if site_id in ids:
            found.setdefault(site_id, {})[item] = (state, quantity)
    return found


def _example() -> dict[SiteField, str]:
    return {
        "code": _("(example)") + " YZ-001",
        "name": _("Dinghai Pier Rest Station"),
        "kind": site_word(SiteKind.REST_STATION),
        "district": _("Dinghai"),
        "address": _("1 Harbour Road"),
        "latitude": "30.0153",
        "longitude": "122.1069",
        "host": _("Zhoushan Port"),
        "host_kind": host_kind_word(HostKind.PORT),
        "contact": _("Yu Hai"),
        "contact_phone": "0580-2023456",
        "area": "24",
        "seats": "12",
        "opened_on": "2024-05-01",
        "status": status_word(SiteStatus.OPEN),
        "hours": _("Mon to Fri 8:30–17:30"),
        "always_open": _("no"),
        "remark": _("Delete this row"),
    }
