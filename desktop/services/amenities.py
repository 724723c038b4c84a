"""What a site has of its standard, what it lacks, what is broken; and so whether it meets the standard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _, ngettext
from desktop.models.sites import AmenityState, Site, SiteAmenity, SiteKind
from desktop.services.clock import moment_of
from desktop.services.site_find import on_file
from desktop.services.site_standards import Measure, Standard, StandardItem, item_words, standard_for
from desktop.storage import journal

__all__ = [
    "AmenityChange", "AmenityLine", "AmenitySheet", "AmenityState", "Verdict", "amenities", "mark_many",
    "set_amenities", "state_word", "verdict_words", "verdicts",
]  # fmt: skip

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class AmenityLine:
    """One item at one site; ``state`` None: nobody told yet. ``ok``: it is as the standard asks."""

    item: StandardItem
    state: AmenityState | None
    quantity: float | None
    remark: str
    ok: bool
    in_standard: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a site meets its standard, and the needed items, by key, that are wanting."""

    meets: bool
    lacks: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AmenitySheet:
    """All items of the standard at one site, then whatever else was noted there."""

    standard: Standard
    lines: tuple[AmenityLine, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AmenityChange:
    """What is now said of an item; ``state`` None: nothing any more."""

    item: str
    state: AmenityState | None
    quantity: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Noted:
    state: AmenityState
    quantity: float | None
    remark: str = ""


def state_word(state: AmenityState) -> str:
    """Return the word for how an item is."""
    return {
        AmenityState.HAS: _("Has it"),
        AmenityState.LACKS: _("Lacks it"),
        AmenityState.BROKEN: _("Broken"),
    }[state]


def amenities(session: Session, site_id: UUID, year: int) -> AmenitySheet:
    """Return what a site has of the standard of a year. Raises NotFound."""
    site = on_file(session, site_id)
    standard = standard_for(session, site.kind, year, site.afloat)
    noted = {row.item: _noted(row) for row in _rows(session, site_id).values()}
    lines = [_line(item, noted.get(item.key), site.area, site.seats) for item in standard.items]
    asked = {item.key for item in standard.items}
    for key, row in noted.items():
        if key not in asked:
            item = StandardItem(key, item_words(key), needed=False)
            lines.append(AmenityLine(item, row.state, row.quantity, row.remark, True, in_standard=False))
    return AmenitySheet(standard, tuple(lines), _verdict(lines))


def verdicts(session: Session, kind: SiteKind, year: int) -> dict[UUID, Verdict]:
    """Return for every site of a kind whether it meets the standard of a year."""
    standards = {afloat: standard_for(session, kind, year, afloat) for afloat in (False, True)}
    noted: dict[UUID, dict[str, _Noted]] = {}
    query = (
        select(SiteAmenity.site_id, SiteAmenity.item, SiteAmenity.state, SiteAmenity.quantity)
        .join(Site, Site.id == SiteAmenity.site_id)
        .where(Site.kind == kind, Site.removed_at.is_(None), SiteAmenity.removed_at.is_(None))
    )
    for site_id, item, state, quantity in session.execute(query):
        noted.setdefault(site_id, {})[item] = _Noted(state, quantity)
    sites = select(Site.id, Site.afloat, Site.area, Site.seats)
    nothing: Mapping[str, _Noted] = {}
    return {
        key: _verdict(
            [
                _line(item, noted.get(key, nothing).get(item.key), area, seats)
                for item in standards[afloat].items
            ]
        )
        for key, afloat, area, seats in session.execute(
            sites.where(Site.kind == kind, Site.removed_at.is_(None))
        )
    }


def verdict_words(sheet: AmenitySheet) -> str:
    """Return the verdict as one sentence."""
    if sheet.verdict.meets:
        return _("Meets the standard “{name}”.").format(name=sheet.standard.name)
    names = {line.item.key: line.item.words for line in sheet.lines}
    parts = (
        (_("Lacks: {items}"), sheet.verdict.lacks),
        (_("Broken: {items}"), sheet.verdict.broken),
        (_("Not told yet: {items}"), sheet.verdict.untold),
    )
    joint = _(", ")
    said = [words.format(items=joint.join(names[key] for key in keys)) for words, keys in parts if keys]
    return " · ".join(said)


def set_amenities(session: Session, site_id: UUID, changes: Sequence[AmenityChange]) -> None:
    """Note what a site has. Raises NotFound, FieldError (the item's key) for a quantity that cannot be."""
    site = on_file(session, site_id)
    rows = _rows(session, site_id)
    for change in changes:
        _check(change)
        _write(session, rows.get(change.item), site_id, change)
    session.flush()
    journal.describe(session, N_("Note what {name} has"), name=site.name)


def mark_many(session: Session, site_ids: Iterable[UUID], item: str, state: AmenityState) -> int:
    """Note the same of one item at many sites on file; return at how many it was otherwise before."""
    on_file = set(session.scalars(select(Site.id).where(Site.removed_at.is_(None))))
    wanted = [key for key in dict.fromkeys(site_ids) if key in on_file]
    query = select(SiteAmenity).where(SiteAmenity.item == item, SiteAmenity.removed_at.is_(None))
    before = {row.site_id: row for row in session.scalars(query)}
    changed = [key for key in wanted if key not in before or before[key].state is not state]
    for key in changed:
        row = before.get(key)
        _write(session, row, key, AmenityChange(item, state, row.quantity if row else None))
    session.flush()
    journal.describe(session, N_("Note {item} at {count} sites"), item=item_words(item), count=len(changed))
    return len(changed)


def marked_words(count: int) -> str:
    """Return the sentence that tells how many sites were marked."""
    return ngettext("Noted at {n} site.", "Noted at {n} sites.", count).format(n=count)


def _check(change: AmenityChange) -> None:
    if change.quantity is not None and not 0 <= change.quantity <= _MOST:
        raise FieldError(
            change.item,
            _("{count} cannot be how many there are.").format(count=f"{change.quantity:g}"),
            _("Write a number from 0 up, or leave it empty."),
        )


def _write(session: Session, row: SiteAmenity | None, site_id: UUID, change: AmenityChange) -> None:
    if row is None:
        if change.state is not None:
            session.add(
                SiteAmenity(
                    site_id=site_id,
                    item=change.item,
                    state=change.state,
                    quantity=change.quantity,
                    remark=change.remark.strip(),
                )
            )
    elif change.state is None:
        row.removed_at = moment_of(session)
    else:
        row.state, row.quantity, row.remark = change.state, change.quantity, change.remark.strip()


def _line(item: StandardItem, noted: _Noted | None, area: float | None, seats: int | None) -> AmenityLine:
    if item.measure in (Measure.AREA, Measure.SEATS):
        quantity = area if item.measure is Measure.AREA else seats
        ok = quantity is not None and quantity >= (item.at_least or 0)
        state = None if quantity is None else AmenityState.HAS if ok else AmenityState.LACKS
        return AmenityLine(item, state, quantity, "", ok)
    if noted is None:
        return AmenityLine(item, None, None, "", False)
    enough = item.measure is Measure.HAS or (noted.quantity or 0) >= (item.at_least or 0)
    ok = noted.state is AmenityState.HAS and enough
    return AmenityLine(item, noted.state, noted.quantity, noted.remark, ok)


def _verdict(lines: Iterable[AmenityLine]) -> Verdict:
    wanting = [line for line in lines if line.item.needed and not line.ok]
    if not wanting:
        return Verdict(True)
    broken = tuple(one.item.key for one in wanting if one.state is AmenityState.BROKEN)
    untold = tuple(one.item.key for one in wanting if one.state is None)
    lacks = tuple(one.item.key for one in wanting if one.item.key not in {*broken, *untold})
    return Verdict(False, lacks, broken, untold)


def _noted(row: SiteAmenity) -> _Noted:
    return _Noted(row.state, row.quantity, row.remark)


def _rows(session: Session, site_id: UUID) -> dict[str, SiteAmenity]:
    query = select(SiteAmenity).where(SiteAmenity.site_id == site_id, SiteAmenity.removed_at.is_(None))
    return {row.item: row for row in session.scalars(query.order_by(SiteAmenity.id))}
