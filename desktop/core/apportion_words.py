"""Apportionments in words: what a method is called, how it is redone by hand, how a tie was drawn."""

from fractions import Fraction
from math import isqrt

from desktop.core.apportion_parts import Apportionment, Method
from desktop.core.i18n import _, ngettext

_DIGITS = 4


def method_title(method: Method) -> str:
    """Return what a method is called, with the name it is known by elsewhere."""
    titles = {
        Method.LARGEST_REMAINDER: _("Largest remainder (Hamilton)"),
        Method.SAINTE_LAGUE: _("Sainte-Laguë (Webster)"),
        Method.DHONDT: _("D'Hondt (Jefferson)"),
        Method.ADAMS: _("Adams"),
        Method.HILL: _("Huntington-Hill"),
    }
    return titles[method]


def method_way(method: Method) -> tuple[str, ...]:
    """Return how a method is redone with a pocket calculator, step by step."""
    steps = {
        Method.LARGEST_REMAINDER: (
            _("Quota = weight × places ÷ sum of the weights."),
            _("Each gets the whole places of its quota."),
            _("The places left go, one each, to the largest remainders."),
        ),
        Method.SAINTE_LAGUE: (
            _("Divide each weight by 1, 3, 5, 7 …: for the next place after n, by 2n + 1."),
            _("The places go, one after the other, to the largest quotients."),
            _("To check: divide each weight by the divisor below and round to the nearest whole number."),
        ),
        Method.DHONDT: (
            _("Divide each weight by 1, 2, 3, 4 …: for the next place after n, by n + 1."),
            _("The places go, one after the other, to the largest quotients."),
            _("To check: divide each weight by the divisor below and round down."),
        ),
        Method.ADAMS: (
            _("Each with a weight gets one place. For the next place after n divide the weight by n."),
            _("The places go, one after the other, to the largest quotients."),
            _("To check: divide each weight by the divisor below and round up."),
        ),
        Method.HILL: (
            _("Each with a weight gets one place. For the next place after n divide the square of the "
              "weight by n × (n + 1)."),
            _("The places go, one after the other, to the largest quotients."),
            _("To check: divide each weight by the divisor below; where the square of the result is at least "
              "n × (n + 1), n being its whole part, round up, else down."),
        ),
    }  # fmt: skip
    return steps[method]


def bounds_way(method: Method) -> str:
    """Return how floors and ceilings enter a method."""
    if method is Method.LARGEST_REMAINDER:
        return _(
            "Whoever's share is below the floor, or above the ceiling, gets the floor or ceiling; the other "
            "places are shared among the others anew, until nobody is below or above."
        )
    return _("Everybody begins with the floor; who has reached the ceiling gets no further place.")


def carried_way(method: Method) -> str:
    """Return how fractions carried over enter a method."""
    if method is Method.LARGEST_REMAINDER:
        way = _("Quota + carried over (at least 0) is the claim; the claims are scaled to the places.")
    else:
        way = _("Quota + carried over (at least 0) takes the place of the weight.")
    aside = _("Where those whose claim is then above 0 cannot take all the places, it is left aside.")
    return f"{way} {aside}"


def draw_way(seed: str) -> str:
    """Return how a tie is drawn so that anybody can draw it again."""
    return _(
        "Where claims tie, lots decide: the key of a name is the SHA-256 of “{seed}|name” (UTF-8), the "
        "smallest key first. Anybody can compute it: printf '%s' '{seed}|name' | sha256sum"
    ).format(seed=seed)


def tie_sentence(result: Apportionment) -> str:
    """Return who tied for how many places, and who won; empty where nobody did."""
    tie = result.tie
    if tie is None:
        return ""
    lots = tie.lots
    words = ngettext(
        "{count} place was drawn by lot among {names}: it went to {winners}.",
        "{count} places were drawn by lot among {names}: they went to {winners}.",
        tie.places,
    )
    return words.format(
        count=tie.places,
        names=_(", ").join(sorted(lot.label for lot in lots)),
        winners=_(", ").join(lot.label for lot in lots[: tie.places]),
    )


def decimals(value: Fraction, digits: int = _DIGITS) -> str:
    """Return a fraction with so many decimals, cut off and not rounded, as a calculator shows it."""
    whole, rest = divmod(abs(value.numerator) * 10**digits // value.denominator, 10**digits)
    sign = "-" if value < 0 and (whole or rest) else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def mixed(value: Fraction) -> str:
    """Return a fraction as a person writes it: ``3``, ``1/2``, ``2 3/7``."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole} {rest}/{value.denominator}" if whole else f"{sign}{rest}/{value.denominator}"


def handy_divisor(result: Apportionment) -> Fraction | None:
    """Return the shortest decimal that gives this result as a divisor.

    None for largest remainder, where there is a tie (only one number would do, and lots decide), and where
    nobody won a place by a quotient.
    """
    bounds = result.divisors
    if bounds is None or bounds[1] is None or bounds[0] == bounds[1]:
        return None
    low, high = bounds[0], bounds[1]
    for digits in range(-len(str(int(high))), 40):
        step = Fraction(10) ** -digits
        if result.method is Method.HILL:
            # The largest multiple of the step whose square is at most the upper bound.
            scaled = high / step**2
            found = isqrt(scaled.numerator // scaled.denominator) * step
            if found**2 > low:
                return found
        else:
            found = high // step * step
            if found > low:
                return found
    return None
