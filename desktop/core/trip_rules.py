"""The rules of a year's trip programme: each a parameter with its document, never a constant.

What stands here is only what a rule is called, what its value may be and what is proposed where the
programme says nothing yet. Cities differ in every number (5 or 6 days; barred for 2, 3 or 5 years; 70 % or
90 % front line), and so does the same city from one year to the next.
"""

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _

EVER = "ever"


class RuleKey(enum.StrEnum):
    """Every rule a programme can set."""

    DAYS = "days"
    DAYS_PAIRED = "days-paired"
    YUAN_A_DAY = "yuan-a-day"
    YUAN_A_YEAR = "yuan-a-year"
    DAYS_A_YEAR = "days-a-year"
    REPEAT_YEARS = "repeat-years"
    FRONTLINE_SHARE = "frontline-share"
    FRONTLINE_BATCH = "frontline-batch"
    NAMES_PER_UNION = "names-per-union"
    MEMBER = "member"
    IN_POST = "in-post"
    HONOUR = "honour"
    FRONTLINE = "frontline"
    HAZARDOUS = "hazardous"
    RETIREMENT_NEAR = "retirement-near"
    NEAR_RETIREMENT = "near-retirement"
    RETIREMENT_BY = "retirement-by"
    RETIRED = "retired"
    FIT = "fit"
    IDENTITY = "identity"
    NAMED_TWICE = "named-twice"
    CLAIMS = "claims"
    IN_YEAR = "in-year"
    POINTS = "points"
    SEPARATE = "separate"
    NOTICE_DAYS = "notice-days"
    NOTICE_IN = "notice-in"
    EMPLOYER_SHARE = "employer-share"
    PERSONAL_SHARE = "personal-share"
    UNION_LIMIT = "union-limit"
    INSURANCE = "insurance"
    INSURANCE_MEDICAL = "insurance-medical"


class ValueKind(enum.StrEnum):
    """How the value of a rule is written."""

    NUMBER = "number"
    YUAN = "yuan"
    PERCENT = "percent"
    CHOICE = "choice"
    YES = "yes"


class Effect(enum.StrEnum):
    """What it means when somebody does not meet the rule."""

    BLOCK = "block"
    REVIEW = "review"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class RuleKind:
    """What a rule is: its title, how its value is written, what is proposed, and whom it is asked of.

    ``unit`` stands behind the value. ``is_checked`` tells rules every nominee is checked against from those
    that only give a number. ``choices`` are values with their words.
    """

    key: RuleKey
    title: str
    kind: ValueKind
    proposed: str
    unit: str = ""
    is_checked: bool = False
    effect: Effect = Effect.BLOCK
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    most: int = 1_000_000_000


_LEVELS = MappingProxyType(
    {
        "unit": N_("of the unit or above"),
        "county": N_("of the county or above"),
        "city": N_("of the city or above"),
        "province": N_("provincial or above"),
        "national": N_("national"),
    }
)
_N, _Y, _P, _C = ValueKind.NUMBER, ValueKind.YUAN, ValueKind.PERCENT, ValueKind.CHOICE
_REVIEW, _OFF = Effect.REVIEW, Effect.OFF

_KINDS = (
    RuleKind(RuleKey.DAYS, N_("Days of a trip, travel included"), _N, "5", N_("days"), least=1, most=60),
    RuleKind(RuleKey.DAYS_PAIRED, N_("Days to a paired region"), _N, "7", N_("days"), least=1, most=60),
    RuleKind(RuleKey.YUAN_A_DAY, N_("Cost a person and day, at most"), _Y, "600", N_("yuan")),
    RuleKind(
        RuleKey.YUAN_A_YEAR,
        N_("Public money a person and year, at most"),
        _Y, "3000", N_("yuan"), is_checked=True, effect=_REVIEW,
    ),
    RuleKind(
        RuleKey.DAYS_A_YEAR,
        N_("Days a person and year, at most"),
        _N, "7", N_("days"), is_checked=True, effect=_REVIEW, least=1, most=366,
    ),
    RuleKind(
        RuleKey.REPEAT_YEARS,
        N_("Barred after a trip for so many years (1: once a year; “ever”: once in a life)"),
        _N, "3", N_("years"), is_checked=True, most=60,
    ),
    RuleKind(RuleKey.FRONTLINE_SHARE, N_("Front line in all, at least"), _P, "70", "%", most=100),
    RuleKind(RuleKey.FRONTLINE_BATCH, N_("Front line in each batch, at least"), _P, "0", "%", most=100),
    RuleKind(
        RuleKey.NAMES_PER_UNION,
        N_("Names of one base union, at most (0: no limit)"),
        _N, "0", N_("people"), is_checked=True,
    ),
    RuleKind(RuleKey.MEMBER, N_("Is a union member"), ValueKind.YES, "yes", is_checked=True),
    RuleKind(RuleKey.IN_POST, N_("Is in post"), ValueKind.YES, "yes", is_checked=True),
    RuleKind(
        RuleKey.HONOUR, N_("Holds an honour"), _C, "unit", is_checked=True, effect=_REVIEW, choices=_LEVELS
    ),
    RuleKind(
        RuleKey.FRONTLINE, N_("Works in the front line"), ValueKind.YES, "yes", is_checked=True, effect=_OFF
    ),
    RuleKind(
        RuleKey.HAZARDOUS, N_("Works in a hazardous post"), ValueKind.YES, "yes", is_checked=True, effect=_OFF
    ),
    RuleKind(
        RuleKey.RETIREMENT_NEAR,
        N_("Near retirement means within"),
        _N, "5", N_("years"), is_checked=True, effect=_REVIEW, most=40,
    ),
    RuleKind(
        RuleKey.NEAR_RETIREMENT, N_("Is near retirement"), ValueKind.YES, "yes", is_checked=True, effect=_OFF
    ),
    RuleKind(
        RuleKey.RETIREMENT_BY,
        N_("Retirement age"),
        _C, "gradual",
        choices=MappingProxyType(
            {"gradual": N_("raised step by step since 2025"), "fixed": N_("60, 55 and 50 as before")}
        ),
    ),
    RuleKind(
        RuleKey.RETIRED, N_("Is not retired on the first day"), ValueKind.YES, "yes", is_checked=True
    ),
    RuleKind(RuleKey.FIT, N_("Is fit to travel"), ValueKind.YES, "yes", is_checked=True),
    RuleKind(RuleKey.IDENTITY, N_("Has a sound identity number"), ValueKind.YES, "yes", is_checked=True),
    RuleKind(RuleKey.NAMED_TWICE, N_("Is named by one employer only"), ValueKind.YES, "yes", is_checked=True),
    RuleKind(
        RuleKey.CLAIMS,
        N_("Priority categories named are borne out"),
        ValueKind.YES, "yes", is_checked=True, effect=_REVIEW,
    ),
    RuleKind(
        RuleKey.IN_YEAR,
        N_("The trip lies in the programme's year"),
        ValueKind.YES, "yes", is_checked=True, effect=_REVIEW,
    ),
    RuleKind(
        RuleKey.POINTS,
        N_("Points of several priority categories"),
        _C, "sum",
        choices=MappingProxyType({"sum": N_("are added up"), "highest": N_("only the highest counts")}),
    ),
    RuleKind(
        RuleKey.SEPARATE,
        N_("Of one employer in one batch, at most (0: no limit)"),
        _N, "0", N_("people"),
    ),
    RuleKind(RuleKey.NOTICE_DAYS, N_("Public notice of"), _N, "5", N_("days"), least=1, most=90),
    RuleKind(
        RuleKey.NOTICE_IN,
        N_("Days of the notice are"),
        _C, "workdays",
        choices=MappingProxyType({"workdays": N_("working days"), "days": N_("calendar days")}),
    ),
    RuleKind(RuleKey.UNION_LIMIT, N_("The federation pays a person, at most"), _Y, "2000", N_("yuan")),
    RuleKind(
        RuleKey.EMPLOYER_SHARE, N_("The employer pays of what is left, at most"), _P, "100", "%", most=100
    ),
    RuleKind(RuleKey.PERSONAL_SHARE, N_("The person pays of the cost, at most"), _P, "30", "%", most=100),
    RuleKind(RuleKey.INSURANCE, N_("Insured for, at least"), _Y, "1000000", N_("yuan")),
    RuleKind(
        RuleKey.INSURANCE_MEDICAL, N_("Insured for treatment, at least"), _Y, "100000", N_("yuan")
    ),
)  # fmt: skip

RULES: Mapping[RuleKey, RuleKind] = MappingProxyType({one.key: one for one in _KINDS})

# The priority categories as every office words them, with the points proposed.
CATEGORIES: tuple[tuple[str, str, int], ...] = (
    ("toxic", N_("Toxic or harmful post"), 5),
    ("heavy", N_("Heavy, dirty or dangerous work"), 5),
    ("model", N_("Model worker or advanced person"), 4),
    ("injured", N_("Injured at work"), 4),
    ("retiring", N_("Near retirement"), 3),
    ("hardship", N_("Hardship"), 3),
    ("new-forms", N_("New forms of employment"), 3),
)

_UNITS = ("%", "元", "天", "年", "人")  # as people write them behind a number
_YES = {"yes": "yes", "是": "yes", "no": "no", "否": "no"}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A rule as the programme has it; ``document`` is its 文号 with the clause, empty where none is given."""

    key: RuleKey
    value: str
    effect: Effect
    document: str = ""


class Rules:
    """The rules in force for a programme, read by their kind."""

    def __init__(self, held: Mapping[RuleKey, RuleSet] | None = None) -> None:
        self._held = dict(held or {})

    def held(self, key: RuleKey) -> RuleSet:
        """Return a rule as the programme has it, or as it is proposed."""
        kind = RULES[key]
        return self._held.get(key) or RuleSet(key, kind.proposed, kind.effect)

    def is_set(self, key: RuleKey) -> bool:
        """Say whether the programme itself sets the rule."""
        return key in self._held

    def text(self, key: RuleKey) -> str:
        """Return the value as it is kept."""
        return self.held(key).value

    def number(self, key: RuleKey) -> int:
        """Return a number. Raises ValueError where the value is a word (``ever``)."""
        return int(self.held(key).value)

    def fen(self, key: RuleKey) -> int:
        """Return a sum of money in fen."""
        return int(Fraction(self.held(key).value) * 100)

    def share(self, key: RuleKey) -> Fraction:
        """Return a percentage as a fraction of one, exactly."""
        return Fraction(self.held(key).value) / 100

    def is_yes(self, key: RuleKey) -> bool:
        """Return the answer of a rule of yes or no."""
        return self.held(key).value == "yes"

    def effect(self, key: RuleKey) -> Effect:
        """Return what it means when the rule is not met."""
        return self.held(key).effect

    def document(self, key: RuleKey) -> str:
        """Return the document and clause the rule rests on; empty where none is given."""
        return self.held(key).document


def least_of(share: Fraction, people: int) -> int:
    """Return how many of ``people`` a share of at least ``share`` is: 70 % of 272 is 191."""
    return -((-share.numerator * people) // share.denominator)


def clean_value(key: RuleKey, text: str) -> str:
    """Return a value as it is kept. Raises FieldError (value) with what may stand there."""
    kind = RULES[key]
    plain = unicodedata.normalize("NFKC", text).strip().casefold().replace(",", "")
    if key is RuleKey.REPEAT_YEARS and plain in (EVER, "终身", "一生一次"):
        return EVER
    if kind.kind is ValueKind.CHOICE:
        return _choice(kind, plain)
    if kind.kind is ValueKind.YES:
        if plain not in _YES:
            raise FieldError(
                "value", _("“{text}” is neither yes nor no.").format(text=text), _("Put yes or no.")
            )
        return _YES[plain]
    plain = _without_unit(plain, kind)
    pattern = r"\d{1,10}" if kind.kind is ValueKind.NUMBER else r"\d{1,10}(\.\d{1,2})?"
    if not re.fullmatch(pattern, plain):
        raise FieldError("value", _("“{text}” is not a number here.").format(text=text), _hint(kind))
    if not kind.least <= Fraction(plain) <= kind.most:
        raise FieldError("value", _("{text} is out of bounds.").format(text=text), _hint(kind))
    return plain


def _without_unit(plain: str, kind: RuleKind) -> str:
    for unit in (kind.unit, _(kind.unit) if kind.unit else "", *_UNITS):
        plain = plain.removesuffix(unit).rstrip()
    return plain


def _choice(kind: RuleKind, plain: str) -> str:
    for value, word in kind.choices.items():
        if plain in (value, word.casefold(), _(word).casefold()):
            return value
    words = _(", ").join(_(word) for word in kind.choices.values())
    raise FieldError(
        "value",
        _("“{text}” is not one of the choices.").format(text=plain),
        _("Put one of: {words}.").format(words=words),
    )


def _hint(kind: RuleKind) -> str:
    if kind.kind is ValueKind.PERCENT:
        return _("Put a percentage between 0 and 100.")
    if kind.most < 1_000:
        return _("Put a whole number from {least} to {most}.").format(least=kind.least, most=kind.most)
    return _("Put a number, for example {value}.").format(value=kind.proposed)


def value_words(key: RuleKey, value: str) -> str:
    """Return a value as a person reads it: ``70 %``, ``5 days``, ``of the city or above``."""
    kind = RULES[key]
    if kind.kind is ValueKind.CHOICE:
        return _(kind.choices[value])
    if kind.kind is ValueKind.YES:
        return _("yes") if value == "yes" else _("no")
    if value == EVER:
        return _("ever")
    shown = f"{int(value):,}" if kind.kind is ValueKind.YUAN and value.isdigit() else value
    return f"{shown} {_(kind.unit)}".strip()
