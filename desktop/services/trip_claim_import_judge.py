"""What becomes of each row of a plan table: whose it is, what it changes, or why it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, PersonError
from desktop.core.i18n import _
from desktop.core.phones import clean_phone
from desktop.core.progress import Progress, Silent
from desktop.services import organisations
from desktop.services.organisations import name_key
from desktop.services.supply_import_rows import change_words
from desktop.services.trip_claim_fill import changed_fields
from desktop.services.trip_claim_import_rows import ClaimCells, ClaimImportRow, ClaimPlan, Spot, Verdict
from desktop.services.trip_claims import ClaimEntry, ClaimLine, Place, check_entry, claims, places_of_trees
from desktop.spreadsheets.cells import kept_text
from desktop.spreadsheets.trip_claim_cells import carried_of, count_of
from desktop.spreadsheets.trip_claim_headings import CLAIM_LABELS

_DEEPEST = 12


@dataclass
class Books:
    """The tree and the claims on file, and the rows of the table seen so far."""

    top: UUID | None
    places: int
    tree: Mapping[UUID, Place]
    by_key: dict[str, list[UUID]] = field(default_factory=dict)
    claims: dict[UUID, ClaimLine] = field(default_factory=dict)
    parent_said: dict[str, str] = field(default_factory=dict)
    seen: dict[Spot, ClaimCells] = field(default_factory=dict)


def books_of(session: Session, programme_id: UUID | None, top: UUID | None, places: int) -> Books:
    """Return what rows of a table are compared with; ``places`` are the programme's."""
    books = Books(top, places, places_of_trees(session))
    for key, place in books.tree.items():
        books.by_key.setdefault(name_key(place.name), []).append(key)
    if programme_id is not None:
        books.claims = {line.organisation_id: line for line in claims(session, programme_id)}
    return books


def judge(books: Books, rows: Sequence[ClaimCells], progress: Progress | None = None) -> list[ClaimImportRow]:
    """Return what becomes of each row; a row at fault is refused and leaves the others alone."""
    progress = progress or Silent()
    for cells in rows:
        if above := _text(cells, "parent"):
            books.parent_said.setdefault(name_key(_text(cells, "name")), above)
    judged: list[ClaimImportRow] = []
    for cells in rows:
        progress.step(len(judged), len(rows), _("Comparing with the programme"))
        known = (_text(cells, "name"), _text(cells, "parent"))
        try:
            judged.append(_judge(books, cells))
        except PersonError as error:
            at = error.field if isinstance(error, FieldError) else ""
            label = _(CLAIM_LABELS[at]) + ": " if at in CLAIM_LABELS else ""
            judged.append(ClaimImportRow(cells, Verdict.REFUSED, *known, f"{label}{error}", at))
    return judged


def _judge(books: Books, cells: ClaimCells) -> ClaimImportRow:
    name = organisations.clean(_text(cells, "name"))
    if not name_key(name):
        raise FieldError("name", _("The row names no organisation."), _("Write its name, or leave it out."))
    spot = _spot(books, name, _text(cells, "parent"))
    _refuse_twice(books, spot, name, cells)
    line = books.claims.get(spot.known) if spot.known and not spot.names else None
    before = line.entry if line else ClaimEntry(None if spot.names else spot.known)
    entry = check_entry(_entry(cells, before), books.places)
    _refuse_weightless(entry)
    parent = _path(books, spot)
    plan = ClaimPlan(spot, line.id if line else None, entry)
    if line is None:
        return ClaimImportRow(cells, Verdict.NEW, name, parent, _made_words(spot), plan=plan)
    changes = [
        change_words(_(CLAIM_LABELS[key]), old, new) for key, old, new in changed_fields(before, entry)
    ]
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return ClaimImportRow(cells, verdict, name, parent, _("; ").join(changes), plan=plan)


def _entry(cells: ClaimCells, before: ClaimEntry) -> ClaimEntry:
    """Return what a row stands for: what it leaves empty stays as it is on file."""
    trades = {trade: count_of(cell, "trades") for trade, cell in cells.trades.items()}
    ceiling = count_of(cells.values.get("ceiling", ""), "ceiling")
    carried = carried_of(cells.values.get("carried", ""))
    phone = _text(cells, "phone")
    return replace(
        before,
        members=_number(cells, "members", before.members),
        frontline=_number(cells, "frontline", before.frontline),
        hazardous=_number(cells, "hazardous", before.hazardous),
        floor=_number(cells, "floor", before.floor),
        trades={**before.trades, **{name: n for name, n in trades.items() if n is not None}},
        ceiling=before.ceiling if ceiling is None else ceiling,
        carried=before.carried if carried is None else carried,
        contact=_text(cells, "contact") or before.contact,
        phone=clean_phone(phone) if phone else before.phone,
        remark=_text(cells, "remark") or before.remark,
    )


def _refuse_weightless(entry: ClaimEntry) -> None:
    numbers = (entry.members, entry.frontline, entry.hazardous, entry.floor, *entry.trades.values())
    if not any(numbers):
        raise FieldError(
            "members",
            _("None of its numbers is above 0, so it has nothing to be weighed by."),
            _("Write how many members it has, or leave the row out."),
        )


def _refuse_twice(books: Books, spot: Spot, name: str, cells: ClaimCells) -> None:
    known = Spot(spot.known, tuple(name_key(one) for one in spot.names))
    first = books.seen.setdefault(known, cells)
    if first is not cells:
        raise FieldError(
            "name",
            _("{name} stands in row {first} of “{sheet}” and again in row {row}.").format(
                name=name, first=first.row, sheet=first.sheet, row=cells.row
            ),
            _("Put the two rows together, or say which union each belongs to."),
        )


def _spot(books: Books, name: str, parent: str, depth: int = 0) -> Spot:
    """Return where an organisation stands, or where it is to be made."""
    if depth > _DEEPEST or (parent and name_key(parent) == name_key(name)):
        raise FieldError(
            "parent",
            _("{name} would stand below itself.").format(name=name),
            _("Correct what it belongs to."),
        )
    found = books.by_key.get(name_key(name), [])
    if not parent:
        below = [one for one in found if books.top is None or _is_below(books, one, books.top)]
        return _one_of(books, below or found, name) or Spot(books.top, (name,))
    above = _above(books, parent, depth)
    if above.names or above.known is None:
        return Spot(above.known, (*above.names, name))
    inside = [one for one in found if one != above.known and _is_below(books, one, above.known)]
    straight = [one for one in inside if books.tree[one].parent_id == above.known]
    return _one_of(books, straight or inside, name) or Spot(above.known, (name,))


def _above(books: Books, parent: str, depth: int) -> Spot:
    """Return where the organisation stands that another is said to belong to."""
    said = books.parent_said.get(name_key(parent), "")
    return _spot(books, organisations.clean(parent), said, depth + 1)


def _one_of(books: Books, found: Sequence[UUID], name: str) -> Spot | None:
    if len(found) > 1:
        paths = _(", ").join(books.tree[one].path or name for one in found[:3])
        raise FieldError(
            "name",
            _("Several organisations are called {name}: below {paths}.").format(name=name, paths=paths),
            _("Say in a column “{column}” which union it belongs to.").format(
                column=_(CLAIM_LABELS["parent"])
            ),
        )
    return Spot(found[0]) if found else None


def _is_below(books: Books, key: UUID, top: UUID) -> bool:
    at: UUID | None = key
    while at is not None and at != top:
        at = books.tree[at].parent_id
    return at is not None


def _path(books: Books, spot: Spot) -> str:
    if spot.known is None:
        return _joined(spot.names[:-1])
    place = books.tree[spot.known]
    if not spot.names:
        return place.path
    return _joined([*(part for part in (place.path, place.name) if part), *spot.names[:-1]])


def _joined(names: Iterable[str]) -> str:
    return " › ".join(names)


def _made_words(spot: Spot) -> str:
    if not spot.names:
        return ""
    if len(spot.names) == 1:
        return _("The organisation is not on file and is added.")
    return _("The organisation and {above} are not on file and are added.").format(
        above=_(", ").join(spot.names[:-1])
    )


def _number(cells: ClaimCells, name: str, before: int) -> int:
    number = count_of(cells.values.get(name, ""), name)
    return before if number is None else number


def _text(cells: ClaimCells, name: str) -> str:
    return kept_text(cells.values.get(name, "")) or ""
