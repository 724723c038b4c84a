"""The account of the batches of the trips: who went, what it cost, who pays, and what the invoices say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.cost_split import Parts
from desktop.core.i18n import _, ngettext
from desktop.models.trip_papers import TripSettlement
from desktop.models.trip_people import TripNominee
from desktop.models.trips import TripBatch
from desktop.services import trips
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_costs import CostLine, cost_lines
from desktop.services.trip_invoices import InvoiceLine, invoices
from desktop.services.trip_roster import boarded
from desktop.services.trips import BatchLine

__all__ = [
    "BatchAccount",
    "ProgrammeAccount",
    "Settled",
    "account",
    "batch_account",
    "difference_words",
]


@dataclass(frozen=True, slots=True)
class Settled:
    """A batch was settled."""

    on: date
    by: str
    remark: str


@dataclass(frozen=True, slots=True)
class BatchAccount:
    """The account of a batch, settled or as proposed; sums in fen.

    ``people`` went, ``charged`` did not come and are charged. ``difference_fen`` is invoices less total.
    ``problems`` keep it from being settled, ``warnings`` are to be looked at.
    """

    batch: BatchLine
    lines: tuple[CostLine, ...]
    people: int
    charged: int
    total_fen: int
    parts: Parts
    invoices: tuple[InvoiceLine, ...]
    invoiced_fen: int
    settled: Settled | None
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def difference_fen(self) -> int:
        """What the invoices are above (below nought: under) the total."""
        return self.invoiced_fen - self.total_fen


@dataclass(frozen=True, slots=True)
class ProgrammeAccount:
    """The account of a programme: a batch after the other, and their sums in fen."""

    programme_id: UUID
    title: str
    year: int
    batches: tuple[BatchAccount, ...]
    budget_fen: int | None

    @property
    def people(self) -> int:
        """Everybody who went."""
        return sum(one.people for one in self.batches)

    @property
    def total_fen(self) -> int:
        """The cost of all batches."""
        return sum(one.total_fen for one in self.batches)

    @property
    def difference_fen(self) -> int:
        """All invoices less the total."""
        return sum(one.difference_fen for one in self.batches)

    @property
    def parts(self) -> Parts:
        """Who pays how much of it."""
        return Parts(
            sum(one.parts.union_fen for one in self.batches),
            sum(one.parts.employer_fen for one in self.batches),
            sum(one.parts.personal_fen for one in self.batches),
        )

    @property
    def over_budget_fen(self) -> int:
        """By how much the federation's part is above the budget; 0 where it is not, or none is set."""
        return max(0, self.parts.union_fen - self.budget_fen) if self.budget_fen is not None else 0


def account(session: Session, programme_id: UUID) -> ProgrammeAccount:
    """Return the account of a programme's batches by their numbers. Raises NoProgramme."""
    programme = trips.programme(session, programme_id)
    return ProgrammeAccount(
        programme_id=programme_id,
        title=programme.title,
        year=programme.year,
        batches=_accounts(session, programme_id, trips.batches(session, programme_id)),
        budget_fen=programme.budget_fen,
    )


def batch_account(session: Session, batch_id: UUID) -> BatchAccount:
    """Return the account of one batch. Raises NotFound."""
    batch = trips.batch(session, batch_id)
    return _accounts(session, batch.programme_id, (batch,))[0]


def _accounts(session: Session, programme_id: UUID, batches: Sequence[BatchLine]) -> tuple[BatchAccount, ...]:
    only = batches[0].id if len(batches) == 1 else None
    lines, settled = cost_lines(session, programme_id, only), _settled(session, programme_id)
    paid = invoices(session, programme_id)
    return tuple(
        _account(
            session,
            batch,
            lines.get(batch.id, ()),
            tuple(one for one in paid if one.batch_id == batch.id),
            settled.get(batch.id),
        )
        for batch in batches
    )


def difference_words(one: BatchAccount) -> str:
    """Return how invoices and total differ in a sentence; empty where they do not."""
    if not one.difference_fen:
        return ""
    if not one.invoices:
        return _("No invoice is entered.")
    if one.difference_fen > 0:
        words = _("The invoices are {sum} yuan above the total.")
    else:
        words = _("The invoices are {sum} yuan below the total.")
    return words.format(sum=yuan(abs(one.difference_fen)))


def _account(
    session: Session,
    batch: BatchLine,
    lines: tuple[CostLine, ...],
    paid: tuple[InvoiceLine, ...],
    settled: Settled | None,
) -> BatchAccount:
    counted = [one for one in lines if one.counts]
    return BatchAccount(
        batch=batch,
        lines=lines,
        people=sum(not one.is_no_show for one in lines),
        charged=sum(one.is_no_show for one in counted),
        total_fen=sum(one.total_fen for one in counted),
        parts=Parts(
            sum(one.parts.union_fen for one in counted),
            sum(one.parts.employer_fen for one in counted),
            sum(one.parts.personal_fen for one in counted),
        ),
        invoices=paid,
        invoiced_fen=sum(one.amount_fen for one in paid),
        settled=settled,
        problems=() if settled else _problems(batch, lines),
        warnings=() if settled else _absent(session, batch, lines),
    )


def _problems(batch: BatchLine, lines: tuple[CostLine, ...]) -> tuple[str, ...]:
    told = []
    if not any(not one.is_no_show for one in lines):
        told.append(_("Nobody stands on its roster."))
    if batch.price_fen is None:
        told.append(_("It has no price a person."))
    broken = [one for one in lines if one.breaches]
    if broken:
        first = broken[0]
        words = f"{first.name}: {first.problem} {first.remedy}".strip()
        if len(broken) > 1:
            words += " " + ngettext(
                "({n} person more is above the limits.)",
                "({n} people more are above the limits.)",
                len(broken) - 1,
            ).format(n=len(broken) - 1)
        told.append(words)
    return tuple(told)


def _absent(session: Session, batch: BatchLine, lines: tuple[CostLine, ...]) -> tuple[str, ...]:
    """Say who is to be settled as having gone though nobody checked them in at the departure."""
    came = boarded(session, batch.activity_id)
    if not came:
        return ()
    workers = dict(
        session.execute(
            select(TripNominee.id, TripNominee.worker_id).where(TripNominee.batch_id == batch.id)
        ).all()
    )
    names = [one.name for one in lines if not one.is_no_show and workers.get(one.nominee_id) not in came]
    if not names:
        return ()
    words = ngettext(
        "{n} person did not board and is not noted as a no-show: {names}.",
        "{n} people did not board and are not noted as no-shows: {names}.",
        len(names),
    )
    return (words.format(n=len(names), names=_few(names)),)


def _few(names: list[str]) -> str:
    shown = _(", ").join(names[:5])
    return shown if len(names) <= 5 else _("{names} and {n} more").format(names=shown, n=len(names) - 5)


def _settled(session: Session, programme_id: UUID) -> dict[UUID, Settled]:
    rows = session.scalars(
        select(TripSettlement)
        .join(TripBatch, TripBatch.id == TripSettlement.batch_id)
        .where(TripBatch.programme_id == programme_id, TripSettlement.removed_at.is_(None))
    )
    return {row.batch_id: Settled(row.settled_on, row.settled_by, row.remark) for row in rows}
