"""What an import of equipment knows of each row of a list, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, PersonError
from desktop.core.i18n import _
from desktop.core.names import name_key
from desktop.core.progress import Progress, Silent
from desktop.models.site_assets import Asset, Condition
from desktop.models.sites import Site
from desktop.services.asset_entry import (
    AssetEntry,
    condition_word,
    copy_entry,
    tidy_number,
)
from desktop.services.assets import MOST_AT_ONCE, line_of
from desktop.services.clock import local, moment_of
from desktop.services.imports_rows import Verdict
from desktop.services.supply_import_cells import fen_of
from desktop.services.supply_import_rows import change_words
from desktop.spreadsheets.asset_headings import ASSET_LABELS
from desktop.spreadsheets.cells import kept_text
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.site_cells import near_day_cell

_CONDITIONS: Mapping[str, Condition] = {
    word: condition
    for condition, words in {
        Condition.GOOD: "完好 良好 正常 在用 好 完好在用 good fine ok",
        Condition.WORN: "陈旧 旧 一般 老化 worn old",
        Condition.BROKEN: "损坏 故障 坏 待修 维修 broken outoforder",
        Condition.MISSING: "丢失 缺失 未见 遗失 missing lost",
        Condition.WRITTEN_OFF: "报废 已报废 待报废 writtenoff disposed",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class AssetCells:
    """A row as it came: its cells, and those of the fields that were recognised."""

    sheet: str
    row: int
    cells: Sequence[Cell]
    values: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class AssetPlan:
    """What a row that is taken does; ``asset_id`` None: new. ``gone`` is the day it was written off."""

    asset_id: UUID | None
    entry: AssetEntry
    count: int = 1
    gone: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class AssetImportRow:
    """A row and what becomes of it; ``sentence`` says why it is refused, or what changes."""

    cells: AssetCells
    verdict: Verdict
    number: str
    name: str
    site: str
    sentence: str = ""
    plan: AssetPlan | None = None


@dataclass(frozen=True, slots=True)
class AssetPreview:
    """What taking a list in would do; ``tables`` are sheets with their headings."""

    path: Path
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[AssetImportRow, ...]

    def having(self, verdict: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to this verdict."""
        return [place for place, row in enumerate(self.rows) if row.verdict is verdict]


@dataclass(frozen=True, slots=True)
class AssetsImported:
    """What was taken in; ``left_out`` are the rows that were not."""

    new: int
    changed: int
    same: int
    left_out: tuple[AssetImportRow, ...]


@dataclass
class Books:
    """The equipment and sites on file, and the rows of the list seen so far."""

    session: Session
    today: date
    assets: dict[str, Asset] = field(default_factory=dict)
    sites: dict[str, list[tuple[UUID, str]]] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)


def judge(
    session: Session, rows: Sequence[AssetCells], progress: Progress | None = None
) -> list[AssetImportRow]:
    """Return what becomes of each row; a row at fault is refused and leaves the others alone."""
    progress = progress or Silent()
    books = _books(session)
    judged: list[AssetImportRow] = []
    for cells in rows:
        progress.step(len(judged), len(rows), _("Comparing with the list"))
        known = (tidy_number(_text(cells, "number")), _text(cells, "name"), _text(cells, "site"))
        try:
            judged.append(_judge(books, cells))
        except PersonError as error:
            label = ASSET_LABELS.get(error.field, "") if isinstance(error, FieldError) else ""
            said = f"{_(label)}: {error}" if label else str(error)
            judged.append(AssetImportRow(cells, Verdict.REFUSED, *known, said))
    return judged


def _books(session: Session) -> Books:
    books = Books(session, local(moment_of(session)).date())
    for asset in session.scalars(select(Asset).where(Asset.removed_at.is_(None))):
        books.assets[asset.number] = asset
    for site in session.scalars(select(Site).where(Site.removed_at.is_(None))):
        books.names[site.id] = site.name
        for word in {name_key(site.name), site.code.strip().casefold()} - {""}:
            books.sites.setdefault(word, []).append((site.id, site.name))
    return books


def _judge(books: Books, cells: AssetCells) -> AssetImportRow:
    number = tidy_number(_text(cells, "number"))
    _refuse_twice(books, number, cells)
    row = books.assets.get(number) if number else None
    before = None if row is None else line_of(row, books.names.get(row.site_id, "")).entry
    entry = _entry(books, cells, before)
    plan = _plan(books, cells, row, entry)
    # A row of the table that is nobody's yet is asked whether it would take these values.
    trial = Asset(site_id=entry.site_id, number=number, token=0, name="")
    sound = replace(entry, number=number or "?", condition=_kept_condition(entry.condition))
    if row is None or row.condition is not Condition.WRITTEN_OFF:
        copy_entry(books.session, sound, trial)
    changes = [] if before is None else _changes(books, before, plan)
    verdict = Verdict.NEW if row is None else Verdict.CHANGED if changes else Verdict.SAME
    site = books.names.get(entry.site_id, "")
    return AssetImportRow(cells, verdict, number, entry.name, site, _("; ").join(changes), plan)


def _entry(books: Books, cells: AssetCells, before: AssetEntry | None) -> AssetEntry:
    """Return the entry a row stands for: what it leaves empty stays as it is on file."""
    number = tidy_number(_text(cells, "number"))
    base = before or AssetEntry(UUID(int=0), number, "")
    entry = replace(
        base,
        name=_text(cells, "name") or base.name,
        model=_text(cells, "model") or base.model,
        place=_text(cells, "place") or base.place,
        supplier=_text(cells, "supplier") or base.supplier,
        remark=_text(cells, "remark") or base.remark,
    )
    if not entry.name:
        raise FieldError("name", _("Say what it is."), _("Such as “Air conditioner”."))
    if before is None or _text(cells, "site"):
        entry = replace(entry, site_id=_site(books, _text(cells, "site")))
    fen = fen_of(cells.values.get("value", ""))
    day = near_day_cell(cells.values.get("bought_on", ""), "bought_on", books.today)
    return replace(
        entry,
        bought_on=day or base.bought_on,
        value_fen=base.value_fen if fen is None else fen,
        condition=_condition(_text(cells, "condition")) or base.condition,
    )


def _plan(books: Books, cells: AssetCells, row: Asset | None, entry: AssetEntry) -> AssetPlan:
    count = _count(cells) if row is None else 1
    if entry.condition is not Condition.WRITTEN_OFF:
        return AssetPlan(row.id if row else None, entry, count)
    why = _text(cells, "write_off_reason") or (row.write_off_reason if row else "")
    if not why:
        raise FieldError("write_off_reason", _("Say why it is written off."))
    told = near_day_cell(cells.values.get("written_off_on", ""), "written_off_on", books.today)
    day = told or (row.written_off_on if row else None) or books.today
    if entry.bought_on is not None and day < entry.bought_on:
        raise FieldError(
            "written_off_on",
            _("{day} lies before the purchase on {bought}.").format(day=day, bought=entry.bought_on),
        )
    return AssetPlan(row.id if row else None, entry, count, day, why)


def _changes(books: Books, before: AssetEntry, plan: AssetPlan) -> list[str]:
    after = plan.entry
    pairs = {
        "name": (before.name, after.name),
        "model": (before.model, after.model),
        "site": (books.names.get(before.site_id, ""), books.names.get(after.site_id, "")),
        "place": (before.place, after.place),
        "condition": (condition_word(before.condition), condition_word(after.condition)),
        "bought_on": (str(before.bought_on or ""), str(after.bought_on or "")),
        "value": (_yuan(before.value_fen), _yuan(after.value_fen)),
        "supplier": (before.supplier, after.supplier),
        "remark": (before.remark, after.remark),
    }
    return [change_words(_(ASSET_LABELS[name]), old, new) for name, (old, new) in pairs.items() if old != new]


def _refuse_twice(books: Books, number: str, cells: AssetCells) -> None:
    if number and books.seen.setdefault(number, cells.row) != cells.row:
        raise FieldError(
            "number",
            _("{number} stands in row {row} already.").format(number=number, row=books.seen[number]),
            _("Give each piece a number of its own."),
        )


def _site(books: Books, words: str) -> UUID:
    if not words:
        raise FieldError("site", _("The site is missing."))
    found = dict(books.sites.get(name_key(words), []) or books.sites.get(words.casefold(), []))
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise FieldError(
            "site", _("Several sites are called “{name}”.").format(name=words), _("Write the code instead.")
        )
    raise NotFound(
        _("No site has the name or code “{name}”.").format(name=words),
        _("Put the site on the register first, or correct the name."),
    )


def _condition(words: str) -> Condition | None:
    if not words:
        return None
    key = "".join(words.split()).casefold()
    for condition in Condition:
        if key == "".join(condition_word(condition).split()).casefold():
            return condition
    if key in _CONDITIONS:
        return _CONDITIONS[key]
    raise FieldError(
        "condition",
        _("“{text}” is no condition.").format(text=words),
        _("Write one of: {words}.").format(words=_(", ").join(condition_word(one) for one in Condition)),
    )


def _kept_condition(condition: Condition) -> Condition:
    return Condition.WORN if condition is Condition.WRITTEN_OFF else condition


def _count(cells: AssetCells) -> int:
    words = _text(cells, "count")
    if not words:
        return 1
    if not words.isdecimal() or not 1 <= int(words) <= MOST_AT_ONCE:
        raise FieldError("count", _("Between 1 and {most} pieces at a time.").format(most=MOST_AT_ONCE))
    return int(words)


def _text(cells: AssetCells, name: str) -> str:
    return kept_text(cells.values.get(name, "")) or ""


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{fen / 100:.2f}"
