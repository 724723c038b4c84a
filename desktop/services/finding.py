"""One search over everything: people, organisations, activities, and whatever a printed code stands for."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from desktop.core.codes import AssetCode, CardCode, CodeError, CodeKey, PageCode, RowCode, read_code
from desktop.core.i18n import _
from desktop.core.phones import mask_phone
from desktop.models.activities import Activity
from desktop.models.people import Organisation, Worker
from desktop.models.sheets import Card, Sheet, SheetRow
from desktop.models.site_assets import Asset
from desktop.models.sites import Site
from desktop.models.trips import TripBase, TripBatch, TripProgramme
from desktop.services.site_find import text_fits
from desktop.services.site_words import site_word
from desktop.services.trips import batch_title
from desktop.storage.search import find_workers, like_anywhere

WORKERS, OTHERS = 20, 6


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found; ``kind`` and ``id`` lead to it, ``group`` is the heading it stands under."""

    kind: str
    id: UUID
    title: str
    detail: str
    group: str


def find_anything(session: Session, key: CodeKey, text: str) -> list[Found]:
    """Return what fits the text: a code's owner alone, or else workers, activities, sites, organisations."""
    text = text.strip()
    if not text:
        return []
    if coded := _by_code(session, key, text):
        return coded
    return [
        *_workers(session, find_workers(session, text, WORKERS)),
        *_activities(session, text),
        *_sites(session, text),
        *_trips(session, text),
        *_assets(session, Asset.number == text),
        *_organisations(session, text),
    ]


def _by_code(session: Session, key: CodeKey, text: str) -> list[Found]:
    try:
        code = read_code(text, key)
    except CodeError:
        return []
    if isinstance(code, PageCode):
        sheets = session.scalars(select(Sheet).where(Sheet.number == code.sheet, Sheet.removed_at.is_(None)))
        return [_sheet(sheet) for sheet in sheets]
    if isinstance(code, AssetCode):
        return _assets(session, Asset.token == code.token)
    return _workers(session, [i for i in [_owner(session, code)] if i is not None])


def _owner(session: Session, code: RowCode | CardCode) -> UUID | None:
    if isinstance(code, CardCode):
        return session.scalar(select(Card.worker_id).where(Card.token == code.token))
    return session.scalar(select(SheetRow.worker_id).where(SheetRow.token == code.token))


def _workers(session: Session, ids: list[UUID]) -> list[Found]:
    rows = session.execute(
        select(Worker.id, Worker.name, Worker.phone, Organisation.name)
        .join(Organisation, Organisation.id == Worker.organisation_id, isouter=True)
        .where(Worker.id.in_(ids))
    )
    found = {
        key: Found(
            "worker", key, name, " · ".join(t for t in (organisation, mask_phone(phone)) if t), _("Workers")
        )
        for key, name, phone, organisation in rows
    }
    return [found[i] for i in ids if i in found]


def _activities(session: Session, text: str) -> list[Found]:
    rows = session.scalars(
        select(Activity)
        .where(Activity.title.ilike(like_anywhere(text), escape="!"), Activity.removed_at.is_(None))
        .order_by(Activity.id.desc())
        .limit(OTHERS)
    )
    return [Found("activity", a.id, a.title, a.place, _("Activities")) for a in rows]


def _sites(session: Session, text: str) -> list[Found]:
    rows = session.execute(
        select(Site.id, Site.name, Site.kind, Site.afloat, Site.district)
        .where(text_fits(text), Site.removed_at.is_(None))
        .order_by(Site.search_key)
        .limit(OTHERS)
    )
    return [
        Found("site", key, name, " · ".join(t for t in (site_word(kind, afloat), district) if t), _("Sites"))
        for key, name, kind, afloat, district in rows
    ]


def _trips(session: Session, text: str) -> list[Found]:
    """Programmes by title, and batches by name, leader or base."""
    fits = like_anywhere(text)
    programmes = session.execute(
        select(TripProgramme.id, TripProgramme.title)
        .where(TripProgramme.title.ilike(fits, escape="!"), TripProgramme.removed_at.is_(None))
        .order_by(TripProgramme.year.desc())
        .limit(OTHERS)
    )
    batches = session.execute(
        select(TripBatch.id, TripBatch.number, TripBatch.name, TripBatch.leader, TripProgramme.title)
        .join(TripProgramme, TripProgramme.id == TripBatch.programme_id)
        .join(TripBase, TripBase.id == TripBatch.base_id, isouter=True)
        .where(
            or_(*(one.ilike(fits, escape="!") for one in (TripBatch.name, TripBatch.leader, TripBase.name))),
            TripBatch.removed_at.is_(None),
            TripProgramme.removed_at.is_(None),
        )
        .order_by(TripProgramme.year.desc(), TripBatch.number)
        .limit(OTHERS)
    )
    return [
        *(Found("trip", key, title, "", _("Trips")) for key, title in programmes),
        *(
            Found(
                "trip-roster",
                key,
                batch_title(number, name),
                " · ".join(part for part in (title, leader) if part),
                _("Trips"),
            )
            for key, number, name, leader, title in batches
        ),
    ]


def _assets(session: Session, fits: ColumnElement[bool]) -> list[Found]:
    rows = session.execute(
        select(Asset.id, Asset.number, Asset.name, Site.name)
        .join(Site, Site.id == Asset.site_id)
        .where(fits, Asset.removed_at.is_(None))
        .limit(OTHERS)
    )
    return [Found("asset", key, f"{number} {name}", site, _("Equipment")) for key, number, name, site in rows]


def _organisations(session: Session, text: str) -> list[Found]:
    rows = session.scalars(
        select(Organisation)
        .where(
            Organisation.search_key.like(like_anywhere("".join(text.lower().split())), escape="!"),
            Organisation.removed_at.is_(None),
        )
        .order_by(Organisation.name)
        .limit(OTHERS)
    )
    return [Found("organisation", o.id, o.name, o.code, _("Organisations")) for o in rows]


def _sheet(sheet: Sheet) -> Found:
    return Found("sheet", sheet.id, sheet.title, str(sheet.number), _("Paper"))
