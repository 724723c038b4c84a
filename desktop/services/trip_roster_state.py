"""What the rosters of a programme still lack before they can be approved."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.models.people import Worker
from desktop.models.trip_papers import TripNotice, TripNoticeLine
from desktop.models.trip_people import TripNominee
from desktop.services.trip_boarding import departure
from desktop.services.trip_roster import GOING, BatchStanding, Standing, standing
from desktop.services.trip_steps import Missing

BATCH = "trip-batch"


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the rosters lack, what blocks their approval first."""
    now = standing(session, programme_id)
    told = [*_of_all(now), *_of_people(session, now)]
    for one in now.batches:
        told += _of_batch(session, one)
    return tuple(sorted(told, key=lambda one: not one.blocks))


def _of_all(now: Standing) -> Iterator[Missing]:
    if not now.count:
        yield Missing(_("Nobody has a place yet."))
    if now.unplaced:
        n = len(now.unplaced)
        yield Missing(
            ngettext(
                "{n} person is chosen but in no batch.", "{n} people are chosen but in no batch.", n
            ).format(n=n)
        )
    lacks = now.needed - now.frontline
    if lacks > 0:
        yield Missing(
            ngettext(
                "The rosters are {n} person short of the front line: {held} of {count}, needed {needed}.",
                "The rosters are {n} people short of the front line: {held} of {count}, needed {needed}.",
                lacks,
            ).format(n=lacks, held=now.frontline, count=now.count, needed=now.needed)
        )
    free = sum(max(0, one.free) for one in now.batches)
    if free and now.waiting:
        yield Missing(
            ngettext(
                "{n} place is free while {waiting} wait.", "{n} places are free while {waiting} wait.", free
            ).format(n=free, waiting=now.waiting),
            blocks=False,
        )


def _of_people(session: Session, now: Standing) -> Iterator[Missing]:
    unposted = _unposted(session, now.programme_id)
    if unposted:
        yield Missing(
            ngettext(
                "{n} person on the rosters stands on no public notice.",
                "{n} people on the rosters stand on no public notice.",
                unposted,
            ).format(n=unposted),
            blocks=False,
        )
    nameless = _without_number(session, now.programme_id)
    if nameless:
        yield Missing(
            ngettext(
                "{n} person on the rosters has no identity number for the insurer.",
                "{n} people on the rosters have no identity number for the insurer.",
                nameless,
            ).format(n=nameless),
            blocks=False,
        )


def _of_batch(session: Session, one: BatchStanding) -> Iterator[Missing]:
    title = one.batch.title
    if one.free < 0:
        yield _about(
            one,
            ngettext(
                "{batch} has {n} person more than its {places} places.",
                "{batch} has {n} people more than its {places} places.",
                -one.free,
            ).format(batch=title, n=-one.free, places=one.batch.capacity),
        )
    lacks = one.needed - one.frontline
    if lacks > 0:
        yield _about(
            one,
            ngettext(
                "{batch} is {n} person short of the front line: {held} of {count}, needed {needed}.",
                "{batch} is {n} people short of the front line: {held} of {count}, needed {needed}.",
                lacks,
            ).format(batch=title, n=lacks, held=one.frontline, count=one.count, needed=one.needed),
        )
    unknown = _unknown(one)
    if one.count and unknown:
        yield _about(
            one, _("{batch}: still to be entered: {what}.").format(batch=title, what=unknown), blocks=False
        )
    there = departure(session, one.batch.id) if one.batch.activity_id else None
    if there is not None and there.has_left and there.missing:
        n = len(there.missing)
        words = ngettext(
            "{batch} has left; {n} person was neither checked in nor noted as a no-show.",
            "{batch} has left; {n} people were neither checked in nor noted as no-shows.",
            n,
        )
        yield _about(one, words.format(batch=title, n=n), blocks=False)
    if there is not None and not there.is_current:
        yield _about(
            one,
            _("{batch}: the list at the door is not that of the roster.").format(batch=title),
            blocks=False,
        )


def _unknown(one: BatchStanding) -> str:
    facts = (
        (one.batch.departs_at, _("hour of departure")),
        (one.batch.leader, _("leader")),
        (one.batch.insurer, _("insurer")),
    )
    return _(", ").join(word for value, word in facts if not value)


def _about(one: BatchStanding, sentence: str, blocks: bool = True) -> Missing:
    return Missing(sentence, blocks, BATCH, one.batch.id)


def _unposted(session: Session, programme_id: UUID) -> int:
    posted = (
        select(TripNoticeLine.nominee_id)
        .join(TripNotice, TripNotice.id == TripNoticeLine.notice_id)
        .where(
            TripNotice.programme_id == programme_id,
            TripNotice.removed_at.is_(None),
            TripNoticeLine.removed_at.is_(None),
        )
    )
    return (
        session.scalar(
            select(func.count()).where(
                TripNominee.programme_id == programme_id,
                TripNominee.state.in_(GOING),
                TripNominee.removed_at.is_(None),
                TripNominee.id.not_in(posted),
            )
        )
        or 0
    )


def _without_number(session: Session, programme_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(TripNominee)
            .join(Worker, Worker.id == TripNominee.worker_id)
            .where(
                TripNominee.programme_id == programme_id,
                TripNominee.state.in_(GOING),
                TripNominee.removed_at.is_(None),
                Worker.id_number.is_(None) | (Worker.id_number == ""),
            )
        )
        or 0
    )
