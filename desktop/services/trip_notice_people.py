"""Who is to stand on the next public notice of a programme, and how little is shown of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from desktop.core.i18n import _
from desktop.core.notice_list import Hung, Listed, hung
from desktop.models.people import Organisation, Worker
from desktop.models.trip_papers import TripNotice, TripNoticeLine
from desktop.models.trip_people import NomineeState, TripNominee


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line as it would hang; ``name`` is the whole name, which no notice shows."""

    nominee_id: UUID
    number: int
    name: str
    name_shown: str
    organisation_shown: str
    post_shown: str
    remark: str
    alike: bool


@dataclass(frozen=True, slots=True)
class _Chosen:
    nominee_id: UUID
    number: int
    name: str
    organisation_id: UUID
    organisation: str
    above: str
    post: str
    birthday: date | None


def draft_lines(
    session: Session, programme_id: UUID, substitutes: bool = False, all_posts: bool = False
) -> tuple[DraftLine, ...]:
    """Return a line for everybody who is chosen and on no notice yet, employers as the list has them."""
    chosen = _not_posted(session, programme_id)
    first: dict[UUID, int] = {}
    for one in chosen:
        first.setdefault(one.organisation_id, one.number)
    chosen.sort(key=lambda one: (first[one.organisation_id], one.number))
    names = _employers(chosen)
    people = [
        Listed(one.nominee_id, one.name, names[one.organisation_id], one.post, one.birthday) for one in chosen
    ]
    shown = hung(people, all_posts)
    return tuple(
        DraftLine(
            nominee_id=one.id,
            number=number,
            name=listed.name,
            name_shown=one.name,
            organisation_shown=one.organisation,
            post_shown=one.post,
            remark=_remark(one, substitutes),
            alike=one.alike,
        )
        for number, (one, listed) in enumerate(zip(shown, people, strict=True), start=1)
    )


def count_not_posted(session: Session, programme_id: UUID) -> int:
    """Return how many are chosen and on no notice yet."""
    return session.scalar(_waiting_for_notice(programme_id).with_only_columns(func.count())) or 0


def _waiting_for_notice(programme_id: UUID) -> Select[UUID]:
    posted = (
        select(TripNoticeLine.nominee_id)
        .join(TripNotice, TripNotice.id == TripNoticeLine.notice_id)
        .where(
            TripNotice.programme_id == programme_id,
            TripNotice.removed_at.is_(None),
            TripNoticeLine.removed_at.is_(None),
        )
    )
    return select(TripNominee.id).where(
        TripNominee.programme_id == programme_id,
        TripNominee.removed_at.is_(None),
        TripNominee.state == NomineeState.CHOSEN,
        TripNominee.id.not_in(posted),
    )


def _not_posted(session: Session, programme_id: UUID) -> list[_Chosen]:
    above = aliased(Organisation)
    rows = session.execute(
        _waiting_for_notice(programme_id)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .outerjoin(above, above.id == Organisation.parent_id)
        .order_by(TripNominee.number, TripNominee.id)
        .with_only_columns(
            TripNominee.id,
            TripNominee.number,
            Worker.name,
            Organisation.id,
            Organisation.name,
            func.coalesce(above.name, ""),
            func.coalesce(func.nullif(TripNominee.post, ""), Worker.post),
            Worker.birthday,
        )
    )
    return [_Chosen(*row) for row in rows]


def _employers(chosen: list[_Chosen]) -> dict[UUID, str]:
    """Return what each employer is called on the notice: two of one name with the union above them."""
    known = {one.organisation_id: one for one in chosen}
    often = Counter(one.organisation for one in known.values())
    return {
        key: f"{one.above} {one.organisation}".strip() if often[one.organisation] > 1 else one.organisation
        for key, one in known.items()
    }


def _remark(one: Hung, substitutes: bool) -> str:
    parts = [_("Substitute")] if substitutes else []
    if one.born is not None:
        parts.append(_("born {year}").format(year=one.born))
    return _(", ").join(parts)
