"""The formula of weights: ``members + 2*frontline + hazardous*1/2``, or 会员 + 2×一线 + 有害÷2.

A sum of counts, each times a number: so a weight is always exact, and that of several organisations
together is the sum of theirs. Any other word is the name of a trade whose people are counted.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from desktop.core.errors import FieldError
from desktop.core.i18n import _

MEMBERS, FRONTLINE, HAZARDOUS = "members", "frontline", "hazardous"

_WORDS = {
    MEMBERS: "members member 会员 会员数 会员人数 职工 职工数 职工人数",
    FRONTLINE: "frontline 一线 一线职工 一线人数 一线职工数 一线会员",
    HAZARDOUS: "hazardous 有害 有毒有害 有害岗位 有毒有害岗位 有害人数 苦脏险累 高危",
}
_NAMES = {word: name for name, words in _WORDS.items() for word in words.split()}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<sign>[-+*/()])"
    r"|[\"“”'‘’](?P<quoted>[^\"“”'‘’]+)[\"“”'‘’]|(?P<name>[^\W\d][\w·、]*))"
)
_NAME = re.compile(r"[^\W\d]\w*")
_TIMES = re.compile(r"(?:(?<=\d)|(?<=\d ))[xX](?= ?[^\W\d])")  # 2x会员, as typed where there is no ×
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "·": "·"})

Linear = dict[str, Fraction]


class FormulaFault(FieldError):
    """A formula that cannot be read; ``at`` is the place of the fault, from 1."""

    def __init__(self, at: int, sentence: str, remedy: str) -> None:
        super().__init__("formula", sentence, remedy)
        self.at = at


class Counts(NamedTuple):
    """What an organisation counts: members, frontline workers, hazardous posts, people by trade."""

    members: int = 0
    frontline: int = 0
    hazardous: int = 0
    trades: Mapping[str, int] = {}


@dataclass(frozen=True)
class Formula:
    """A formula that was read: factors by name (``""`` is what everybody gets), over one denominator.

    Counts are named ``members``, ``frontline``, ``hazardous``, trades as they are written.
    """

    text: str
    factors: tuple[tuple[str, int], ...]
    denominator: int

    @property
    def trades(self) -> tuple[str, ...]:
        """The trades it counts."""
        return tuple(name for name, _factor in self.factors if name and name not in _WORDS)

    def weight(self, counts: Counts) -> int | Fraction:
        """Return the weight of what an organisation counts."""
        (whole,) = self.whole_weights((counts,))
        return whole if self.denominator == 1 else Fraction(whole, self.denominator)

    def whole_weights(self, many: Sequence[Counts]) -> list[int]:
        """Return the weight of each of many organisations, times the denominator."""
        whole = [0] * len(many)
        for name, factor in self.factors:
            counts = _column(many, name)
            whole = [had + factor * count for had, count in zip(whole, counts, strict=True)]
        return whole

    def factor(self, name: str) -> Fraction:
        """Return what a count is multiplied by."""
        return Fraction(dict(self.factors).get(name, 0), self.denominator)


def _column(many: Sequence[Counts], name: str) -> list[int]:
    if name == MEMBERS:
        return [one.members for one in many]
    if name == FRONTLINE:
        return [one.frontline for one in many]
    if name == HAZARDOUS:
        return [one.hazardous for one in many]
    return [one.trades.get(name, 0) for one in many] if name else [1] * len(many)


def read_formula(text: str, trades: Collection[str] | None = None) -> Formula:
    """Read a formula of weights; raises :class:`FormulaFault` that says where it cannot be read.

    With ``trades`` only these names of trades are taken, so that a slip of the pen is noticed.
    """
    line = _TIMES.sub("*", unicodedata.normalize("NFKC", text).translate(_SIGNS))
    reader = _Reader(line, trades)
    if reader.kind == "end":
        raise FormulaFault(1, _("The formula is empty."), _("Write “members”, for example."))
    linear = reader.sum()
    if reader.kind != "end":
        raise reader.fault(_("Put +, -, * or / between two counts."))
    denominator = lcm(*(factor.denominator for factor in linear.values()))
    factors = tuple((name, int(factor * denominator)) for name, factor in linear.items() if factor)
    return Formula(text.strip(), factors, denominator)


class _Reader:
    """Reads a formula from left to right, one sign ahead."""

    def __init__(self, line: str, trades: Collection[str] | None) -> None:
        self._signs = _signs(line)
        self._trades = trades
        self.at, self.kind, self.value = next(self._signs)

    def _next(self) -> str:
        value = self.value
        self.at, self.kind, self.value = next(self._signs)
        return value

    def fault(self, remedy: str) -> FormulaFault:
        """Return the fault that what stands here cannot stand here."""
        if self.kind == "end":
            sentence = _("The formula breaks off at its end.")
        else:
            sentence = _("The formula cannot be read at character {at}, “{text}”.").format(
                at=self.at, text=self.value
            )
        return FormulaFault(self.at, sentence, remedy)

    def sum(self) -> Linear:
        """Read products with + and - between them."""
        whole = self._product()
        while self.value in ("+", "-") and self.kind == "sign":
            sign = 1 if self._next() == "+" else -1
            for name, factor in self._product().items():
                whole[name] = whole.get(name, Fraction(0)) + sign * factor
        return whole

    def _product(self) -> Linear:
        whole = self._single()
        while self.value in ("*", "/") and self.kind == "sign":
            at, sign = self.at, self._next()
            other = self._single()
            whole = _times(whole, other, at) if sign == "*" else _over(whole, other, at)
        return whole

    def _single(self) -> Linear:
        if self.kind == "number":
            return {"": _number(self._next())}
        if self.kind in ("name", "quoted"):
            return {self._named(): Fraction(1)}
        if self.kind == "sign" and self.value in ("+", "-"):
            sign = -1 if self._next() == "-" else 1
            return {name: sign * factor for name, factor in self._single().items()}
        if self.kind == "sign" and self.value == "(":
            return self._bracketed()
        raise self.fault(_("Here a count or a number must stand, such as “members” or 2."))

    def _bracketed(self) -> Linear:
        self._next()
        inner = self.sum()
        if self.value != ")":
            raise self.fault(_("Close the bracket with “)”."))
        self._next()
        return inner

    def _named(self) -> str:
        at, kind = self.at, self.kind
        word = self._next().strip()
        if kind == "name" and word.lower() in _NAMES:
            return _NAMES[word.lower()]
        if self._trades is not None and word not in self._trades:
            raise FormulaFault(
                at,
                _("“{word}” at character {at} is neither a count nor a trade that anybody has.").format(
                    word=word, at=at
                ),
                _("Write members, frontline or hazardous, or one of the trades: {trades}.").format(
                    trades=", ".join(sorted(self._trades)) or _("none so far")
                ),
            )
        return word


def _signs(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield place (from 1), kind and text of each sign, and for ever the end."""
    at = 0
    end = len(line.rstrip())
    while at < end:
        found = _TOKEN.match(line, at)
        if found is None or found.lastgroup is None:
            skipped = len(line[at:]) - len(line[at:].lstrip())
            yield at + skipped + 1, "unknown", line[at + skipped]
            return
        yield found.start(found.lastgroup) + 1, found.lastgroup, found[found.lastgroup]
        at = found.end()
    while True:
        yield end + 1, "end", ""


def _number(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _times(one: Linear, other: Linear, at: int) -> Linear:
    if _is_number(one):
        one, other = other, one
    if not _is_number(other):
        raise FormulaFault(
            at,
            _("At character {at} two counts are multiplied with each other.").format(at=at),
            _("Multiply a count with a number only, as in 2*frontline."),
        )
    return {name: factor * other.get("", Fraction(0)) for name, factor in one.items()}


def _over(one: Linear, other: Linear, at: int) -> Linear:
    if not _is_number(other):
        raise FormulaFault(
            at,
            _("At character {at} something is divided by a count.").format(at=at),
            _("Divide by a number only, as in hazardous/2."),
        )
    divisor = other.get("", Fraction(0))
    if not divisor:
        raise FormulaFault(
            at,
            _("At character {at} something is divided by 0.").format(at=at),
            _("Divide by another number."),
        )
    return {name: factor / divisor for name, factor in one.items()}


def _is_number(linear: Linear) -> bool:
    return all(not name or not factor for name, factor in linear.items())


def formula_words(formula: str) -> str:
    """Return a kept formula with the names of the counts in the language in force."""
    words = {kept: shown for shown, kept in _shown().items()}
    return _NAME.sub(lambda found: words.get(found[0], found[0]), formula)


def formula_kept(text: str) -> str:
    """Return a formula as it is kept whatever the language, from how it is shown."""
    words = _shown()
    return _NAME.sub(lambda found: words.get(found[0], found[0]), text)


def _shown() -> dict[str, str]:
    return {_("members"): MEMBERS, _("frontline"): FRONTLINE, _("hazardous"): HAZARDOUS}
