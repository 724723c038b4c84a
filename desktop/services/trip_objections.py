"""Objections against a public notice (异议): taken down whoever raises them, and answered once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.models.people import Worker
from desktop.models.trip_papers import ObjectionOutcome, TripNotice, TripNoticeLine, TripObjection
from desktop.models.trip_people import ChangeKind, NomineeState, TripChange, TripNominee
from desktop.services import trip_boarding, trip_notices, trips
from desktop.services.clock import local, moment_of
from desktop.services.trip_steps import TripStep, is_approved, require_open
from desktop.storage import journal

__all__ = [
    "AlreadyAnswered",
    "Answer",
    "ObjectionEntry",
    "ObjectionLine",
    "ObjectionOutcome",
    "Received",
    "answer",
    "objection",
    "objections",
    "receive",
]

_TEXT_LIMIT = 2000


class AlreadyAnswered(Refused):
    """An answer that was given stands; only undo takes it back."""


class NotOnNotice(Refused):
    """The objection names somebody who does not stand on that notice."""


class HasGone(Refused):
    """Somebody who has boarded, or whose trip is settled, cannot lose the place any more."""


@dataclass(frozen=True, slots=True)
class ObjectionEntry:
    """An objection as it came in; without a nominee it is against the notice as a whole.

    ``means`` is how it came (by telephone, by letter), ``raised_by`` empty where nobody gave a name.
    """

    received_on: date
    text: str
    nominee_id: UUID | None = None
    means: str = ""
    raised_by: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: ``outcome`` is never OPEN; ``text`` is the reason as it is told."""

    outcome: ObjectionOutcome
    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Received:
    """An objection that was taken down; ``said`` tells what is unusual about it, empty where nothing is."""

    id: UUID
    said: str


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection with its answer; ``number`` counts within the programme, ``name`` is the whole name.

    ``number_on_notice`` and ``name_shown`` are those of the line objected to; ``in_time`` is whether it
    came within the period.
    """

    id: UUID
    number: int
    notice_id: UUID
    notice_number: int
    nominee_id: UUID | None
    name: str
    name_shown: str
    organisation: str
    number_on_notice: int | None
    received_on: date
    in_time: bool
    means: str
    raised_by: str
    text: str
    outcome: ObjectionOutcome
    answer: str
    answered_by: str
    answered_on: date | None


def receive(session: Session, notice_id: UUID, entry: ObjectionEntry) -> Received:
    """Take an objection down, also one from outside the period, and also after the step was approved.

    Raises FieldError (received_on, text), NotOnNotice.
    """
    posted = trip_notices.on_file(session, notice_id)
    text = entry.text.strip()
    if not text:
        raise FieldError("text", _("Write down what was objected to."))
    if len(text) > _TEXT_LIMIT:
        raise FieldError(
            "text",
            _("The text is longer than {count} characters.").format(count=_TEXT_LIMIT),
            _("Write down what matters, and keep the letter on file."),
        )
    if entry.received_on > local(moment_of(session)).date():
        raise FieldError(
            "received_on", _("{day} is still to come.").format(day=entry.received_on.isoformat())
        )
    if entry.nominee_id is not None:
        _require_on_notice(session, posted, entry.nominee_id)
    row = TripObjection(
        notice_id=notice_id,
        nominee_id=entry.nominee_id,
        received_on=entry.received_on,
        text=text,
        means=_line(entry.means),
        raised_by=_line(entry.raised_by),
    )
    session.add(row)
    session.flush()
    journal.describe(session, N_("Take down an objection to notice {number}"), number=posted.number)
    return Received(row.id, _unusual(posted, entry.received_on))


def answer(session: Session, objection_id: UUID, given: Answer) -> ObjectionLine:
    """Answer an objection. One that is upheld takes the place away, which is then free for a substitute.

    Raises AlreadyAnswered, FieldError (outcome, answer, by, on), HasGone, StepApproved.
    """
    row = _on_file(session, objection_id)
    posted = trip_notices.on_file(session, row.notice_id)
    if row.outcome is not ObjectionOutcome.OPEN:
        raise AlreadyAnswered(
            _("This objection was answered by {who} on {day}.").format(
                who=row.answered_by, day=row.answered_on.isoformat() if row.answered_on else ""
            ),
            _("Take the answer back with Undo, or take down a new objection."),
        )
    text, who = given.text.strip(), _line(given.by)
    _check_answer(row, given, text, who)
    row.outcome, row.answer = ObjectionOutcome(given.outcome.value), text
    row.answered_by, row.answered_on = who, given.on
    if given.outcome is ObjectionOutcome.UPHELD and row.nominee_id is not None:
        _reject(session, posted, row.nominee_id, text, who)
    session.flush()
    label = (
        N_("Uphold an objection to notice {number}")
        if given.outcome is ObjectionOutcome.UPHELD
        else N_("Answer an objection to notice {number}")
    )
    journal.describe(session, label, number=posted.number)
    return objection(session, objection_id)


def objections(session: Session, programme_id: UUID) -> tuple[ObjectionLine, ...]:
    """Return the objections of a programme in the order they came in."""
    rows = session.execute(
        select(TripObjection, TripNotice, TripNoticeLine, Worker.name)
        .join(TripNotice, TripNotice.id == TripObjection.notice_id)
        .outerjoin(
            TripNoticeLine,
            (TripNoticeLine.notice_id == TripObjection.notice_id)
            & (TripNoticeLine.nominee_id == TripObjection.nominee_id)
            & TripNoticeLine.removed_at.is_(None),
        )
        .outerjoin(TripNominee, TripNominee.id == TripObjection.nominee_id)
        .outerjoin(Worker, Worker.id == TripNominee.worker_id)
        .where(TripNotice.programme_id == programme_id, TripObjection.removed_at.is_(None))
        .order_by(TripObjection.received_on, TripObjection.id)
    )
    return tuple(
        _shown(number, row, posted, line, name or "")
        for number, (row, posted, line, name) in enumerate(rows, start=1)
    )


def objection(session: Session, objection_id: UUID) -> ObjectionLine:
    """Return an objection. Raises NotFound."""
    row = _on_file(session, objection_id)
    posted = trip_notices.on_file(session, row.notice_id)
    return next(one for one in objections(session, posted.programme_id) if one.id == objection_id)


def _shown(
    number: int, row: TripObjection, posted: TripNotice, line: TripNoticeLine | None, name: str
) -> ObjectionLine:
    return ObjectionLine(
        id=row.id,
        number=number,
        notice_id=posted.id,
        notice_number=posted.number,
        nominee_id=row.nominee_id,
        name=name,
        name_shown=line.name_shown if line else "",
        organisation=line.organisation_shown if line else "",
        number_on_notice=line.number if line else None,
        received_on=row.received_on,
        in_time=posted.posted_on <= row.received_on <= posted.last_day,
        means=row.means,
        raised_by=row.raised_by,
        text=row.text,
        outcome=ObjectionOutcome(row.outcome),
        answer=row.answer,
        answered_by=row.answered_by,
        answered_on=row.answered_on,
    )


def _check_answer(row: TripObjection, given: Answer, text: str, who: str) -> None:
    if given.outcome is ObjectionOutcome.OPEN:
        raise FieldError("outcome", _("Say whether the objection is upheld."))
    if not text:
        raise FieldError("answer", _("Say what was found and why."))
    if not who:
        raise FieldError("by", _("Say who answers."))
    if given.on < row.received_on:
        raise FieldError("on", _("It was only received on {day}.").format(day=row.received_on.isoformat()))


def _reject(session: Session, posted: TripNotice, nominee_id: UUID, reason: str, by: str) -> None:
    """Take the place away; once the roster is approved this is a change of it, and kept as one."""
    require_open(session, posted.programme_id, TripStep.NOTICE)
    person = session.get(TripNominee, nominee_id)
    if person is None or person.removed_at is not None:
        return
    if person.state is NomineeState.WENT:
        raise HasGone(
            _("The trip of this person is settled already."),
            _("Take the settlement back first, or answer that the objection is not upheld."),
        )
    if person.state not in (NomineeState.NAMED, NomineeState.CHOSEN, NomineeState.WAITING):
        return
    had_place = person.state is NomineeState.CHOSEN
    batch = trips.batch_on_file(session, person.batch_id) if had_place and person.batch_id else None
    if batch is not None and trip_boarding.has_come(session, batch, person.worker_id):
        raise HasGone(
            _("This person has boarded."),
            _("Take the check-in back at the door first, or answer that the objection is not upheld."),
        )
    person.state = NomineeState.REJECTED
    person.state_reason = _("Objection upheld: {reason}").format(reason=reason)
    person.waiting = None
    if had_place and is_approved(session, posted.programme_id, TripStep.ROSTER):
        change = TripChange(
            programme_id=posted.programme_id,
            kind=ChangeKind.WITHDRAWN,
            reason=person.state_reason,
            by=by,
            at=moment_of(session),
            out_id=nominee_id,
            from_batch_id=person.batch_id,
        )
        session.add(change)
    if batch is not None:
        session.flush()
        trip_boarding.sync(session, batch.id, person.state_reason)


def _require_on_notice(session: Session, posted: TripNotice, nominee_id: UUID) -> None:
    there = session.scalar(
        select(TripNoticeLine.id)
        .where(
            TripNoticeLine.notice_id == posted.id,
            TripNoticeLine.nominee_id == nominee_id,
            TripNoticeLine.removed_at.is_(None),
        )
        .limit(1)
    )
    if there is None:
        raise NotOnNotice(
            _("That person does not stand on notice {number}.").format(number=posted.number),
            _("Choose a line of the notice, or object to the notice as a whole."),
        )


def _unusual(posted: TripNotice, received_on: date) -> str:
    if received_on > posted.last_day:
        return _("It came after the last day, {day}; it was taken down all the same.").format(
            day=posted.last_day.isoformat()
        )
    if received_on < posted.posted_on:
        return _("It came before the notice was posted on {day}; it was taken down all the same.").format(
            day=posted.posted_on.isoformat()
        )
    return ""


def _on_file(session: Session, objection_id: UUID) -> TripObjection:
    row = session.get(TripObjection, objection_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That objection is no longer on file."), _("Choose another one."))
    return row


def _line(text: str) -> str:
    return " ".join(text.split())
