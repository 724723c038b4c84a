"""The proof of an allocation in words and tables, for the printed sheet and the workbook alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.core.apportion import Apportionment, Share
from desktop.core.apportion_words import (
    bounds_way,
    carried_way,
    decimals,
    draw_way,
    handy_divisor,
    method_title,
    method_way,
    mixed,
    tie_sentence,
)
from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import least_of
from desktop.core.weights import formula_words, read_formula
from desktop.services.trip_allocation_rows import QuotaRow
from desktop.services.trip_proof import Proof, ProofGroup, ProofPart

Cell = str | int
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a group's table: its number, what is kept of it, what it got, and its rank by remainder."""

    number: int
    row: QuotaRow
    share: Share
    rank: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a group's table; ``width`` is in proportion, ``total`` what stands in the line of sums."""

    heading: str
    width: float
    cell: Callable[[Line], Cell]
    total: Callable[[ProofGroup], Cell] = lambda _group: ""
    left: bool = False


def facts(proof: Proof) -> list[tuple[str, str]]:
    """Return what the allocation was made with."""
    settings = proof.settings
    in_all = sum(total.places for total in proof.totals)
    made = _("No. {number} of {day}").format(number=proof.number, day=proof.made_on.isoformat())
    found = [
        (_("Programme"), f"{proof.title} ({proof.year})"),
        (_("Allocation"), f"{made} · {proof.reason}" if proof.reason else made),
        (_("Documents"), _("; ").join(proof.documents)),
        (_("Places"), str(settings.places)),
        (_("Method of sharing"), method_title(settings.method)),
        (_("Weight"), formula_words(settings.formula)),
        (_("Seed for lots"), settings.seed),
    ]
    if settings.frontline_share:
        exact = settings.frontline_share * in_all
        words = _("at least {percent} % of {places} places = {exact}, so {count}").format(
            percent=mixed(settings.frontline_share * 100),
            places=in_all,
            exact=decimals(exact, 2),
            count=least_of(settings.frontline_share, in_all),
        )
        found.append(
            (_("Front line"), f"{words} ({proof.share_document})" if proof.share_document else words)
        )
    return [fact for fact in found if fact[1]]


def way(proof: Proof) -> tuple[str, ...]:
    """Return how the places were shared out, step by step."""
    method = proof.settings.method
    found = list(method_way(method))
    if _has_bounds(proof):
        found.append(bounds_way(method))
    if _has_carried(proof):
        found.append(carried_way(method))
    if any(part.batch for part in proof.parts):
        found.append(_("Batches kept for a trade are shared out first, by the people of that trade."))
    if any(len(part.groups) > 1 for part in proof.parts):
        found.append(
            _("Each branch of the tree brings what those below it bring in sum, and shares its places anew.")
        )
    return tuple(
        f"{number}. {words}" for number, words in enumerate([*found, draw_way(proof.settings.seed)], 1)
    )


def columns(proof: Proof) -> list[Column]:
    """Return the columns of every group's table."""
    found = [
        Column(_("No."), 9, lambda line: line.number),
        Column(_("Organisation"), 64, lambda line: line.share.label, lambda _group: _("Total"), left=True),
        Column(_counts_heading(proof), 30, lambda line: _counts(proof, line)),
        Column(
            _("Weight"),
            20,
            lambda line: number(line.share.weight),
            lambda group: number(group.result.total_weight),
        ),
    ]
    if _has_carried(proof):
        if not proof.settings.method.by_divisor:
            found.append(Column(_("Standard quota"), 20, lambda line: decimals(line.share.quota)))
        found.append(Column(_("Carried\nover"), 16, lambda line: mixed(line.share.carried)))
    found += _divisor_columns(proof) if proof.settings.method.by_divisor else _remainder_columns()
    if _has_bounds(proof):
        found.append(Column(_("Floor–\nceiling"), 15, lambda line: _bounds(line.share)))
    return [
        *found,
        Column(_("Places"), 15, lambda line: line.share.places, lambda group: group.result.places),
        Column(_("Remark"), 24, lambda line: line.note, left=True),
    ]


def _remainder_columns() -> list[Column]:
    return [
        Column(
            _("Share, exactly"), 38, lambda line: mixed(line.share.claim), lambda group: group.result.places
        ),
        Column(_("Share"), 21, lambda line: decimals(line.share.claim)),
        Column(
            _("Whole"),
            14,
            lambda line: line.share.lower,
            lambda group: sum(s.lower for s in group.result.shares),
        ),
        Column(_("Remainder"), 22, lambda line: decimals(line.share.remainder, 6)),
        Column(_("Order"), 13, lambda line: "" if line.rank is None else line.rank),
    ]


def _divisor_columns(proof: Proof) -> list[Column]:
    found = [
        Column(
            _("Standard quota"),
            20,
            lambda line: decimals(line.share.quota),
            lambda group: group.result.places,
        ),
    ]
    if _has_carried(proof):
        found.append(Column(_("Claim"), 22, lambda line: decimals(line.share.claim)))
    method = proof.settings.method
    return [
        *found,
        Column(
            _("Last place won:\nquotient"), 34,
            lambda line: _quotient(line.share.won, method.mark(max(line.share.places - 1, 0))),
        ),
        Column(
            _("Next place:\nquotient"), 34,
            lambda line: _quotient(line.share.next, method.mark(line.share.places)),
        ),
    ]  # fmt: skip


def _quotient(value: Fraction | None, mark: int) -> str:
    return "" if value is None else f"÷ {mark} = {decimals(value)}"


def number(value: int | Fraction) -> Cell:
    """Return a whole number as such, a fraction as text."""
    whole = Fraction(value)
    return int(whole) if whole.denominator == 1 else mixed(whole)


def _counts_heading(proof: Proof) -> str:
    trades = read_formula(proof.settings.formula).trades
    plain = _("Members / front\nline / hazardous")
    return f"{plain} / {_(', ').join(trades)}" if trades else plain


def _counts(proof: Proof, line: Line) -> str:
    counts = line.row.counts
    trades = read_formula(proof.settings.formula).trades
    told = [counts.members, counts.frontline, counts.hazardous, *(counts.trades.get(t, 0) for t in trades)]
    return " / ".join(map(str, told))


def _bounds(share: Share) -> str:
    if share.ceiling is None:
        return f"≥ {share.floor}" if share.floor else ""
    return f"{share.floor}–{share.ceiling}" if share.floor else f"≤ {share.ceiling}"


def lines(group: ProofGroup) -> Iterator[Line]:
    """Yield the rows of a group's table."""
    ranks = _ranks(group.result)
    tie = group.result.tie
    winners = {lot.label for lot in tie.lots[: tie.places]} if tie else set[str]()
    for at, (row, share) in enumerate(zip(group.rows, group.result.shares, strict=True)):
        yield Line(at + 1, row, share, ranks.get(at), _note(row, share, winners))


def _note(row: QuotaRow, share: Share, winners: set[str]) -> str:
    notes = [] if row.is_leaf else [_("branch")]
    if share.held == "floor" and share.floor:
        notes.append(_("at the floor"))
    if share.held == "ceiling":
        notes.append(_("at the ceiling"))
    if share.drew:
        notes.append(_("lot: won") if share.label in winners else _("lot: lost"))
    return _(", ").join(notes)


def _ranks(result: Apportionment) -> dict[int, int]:
    """Return the order of the remainders, 1 the largest, equal ones alike."""
    if result.method.by_divisor:
        return {}
    rests = {at: share.remainder for at, share in enumerate(result.shares) if share.remainder}
    order = sorted(rests.values(), reverse=True)
    first: dict[Fraction, int] = {}
    for place, rest in enumerate(order, start=1):
        first.setdefault(rest, place)
    return {at: first[rest] for at, rest in rests.items()}


def part_title(part: ProofPart, group: ProofGroup) -> str:
    """Return what a group's table is called."""
    words = ngettext("{count} place among {n}", "{count} places among {n}", group.result.places).format(
        count=group.result.places, n=len(group.rows)
    )
    whose = group.branch or _("All")
    if part.batch:
        whose = _("{batch}, kept for “{trade}”: {whose}").format(
            batch=part.batch, trade=part.trade, whose=whose
        )
    return f"{whose} · {words}"


def remarks(group: ProofGroup) -> tuple[str, ...]:
    """Return what is to be said of a group beside its table: rounds, the divisor, lots, sums."""
    result = group.result
    found = [
        *_rounds(result),
        *_others(result),
        *(_divisor(result) if result.method.by_divisor else _left_over(result)),
    ]
    if result.tie:
        found.append(tie_sentence(result))
    if not group.agrees:
        found.append(_("Worked out again, this group does not give the places on file."))
    return tuple(found)


def _rounds(result: Apportionment) -> Iterator[str]:
    for at, turn in enumerate(result.solved.rounds, start=1):
        names = [result.claims[place].label for place in turn.at]
        told = _(", ").join(names[:_NAMED])
        if len(names) > _NAMED:
            told += _(" and {count} more").format(count=len(names) - _NAMED)
        words = (
            _("Round {n}: {places} places for claims of {claims} in all; held at the floor: {names}.")
            if turn.held == "floor"
            else _("Round {n}: {places} places for claims of {claims} in all; held at the ceiling: {names}.")
        )
        yield words.format(
            n=at, places=turn.places, claims=mixed(Fraction(turn.claims, result.scale)), names=told
        )


def _others(result: Apportionment) -> Iterator[str]:
    """Tell what is shared out in the end among those whom no floor or ceiling holds."""
    if not result.solved.rounds:
        return
    free = [at for at, held in enumerate(result.solved.holds) if not held]
    claims = Fraction(sum(result.numbers[at] for at in free), result.scale)
    held = sum(result.given[at] for at, bound in enumerate(result.solved.holds) if bound)
    yield _("Left for the others: {places} places for claims of {claims} in all.").format(
        places=result.places - held, claims=mixed(claims)
    )


def _left_over(result: Apportionment) -> Iterator[str]:
    left = result.places - sum(share.lower for share in result.shares)
    words = ngettext(
        "{whole} whole places, {left} left for the largest remainder.",
        "{whole} whole places, {left} left for the largest remainders.",
        left,
    )
    yield words.format(whole=result.places - left, left=left)


def _divisor(result: Apportionment) -> Iterator[str]:
    solved = result.solved
    if solved.last is not None and solved.first is not None:
        yield _("The smallest quotient that won a place is {last}, the largest that did not {first}.").format(
            last=decimals(solved.last), first=decimals(solved.first)
        )
    divisor = handy_divisor(result)
    if divisor is not None:
        yield _("A divisor that gives this result: {divisor}.").format(divisor=mixed_or_decimal(divisor))


def mixed_or_decimal(value: Fraction) -> str:
    """Return a number that has finitely many decimals with just these."""
    digits = 0
    while value * 10**digits != int(value * 10**digits):
        digits += 1
    return decimals(value, digits)


def lots(result: Apportionment) -> list[tuple[int, str, str, str]]:
    """Return the lots of a tie: order, name, key, whether it won."""
    if result.tie is None:
        return []
    return [
        (at, lot.label, lot.key, _("won") if at <= result.tie.places else _("lost"))
        for at, lot in enumerate(result.tie.lots, start=1)
    ]


def sums(proof: Proof) -> tuple[str, ...]:
    """Return the sums, and whether working it out again gives what is on file."""
    in_all = sum(total.places for total in proof.totals)
    parts = [part.places for part in proof.parts]
    adding = " + ".join(map(str, parts))
    told = f"{adding} = {in_all}" if len(parts) > 1 else str(in_all)
    agrees = (
        _("Worked out again from the numbers on this sheet: the same result.")
        if proof.agrees
        else _("Worked out again from the numbers on this sheet the result differs: see the remarks.")
    )
    return (
        _("Sum of the places: {sum}. Of these for the front line at least: {least}.").format(
            sum=told, least=sum(total.frontline_min for total in proof.totals)
        ),
        agrees,
    )


def _has_bounds(proof: Proof) -> bool:
    return any(
        row.floor or row.ceiling is not None
        for part in proof.parts
        for group in part.groups
        for row in group.rows
    )


def _has_carried(proof: Proof) -> bool:
    return any(row.carried for part in proof.parts for group in part.groups for row in group.rows)


def frontline_rows(proof: Proof) -> Iterator[tuple[Sequence[Cell], Share]]:
    """Yield each organisation's places in all with its share of the front line's."""
    for at, (total, share) in enumerate(zip(proof.totals, proof.frontline.shares, strict=True), start=1):
        cells = (
            at, share.label, total.row.path, total.places, decimals(share.claim), share.lower,
            decimals(share.remainder, 6), share.places,
        )  # fmt: skip
        yield cells, share
