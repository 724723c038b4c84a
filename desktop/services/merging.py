"""Two entries that are one person: finding them, and making them one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.core.national_id import check
from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState
from desktop.models.people import Honour, Sex, Worker, WorkerSearch
from desktop.models.reading import Receipt, Signature
from desktop.models.sheets import Card
from desktop.services import people, trip_merging, waiting
from desktop.services.clock import moment_of
from desktop.services.people import WorkerCard, WorkerLine
from desktop.storage import journal

MergeField = Literal[
    "name", "sex", "id_number", "birthday", "phone", "organisation_id", "post", "frontline",
    "member_number", "remark",
]  # fmt: skip
MERGE_FIELDS: tuple[MergeField, ...] = (
    "name", "sex", "id_number", "birthday", "phone", "organisation_id", "post", "frontline",
    "member_number", "remark",
)  # fmt: skip
Side = Literal["keep", "gone"]
Agreed = Literal["phone", "organisation", "birthday"]
T = TypeVar("T", Honour, Card, Attendance, Enrolment, Receipt)
_NAMES = 5000
_BLOCK = 500
_BETTER = {EnrolmentState.ENROLLED: 0, EnrolmentState.WAITING: 1, EnrolmentState.CANCELLED: 2}


class SamePerson(Refused):
    """An entry cannot be merged with itself."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries that are likely one person, and what they agree in beside the name."""

    first: WorkerLine
    second: WorkerLine
    agree_in: tuple[Agreed, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that is likely the same person as another, and what the two agree in beside the name."""

    line: WorkerLine
    agree_in: tuple[Agreed, ...]


def twins_of(session: Session, worker_id: UUID, limit: int = 5) -> list[Twin]:
    """Return the entries that are likely the same person as this one, nearest first."""
    name = session.scalar(select(WorkerSearch.name).where(WorkerSearch.worker_id == worker_id))
    same_name = _candidates(session, [name] if name else []).get(name or "", [])
    own = next((one for one in same_name if one[0] == worker_id), None)
    if own is None:
        return []
    agreeing = {
        other[0]: agree
        for other in same_name
        if other is not own and not (own[1] and other[1]) and (agree := _agreement(own, other))
    }
    nearest = sorted(agreeing, key=lambda key: (-len(agreeing[key]), key))[:limit]
    return [Twin(line, agreeing[line.id]) for line in people.rows(session, nearest)]


def likely_twins(session: Session, limit: int = 200) -> list[Twins]:
    """Return pairs of the same name that agree in telephone, organisation or birthday, nearest first.

    Two entries with different identity numbers are two persons and are not told.
    """
    names = _names_twice(session)
    rows = _candidates(session, names)
    pairs: list[tuple[UUID, UUID, tuple[Agreed, ...]]] = []
    for same_name in rows.values():
        for one, other in combinations(same_name, 2):
            agree = _agreement(one, other)
            if agree and not (one[1] and other[1]):
                pairs.append((one[0], other[0], agree))
    pairs.sort(key=lambda pair: -len(pair[2]))
    pairs = pairs[:limit]
    lines = {
        line.id: line
        for line in people.rows(
            session, list({key for first, second, _a in pairs for key in (first, second)})
        )
    }
    return [Twins(lines[first], lines[second], agree) for first, second, agree in pairs]


def merge(
    session: Session, keep_id: UUID, gone_id: UUID, choices: Mapping[MergeField, Side] | None = None
) -> WorkerCard:
    """Make two entries one: ``keep_id`` stays, with honours, lists, attendance, cards and trips of both.

    A field is taken from the side chosen; without a choice from the one that stays, or from the other
    where that one says nothing. One step of undo.
    """
    keep, gone = people.get(session, keep_id), people.get(session, gone_id)
    if keep is gone:
        raise SamePerson(_("These are one and the same entry."), _("Choose two different ones."))
    journal.describe(session, N_("Merge {gone} into {keep}"), gone=gone.name, keep=keep.name)
    chosen = {field: _chosen(keep, gone, field, choices or {}) for field in MERGE_FIELDS}
    gone.removed_at, gone.merged_into_id = moment_of(session), keep.id
    session.flush()  # the identity number must be free before the other entry takes it
    for field, value in chosen.items():
        setattr(keep, field, value)
    keep.name_key = gone.name_key if keep.name == gone.name else keep.name_key
    _follow_number(keep)
    _honours(session, keep_id, gone_id)
    _cards(session, keep_id, gone_id)
    _attendance(session, keep_id, gone_id)
    _enrolments(session, keep_id, gone_id)
    for one in _of(session, Receipt, gone_id):
        one.worker_id = keep_id
    trip_merging.take_over(session, keep_id, gone_id)
    return people.card(session, keep_id)


def _chosen(keep: Worker, gone: Worker, field: MergeField, choices: Mapping[MergeField, Side]) -> object:
    own, other = getattr(keep, field), getattr(gone, field)
    side = choices.get(field)
    if side is not None:
        return other if side == "gone" else own
    return other if own is None or own == "" else own


def _follow_number(worker: Worker) -> None:
    if worker.id_number:
        known = check(worker.id_number)
        worker.sex, worker.birthday = Sex(known.sex), known.birthday


def _honours(session: Session, keep_id: UUID, gone_id: UUID) -> None:
    held = {(one.title, one.year) for one in _of(session, Honour, keep_id)}
    for one in _of(session, Honour, gone_id):
        if (one.title, one.year) in held:
            one.removed_at = moment_of(session)
        else:
            one.worker_id = keep_id


def _cards(session: Session, keep_id: UUID, gone_id: UUID) -> None:
    """A card of the entry that goes is found through ``merged_into_id``; an only one moves."""
    if not _of(session, Card, keep_id):
        for card in _of(session, Card, gone_id):
            card.worker_id = keep_id


def _attendance(session: Session, keep_id: UUID, gone_id: UUID) -> None:
    held = {one.meeting_id: one for one in _of(session, Attendance, keep_id)}
    for one in _of(session, Attendance, gone_id):
        own = held.get(one.meeting_id)
        if own is None:
            one.worker_id = keep_id
            continue
        one.removed_at = moment_of(session)
        _move_signatures(session, one.id, own.id)
        if one.at < own.at:
            own.at, own.means, own.walk_in = one.at, one.means, one.walk_in
            own.sheet_row_id = one.sheet_row_id


def _move_signatures(session: Session, gone_id: UUID, keep_id: UUID) -> None:
    """Let what an attendance rested on bear witness to the one that stays."""
    rested = select(Signature).where(Signature.attendance_id == gone_id, Signature.removed_at.is_(None))
    for signature in session.scalars(rested):
        signature.attendance_id = keep_id


def _enrolments(session: Session, keep_id: UUID, gone_id: UUID) -> None:
    """On a list with both, the better place is kept; a place that falls free goes to who waits longest."""
    held = {one.activity_id: one for one in _of(session, Enrolment, keep_id)}
    freed: list[UUID] = []
    for one in _of(session, Enrolment, gone_id):
        own = held.get(one.activity_id)
        if own is None:
            one.worker_id = keep_id
            continue
        if own.state is one.state is EnrolmentState.ENROLLED:
            freed.append(one.activity_id)
        if (_BETTER[one.state], one.position) < (_BETTER[own.state], own.position):
            own.state, own.position, own.enrolled_at = one.state, one.position, one.enrolled_at
        own.kept_first = own.kept_first or one.kept_first
        one.removed_at = moment_of(session)
    session.flush()
    for activity_id in freed:
        activity = session.get(Activity, activity_id)
        if activity is not None:
            waiting.fill_places(session, activity, _("Two entries of one person were merged."))


def _of(session: Session, kind: type[T], worker_id: UUID) -> Sequence[T]:
    return session.scalars(select(kind).where(kind.worker_id == worker_id, kind.removed_at.is_(None))).all()


_Candidate = tuple[UUID, str | None, str, UUID | None, date | None]


def _names_twice(session: Session) -> list[str]:
    """Return the names, as they are searched by, of workers without an identity number."""
    bare = session.scalars(
        select(Worker.id).where(Worker.removed_at.is_(None), Worker.id_number.is_(None)).limit(_NAMES)
    ).all()
    names: set[str] = set()
    for start in range(0, len(bare), _BLOCK):
        part = WorkerSearch.worker_id.in_(bare[start : start + _BLOCK])
        names.update(session.scalars(select(WorkerSearch.name).where(part)))
    return sorted(names)


def _candidates(session: Session, names: Sequence[str]) -> dict[str, list[_Candidate]]:
    found: dict[str, list[_Candidate]] = {}
    for start in range(0, len(names), _BLOCK):
        workers = session.execute(
            select(
                WorkerSearch.name, Worker.id, Worker.id_number, Worker.phone, Worker.organisation_id,
                Worker.birthday,
            )
            .join(Worker, Worker.id == WorkerSearch.worker_id)
            .where(WorkerSearch.name.in_(names[start : start + _BLOCK]), Worker.removed_at.is_(None))
        )  # fmt: skip
        for name, key, number, phone, place, born in workers:
            found.setdefault(name, []).append((key, number, phone, place, born))
    return found


def _agreement(one: _Candidate, other: _Candidate) -> tuple[Agreed, ...]:
    agree: list[Agreed] = []
    if one[2] and one[2] == other[2]:
        agree.append("phone")
    if one[3] is not None and one[3] == other[3]:
        agree.append("organisation")
    if one[4] is not None and one[4] == other[4]:
        agree.append("birthday")
    return tuple(agree)
