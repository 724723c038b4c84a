"""What is kept of a piece of equipment: checked before it is taken, numbers and codes given out."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import TOKEN_BITS
from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import _
from desktop.models.site_assets import Asset, Condition
from desktop.models.sites import Site
from desktop.services.clock import local, moment_of
from desktop.services.enrolment import blocks
from desktop.services.site_find import on_file

NAME_LIMIT, NUMBER_LIMIT, TEXT_LIMIT = 80, 30, 120
DEAREST_FEN = 10_000_000_000_00
EARLIEST = date(1950, 1, 1)
FIRST_NUMBER = "ZC-0001"
_TAIL = re.compile(r"(\d+)(\D*)$")


@dataclass(frozen=True, slots=True)
class AssetEntry:
    """A piece of equipment as a form gives it; ``value_fen`` is what it cost, in fen."""

    site_id: UUID
    number: str
    name: str
    model: str = ""
    place: str = ""
    bought_on: date | None = None
    value_fen: int | None = None
    supplier: str = ""
    condition: Condition = Condition.GOOD
    remark: str = ""


class WrittenOff(Refused):
    """What was written off is no longer moved, counted or changed."""


def condition_word(condition: Condition) -> str:
    """Return the word for the state a piece of equipment is in."""
    return {
        Condition.GOOD: _("Good"),
        Condition.WORN: _("Worn"),
        Condition.BROKEN: _("Out of order"),
        Condition.MISSING: _("Gone missing"),
        Condition.WRITTEN_OFF: _("Written off"),
    }[condition]


def tidy_number(text: str) -> str:
    """Return a number as it is kept: half-width, no blanks, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def asset_on_file(session: Session, asset_id: UUID) -> Asset:
    """Return the row of a piece of equipment. Raises NotFound."""
    row = session.get(Asset, asset_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That piece of equipment is no longer on file."), _("Undo brings it back."))
    return row


def demand_in_use(row: Asset) -> None:
    """Raise ``WrittenOff`` for what is no longer in use."""
    if row.condition is Condition.WRITTEN_OFF:
        raise WrittenOff(
            _("{number} {name} was written off.").format(number=row.number, name=row.name),
            _("Take the writing off back first."),
        )


def copy_entry(session: Session, entry: AssetEntry, row: Asset) -> None:
    """Check an entry and copy it to a row. Raises FieldError, NotFound for the site."""
    on_file(session, entry.site_id)
    number = tidy_number(entry.number)
    _check_number(session, number, row)
    texts = {
        field: _checked_text(field, getattr(entry, field), NAME_LIMIT if field == "name" else TEXT_LIMIT)
        for field in ("name", "model", "place", "supplier", "remark")
    }
    if not texts["name"]:
        raise FieldError("name", _("Say what it is."), _("Such as “Air conditioner”."))
    _check_purchase(session, entry)
    if entry.condition is Condition.WRITTEN_OFF:
        raise FieldError(
            "condition", _("Equipment is not written off like this."), _("Use “Write off” and say why.")
        )
    row.site_id, row.number = entry.site_id, number
    for field, text in texts.items():
        setattr(row, field, text)
    row.bought_on, row.value_fen, row.condition = entry.bought_on, entry.value_fen, entry.condition


def _check_number(session: Session, number: str, row: Asset) -> None:
    if not number:
        raise FieldError("number", _("The number is missing."), _("It stands on the label."))
    if len(number) > NUMBER_LIMIT:
        raise FieldError(
            "number",
            _("That is longer than {count} characters.").format(count=NUMBER_LIMIT),
            _("Shorten it."),
        )
    if number == row.number:
        return
    other = session.scalar(select(Asset).where(Asset.number == number, Asset.removed_at.is_(None)))
    if other is not None and other.id != row.id:
        site = session.get_one(Site, other.site_id).name
        raise FieldError(
            "number",
            _("{number} is taken: {name}, {site}.").format(number=number, name=other.name, site=site),
            _("The next free number is {number}.").format(number=free_numbers(session, after(number), 1)[0]),
        )


def _checked_text(field: str, text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) > limit:
        raise FieldError(
            field, _("That is longer than {count} characters.").format(count=limit), _("Shorten it.")
        )
    return text


def _check_purchase(session: Session, entry: AssetEntry) -> None:
    if entry.value_fen is not None and not 0 <= entry.value_fen <= DEAREST_FEN:
        raise FieldError("value", _("The value must lie between 0 and 10,000,000,000 yuan."))
    if entry.bought_on is None:
        return
    if entry.bought_on > local(moment_of(session)).date():
        raise FieldError(
            "bought_on",
            _("{day} lies ahead.").format(day=entry.bought_on),
            _("Enter equipment once it was bought."),
        )
    if entry.bought_on < EARLIEST:
        raise FieldError(
            "bought_on", _("{day} is too long ago.").format(day=entry.bought_on), _("Correct the year.")
        )


def numbers_for(session: Session, entry: AssetEntry, count: int) -> list[str]:
    """Return the numbers of several pieces of a kind: the entry's own and the free ones after it."""
    number = tidy_number(entry.number)
    if count == 1 or not number:
        return [number] * count
    return [number, *free_numbers(session, after(number), count - 1)]


def after(number: str) -> str:
    """Return the number that follows: its last digits counted up, as wide as before."""
    found = _TAIL.search(number)
    if not found:
        return f"{number}-2"
    digits = str(int(found[1]) + 1).zfill(len(found[1]))
    return number[: found.start()] + digits + found[2]


def free_numbers(session: Session, first: str, count: int) -> list[str]:
    """Return numbers that are not taken, from ``first`` on."""
    free: list[str] = []
    number = first
    while len(free) < count:
        block = []
        for _n in range(max(count, 50)):
            block.append(number)
            number = after(number)
        taken = set(
            session.scalars(select(Asset.number).where(Asset.number.in_(block), Asset.removed_at.is_(None)))
        )
        free += [one for one in block if one not in taken]
    return free[:count]


def free_tokens(session: Session, count: int) -> list[int]:
    """Return tokens for labels of 40 random bits that no label on record bears."""
    tokens: dict[int, None] = {}
    while len(tokens) < count:
        drawn = [secrets.randbits(TOKEN_BITS) for _n in range(count - len(tokens))]
        for block in blocks(drawn):
            taken = set(session.scalars(select(Asset.token).where(Asset.token.in_(block))))
            tokens.update(dict.fromkeys(token for token in block if token not in taken))
    return list(tokens)
