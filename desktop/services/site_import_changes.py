"""What a row of a list says otherwise than the register, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.core import coordinates
from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.core.opening_hours import Stretch, hours_words
from desktop.models.sites import AmenityState
from desktop.services.amenities import state_word
from desktop.services.site_entry import SiteEntry
from desktop.services.site_import_rows import SiteFieldChange, field_word
from desktop.services.site_words import host_kind_word, site_word, status_word
from desktop.spreadsheets.site_headings import AMENITY
from desktop.spreadsheets.site_rows import AmenityStated, SiteStated

_PLAIN = (
    "code", "name", "district", "island", "address", "host", "contact", "contact_phone", "area", "seats",
    "opened_on", "planned_for", "status_reason", "fund_source", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What the register says of a site a row means; nothing of a new one."""

    entry: SiteEntry | None
    hours: frozenset[Stretch]
    stars: int | None
    reviews: Mapping[int, int | None]
    """Stars by the year of the review."""
    amenities: Mapping[str, tuple[AmenityState, float | None]]


def changes_of(
    standing: Standing, entry: SiteEntry, stated: SiteStated, items: Mapping[str, str]
) -> Iterator[SiteFieldChange]:
    """Yield what becomes otherwise when a row is taken, the site's place inside another apart."""
    if standing.entry is not None:
        yield from _entry_changes(standing.entry, entry)
    if stated.hours is not None and stated.hours.stretches:
        yield from _change("hours", hours_words(standing.hours), hours_words(stated.hours.stretches))
    if stars_differ(stated, standing):
        before = standing.reviews.get(stated.stars_year) if stated.stars_year else standing.stars
        year = stated.stars_year if stated.stars_year in list(standing.reviews)[:-1] else None
        yield from _change("stars", _stars(before, year), _stars(stated.stars, year), changed=True)
    for said in stated.amenities:
        if amenity_differs(said, standing.amenities.get(said.item)):
            state, quantity = standing.amenities.get(said.item, (None, None))
            yield SiteFieldChange(
                AMENITY + said.item,
                items.get(said.item, said.item),
                "" if state is None else amenity_words(state, quantity),
                amenity_words(AmenityState(said.state), said.quantity),
            )


def stars_differ(stated: SiteStated, standing: Standing) -> bool:
    """Say whether a row tells of a review that the register does not have."""
    if stated.stars is None:
        return False
    if stated.stars_year is None:
        return stated.stars != (standing.stars or 0)
    kept = standing.reviews.get(stated.stars_year)
    return stated.stars != (kept or 0) or (kept is None and standing.stars is not None)


def amenity_differs(said: AmenityStated, kept: tuple[AmenityState, float | None] | None) -> bool:
    """Say whether a row tells otherwise of a thing; a plain “has it” says nothing of how many."""
    if kept is None:
        return True
    return said.state != kept[0] or (said.quantity is not None and said.quantity != kept[1])


def amenity_words(state: AmenityState, quantity: float | None) -> str:
    """Return how a thing stands at a site, as it stands in a cell of a list."""
    if state is AmenityState.HAS and quantity is not None:
        return f"{quantity:g}"
    return state_word(state)


def _entry_changes(before: SiteEntry, after: SiteEntry) -> Iterator[SiteFieldChange]:
    for field in _PLAIN:
        yield from _change(field, _words(getattr(before, field)), _words(getattr(after, field)))
    yield from _change("kind", site_word(before.kind, before.afloat), site_word(after.kind, after.afloat))
    yield from _change("host_kind", host_kind_word(before.host_kind), host_kind_word(after.host_kind))
    yield from _change("status", status_word(before.status), status_word(after.status))
    yield from _change("coordinates", _place(before), _place(after))
    yield from _change("fund", _yuan(before.fund_fen), _yuan(after.fund_fen))
    yield from _change("always_open", _yes(before.always_open), _yes(after.always_open))


def _change(field: str, before: str, after: str, changed: bool = False) -> Iterator[SiteFieldChange]:
    if before != after or changed:
        yield SiteFieldChange(field, field_word(field), before, after)


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _place(entry: SiteEntry) -> str:
    if entry.latitude is None or entry.longitude is None:
        return ""
    return coordinates.written(entry.latitude, entry.longitude)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else in_figures(Decimal(fen) / 100)


def _yes(answer: bool) -> str:
    return _("yes") if answer else _("no")


def _stars(stars: int | None, year: int | None) -> str:
    if stars is None:
        return ""
    return str(stars) if year is None else f"{stars} ({year})"
