"""What is to stand on a sheet, a badge or a member card, as the services hand it to the printer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop.core.codes import CodeKey

LAYOUT_VERSION = 2
"""The version of the places on paper in which new sheets are printed; docs/sheet-format.md has them all."""


class SheetKind(StrEnum):
    """The three sheets of the trade: 签到表, 签领表, 花名册."""

    SIGN_IN = "sign-in"
    RECEIPT = "receipt"
    ROSTER = "roster"


class Column(StrEnum):
    """A column of a sheet; the value is also the key of the text in :attr:`SheetRow.texts`."""

    NUMBER = "number"
    ORGANISATION = "organisation"
    NAME = "name"
    SEX = "sex"
    POST = "post"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    MEMBER_NUMBER = "member_number"
    ITEM = "item"
    SUM = "sum"
    SIGNATURE = "signature"
    REMARK = "remark"
    CODE = "code"


USUAL_COLUMNS: Mapping[SheetKind, tuple[Column, ...]] = {
    SheetKind.SIGN_IN: (
        Column.NUMBER,
        Column.ORGANISATION,
        Column.NAME,
        Column.POST,
        Column.PHONE,
        Column.SIGNATURE,
        Column.REMARK,
        Column.CODE,
    ),
    SheetKind.RECEIPT: (
        Column.NUMBER,
        Column.ORGANISATION,
        Column.NAME,
        Column.PHONE,
        Column.ITEM,
        Column.SUM,
        Column.SIGNATURE,
        Column.CODE,
    ),
    SheetKind.ROSTER: (
        Column.NUMBER,
        Column.NAME,
        Column.SEX,
        Column.ORGANISATION,
        Column.POST,
        Column.PHONE,
        Column.REMARK,
    ),
}

_DENSE_LEAVES_OUT = {SheetKind.SIGN_IN: Column.REMARK, SheetKind.RECEIPT: Column.PHONE}


class RowPart(StrEnum):
    """Where a row comes from: kept free for leaders, on the list, or left for walk-ins."""

    KEPT = "kept"
    LISTED = "listed"
    WALK_IN = "walk-in"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. ``texts`` holds what is printed, masks already applied; ``sum`` is in yuan.

    ``token`` is the 40 bits kept in the database for the row's code; None prints no code.
    The number is counted by the sheet itself: kept rows have none, walk-ins count on.
    """

    texts: Mapping[Column, str] = field(default_factory=dict)
    token: int | None = None
    part: RowPart = RowPart.LISTED
    sum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SheetContent:
    """All of one sheet. ``sheet`` is its number on record, ``key`` what its codes are made with.

    Rows stand in the order of printing: kept, listed, walk-ins. An empty text in the head is left
    out, but place, time and organiser get a rule to write on. A page printed again has the
    ``layout_version`` of the sheet on record, so that it fits the others.
    """

    kind: SheetKind
    title: str
    rows: tuple[SheetRow, ...]
    key: CodeKey
    sheet: int
    printed_on: date
    columns: tuple[Column, ...] = ()
    landscape: bool = False
    dense: bool = False
    time: str = ""
    place: str = ""
    organiser: str = ""
    project: str = ""
    fund_source: str = ""
    layout_version: int = LAYOUT_VERSION

    @property
    def chosen_columns(self) -> tuple[Column, ...]:
        """The columns asked for, or the usual ones of this kind (dense codes leave room for one less)."""
        if self.columns:
            return self.columns
        left_out = _DENSE_LEAVES_OUT.get(self.kind) if self.dense and not self.landscape else None
        return tuple(column for column in USUAL_COLUMNS[self.kind] if column is not left_out)


class CardSize(StrEnum):
    """A member card (85.6 x 54 mm, ISO 7810 ID-1) or a badge to hang on (90 x 55 mm)."""

    MEMBER = "member"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class Card:
    """One card or badge. ``token`` is the 40 bits of the person's card code.

    ``line`` is a short last line: the member number on a card, the post or table on a badge.
    """

    name: str
    organisation: str
    token: int
    line: str = ""


@dataclass(frozen=True, slots=True)
class CardsContent:
    """Cards of one size under one heading (the union on member cards, the activity on badges)."""

    size: CardSize
    heading: str
    cards: tuple[Card, ...]
    key: CodeKey
    subheading: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out: ``unprintable`` are texts with a character no font here has, ``cut`` those cut short."""

    pages: int
    rows: int
    unprintable: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
