"""Who stands behind each signed row as things are now: on the list, moved, merged, removed, in already."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.names import NAME_LIMIT, clean_name
from desktop.core.sheet_content import RowPart, SheetKind
from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Meeting
from desktop.models.people import Organisation, Worker
from desktop.models.reading import Receipt
from desktop.models.sheets import Sheet, SheetRow
from desktop.services.clock import local
from desktop.services.enrolment import blocks
from desktop.services.reading_parts import Decision, Standing
from desktop.services.sheet_record import printed_number

_BY_STATE = {
    EnrolmentState.ENROLLED: Standing.ON_LIST,
    EnrolmentState.WAITING: Standing.WAITING,
    EnrolmentState.CANCELLED: Standing.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class SheetCase:
    """A sheet on record with what it was printed for; ``kept`` rows come first, ``fen`` to each listed."""

    sheet: Sheet
    activity: Activity
    meeting: Meeting | None
    kind: SheetKind
    kept: int
    item: str
    fen: int | None

    @property
    def is_receipt(self) -> bool:
        """Whether a signature means that something was received."""
        return self.kind is SheetKind.RECEIPT

    def part_of(self, row: SheetRow) -> RowPart:
        """Return where a row comes from."""
        if row.worker_id is not None:
            return RowPart.LISTED
        return RowPart.KEPT if row.number <= self.kept else RowPart.WALK_IN

    def printed_number(self, row: SheetRow) -> int | None:
        """Return the number that stands on paper; rows kept free have none."""
        return printed_number(row.number, self.sheet.options)


@dataclass(frozen=True, slots=True)
class Person:
    """A worker as on file now, after merging."""

    id: UUID
    name: str
    organisation: str
    is_removed: bool
    was: str = ""
    """The name on the entry that was merged into this one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An attendance or a receipt on file, or one (without ``id``) that another row is about to make."""

    id: UUID | None
    at: datetime | None
    row_id: UUID | None
    sheet: int
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """The person of a row, how they stand, and what is on file for them already."""

    worker_id: UUID | None
    name: str
    organisation: str
    standing: Standing
    sentence: str = ""
    has_place: bool = False
    entry: Entry | None = None


def case_of(sheet: Sheet, activity: Activity, meeting: Meeting | None) -> SheetCase:
    """Return a printed list with what of its options matters to who signs it."""
    kept = json.loads(sheet.options)
    fen = int(Decimal(kept["sum"]) * 100) if kept["sum"] else None
    kind = SheetKind(sheet.kind.value)
    return SheetCase(sheet, activity, meeting, kind, kept["kept"], kept["item"], fen)


def print_key(case: SheetCase) -> tuple[object, ...]:
    """Return what two printings of the same list have in common."""
    return case.activity.id, case.sheet.meeting_id, case.kind, case.item, case.fen


@dataclass
class Seats:
    """All people, lists and entries that the rows of some sheets touch, loaded at once."""

    session: Session
    _people: dict[UUID, Person] = field(default_factory=dict)
    _states: dict[tuple[UUID, UUID], EnrolmentState] = field(default_factory=dict)
    _elsewhere: dict[UUID, list[tuple[UUID, datetime, str]]] = field(default_factory=dict)
    _by_row: dict[tuple[UUID | None, UUID], Entry] = field(default_factory=dict)
    _by_worker: dict[tuple[object, ...], Entry] = field(default_factory=dict)

    def load(self, cases: Sequence[SheetCase], worker_ids: Iterable[UUID]) -> None:
        """Learn what is on file about these sheets and people: a few queries for all of them."""
        self._load_people(set(worker_ids))
        activities = {case.activity.id for case in cases}
        self._load_states(activities)
        self._load_elsewhere(activities)
        meetings = {case.meeting.id for case in cases if case.meeting and not case.is_receipt}
        self._load_attendance(meetings)
        self._load_receipts({case.activity.id for case in cases if case.is_receipt})

    def seat(self, case: SheetCase, row: SheetRow, decision: Decision | None) -> Seat:
        """Return who a row stands for; of a blank row, whom the person decided on."""
        chosen = row.worker_id or (decision.worker_id if decision else None)
        own = self._by_row.get(_row_key(case, row.id))
        if chosen is None or chosen not in self._people:
            return self._guest(case, decision, own)
        return self._worker(case, self._people[chosen], own)

    def take(self, case: SheetCase, row: SheetRow, seat: Seat) -> None:
        """Remember that a row is about to enter its person, so that no second row does."""
        coming = Entry(None, None, row.id, case.sheet.number)
        self._by_row[_row_key(case, row.id)] = coming
        if seat.worker_id is not None:
            self._by_worker.setdefault(_key(case, seat.worker_id), coming)

    def _guest(self, case: SheetCase, decision: Decision | None, own: Entry | None) -> Seat:
        name = clean_name(decision.name)[:NAME_LIMIT] if decision else ""
        organisation = " ".join(decision.organisation.split()) if decision else ""
        if own is not None and not (own.is_unnamed and name):
            return Seat(None, name, organisation, Standing.ALREADY_IN, _already(own, case), entry=own)
        return Seat(None, name, organisation, Standing.NAMED if name else Standing.UNNAMED, entry=own)

    def _worker(self, case: SheetCase, person: Person, own: Entry | None) -> Seat:
        state = self._states.get((case.activity.id, person.id))
        standing = Standing.NOT_ENROLLED if state is None else _BY_STATE[state]
        entry = self._by_worker.get(_key(case, person.id)) or own
        seat = Seat(
            person.id, person.name, person.organisation, standing, has_place=standing is Standing.ON_LIST
        )
        if entry is not None and not (entry.is_unnamed and entry is own):
            told = replace(seat, standing=Standing.ALREADY_IN, sentence=_already(entry, case))
        elif person.is_removed:
            told = self._removed(case, seat)
        else:
            told = self._listed(case, seat)
        merged = _("Merged into {name}, who is entered.").format(name=person.name) if person.was else ""
        return replace(told, sentence=" ".join(filter(None, (merged, told.sentence))), entry=entry)

    def _removed(self, case: SheetCase, seat: Seat) -> Seat:
        """Let somebody who is still on the list of a past meeting be present there, others by name only."""
        if seat.has_place:
            said = _("Removed from the books since; entered all the same.")
            return replace(seat, standing=Standing.REMOVED, sentence=said)
        return replace(seat, worker_id=None, standing=Standing.REMOVED, sentence=_removed(case))

    def _listed(self, case: SheetCase, seat: Seat) -> Seat:
        if seat.has_place:
            return seat
        gone = seat.standing in (Standing.WITHDRAWN, Standing.NOT_ENROLLED)
        title = self._moved_to(case, seat.worker_id) if gone and seat.worker_id else None
        if title is not None:
            moved = _("No longer on this list, but on the one of “{title}”.").format(title=title)
            return replace(seat, standing=Standing.OTHER_LIST, sentence=moved)
        words = {
            Standing.WAITING: _("On the waiting list, without a place."),
            Standing.WITHDRAWN: _("Withdrew from this activity."),
            Standing.NOT_ENROLLED: _("Not on this list."),
        }
        return replace(seat, sentence=words.get(seat.standing, ""))

    def _moved_to(self, case: SheetCase, worker_id: UUID) -> str | None:
        since = [
            (at, title)
            for activity_id, at, title in self._elsewhere.get(worker_id, ())
            if activity_id != case.activity.id and at >= case.sheet.printed_at
        ]
        return max(since)[1] if since else None

    def _load_people(self, wanted: set[UUID]) -> None:
        into: dict[UUID, UUID] = {}
        missing = set(wanted)
        while missing:
            for block in blocks(sorted(missing)):
                rows = self.session.execute(
                    select(
                        Worker.id, Worker.name, Organisation.name, Worker.removed_at, Worker.merged_into_id
                    )
                    .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
                    .where(Worker.id.in_(block))
                )
                for key, name, organisation, removed_at, merged_into in rows:
                    self._people[key] = Person(key, name, organisation or "", removed_at is not None)
                    if removed_at is not None and merged_into is not None:
                        into[key] = merged_into
            missing = {key for key in into.values() if key not in self._people}
        for key in into:
            last = key
            while last in into:
                last = into[last]
            self._people[key] = replace(self._people[last], was=self._people[key].name)

    def _load_states(self, activities: set[UUID]) -> None:
        rows = self.session.execute(
            select(Enrolment.activity_id, Enrolment.worker_id, Enrolment.state).where(
                Enrolment.activity_id.in_(activities), Enrolment.removed_at.is_(None)
            )
        )
        self._states = {(activity_id, worker_id): state for activity_id, worker_id, state in rows}

    def _load_elsewhere(self, activities: set[UUID]) -> None:
        """Look for other lists of those who have no place on one of these any more."""
        gone = {
            person.id
            for person in self._people.values()
            if not person.is_removed
            and any(
                self._states.get((activity_id, person.id), EnrolmentState.CANCELLED)
                is EnrolmentState.CANCELLED
                for activity_id in activities
            )
        }
        for block in blocks(sorted(gone)):
            rows = self.session.execute(
                select(Enrolment.worker_id, Enrolment.activity_id, Enrolment.enrolled_at, Activity.title)
                .join(Activity, Activity.id == Enrolment.activity_id)
                .where(
                    Enrolment.worker_id.in_(block),
                    Enrolment.state == EnrolmentState.ENROLLED,
                    Enrolment.removed_at.is_(None),
                    Activity.removed_at.is_(None),
                )
            )
            for worker_id, activity_id, at, title in rows:
                self._elsewhere.setdefault(worker_id, []).append((activity_id, at, title))

    def _load_attendance(self, meetings: set[UUID]) -> None:
        rows = self.session.execute(
            select(
                Attendance.meeting_id,
                Attendance.worker_id,
                Attendance.sheet_row_id,
                Attendance.id,
                Attendance.at,
                Attendance.guest_name,
            ).where(Attendance.meeting_id.in_(meetings), Attendance.removed_at.is_(None))
        )
        for meeting_id, worker_id, row_id, key, at, guest in rows:
            entry = Entry(key, at, row_id, 0, is_unnamed=worker_id is None and not guest)
            if row_id is not None:
                self._by_row[meeting_id, row_id] = entry
            if worker_id is not None:
                self._by_worker[meeting_id, worker_id] = entry

    def _load_receipts(self, activities: set[UUID]) -> None:
        rows = self.session.execute(
            select(Receipt, Sheet.number)
            .join(SheetRow, SheetRow.id == Receipt.sheet_row_id)
            .join(Sheet, Sheet.id == SheetRow.sheet_id)
            .where(Receipt.activity_id.in_(activities), Receipt.removed_at.is_(None))
        )
        for one, number in rows:
            unnamed = one.worker_id is None and not one.guest_name
            entry = Entry(one.id, one.at, one.sheet_row_id, number, unnamed)
            self._by_row[None, one.sheet_row_id] = entry
            if one.worker_id is not None:
                self._by_worker[one.activity_id, one.meeting_id, one.worker_id, one.item, one.fen] = entry


def _key(case: SheetCase, worker_id: UUID) -> tuple[object, ...]:
    """Return what a worker is entered under once: at a meeting, or for one thing handed out there."""
    if case.is_receipt:
        return case.activity.id, case.sheet.meeting_id, worker_id, case.item, case.fen
    return case.sheet.meeting_id, worker_id


def _row_key(case: SheetCase, row_id: UUID) -> tuple[UUID | None, UUID]:
    """Return what the entry of a row is found by: at the door a row may serve at several meetings."""
    return None if case.is_receipt else case.sheet.meeting_id, row_id


def _already(entry: Entry, case: SheetCase) -> str:
    if entry.id is None:
        return _("Signed on sheet {number} too.").format(number=entry.sheet)
    if case.is_receipt:
        return _("Received already, by sheet {number}.").format(number=entry.sheet)
    return _("Already in since {time}.").format(time=local(entry.at).strftime("%H:%M") if entry.at else "")


def _removed(case: SheetCase) -> str:
    if case.is_receipt:
        return _("Removed from the books: entered by name only.")
    return _("Removed from the books: comes in as a guest of this name.")
