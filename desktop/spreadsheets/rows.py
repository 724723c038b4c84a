"""The workers in a table, a row each, with what is wrong or doubtful about them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from desktop.core.dates import BadDate, parse_born
from desktop.core.names import NAME_LIMIT, clean_name
from desktop.core.national_id import IdFault, IdNumber, Sex, check
from desktop.core.phones import clean_phone, has_several, phone_kind
from desktop.spreadsheets.cells import (
    Honour,
    honours_of,
    is_nothing,
    kept_text,
    plain_text,
    sex_of,
    yes_or_no,
)
from desktop.spreadsheets.columns import Mapped
from desktop.spreadsheets.faults import TEXT_LIMIT, Fault
from desktop.spreadsheets.headings import FIELDS, Field
from desktop.spreadsheets.read import Cell, Row
from desktop.spreadsheets.table import FoundTable


class WorkerRow(NamedTuple):
    """A worker as a row of a list states him; ``None`` where it states nothing.

    A faulty identity number is not in ``id_number`` but in its fault. Sex and birthday come from the
    identity number where it is sound; a cell that says otherwise leaves a warning.
    """

    sheet: str
    row: int
    name: str
    sex: Sex | None
    id_number: str | None
    birthday: date | None
    phone: str | None
    organisation: str | None
    post: str | None
    frontline: bool | None
    member_number: str | None
    honours: tuple[Honour, ...]
    remark: str | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    cells: Sequence[Cell]


def worker_rows(table: FoundTable, mapping: Mapped) -> Iterator[WorkerRow]:
    """Read the workers of a table in one pass. Rows whose mapped cells are all blank are left out."""
    places = [mapping.get(field, -1) for field in FIELDS]
    longest = max(places, default=-1) + 1
    sheet = table.sheet
    for number, cells in table.rows:
        row: Row = [*cells, *[""] * (longest - len(cells))] if len(cells) < longest else cells
        worker = _worker(sheet, number, [row[i] if i >= 0 else "" for i in places], cells)
        if worker is not None:
            yield worker


def _worker(sheet: str, number: int, given: list[Cell], cells: Row) -> WorkerRow | None:
    name_, sex_, id_, born_, phone_, organisation_, post_, frontline_, member_, honours_, remark_ = given
    faults: list[Fault] = []
    doubts: list[Fault] = []
    name = _name(name_, faults)
    if not name and _all_blank(given):
        return None
    known = _identity(id_, faults)
    number_, birthday, sex = (known.number, known.birthday, known.sex) if known else (None, None, None)
    if sex_ != "":
        sex = _sex(sex_, sex, doubts)
    if born_ != "":
        birthday = _birthday(born_, birthday, doubts)
    return WorkerRow(
        sheet,
        number,
        name,
        sex,
        number_,
        birthday,
        _phone(phone_, doubts) if phone_ != "" else None,
        _text(organisation_, "organisation", faults) if organisation_ != "" else None,
        _text(post_, "post", faults) if post_ != "" else None,
        _frontline(frontline_, doubts) if frontline_ != "" else None,
        _text(member_, "member_number", faults) if member_ != "" else None,
        honours_of(plain_text(honours_)) if honours_ != "" else (),
        _text(remark_, "remark", faults) if remark_ != "" else None,
        tuple(faults),
        tuple(doubts),
        cells,
    )


def _all_blank(given: list[Cell]) -> bool:
    return all(isinstance(cell, str) and not cell.strip() for cell in given)


def _name(cell: Cell, faults: list[Fault]) -> str:
    name = clean_name(cell if isinstance(cell, str) else plain_text(cell))
    if len(name) < 2 or not name.isalpha():
        name = _nameless(name)
    if not name:
        faults.append(Fault("no-name", "name"))
    elif len(name) > NAME_LIMIT:
        faults.append(Fault("name-too-long", "name", name[:NAME_LIMIT] + "…"))
    return name


def _nameless(text: str) -> str:
    """Return the text, or nothing where it is only a dash, a word for nothing, or a number."""
    return text if any(c.isalpha() or c >= "\ue000" for c in text) and not is_nothing(text) else ""


def _identity(cell: Cell, faults: list[Fault]) -> IdNumber | None:
    if cell == "":
        return None
    try:
        return check(cell if isinstance(cell, (str, float)) else plain_text(cell))
    except IdFault as fault:
        shown = plain_text(cell)
        if not is_nothing(shown):
            faults.append(Fault(fault.kind, "id_number", shown))
        return None


def _sex(cell: Cell, known: Sex | None, doubts: list[Fault]) -> Sex | None:
    stated = sex_of(cell)
    if stated is known:
        return known
    if stated is None and not is_nothing(plain_text(cell)):
        doubts.append(Fault("sex-unread", "sex", plain_text(cell)))
    elif known is not None and stated is not None and stated != known:
        doubts.append(Fault("sex-differs", "sex", plain_text(cell)))
    return known or stated


def _birthday(cell: Cell, known: date | None, doubts: list[Fault]) -> date | None:
    if isinstance(cell, str) and is_nothing(cell.strip()):
        return known
    try:
        stated = parse_born(cell if isinstance(cell, (str, float, int, date)) else plain_text(cell))
    except BadDate:
        doubts.append(Fault("birthday-unread", "birthday", plain_text(cell)))
        return known
    if known is None:
        return stated.whole
    if not stated.agrees(known):
        doubts.append(Fault("birthday-differs", "birthday", plain_text(cell)))
    return known


def _frontline(cell: Cell, doubts: list[Fault]) -> bool | None:
    answer = yes_or_no(cell)
    if answer is None and plain_text(cell):
        doubts.append(Fault("frontline-unread", "frontline", plain_text(cell)))
    return answer


def _phone(cell: Cell, doubts: list[Fault]) -> str | None:
    phone = clean_phone(cell if isinstance(cell, (str, float)) else plain_text(cell))
    if len(phone) == 11 and phone.isdecimal() and "13" <= phone < "2":
        if isinstance(cell, str) and len(cell) > 20 and has_several(cell):
            doubts.append(Fault("phone-several", "phone", plain_text(cell)))
    elif is_nothing(phone):
        return None
    elif phone_kind(phone) == "odd":
        doubts.append(Fault("phone-odd", "phone", phone))
    return phone


def _text(cell: Cell, field: Field, faults: list[Fault]) -> str | None:
    text = kept_text(cell)
    if text is not None and len(text) > TEXT_LIMIT:
        faults.append(Fault("too-long", field, text[:40] + "…"))
    return text
