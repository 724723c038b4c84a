"""The rules about trips: the repeat bar, days and money of a year, the list's own limits."""

from decimal import Decimal

from desktop.core.eligibility_facts import Facts, Finding, Frame, Met
from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.core.trip_rules import EVER, RuleKey


def repeat_bar(facts: Facts, frame: Frame) -> Finding:
    """Has not been on a trip within the years of the bar, by the records and by the form."""
    bar = frame.rules.text(RuleKey.REPEAT_YEARS)
    last, said = facts.past.last_year, facts.said_last_year
    found = _("last trip {year}").format(year=last) if last else _("no trip on record")
    if said and said != last:
        found = _("{found}; the form says {said}").format(found=found, said=said)
    if last and is_barred(bar, last, frame.year):
        return Finding(Met.NO, found, _barred_words(bar, last), _name_somebody_else())
    if said is None or said == last:
        return Finding(Met.YES, found)
    return _said_otherwise(facts, frame, found, said, bar)


def is_barred(bar: str, last_year: int, year: int) -> bool:
    """Say whether a trip in ``last_year`` bars one in ``year``; ``bar`` is a number of years or ``ever``."""
    return bar == EVER or last_year + int(bar) > year


def _said_otherwise(facts: Facts, frame: Frame, found: str, said: int, bar: str) -> Finding:
    """Return what comes of a form that gives another year than the records, which bar nothing."""
    last = facts.past.last_year or 0
    if said > frame.year:
        sentence = _("The form gives {said} as the year of the last trip, which lies ahead.").format(
            said=said
        )
        return Finding(Met.UNCLEAR, found, sentence, _ask_which())
    if said in frame.years_listed and said > last:
        sentence = _(
            "The form gives {said} as the year of the last trip, but the list of {said} lacks the name."
        )
        return Finding(Met.UNCLEAR, found, sentence.format(said=said), _ask_which())
    if said > last and is_barred(bar, said, frame.year):
        sentence = _("By the employer's own form: {why}").format(why=_barred_words(bar, said))
        return Finding(Met.NO, found, sentence, _name_somebody_else())
    if said < last:
        sentence = _("The form gives {said} as the year of the last trip, the records {last}.")
        return Finding(Met.UNCLEAR, found, sentence.format(said=said, last=last), _ask_which())
    return Finding(Met.YES, found)


def _barred_words(bar: str, last: int) -> str:
    if bar == EVER:
        return _("Last trip {last}; a trip is given once in a life.").format(last=last)
    if bar == "1":
        return _("Last trip {last}, one trip a year: again from {free}.").format(last=last, free=last + 1)
    return _("Last trip {last}, bar {years} years: again from {free}.").format(
        last=last, years=bar, free=last + int(bar)
    )


def _name_somebody_else() -> str:
    return _("Name somebody whose last trip lies further back.")


def _ask_which() -> str:
    return _("Ask the employer which year is right, and correct the form or the list of former trips.")


def money_a_year(facts: Facts, frame: Frame) -> Finding:
    """The year's public money with this trip stays within the limit.

    What goes beyond it may be the person's own part, as far as the programme lets the person pay.
    """
    limit, spent = frame.rules.fen(RuleKey.YUAN_A_YEAR), facts.past.fen_this_year
    low, high = facts.offers.cheapest, facts.offers.dearest
    if low is None or high is None:
        if spent <= limit:
            return Finding(Met.YES, _("{spent} yuan so far; no price yet").format(spent=_yuan(spent)))
        low = high = 0
    found = _("{spent} + {price} yuan").format(spent=_yuan(spent), price=_range(_yuan(low), _yuan(high)))
    if spent + _least_public(high, frame) <= limit:
        own = spent + high - limit
        if own > 0:
            found = _("{found}, {own} of it the person's own").format(found=found, own=_yuan(own))
        return Finding(Met.YES, found)
    if spent + _least_public(low, frame) <= limit:
        return Finding(
            Met.UNCLEAR,
            found,
            _("Some of the batches are too dear for the public money left this year, {left} yuan.").format(
                left=_yuan(limit - spent)
            ),
            _("Place the person in a cheaper batch."),
        )
    least = spent + _least_public(low, frame)
    return Finding(
        Met.NO,
        found,
        _("Public money of this year would come to {sum} yuan, {over} more than allowed.").format(
            sum=_yuan(least), over=_yuan(least - limit)
        ),
        _("Choose a cheaper batch, or name somebody who had no trip this year."),
    )


def _least_public(price: int, frame: Frame) -> int:
    share = frame.rules.share(RuleKey.PERSONAL_SHARE)
    return price - price * share.numerator // share.denominator


def days_a_year(facts: Facts, frame: Frame) -> Finding:
    """The year's days with this trip stay within the limit."""
    limit, spent = frame.rules.number(RuleKey.DAYS_A_YEAR), facts.past.days_this_year
    low, high = facts.offers.shortest or 0, facts.offers.longest or 0
    found = _("{spent} + {days} days").format(spent=spent, days=_range(str(low), str(high)))
    if spent + high <= limit:
        return Finding(Met.YES, found)
    if spent + low <= limit:
        return Finding(
            Met.UNCLEAR,
            found,
            _("Some of the batches are longer than the {left} days left this year.").format(
                left=limit - spent
            ),
            _("Place the person in a shorter batch."),
        )
    return Finding(
        Met.NO,
        found,
        _("Days of this year would come to {sum}, {over} more than allowed.").format(
            sum=spent + low, over=spent + low - limit
        ),
        _("Choose a shorter batch, or name somebody who had no trip this year."),
    )


def in_year(facts: Facts, frame: Frame) -> Finding:
    """The trip lies in the programme's year."""
    outside = facts.offers.outside
    found = _("batch {numbers}").format(numbers=_(", ").join(map(str, outside))) if outside else _("yes")
    if not outside:
        return Finding(Met.YES, found)
    met = Met.NO if len(outside) == facts.offers.count else Met.UNCLEAR
    return Finding(
        met,
        found,
        _("Batch {numbers} has days outside {year}.").format(
            numbers=_(", ").join(map(str, outside)), year=frame.year
        ),
        _("Correct the days of the batch, or place the person in another."),
    )


def names_per_union(facts: Facts, frame: Frame) -> Finding:
    """Is among the first names of the employer's list, as many as one union may send in."""
    limit = frame.rules.number(RuleKey.NAMES_PER_UNION)
    found = _("name {order} of the list").format(order=facts.order)
    if facts.order <= limit:
        return Finding(Met.YES, found)
    return Finding(
        Met.NO,
        found,
        _("{organisation} may name {limit}; this is name {order} of its list.").format(
            organisation=facts.organisation, limit=limit, order=facts.order
        ),
        _("Ask which names it takes back, or change their order."),
    )


def named_twice(facts: Facts, _frame: Frame) -> Finding:
    """Is on one employer's list only."""
    if not facts.also_named_by:
        return Finding(Met.YES, _("once"))
    others = _(", ").join(facts.also_named_by)
    return Finding(
        Met.NO,
        _("also by {others}").format(others=others),
        _("Is also named by {others}.").format(others=others),
        _("Ask both employers; one of them takes the name back."),
    )


def _yuan(fen: int) -> str:
    return in_figures(Decimal(fen) / 100)


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"
