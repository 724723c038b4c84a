"""From what a form says to what is kept of a nomination, and what of that is otherwise than before."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from desktop.core.honour_levels import LEVELS, level_word
from desktop.core.i18n import _
from desktop.core.phones import mask_phone
from desktop.services.imports_rows import ImportRow
from desktop.services.trip_nominee_entry import TEXT_LIMIT, NomineeEntry, Terms, batches_hint
from desktop.services.trip_nominees import words_of_categories
from desktop.spreadsheets.cells import Honour
from desktop.spreadsheets.headings import heading_key
from desktop.spreadsheets.trip_nominee_rows import NomineeStated

_APART = re.compile(r"[、,，;；/|\n]+|\s{2,}")
_SHORTEST = 2


def entry_from(said: NomineeStated, row: ImportRow, terms: Terms) -> tuple[NomineeEntry, tuple[str, ...]]:
    """Return the nomination a row makes, and what is to be said of it."""
    categories, strange = categories_in(said.categories, terms.categories)
    unknown = [number for number in said.preferences if number not in terms.batches]
    notes = [*said.doubts]
    if strange:
        words = _("Not a category of the programme: {words}.")
        notes.append(words.format(words=_(", ").join(strange)))
    if unknown:
        words = _("The programme has no batch {number}.")
        notes += [f"{words.format(number=number)} {batches_hint(terms)}" for number in unknown]
    if said.fit is False:
        notes.append(_("Said to be not fit to travel."))
    honour = best_honour(row.honours)
    entry = NomineeEntry(
        post=(row.post or "")[:TEXT_LIMIT],
        trade=said.trade,
        frontline=row.frontline,
        hazardous=said.hazardous,
        is_management=said.is_management,
        is_member=said.is_member if said.is_member is not None else (True if row.member_number else None),
        in_post=said.in_post,
        categories=categories,
        honour=honour.title if honour else "",
        honour_year=honour.year if honour else None,
        honour_level=_level(said.honour_level) or (honour.level if honour and honour.level else ""),
        last_trip_year=said.last_trip_year,
        fit=said.fit,
        emergency_contact=said.emergency_contact,
        emergency_phone=said.emergency_phone,
        preferences=tuple(number for number in said.preferences if number in terms.batches),
        remark=(row.remark or "")[:TEXT_LIMIT],
    )
    return entry, tuple(notes)


def categories_in(text: str, known: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the categories (keys, in the programme's order) that a cell names, and its words for no such.

    A name may stand whole or in part (有毒有害 for 有毒有害岗位) where that fits one category only.
    """
    found: set[str] = set()
    left = text
    for key, name in sorted(known.items(), key=lambda one: -len(one[1])):
        if name and name in left:
            found.add(key)
            left = left.replace(name, "、")
    strange = []
    for part in filter(None, (one.strip() for one in _APART.split(left))):
        fitting = _fitting(part, known)
        if len(fitting) == 1:
            found.add(fitting[0])
        else:
            strange.append(part)
    return tuple(key for key in known if key in found), tuple(strange)


def _fitting(part: str, known: Mapping[str, str]) -> list[str]:
    plain = heading_key(part)
    exact = [key for key, name in known.items() if plain in (heading_key(name), key)]
    if exact or len(plain) < _SHORTEST:
        return exact
    return [key for key, name in known.items() if plain in heading_key(name) or heading_key(name) in plain]


def best_honour(held: tuple[Honour, ...]) -> Honour | None:
    """Return the honour of the highest level, of several the newest."""
    return min(
        held,
        key=lambda one: (LEVELS.index(one.level) if one.level else len(LEVELS), -(one.year or 0)),
        default=None,
    )


def merged(before: NomineeEntry, said: NomineeEntry) -> NomineeEntry:
    """Return a nomination with what the form says; what it leaves blank stays."""
    stated = {
        field.name: value
        for field in fields(said)
        if (value := getattr(said, field.name)) not in (None, "", ())
    }
    return replace(before, **stated)


def changes_of(before: NomineeEntry, after: NomineeEntry, terms: Terms) -> tuple[str, ...]:
    """Return what becomes otherwise, in words."""
    return tuple(_changes(_words(before, terms), _words(after, terms)))


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for label, value in after.items():
        if before[label] != value:
            yield f"{label}: {before[label] or _('(nothing)')} → {value or _('(nothing)')}"


def _words(entry: NomineeEntry, terms: Terms) -> dict[str, str]:
    return {
        _("Post"): entry.post,
        _("Trade"): entry.trade,
        _("Frontline"): yes_word(entry.frontline),
        _("Hazardous post"): yes_word(entry.hazardous),
        _("Management post"): yes_word(entry.is_management),
        _("Union member"): yes_word(entry.is_member),
        _("In post"): yes_word(entry.in_post),
        _("Priority category"): words_of_categories(entry.categories, terms.categories),
        _("Honour"): honour_words(entry.honour, entry.honour_year),
        _("Level of the honour"): level_word(entry.honour_level),
        _("Year of the last trip"): str(entry.last_trip_year or ""),
        _("Fit to travel"): yes_word(entry.fit),
        _("Emergency contact"): entry.emergency_contact,
        _("Emergency telephone"): mask_phone(entry.emergency_phone),
        _("Batches wished for"): _(", ").join(map(str, entry.preferences)),
        _("Remark"): entry.remark,
    }


def yes_word(answer: bool | None) -> str:
    """Return an answer in words; empty where there is none."""
    return "" if answer is None else _("yes") if answer else _("no")


def honour_words(title: str, year: int | None) -> str:
    """Return an honour as a cell holds it."""
    return f"{title} ({year})" if title and year else title


def _level(text: str) -> str:
    plain = text.strip().casefold()
    for level in LEVELS:
        if plain and plain in (level, level_word(level).casefold()):
            return level
    for level, mark in (
        ("national", "国"),
        ("province", "省"),
        ("city", "市"),
        ("county", "县"),
        ("county", "区"),
    ):
        if mark in plain:
            return level
    return "unit" if "单位" in plain or "企业" in plain else ""
