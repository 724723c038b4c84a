"""Which sheet and page a picture shows, by the codes in it; and what else is among them, in words."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import (
    CardCode,
    CodeKey,
    Forged,
    NotACode,
    OtherDatabase,
    PageCode,
    RowCode,
    read_code,
)
from desktop.core.i18n import _, ngettext
from desktop.core.sheet_content import Column, SheetKind
from desktop.core.sheet_layout import SheetSpec
from desktop.models.sheets import Sheet, SheetRow
from desktop.services.enrolment import blocks
from desktop.services.reading_parts import CodeSeen, Identified, KnownPage

_Place = tuple[UUID, int]
_LISTS = {kind.value for kind in SheetKind}


@dataclass
class _Codes:
    """The codes of a picture by what they stand for, with their index among the texts."""

    pages: list[tuple[int, PageCode]] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    cards: int = 0
    forged: int = 0
    elsewhere: int = 0


@dataclass
class _Found:
    """What of them is on record here."""

    sheets: dict[UUID, Sheet] = field(default_factory=dict)
    page_codes: dict[_Place, list[int]] = field(default_factory=dict)
    row_codes: dict[_Place, list[tuple[int, int]]] = field(default_factory=dict)
    lost_rows: int = 0
    lost_sheets: set[int] = field(default_factory=set)


def known_pages(session: Session, key: CodeKey, texts: Sequence[str]) -> Identified:
    """Return the pages that all code texts of one picture belong to.

    A page is known by its own code or by any of its rows', so also where a corner is torn off. Texts that
    are no codes of ours are passed over; forged ones and those not on record are told in ``odd``.
    """
    codes = _sorted(texts, key)
    found = _on_record(session, codes)
    odd = [*_misfits(found), *_odd(codes)]
    odd += _repeated(codes)
    for number in sorted(found.lost_sheets):
        odd.append(
            _("Sheet {number} is not on record here; an older back-up was put back since, perhaps.").format(
                number=number
            )
        )
    if found.lost_rows and not found.lost_sheets:
        odd.append(
            ngettext(
                "{count} row is not on record here; an older back-up was put back since, perhaps.",
                "{count} rows are not on record here; an older back-up was put back since, perhaps.",
                found.lost_rows,
            ).format(count=found.lost_rows)
        )
    return Identified(tuple(_known(session, found, odd)), tuple(dict.fromkeys(odd)))


def spec_on_record(sheet: Sheet) -> SheetSpec:
    """Return what the places on a printed list depend on."""
    kept = json.loads(sheet.options)
    return SheetSpec(
        SheetKind(sheet.kind.value),
        tuple(Column(column) for column in kept["columns"]),
        sheet.row_count,
        kept["landscape"],
        kept["dense"],
    )


def _sorted(texts: Sequence[str], key: CodeKey) -> _Codes:
    codes = _Codes()
    for index, text in enumerate(texts):
        try:
            match read_code(text, key):
                case PageCode() as page:
                    codes.pages.append((index, page))
                case RowCode(token):
                    codes.rows.append((index, token))
                case CardCode():
                    codes.cards += 1
        except NotACode:
            continue
        except OtherDatabase:
            codes.elsewhere += 1
        except Forged:
            codes.forged += 1
    return codes


def _on_record(session: Session, codes: _Codes) -> _Found:
    found = _Found()
    rows: dict[int, SheetRow] = {}
    for block in blocks(sorted({token for _index, token in codes.rows})):
        query = select(SheetRow).where(SheetRow.token.in_(block), SheetRow.removed_at.is_(None))
        rows |= {row.token: row for row in session.scalars(query)}
    numbers = {code.sheet for _index, code in codes.pages}
    wanted = Sheet.id.in_({row.sheet_id for row in rows.values()}) | Sheet.number.in_(numbers)
    sheets = list(session.scalars(select(Sheet).where(wanted, Sheet.removed_at.is_(None))))
    found.sheets = {sheet.id: sheet for sheet in sheets}
    for index, token in codes.rows:
        row = rows.get(token)
        if row is None or row.sheet_id not in found.sheets:
            found.lost_rows += 1
        else:
            found.row_codes.setdefault((row.sheet_id, row.page), []).append((index, row.number))
    _take_page_codes(found, codes, {sheet.number: sheet for sheet in sheets})
    return found


def _take_page_codes(found: _Found, codes: _Codes, by_number: dict[int, Sheet]) -> None:
    """Take the page codes in.

    After a back-up was put back, numbers are given out a second time: a page code whose sheet has another
    shape here, or whose rows are not on record, is of a sheet that is not.
    """
    for index, code in codes.pages:
        sheet = by_number.get(code.sheet)
        if sheet is None or (sheet.pages, sheet.layout_version) != (code.pages, code.layout):
            found.lost_sheets.add(code.sheet)
            continue
        place = (sheet.id, code.page)
        if found.lost_rows and place not in found.row_codes:
            found.lost_sheets.add(code.sheet)
            continue
        found.page_codes.setdefault(place, []).append(index)


def _misfits(found: _Found) -> list[str]:
    """Leave out pages known by their own code only, where there are rows of another page instead.

    Such a paper was put together from two, or the code was pasted over; the rows say who signed.
    """
    bare = [
        place
        for place in found.page_codes
        if place not in found.row_codes and _bears_row_codes(found.sheets[place[0]])
    ]
    headless = [place for place in found.row_codes if place not in found.page_codes]
    if not bare or not headless:
        return []
    said = []
    for place in bare:
        del found.page_codes[place]
        said.append(
            _(
                "The code at the head says page {page} of sheet {number}, the rows are of page {other_page}"
                " of sheet {other}: the rows count."
            ).format(
                page=place[1],
                number=found.sheets[place[0]].number,
                other_page=headless[0][1],
                other=found.sheets[headless[0][0]].number,
            )
        )
    return said


def _bears_row_codes(sheet: Sheet) -> bool:
    return Column.CODE.value in json.loads(sheet.options).get("columns", ())


def _odd(codes: _Codes) -> list[str]:
    said = []
    if codes.forged:
        said.append(
            ngettext(
                "{count} code is altered or made up; it was not used.",
                "{count} codes are altered or made up; they were not used.",
                codes.forged,
            ).format(count=codes.forged)
        )
    if codes.elsewhere:
        said.append(_("There is paper printed by another office's database; it can be read in only there."))
    if codes.cards:
        said.append(_("There is a member card or badge; it was not used."))
    return said


def _repeated(codes: _Codes) -> list[str]:
    times = Counter([*(page for _index, page in codes.pages), *(token for _index, token in codes.rows)])
    if any(count > 1 for count in times.values()):
        return [_("The same code is there twice: photograph each page by itself.")]
    return []


def _known(session: Session, found: _Found, odd: list[str]) -> list[KnownPage]:
    places = list(dict.fromkeys([*found.page_codes, *found.row_codes]))
    numbers = _rows_of(session, places)
    known = []
    for place in places:
        sheet = found.sheets[place[0]]
        if not _is_signed_on(sheet):
            odd.append(
                _("Nobody signs on sheet {number}: it has no place for it.").format(number=sheet.number)
            )
            continue
        on_page = numbers.get(place, [])
        first = on_page[0][0] if on_page else 0
        codes = [CodeSeen(index, None) for index in found.page_codes.get(place, ())]
        codes += [CodeSeen(index, number - first) for index, number in found.row_codes.get(place, ())]
        blank = frozenset(number - first for number, worker in on_page if worker is None)
        known.append(
            KnownPage(
                sheet.id,
                sheet.number,
                place[1],
                spec_on_record(sheet),
                sheet.layout_version,
                tuple(codes),
                blank,
            )
        )
    return known


def _is_signed_on(sheet: Sheet) -> bool:
    columns = json.loads(sheet.options).get("columns", ())
    return sheet.kind.value in _LISTS and Column.SIGNATURE.value in columns


def _rows_of(session: Session, places: Sequence[_Place]) -> dict[_Place, list[tuple[int, UUID | None]]]:
    """Return number and worker of every row on these pages, in their order."""
    wanted = set(places)
    rows = session.execute(
        select(SheetRow.sheet_id, SheetRow.page, SheetRow.number, SheetRow.worker_id)
        .where(
            SheetRow.sheet_id.in_({sheet_id for sheet_id, _page in wanted}),
            SheetRow.page.in_({page for _sheet, page in wanted}),
            SheetRow.removed_at.is_(None),
        )
        .order_by(SheetRow.number)
    )
    found: dict[_Place, list[tuple[int, UUID | None]]] = {}
    for sheet_id, page, number, worker_id in rows:
        if (sheet_id, page) in wanted:
            found.setdefault((sheet_id, page), []).append((number, worker_id))
    return found
