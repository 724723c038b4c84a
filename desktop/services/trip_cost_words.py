"""What is wrong with who pays how much, by how much, and what would mend it: in sentences."""

from fractions import Fraction

from desktop.core.cost_split import Breach, Limit, Limits, mend
from desktop.core.i18n import _
from desktop.core.money import in_figures, of_fen


def yuan(fen: int) -> str:
    """Return a sum as it is read: ``1,234.50``."""
    return in_figures(of_fen(fen))


def breach_words(breach: Breach) -> str:
    """Return which limit is broken and by how much."""
    words = {
        Limit.SIGN: _("A part is {by} yuan below nought."),
        Limit.SUM: _("The three parts differ from the cost of {allowed} yuan by {by} yuan."),
        Limit.UNION: _("The federation would pay {by} yuan more than its limit of {allowed} yuan."),
        Limit.PUBLIC: _("Public money would be {by} yuan above the {allowed} yuan left for this year."),
        Limit.EMPLOYER: _("The employer would pay {by} yuan more than its share of {allowed} yuan."),
        Limit.PERSONAL: _("The person would pay {by} yuan more than the {allowed} yuan allowed."),
    }
    return words[breach.limit].format(by=yuan(breach.by_fen), allowed=yuan(breach.allowed_fen))


def mend_words(cost_fen: int, limits: Limits) -> str:
    """Return what would bring the person's part within its limit, each of it by itself."""
    told, ways = mend(cost_fen, limits), []
    if told.employer_share is not None and told.employer_share > limits.employer_share:
        ways.append(
            _("the employer pays {percent} % of the rest").format(percent=_percent(told.employer_share))
        )
    if told.union_fen is not None and told.union_fen > limits.union_fen:
        ways.append(_("the federation pays up to {sum} yuan").format(sum=yuan(told.union_fen)))
    if told.public_fen is not None and limits.public_fen is not None and told.public_fen > limits.public_fen:
        more = told.public_fen - limits.public_fen
        ways.append(_("{sum} yuan more of public money are allowed this year").format(sum=yuan(more)))
    if told.cost_fen is not None and told.cost_fen < cost_fen:
        ways.append(_("the price is {sum} yuan at most").format(sum=yuan(told.cost_fen)))
    return _("It fits if one of these holds: {ways}.").format(ways=_("; ").join(ways)) if ways else ""


def _percent(share: Fraction) -> str:
    """Return a share in per cent with at most one decimal, rounded up so that it suffices."""
    tenths = -(-share.numerator * 1000 // share.denominator)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
