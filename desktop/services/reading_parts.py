"""What is said of signed paper on its way in: pictures read, the proposal, what a person decided."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from desktop.core.reading import Crop, Mark, PageReading, Why
from desktop.core.sheet_content import RowPart, SheetKind
from desktop.core.sheet_layout import SheetSpec


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A code of a page: ``index`` in the texts that were asked about; ``slot`` (from 0) of the row it stands
    beside, or None for the page's own code.
    """

    index: int
    slot: int | None


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page on record that codes in a picture belong to; ``blank`` are the slots without a worker."""

    sheet_id: UUID
    number: int
    page: int
    spec: SheetSpec
    layout_version: int
    codes: tuple[CodeSeen, ...]
    blank: frozenset[int]


@dataclass(frozen=True, slots=True)
class Identified:
    """What the codes in one picture stand for; ``odd`` says what else was there, a sentence each."""

    pages: tuple[KnownPage, ...]
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page of sheet ``number`` in a picture; where there is no ``reading``, ``notices`` say why."""

    sheet_id: UUID
    number: int
    page: int
    reading: PageReading | None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureRead:
    """What came of one picture: pages of sheets, or in ``sentence`` and ``remedy`` why there are none.

    ``number`` (from 1) is the page or frame of the file, ``digest`` names the picture by its bytes.
    ``notices`` are odd things beside pages that could be read.
    """

    file: Path | None
    name: str
    number: int
    digest: str
    pages: tuple[PageFound, ...] = ()
    notices: tuple[str, ...] = ()
    sentence: str = ""
    remedy: str = ""

    @property
    def is_used(self) -> bool:
        """Whether at least one page could be read from it."""
        return any(page.reading is not None for page in self.pages)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a row: signed or empty (None: as judged), and who a walk-in is.

    ``fen`` is what a walk-in was handed on a receipt sheet, as written in the row by hand.
    """

    mark: Mark | None = None
    worker_id: UUID | None = None
    name: str = ""
    organisation: str = ""
    fen: int | None = None


class Standing(StrEnum):
    """How the person of a row stands before the meeting, as things are now."""

    ON_LIST = "on-list"
    ALREADY_IN = "already-in"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    OTHER_LIST = "other-list"
    """No longer on this list, but on another one since."""
    NOT_ENROLLED = "not-enrolled"
    REMOVED = "removed"
    NAMED = "named"
    """A walk-in whose name was typed."""
    UNNAMED = "unnamed"
    """A blank row: a walk-in nobody has named, or nothing."""


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A row of a page and what is to be entered for it.

    ``row_id`` is the key of decisions. ``slot`` counts from 0 on the page, ``number`` is what is printed
    (None on a row kept free). ``mark`` is the verdict after merging pictures and after decisions, ``judged``
    the one without decisions; ``confidence`` goes from 0 to 1. ``worker_id`` is the person as on file now:
    the entry a twin was merged into, or whom a person chose for a walk-in. ``enters`` tells whether
    accepting writes something new for this row. ``sentence`` says what is odd about the person, if anything.
    ``picture`` is the index among the pictures given that the crop comes from. ``fen`` is what the row hands
    out on a receipt sheet.
    """

    row_id: UUID
    page: int
    slot: int
    number: int | None
    part: RowPart
    worker_id: UUID | None
    name: str
    organisation: str
    mark: Mark
    judged: Mark
    confidence: float
    why: Why
    crop: Crop | None
    decided: bool
    standing: Standing
    sentence: str
    enters: bool
    picture: int
    fen: int | None = None

    @property
    def is_walk_in(self) -> bool:
        """Whether somebody without a printed name signed here."""
        return self.part is not RowPart.LISTED and self.mark is Mark.SIGNED


@dataclass(frozen=True, slots=True)
class RowCounts:
    """``signed`` and ``empty`` are of printed names, ``walk_ins`` of blank rows; the others of both.

    ``already`` are those among the signed and the walk-ins who are in (or have received) already.
    """

    signed: int = 0
    empty: int = 0
    doubtful: int = 0
    unseen: int = 0
    walk_ins: int = 0
    already: int = 0

    def __add__(self, other: "RowCounts") -> "RowCounts":
        return RowCounts(
            self.signed + other.signed,
            self.empty + other.empty,
            self.doubtful + other.doubtful,
            self.unseen + other.unseen,
            self.walk_ins + other.walk_ins,
            self.already + other.already,
        )


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """One sheet and its pages read: ``pages`` of them there are, ``missing`` have not come back by now.

    ``pages_before`` were entered earlier. ``starts_at`` (UTC) is the meeting's. ``notices`` are sentences
    to look at. Where it ``is_closed`` (cancelled, removed) nothing of it is entered. ``sum`` in yuan is what
    the signed rows of a receipt sheet received; ``without_sum`` of them have none printed.
    """

    sheet_id: UUID
    number: int
    kind: SheetKind
    title: str
    activity_id: UUID
    meeting_id: UUID | None
    starts_at: datetime | None
    pages: int
    pages_now: tuple[int, ...]
    pages_before: tuple[int, ...]
    missing: tuple[int, ...]
    notices: tuple[str, ...]
    is_closed: bool
    rows: tuple[ProposedRow, ...]
    counts: RowCounts
    sum: Decimal = Decimal(0)
    without_sum: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be entered, sheet by sheet; ``unused`` are the pictures that gave no page."""

    sheets: tuple[SheetProposal, ...]
    unused: tuple[PictureRead, ...]

    @property
    def counts(self) -> RowCounts:
        """The rows of all sheets together."""
        return sum((sheet.counts for sheet in self.sheets), RowCounts())

    @property
    def sum(self) -> Decimal:
        """What the signed rows of all receipt sheets received, in yuan."""
        return sum((sheet.sum for sheet in self.sheets), Decimal(0))

    @property
    def entering(self) -> int:
        """How many rows accepting would enter."""
        return sum(row.enters for sheet in self.sheets for row in sheet.rows)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was entered.

    ``attendances`` counts everybody entered as present, the ``walk_ins`` (without a place, or on a blank
    row) among them; ``receipts`` with their ``sum`` in yuan. ``already`` were in before, ``left`` are
    doubtful rows nobody decided, ``closed`` the sentences of sheets that cannot be entered.
    """

    attendances: int
    walk_ins: int
    receipts: int
    sum: Decimal
    already: int
    left: int
    pages: int
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingPages:
    """Pages of a sheet that have not come back, of ``pages`` in all; ``starts_at`` (UTC) is the meeting's.

    ``partly`` are pages of which some rows lay outside every picture.
    """

    sheet_id: UUID
    number: int
    kind: SheetKind
    title: str
    activity_id: UUID
    meeting_id: UUID | None
    starts_at: datetime | None
    pages: int
    missing: tuple[int, ...]
    partly: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an attendance or a receipt rests on: where on paper, when it was read, and the picture.

    ``row`` is the number printed (None on a row kept free); ``confidence`` goes from 0 to 100;
    ``by_person`` tells that a person decided. ``crop`` is None where the row lay outside the picture.
    """

    crop: Crop | None
    sheet_id: UUID
    sheet: int
    title: str
    page: int
    row: int | None
    read_at: datetime
    account: str
    file_name: str
    by_person: bool
    confidence: int
