"""What a site of each kind must have: the usual standards of resources/standards.json, and the office's own.

An office copies a standard to a year and edits it there. The one in force for a year is the office's newest
of that year or before; without one, the usual one of the kind.
"""

import enum
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TypedDict, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _, language
from desktop.core.ids import new_id
from desktop.core.resources import resources_folder
from desktop.models.sites import SiteKind, SiteStandard
from desktop.services.clock import moment_of
from desktop.storage import journal

__all__ = [
    "Measure", "SiteKind", "Standard", "StandardItem", "begin_own", "drop_own", "item_words", "new_item",
    "own_years", "save_own", "standard_for", "usual",
]  # fmt: skip

YEARS = range(2000, 2100)
_WORDS_LIMIT = 60


class Measure(enum.StrEnum):
    """How one tells whether an item is there: it is, so many are, or the site itself says how large it is."""

    HAS = "has"
    QUANTITY = "quantity"
    AREA = "area"
    SEATS = "seats"


@dataclass(frozen=True, slots=True)
class StandardItem:
    """One thing a standard names; ``needed`` False is a wish. ``at_least`` counts in the item's unit."""

    key: str
    zh: str
    en: str = ""
    needed: bool = True
    measure: Measure = Measure.HAS
    at_least: float | None = None
    unit_zh: str = ""
    unit_en: str = ""

    @property
    def words(self) -> str:
        """Return what it is called in the language in force."""
        return self.zh if language() == "zh_CN" or not self.en else self.en

    @property
    def unit(self) -> str:
        """Return the unit it is counted in; empty where it is not counted."""
        return self.unit_zh if language() == "zh_CN" or not self.unit_en else self.unit_en


@dataclass(frozen=True, slots=True)
class Standard:
    """What one kind of site is held to from ``year`` on; ``document`` is what it rests on."""

    kind: SiteKind
    year: int
    zh: str
    en: str
    document: str
    items: tuple[StandardItem, ...]
    is_own: bool = False
    afloat: bool = False

    @property
    def name(self) -> str:
        """Return what it is called in the language in force."""
        return self.zh if language() == "zh_CN" or not self.en else self.en


class _Item(TypedDict, total=False):
    key: str
    zh: str
    en: str
    measure: str
    unit_zh: str
    unit_en: str
    needed: bool
    at_least: float


class _Usual(TypedDict, total=False):
    kind: str
    zh: str
    en: str
    source_zh: str
    source_en: str
    from_year: int
    default: bool
    afloat: bool
    items: list[_Item]


class _File(TypedDict):
    items: dict[str, _Item]
    standards: list[_Usual]


def usual(kind: SiteKind, afloat: bool = False) -> tuple[Standard, ...]:
    """Return the usual standards of a kind (of book boats: ``afloat``), the one taken by itself first."""
    found = [
        one
        for one in _file()["standards"]
        if one["kind"] == kind.value and one.get("afloat", False) is _apart(kind, afloat)
    ]
    found.sort(key=lambda one: not one.get("default", False))
    return tuple(_usual(one) for one in found)


def item_words(key: str) -> str:
    """Return what an item of the usual standards is called; the key itself where none has it."""
    known = _file()["items"].get(key)
    return _item({**known, "key": key}).words if known else key


def standard_for(session: Session, kind: SiteKind, year: int, afloat: bool = False) -> Standard:
    """Return the standard in force for a kind in a year; book boats (``afloat``) have one of their own."""
    afloat = _apart(kind, afloat)
    row = session.scalars(
        select(SiteStandard)
        .where(*_of(kind, afloat), SiteStandard.year <= year)
        .order_by(SiteStandard.year.desc())
        .limit(1)
    ).first()
    return _own(row) if row is not None else usual(kind, afloat)[0]


def own_years(session: Session, kind: SiteKind, afloat: bool = False) -> list[int]:
    """Return the years from which the office has a standard of its own, the newest first."""
    query = select(SiteStandard.year).where(*_of(kind, afloat))
    return list(session.scalars(query.order_by(SiteStandard.year.desc())))


def begin_own(
    session: Session, kind: SiteKind, year: int, start: Standard | None = None, afloat: bool = False
) -> Standard:
    """Copy a standard (that in force, where none is named) to a year, to be edited there.

    Raises FieldError (year) where the office has one for that year already.
    """
    start = start or standard_for(session, kind, year, afloat)
    if _row(session, kind, _year(year), afloat) is not None:
        raise FieldError(
            "year",
            _("There is a standard of your own for {year} already.").format(year=year),
            _("Edit that one, or choose another year."),
        )
    row = SiteStandard(
        kind=kind,
        afloat=_apart(kind, afloat),
        year=year,
        document=start.document,
        items=_text(start.items),
    )
    session.add(row)
    session.flush()
    journal.describe(session, N_("Take over the standard for {year}"), year=str(year))
    return _own(row)


def save_own(
    session: Session,
    kind: SiteKind,
    year: int,
    items: Sequence[StandardItem],
    document: str = "",
    afloat: bool = False,
) -> Standard:
    """Keep the office's own standard of a year as edited. Raises FieldError (items), NotFound."""
    row = _row(session, kind, year, afloat)
    if row is None:
        raise NotFound(
            _("There is no standard of your own for {year}.").format(year=year),
            _("Copy one to that year first."),
        )
    row.items, row.document = _text(_checked(items)), document.strip()
    session.flush()
    journal.describe(session, N_("Change the standard for {year}"), year=str(year))
    return _own(row)


def drop_own(session: Session, kind: SiteKind, year: int, afloat: bool = False) -> Standard:
    """Do without the office's own standard of a year; return the one now in force. Raises NotFound."""
    row = _row(session, kind, year, afloat)
    if row is None:
        raise NotFound(
            _("There is no standard of your own for {year}.").format(year=year),
            _("Copy one to that year first."),
        )
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the standard for {year}"), year=str(year))
    return standard_for(session, kind, year, afloat)


def new_item(words: str, needed: bool = True) -> StandardItem:
    """Return an item the usual standards do not know."""
    return StandardItem(f"own-{new_id().hex[-12:]}", " ".join(words.split()), needed=needed)


def _checked(items: Sequence[StandardItem]) -> list[StandardItem]:
    if not any(one.needed for one in items):
        raise FieldError(
            "items",
            _("A standard asks for one thing at least."),
            _("Tick “needed” beside what every site must have."),
        )
    seen: set[str] = set()
    for one in items:
        _check(one)
        if one.words in seen:
            raise FieldError(
                "items", _("“{item}” stands there twice.").format(item=one.words), _("Take one of them away.")
            )
        seen.add(one.words)
    return [replace(one, zh=one.zh.strip(), en=one.en.strip()) for one in items]


def _check(one: StandardItem) -> None:
    if not one.words.strip():
        raise FieldError("items", _("An item has no name."), _("Write what the site must have."))
    if len(one.words) > _WORDS_LIMIT:
        raise FieldError(
            "items", _("“{item} …” is too long for a list.").format(item=one.words[:20]), _("Shorten it.")
        )
    if one.measure is not Measure.HAS and (one.at_least is None or one.at_least <= 0):
        raise FieldError(
            "items",
            _("How much of “{item}” is needed?").format(item=one.words),
            _("Write a number above zero."),
        )


def _year(year: int) -> int:
    if year not in YEARS:
        raise FieldError(
            "year",
            _("{year} is no year of a standard.").format(year=year),
            _("Choose a year from {first} to {last}.").format(first=YEARS[0], last=YEARS[-1]),
        )
    return year


def _row(session: Session, kind: SiteKind, year: int, afloat: bool) -> SiteStandard | None:
    query = select(SiteStandard).where(*_of(kind, afloat), SiteStandard.year == year)
    return session.scalars(query).first()


def _of(kind: SiteKind, afloat: bool) -> tuple[ColumnElement[bool], ...]:
    return (
        SiteStandard.kind == kind,
        SiteStandard.afloat == _apart(kind, afloat),
        SiteStandard.removed_at.is_(None),
    )


def _apart(kind: SiteKind, afloat: bool) -> bool:
    """Only libraries are judged otherwise when they are afloat."""
    return afloat and kind is SiteKind.LIBRARY


def _own(row: SiteStandard) -> Standard:
    items = tuple(_item(one) for one in cast(list[_Item], json.loads(row.items)))
    words = {"zh": f"本单位{row.year}年标准", "en": f"Own standard of {row.year}"}
    return Standard(row.kind, row.year, words["zh"], words["en"], row.document, items, True, row.afloat)


def _usual(one: _Usual) -> Standard:
    known = _file()["items"]
    items = tuple(_item({**known[asked["key"]], **asked}) for asked in one["items"])
    source = one["source_zh"] if language() == "zh_CN" else one["source_en"]
    return Standard(
        SiteKind(one["kind"]),
        one["from_year"],
        one["zh"],
        one["en"],
        source,
        items,
        afloat=one.get("afloat", False),
    )


def _item(one: _Item) -> StandardItem:
    return StandardItem(
        one["key"],
        one["zh"],
        one.get("en", ""),
        one.get("needed", True),
        Measure(one.get("measure", "has")),
        one.get("at_least"),
        one.get("unit_zh", ""),
        one.get("unit_en", ""),
    )


def _text(items: Sequence[StandardItem]) -> str:
    return json.dumps([asdict(one) for one in items], ensure_ascii=False)


@cache
def _file() -> _File:
    return cast(_File, json.loads((resources_folder() / "standards.json").read_text(encoding="utf-8")))
