"""Comparing a list of sites with the register: which site a row means, what it says otherwise, what is wrong.

A row means the site of its code; else that of its name, district and kind. Blank cells say nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.money import to_fen
from desktop.models.sites import AmenityState, HostKind, Site, SiteAmenity, SiteKind, SiteStatus
from desktop.services import site_entry, site_status
from desktop.services.organisations import name_key
from desktop.services.ratings import FIRST_YEAR, stars_by_year
from desktop.services.site_entry import SiteEntry, entry_of, tidied
from desktop.services.site_find import posted
from desktop.services.site_import_changes import Standing, changes_of
from desktop.services.site_import_rows import CellFault, SiteFieldChange, SiteImportRow, Verdict, field_word
from desktop.spreadsheets.cells import kept_text
from desktop.spreadsheets.site_cells import host_kind_of
from desktop.spreadsheets.site_rows import SiteRow, SiteStated

_COPIED = (
    "name", "code", "address", "district", "island", "latitude", "longitude", "host", "contact",
    "contact_phone", "area", "seats", "opened_on", "planned_for", "status_reason", "fund_source", "remark",
)  # fmt: skip
_REASONED = (SiteStatus.PAUSED, SiteStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class _Key:
    """What a site is known by without its code."""

    name: str
    district: str


class Register:
    """The sites on file as a list is compared with them, read once."""

    def __init__(self, session: Session, items: Mapping[str, str], today: date, file: str) -> None:
        self.session, self.today, self.file = session, today, file
        self.items = items
        self.sites = {s.id: s for s in session.scalars(select(Site).where(Site.removed_at.is_(None)))}
        self.by_code = {site.code: site for site in self.sites.values() if site.code}
        self.by_name: dict[str, list[Site]] = {}
        for site in self.sites.values():
            self.by_name.setdefault(site.name_key, []).append(site)
        self.hours = posted(session, self.sites)
        self.reviews = stars_by_year(session)
        self.amenities: dict[UUID, dict[str, tuple[AmenityState, float | None]]] = {}
        rows = session.execute(
            select(SiteAmenity.site_id, SiteAmenity.item, SiteAmenity.state, SiteAmenity.quantity).where(
                SiteAmenity.removed_at.is_(None)
            )
        )
        for site_id, item, state, quantity in rows:
            self.amenities.setdefault(site_id, {})[item] = (state, quantity)

    def judge(self, rows: Sequence[SiteRow]) -> list[SiteImportRow]:
        """Return what becomes of each row, where a site stands apart."""
        seen: dict[object, int] = {}
        return [self._judged(row, seen) for row in rows]

    def _judged(self, row: SiteRow, seen: dict[object, int]) -> SiteImportRow:
        if row.faults:
            return SiteImportRow(row, Verdict.REFUSED, faults=row.faults)
        try:
            site = self._meant(row.stated)
            self._demand_once(row, site, seen)
            entry = self._entry(row.stated, site)
            self._demand_sound(entry, row.stated, site)
        except FieldError as bad:
            return refused(row, bad)
        standing = Standing(
            entry=None if site is None else entry_of(site),
            hours=frozenset() if site is None else frozenset(self.hours.get(site.id, ())),
            stars=None if site is None else site.stars,
            reviews={} if site is None else self._reviews(site),
            amenities={} if site is None else self.amenities.get(site.id, {}),
        )
        if site is None:
            return SiteImportRow(row, Verdict.NEW, entry=entry)
        changes = tuple(changes_of(standing, entry, row.stated, self.items))
        return SiteImportRow(
            row, Verdict.CHANGED if changes else Verdict.SAME, site.id, entry, changes=changes
        )

    def _reviews(self, site: Site) -> Mapping[int, int | None]:
        known = self.reviews.get(site.id, {})
        return known or ({} if site.stars_year is None else {site.stars_year: site.stars})

    def _meant(self, stated: SiteStated) -> Site | None:
        if stated.code and (site := self.by_code.get(stated.code)):
            return site
        named = self.by_name.get(name_key(stated.name or ""), [])
        found = [site for site in named if self._may_be(site, stated)]
        if len(found) > 1:
            raise FieldError(
                "name",
                _("Several sites on file are called {name}.").format(name=stated.name),
                _("Give the code, or the district, of the one that is meant."),
            )
        return found[0] if found else None

    def _may_be(self, site: Site, stated: SiteStated) -> bool:
        if stated.code and site.code:
            return False
        if stated.kind and not stated.guessed and site.kind != stated.kind:
            return False
        if not stated.district or not site.district:
            return True
        return district_key(site.district) == district_key(stated.district)

    def _demand_once(self, row: SiteRow, site: Site | None, seen: dict[object, int]) -> None:
        stated = row.stated
        key = _Key(name_key(stated.name or ""), district_key(stated.district or ""))
        keys: list[object] = [] if stated.code else [(key, stated.kind)]
        keys += [site.id] if site else []
        keys += [stated.code] if stated.code else []
        for each in keys:
            if each in seen:
                raise FieldError(
                    "name",
                    _("This site stands in row {row} already.").format(row=seen[each]),
                    _("Keep one of the two rows, or give both their codes."),
                )
        seen.update(dict.fromkeys(keys, row.row))

    def _entry(self, stated: SiteStated, site: Site | None) -> SiteEntry:
        before = self._blank(stated) if site is None else entry_of(site)
        entry = tidied(replace(before, **_told(stated, before)))
        if stated.kind and not (stated.guessed and site is not None):
            entry = replace(entry, kind=SiteKind(stated.kind), afloat=bool(stated.afloat))
        host_kind = stated.host_kind or (host_kind_of(entry.host) if site is None else None)
        if host_kind:
            entry = replace(entry, host_kind=HostKind(host_kind))
        if stated.fund is not None:
            entry = replace(entry, fund_fen=int(to_fen(stated.fund) * 100))
        return self._with_status(self._with_hours(entry, stated), stated, before)

    def _blank(self, stated: SiteStated) -> SiteEntry:
        if stated.kind is None:
            raise FieldError(
                "kind",
                _("The row does not say what kind of site it is."),
                _("Add a column “Kind of site”, or name the sheet after the kind."),
            )
        return SiteEntry(SiteKind(stated.kind), stated.name or "")

    def _with_hours(self, entry: SiteEntry, stated: SiteStated) -> SiteEntry:
        if stated.hours_note:
            note = _("Opening hours: {words}").format(words=stated.hours_note)
            if note not in entry.remark:
                entry = replace(entry, remark=_("; ").join(t for t in (entry.remark, note) if t))
        told = stated.always_open
        if stated.hours is not None and (stated.hours.always_open or told is None):
            told = stated.hours.always_open or (told is None and not stated.hours.stretches)
        return entry if told is None else replace(entry, always_open=told)

    def _with_status(self, entry: SiteEntry, stated: SiteStated, before: SiteEntry) -> SiteEntry:
        status = SiteStatus(stated.status) if stated.status else before.status
        reason = stated.status_reason or ("" if status is not before.status else before.status_reason)
        if status in _REASONED and not reason:
            reason = _("as listed in {file}").format(file=self.file)
        if status is SiteStatus.PLANNED and stated.opened_on:
            entry = replace(entry, opened_on=None, planned_for=stated.opened_on)
        return replace(entry, status=status, status_reason=reason)

    def _demand_sound(self, entry: SiteEntry, stated: SiteStated, site: Site | None) -> None:
        site_entry.demand_sound(entry, self.today)
        holder = self.by_code.get(entry.code) if entry.code else None
        if holder is not None and holder is not site:
            site_entry.demand_free_code(self.session, entry.code, None if site is None else site.id)
        if site is not None and entry.opened_on != site.opened_on:
            site_status.demand_opening(self.session, site, entry.opened_on)
        if stated.stars_year is not None and not FIRST_YEAR <= stated.stars_year <= self.today.year:
            raise FieldError(
                "stars_year",
                _("Stars cannot be of the year {year}.").format(year=stated.stars_year),
                _("Write the year of the review with four digits."),
            )


def _told(stated: SiteStated, before: SiteEntry) -> dict[str, Any]:
    """Return what a row states otherwise; a text that a cell merely cannot hold as it is stays."""
    told: dict[str, Any] = {}
    for name in _COPIED:
        value, kept = getattr(stated, name), getattr(before, name)
        if value is not None and not (isinstance(kept, str) and kept and kept_text(kept) == value):
            told[name] = value
    return told


def refused(row: SiteRow, bad: FieldError) -> SiteImportRow:
    """Return a row as not taken for this reason."""
    fault = CellFault(bad.field, bad.sentence, bad.remedy)
    return SiteImportRow(row, Verdict.REFUSED, faults=(fault,))


def district_key(district: str) -> str:
    """Return what 定海 and 定海区 have in common."""
    key = name_key(district)
    return key[:-1] if len(key) > 2 and key[-1] in "区县市" else key


def with_parents(register: Register, judged: Sequence[SiteImportRow]) -> list[SiteImportRow]:
    """Say of every row where the site stands; refuse rows whose parent is unknown, refused or inside them."""
    rows = list(judged)
    new = _new_places(rows)
    for i, row in enumerate(rows):
        if row.row.stated.parent and row.verdict is not Verdict.REFUSED:
            rows[i] = _placed(register, row, new)
    for i in _in_circles(register, rows):
        rows[i] = refused(
            rows[i].row,
            FieldError(
                "parent",
                _("{name} would stand inside itself.").format(name=rows[i].name),
                _("Correct the site it stands in, or leave that cell empty."),
            ),
        )
    while orphan := next(_orphans(rows), None):
        i, parent = orphan
        rows[i] = refused(
            rows[i].row,
            FieldError(
                "parent",
                _("The site it stands in, row {row}, is not taken.").format(row=rows[parent].row.row),
                _("Correct that row first."),
            ),
        )
    return rows


def _new_places(rows: Sequence[SiteImportRow]) -> dict[str, list[int]]:
    """Return the places of the rows that make a site, by code and by name."""
    places: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if row.site_id is None:
            for key in {row.row.stated.code or "", name_key(row.name)} - {""}:
                places.setdefault(key, []).append(i)
    return places


def _placed(register: Register, row: SiteImportRow, new: Mapping[str, list[int]]) -> SiteImportRow:
    text = row.row.stated.parent or ""
    on_file = register.by_code.get(text)
    named = [on_file] if on_file else register.by_name.get(name_key(text), [])
    fresh = new.get(text) or new.get(name_key(text)) or []
    if len(named) + len(fresh) > 1:
        return _unplaced(row, _("Several sites are called {name}.").format(name=text), _("Give its code."))
    if not named and not fresh:
        return _unplaced(
            row,
            _("There is no site “{name}” for it to stand in.").format(name=text),
            _("Write its code or whole name, or add it to the list."),
        )
    parent: UUID | int = fresh[0] if fresh else named[0].id
    if row.entry is None or row.entry.parent_id == parent or row.verdict is Verdict.NEW:
        return replace(row, parent=parent)
    above = register.sites.get(row.entry.parent_id) if row.entry.parent_id else None
    moved = SiteFieldChange("parent", field_word("parent"), above.name if above else "", text)
    return replace(row, parent=parent, verdict=Verdict.CHANGED, changes=(*row.changes, moved))


def _unplaced(row: SiteImportRow, sentence: str, remedy: str) -> SiteImportRow:
    return refused(row.row, FieldError("parent", sentence, remedy))


def _in_circles(register: Register, rows: Sequence[SiteImportRow]) -> Iterator[int]:
    """Yield the rows whose site would come to stand inside itself."""
    above: dict[UUID | int, UUID | int | None] = {key: s.parent_id for key, s in register.sites.items()}
    for i, row in enumerate(rows):
        if row.parent is not None:
            above[row.site_id or i] = row.parent
    for i, row in enumerate(rows):
        start: UUID | int = row.site_id or i
        at, passed = above.get(start) if row.parent is not None else None, set[UUID | int]()
        while at is not None and at != start and at not in passed:
            passed.add(at)
            at = above.get(at)
        if at == start:
            yield i


def _orphans(rows: Sequence[SiteImportRow]) -> Iterator[tuple[int, int]]:
    for i, row in enumerate(rows):
        if row.verdict is Verdict.REFUSED or not isinstance(row.parent, int):
            continue
        if rows[row.parent].verdict is Verdict.REFUSED:
            yield i, row.parent
