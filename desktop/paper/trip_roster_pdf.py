"""The lists of a batch on paper: travellers for agency and insurer, rooms, seats; and the log of changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.paper.flow import Flow, TableColumn
from desktop.paper.page import Align

_ABREAST = 4
_CENTRE = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a list: its title, facts about the batch, and a line below them."""

    title: str
    facts: Sequence[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TravellerRow:
    """A traveller as agency and insurer need them; masked already where they are to be."""

    number: int
    name: str
    id_number: str
    sex: str
    phone: str
    room: str
    emergency: str


@dataclass(frozen=True, slots=True)
class RoomRow:
    """Somebody in a room; ``room`` is empty for those who have none yet."""

    room: str
    name: str
    sex: str
    organisation: str
    phone: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Who has a seat."""

    seat: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the log; ``passed_over`` tells line by line who was passed over, and why."""

    number: str
    day: str
    kind: str
    out: str
    into: str
    batch: str
    reason: str
    by: str
    passed_over: Sequence[str] = field(default=())


@dataclass(slots=True)
class _Paper:
    """A document of several lists, each beginning on a page of its own."""

    flow: Flow
    rows: int = 0

    def begin(self, head: Head) -> None:
        self.flow.break_page()
        self.flow.title(head.title)
        self.flow.facts(head.facts)
        self.flow.line(head.note, 9, grey=0.3)

    def finish(self) -> tuple[bytes, Printed]:
        pages = self.flow.draw()
        data = pages.finish()
        return data, Printed(len(self.flow.sheets), self.rows, tuple(pages.unprintable), tuple(pages.cut))


def draw_travellers(lists: Sequence[tuple[Head, Sequence[TravellerRow]]]) -> tuple[bytes, Printed]:
    """Draw the lists (参团花名册) of batches, each on pages of its own. Raises NoChineseFont."""
    columns = (
        TableColumn(_("No."), 1.0, _CENTRE),
        TableColumn(_("Name"), 2.4, _CENTRE),
        TableColumn(_("Identity number"), 4.9, _CENTRE),
        TableColumn(_("Sex"), 1.35, _CENTRE),
        TableColumn(_("Mobile"), 3.2, _CENTRE),
        TableColumn(_("Room"), 1.5, _CENTRE),
        TableColumn(_("Emergency contact"), 3.8),
    )
    paper = _Paper(Flow(lists[0][0].title if lists else ""))
    for head, rows in lists:
        paper.begin(head)
        paper.flow.table(
            columns,
            [(str(o.number), o.name, o.id_number, o.sex, o.phone, o.room, o.emergency) for o in rows],
        )
        paper.flow.signatures(_("Made by"), _("Checked by"), _("Date"))
        paper.rows += len(rows)
    return paper.finish()


def draw_rooms(lists: Sequence[tuple[Head, Sequence[RoomRow]]]) -> tuple[bytes, Printed]:
    """Draw who shares which room; the room stands once. Raises NoChineseFont."""
    columns = (
        TableColumn(_("Room"), 1.5, _CENTRE),
        TableColumn(_("Name"), 2.4, _CENTRE),
        TableColumn(_("Sex"), 1.35, _CENTRE),
        TableColumn(_("Organisation"), 5.2),
        TableColumn(_("Mobile"), 3.0, _CENTRE),
        TableColumn(_("Room key"), 1.1, _CENTRE, box=True),
    )
    paper = _Paper(Flow(lists[0][0].title if lists else ""))
    for head, rows in lists:
        paper.begin(head)
        table = []
        for row, before in zip(rows, (None, *rows), strict=False):
            is_first = before is None or before.room != row.room or not row.room
            table.append(
                ((row.room or "–") if is_first else "", row.name, row.sex, row.organisation, row.phone, "")
            )
        paper.flow.table(columns, table)
        paper.rows += len(rows)
    return paper.finish()


def draw_seats(lists: Sequence[tuple[Head, Sequence[SeatRow], int]]) -> tuple[bytes, Printed]:
    """Draw each coach as it is sat in, four abreast, with so many seats at least. Raises NoChineseFont.

    Seats that are not plain numbers are listed below the plan, as are those who have none.
    """
    paper = _Paper(Flow(lists[0][0].title if lists else ""))
    for head, rows, places in lists:
        paper.begin(head)
        numbered = {int(row.seat): row.name for row in rows if row.seat.isdecimal() and len(row.seat) < 4}
        others = [row for row in rows if not (row.seat.isdecimal() and len(row.seat) < 4)]
        paper.flow.table(_coach_columns(), _coach(numbered, max([places, *numbered])))
        if others:
            paper.flow.heading(_("Other seats, or none yet"))
            paper.flow.table(
                (
                    TableColumn(_("Seat"), 2, _CENTRE),
                    TableColumn(_("Name"), 3, _CENTRE),
                    TableColumn(_("Organisation"), 6),
                ),
                [(row.seat or "–", row.name, row.organisation) for row in others],
            )
        paper.rows += len(rows)
    return paper.finish()


def draw_changes(head: Head, rows: Sequence[ChangeRow]) -> tuple[bytes, Printed]:
    """Draw the log of changes (递补记录) with who was passed over. Raises NoChineseFont."""
    paper = _Paper(Flow(head.title), len(rows))
    paper.begin(head)
    if not rows:
        paper.flow.line(_("Nothing was changed."), 11)
    else:
        columns = (
            TableColumn(_("No."), 0.8, _CENTRE),
            TableColumn(_("Day"), 2.0, _CENTRE),
            TableColumn(_("What"), 2.1, _CENTRE),
            TableColumn(_("Who left"), 2.7),
            TableColumn(_("Who came"), 2.7),
            TableColumn(_("Trip batch"), 1.8, _CENTRE),
            TableColumn(_("Reason"), 3.6),
            TableColumn(_("Decided by"), 1.7, _CENTRE),
        )
        paper.flow.table(
            columns,
            [(o.number, o.day, o.kind, o.out, o.into, o.batch, o.reason, o.by) for o in rows],
        )
    for row in rows:
        if row.passed_over:
            paper.flow.heading(_("Passed over at number {number}").format(number=row.number), 11)
            for words in row.passed_over:
                paper.flow.line(words, 9.5)
    paper.flow.signatures(_("Made by"), _("Checked by"), _("Chair"))
    return paper.finish()


def _coach_columns() -> Sequence[TableColumn]:
    window, aisle = _("Window"), _("Aisle")
    return [
        TableColumn(title, share)
        for title, share in ((window, 4.0), (aisle, 4.0), ("", 1.0), (aisle, 4.0), (window, 4.0))
    ]


def _coach(names: dict[int, str], seats: int) -> list[list[str]]:
    rows = []
    for first in range(1, seats + 1, _ABREAST):
        cells = [
            f"{number}  {names.get(number, '')}".rstrip() if number <= seats else ""
            for number in range(first, first + _ABREAST)
        ]
        rows.append([*cells[:2], "", *cells[2:]])
    return rows
