"""The rest of the demonstration's year of trips: chosen, placed, posted, aboard and settled."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.ids import new_plain_ids
from desktop.models.activities import Attendance, Means
from desktop.models.base import Plain, plain
from desktop.models.trip_papers import ObjectionOutcome
from desktop.models.trip_people import ChangeKind, NomineeState, TripChange, TripNominee
from desktop.services import (
    trip_boarding,
    trip_choice,
    trip_invoices,
    trip_notices,
    trip_objections,
    trip_placing,
    trip_roster_rooms,
    trip_settlement,
    trips,
)
from desktop.services.clock import moment_of
from desktop.services.trip_choice_draws import Lots
from desktop.services.trip_invoices import InvoiceEntry
from desktop.services.trip_notices import NoticeEntry
from desktop.services.trip_objections import Answer, ObjectionEntry
from desktop.services.trip_placing import PlacingSettings
from desktop.services.trip_settlement import SettleEntry
from desktop.storage import bulk

_REASONS = ("家中老人住院，本人申请退出", "船期调整，无法请假")


def choose_and_place(session: Session, programme: UUID, year: int) -> None:
    """Choose by points and lots, then fill the batches."""
    lots = Lots(f"{year}-04-01 福彩3D 052", "当日福彩3D开奖号码，纪检人员在场")
    trip_choice.settle(session, programme, lots)
    best = import_module("desktop.services.trip_placing_best")  # loads the solver
    case = trip_placing.case_of(session, programme, PlacingSettings(lots))
    trip_placing.settle(session, best.best(case))


def post_notice(session: Session, programme: UUID, year: int, clerk: str) -> None:
    """Hang the notice up, answer an objection that was not upheld, and close it."""
    card = trips.programme(session, programme)
    entry = NoticeEntry(date(year, 4, 3), clerk, card.phone, "舟山市总工会权益保障部（临城海天大道）")
    posted = trip_notices.post(session, programme, entry)
    against = posted.lines[len(posted.lines) // 3]
    received = trip_objections.receive(
        session,
        posted.id,
        ObjectionEntry(
            posted.first_day, "反映该同志已调离一线岗位", against.nominee_id, "电话", "不愿透露姓名"
        ),
    )
    answered = "经向单位核实，该同志仍在一线岗位，排班表附后"
    trip_objections.answer(
        session,
        received.id,
        Answer(ObjectionOutcome.NOT_UPHELD, answered, clerk, posted.first_day + timedelta(1)),
    )
    trip_notices.close(session, posted.id, clerk)


def post_substitutes(session: Session, programme: UUID, year: int, clerk: str) -> None:
    """Hang up those who came in for others, too, and close that notice."""
    card, place = trips.programme(session, programme), "舟山市总工会权益保障部（临城海天大道）"
    posted = trip_notices.post(session, programme, NoticeEntry(date(year, 4, 16), clerk, card.phone, place))
    trip_notices.close(session, posted.id, clerk)


def replace_some(session: Session, programme: UUID, clerk: str) -> None:
    """Let two give their places back, to whoever waits first of the same organisation.

    Written as it would have been: the trips are over by now, and nobody may leave a roster any more.
    """
    rows = session.scalars(
        select(TripNominee)
        .where(TripNominee.programme_id == programme, TripNominee.state == NomineeState.WAITING)
        .order_by(TripNominee.waiting)
    ).all()
    for coming, reason in zip(rows, _REASONS, strict=False):
        going = session.scalars(
            select(TripNominee)
            .where(
                TripNominee.programme_id == programme,
                TripNominee.organisation_id == coming.organisation_id,
                TripNominee.state == NomineeState.CHOSEN,
                TripNominee.frontline.is_(coming.frontline),
                TripNominee.trade != "环卫工",
            )
            .order_by(TripNominee.rank.desc())
        ).first()
        if going is None:
            continue
        coming.state, coming.batch_id, coming.waiting = NomineeState.CHOSEN, going.batch_id, None
        session.add(
            TripChange(
                programme_id=programme,
                kind=ChangeKind.SUBSTITUTED,
                reason=reason,
                by=clerk,
                at=moment_of(session),
                out_id=going.id,
                in_id=coming.id,
                from_batch_id=going.batch_id,
                to_batch_id=going.batch_id,
            )
        )
        going.state, going.state_reason, going.batch_id = NomineeState.WITHDRAWN, reason, None
    session.flush()


def set_out(session: Session, programme: UUID) -> None:
    """Share rooms and seats, set the departures up, and let everybody have boarded."""
    for batch in trips.batches(session, programme):
        trip_roster_rooms.propose_rooms(session, batch.id)
        trip_roster_rooms.propose_seats(session, batch.id)
        trip_boarding.make_departure(session, batch.id)
        left = trip_boarding.departure(session, batch.id)
        if left is not None:
            _board(session, left)


def _board(session: Session, left: trip_boarding.Departure) -> None:
    dice = random.Random(f"boarding {left.starts_at:%m%d}")

    def rows() -> Iterator[tuple[Plain, ...]]:
        for key, one in zip(new_plain_ids(len(left.missing)), left.missing, strict=True):
            at = left.starts_at - timedelta(seconds=dice.randint(60, 1700))
            yield (key, plain(left.meeting_id), plain(one.worker_id), plain(at), Means.SCANNER.value)

    bulk.insert_many(session, Attendance, ("id", "meeting_id", "worker_id", "at", "means"), rows())


def settle(session: Session, programme: UUID, clerk: str) -> None:
    """Enter an invoice for each batch and settle it three weeks after it came back."""
    for number, batch in enumerate(trips.batches(session, programme), 1):
        account = trip_settlement.batch_account(session, batch.id)
        assert batch.ends_on is not None
        on = batch.ends_on + timedelta(14)
        trip_invoices.add_invoice(
            session,
            batch.id,
            InvoiceEntry(
                f"2433200000{on:%y%m%d}{number:04}", account.total_fen, batch.agency, on, "疗休养服务费"
            ),
        )
        trip_settlement.settle(session, batch.id, SettleEntry(clerk, on + timedelta(7)))
