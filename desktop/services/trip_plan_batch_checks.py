"""A batch as it is entered, and what is wrong with it by itself and by the rules of its programme."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from desktop.core.errors import FieldError
from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import RuleKey, Rules
from desktop.services.clock import in_utc, local
from desktop.services.trip_plan_checks import MONEY_LIMIT_FEN, NAME_LIMIT, PLACES_LIMIT, phone, said, yuan

NUMBER_LIMIT = 9_999


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """A batch as a form gives it; ``price_fen`` is a person's price, ``departs_at`` aware."""

    number: int
    capacity: int
    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    base_id: UUID | None = None
    price_fen: int | None = None
    reserved_trade: str = ""
    leader: str = ""
    leader_phone: str = ""
    departs_at: datetime | None = None
    meeting_place: str = ""
    agency: str = ""
    insurer: str = ""
    remark: str = ""

    @property
    def days(self) -> int | None:
        """Days of the trip, first and last included; None while a date is missing."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True, slots=True)
class Ground:
    """What a batch is checked against: the programme's year and rules, and whether its base is paired."""

    year: int
    rules: Rules
    is_paired: bool = False

    @property
    def days(self) -> int:
        """The days a trip may take there."""
        return self.rules.number(RuleKey.DAYS_PAIRED if self.is_paired else RuleKey.DAYS)


def tidied(entry: BatchEntry) -> BatchEntry:
    """Return the entry with words, telephone and departure written one way. Raises FieldError."""
    return replace(
        entry,
        name=said("name", entry.name, NAME_LIMIT),
        reserved_trade=said("reserved_trade", entry.reserved_trade, NAME_LIMIT),
        leader=said("leader", entry.leader, NAME_LIMIT),
        leader_phone=phone("leader_phone", entry.leader_phone),
        departs_at=None if entry.departs_at is None else in_utc(entry.departs_at),
        meeting_place=said("meeting_place", entry.meeting_place),
        agency=said("agency", entry.agency),
        insurer=said("insurer", entry.insurer),
        remark=entry.remark.strip(),
    )


def faults(entry: BatchEntry, ground: Ground) -> tuple[FieldError, ...]:
    """Return what is wrong with a batch by itself and by the rules, in the order of the form."""
    found = []
    for demand in _DEMANDS:
        try:
            demand(entry, ground)
        except FieldError as fault:
            found.append(fault)
    return tuple(found)


def _demand_numbers(entry: BatchEntry, _ground: Ground) -> None:
    if not 0 < entry.number <= NUMBER_LIMIT:
        raise FieldError(
            "number",
            _("{number} is no number of a batch.").format(number=entry.number),
            _("Put a number from 1 to {most}.").format(most=f"{NUMBER_LIMIT:,}"),
        )
    if not 0 < entry.capacity <= PLACES_LIMIT:
        raise FieldError(
            "capacity",
            _("A batch of {count} people cannot be.").format(count=entry.capacity),
            _("Put how many people can go, 1 or more."),
        )


def _demand_days(entry: BatchEntry, ground: Ground) -> None:
    for field, day in (("starts_on", entry.starts_on), ("ends_on", entry.ends_on)):
        if day is not None and day.year != ground.year:
            raise FieldError(
                field,
                _("{day} is not in {year}, the year of the programme.").format(day=day, year=ground.year),
                _("Correct the date, or put the batch in the programme of {year}.").format(year=day.year),
            )
    if entry.days is not None and entry.days < 1:
        raise FieldError(
            "ends_on",
            _("It ends on {last}, before it starts on {first}.").format(
                last=entry.ends_on, first=entry.starts_on
            ),
            _("Correct one of the two days."),
        )


def _demand_length(entry: BatchEntry, ground: Ground) -> None:
    if entry.days is None or entry.days <= ground.days:
        return
    over = entry.days - ground.days
    words = ngettext(
        "The trip takes {days} days, {n} day more than the {most} of the rule.",
        "The trip takes {days} days, {n} days more than the {most} of the rule.",
        over,
    )
    raise FieldError(
        "ends_on",
        words.format(days=entry.days, n=over, most=ground.days),
        _("End it earlier, choose a base in a paired region, or change the rule with its document."),
    )


def _demand_price(entry: BatchEntry, ground: Ground) -> None:
    price = entry.price_fen
    if price is None:
        return
    if not 0 < price <= MONEY_LIMIT_FEN:
        raise FieldError(
            "price_fen", _("That cannot be the price a person."), _("Put the sum in yuan, or leave it empty.")
        )
    days = entry.days if entry.days is not None and entry.days > 0 else ground.days
    a_day = ground.rules.fen(RuleKey.YUAN_A_DAY)
    over = price - days * a_day
    if over > 0:
        raise FieldError(
            "price_fen",
            _("{price} is {over} above the most for {days} days at {a_day} a day, {most}.").format(
                price=yuan(price), over=yuan(over), days=days, a_day=yuan(a_day), most=yuan(days * a_day)
            ),
            _("Lower the price, or change the rule with its document."),
        )


def _demand_departure(entry: BatchEntry, _ground: Ground) -> None:
    if entry.departs_at is None or entry.starts_on is None:
        return
    day = local(entry.departs_at).date()
    if day != entry.starts_on:
        raise FieldError(
            "departs_at",
            _("It sets out on {day}, but the trip starts on {first}.").format(day=day, first=entry.starts_on),
            _("Correct one of the two; the day of travel counts as the first day."),
        )


_DEMANDS: tuple[Callable[[BatchEntry, Ground], None], ...] = (
    _demand_numbers,
    _demand_days,
    _demand_length,
    _demand_price,
    _demand_departure,
)
