"""Finding the workers on file that a list names, and what the list says otherwise about them.

By identity number, then name + telephone, then name + organisation + birthday; never by name alone.
Every block of rows asks for the few workers it may mean, so that a small list is quick on a large file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Text, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from desktop.core.names import name_key
from desktop.core.phones import phone_kind
from desktop.models.people import Worker, WorkerSearch
from desktop.services import honours, organisations, people
from desktop.services.honours import HonourLine
from desktop.services.imports_rows import FieldChange, ImportRow, Note, NoteKind, Verdict
from desktop.spreadsheets.cells import Honour
from desktop.spreadsheets.headings import Field

MATCH_NOTES: tuple[NoteKind, ...] = ("other-name", "other-number", "several", "namesake", "phone-shared")


class OnFile(NamedTuple):
    """A worker on file, as far as a list may say otherwise."""

    id: UUID
    name: str
    name_key: str
    sex: str | None
    id_number: str | None
    birthday: date | None
    phone: str
    organisation_id: UUID | None
    post: str
    frontline: bool | None
    member_number: str
    remark: str


# Read past the object mapper, keys and sexes as they are stored: of 100,000 rows that is a second saved.
_STORED = Worker.__table__.c
_COLUMNS = (
    type_coerce(_STORED.id, Text), _STORED.name, _STORED.name_key, type_coerce(_STORED.sex, Text),
    _STORED.id_number, _STORED.birthday, _STORED.phone, type_coerce(_STORED.organisation_id, Text),
    _STORED.post, _STORED.frontline, _STORED.member_number, _STORED.remark,
)  # fmt: skip
_PLAIN_FIELDS: tuple[Field, ...] = (
    "name", "sex", "id_number", "birthday", "phone", "post", "frontline", "member_number", "remark",
)  # fmt: skip
_AS_READ = ImportRow._fields.index("verdict")  # what stands before it in a row is what the list says


class _Doubt(NamedTuple):
    """Why a row may not mean whom it seems to, and the workers a person may point at instead."""

    note: Note
    candidates: tuple[UUID, ...] = ()


class Matching:
    """One comparison of a list with the file. Feed it the rows in blocks, in their order."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._organisations = organisations.by_key(session)
        self._keys: dict[str, UUID | None] = {}
        self._named: dict[UUID, str] = organisations.names(session)
        self._anybody = session.scalar(select(Worker.id).limit(1)) is not None
        self._matched: dict[UUID, int] = {}

    def begin_list(self) -> None:
        """Begin another list, in which those of the list before may stand again."""
        self._matched.clear()

    def block(self, rows: Sequence[ImportRow]) -> list[ImportRow]:
        """Return the rows with their verdict; refused ones as they came."""
        if not self._anybody:
            return list(rows)
        open_rows = [row for row in rows if row.verdict is not Verdict.REFUSED]
        known = _Known(self._session, open_rows, self._place_of)
        held = honours.of_workers(self._session, known.ids_of(row for row in open_rows if row.honours))
        return [row if row.verdict is Verdict.REFUSED else self._judged(row, known, held) for row in rows]

    def pointed(self, row: ImportRow, worker_id: UUID) -> ImportRow:
        """Return a doubtful row as meaning this worker. Raises ``NotFound`` where nobody has that key."""
        people.get(self._session, worker_id)
        worker = _fetched(self._session, Worker.id == worker_id)[0]
        held = honours.of_workers(self._session, [worker_id])
        return row._replace(worker_id=worker_id, changes=self._changes(row, worker, held))

    def _place_of(self, name: str | None) -> UUID | None:
        """Return the organisation on file that a list names."""
        if name is None:
            return None
        if name not in self._keys:
            self._keys[name] = self._organisations.get(organisations.name_key(name))
        return self._keys[name]

    def _judged(
        self, row: ImportRow, known: "_Known", held: Mapping[UUID, tuple[HonourLine, ...]]
    ) -> ImportRow:
        worker, doubt = known.match(row, self._place_of(row.organisation))
        if doubt is not None:
            return row._replace(
                verdict=Verdict.DOUBTFUL,
                notes=(doubt.note, *row.notes),
                worker_id=worker and worker.id,
                changes=() if worker is None else self._changes(row, worker, held),
                candidates=doubt.candidates,
            )
        if worker is None:
            told = known.told(row, self._place_of(row.organisation))
            return row._replace(notes=(*row.notes, *told)) if told else row
        if worker.id in self._matched:
            twice = Note("duplicate", worker.name, self._matched[worker.id])
            return row._replace(verdict=Verdict.REFUSED, notes=(twice, *row.notes))
        self._matched[worker.id] = row.row
        changes = self._changes(row, worker, held)
        verdict = Verdict.CHANGED if changes else Verdict.SAME
        return ImportRow._make((*row[:_AS_READ], verdict, worker.id, changes, ()))

    def _changes(
        self, row: ImportRow, worker: OnFile, held: Mapping[UUID, tuple[HonourLine, ...]]
    ) -> tuple[FieldChange, ...]:
        """Return what the list says otherwise; a blank cell says nothing."""
        stated = (
            row.name, row.sex, row.id_number, row.birthday, row.phone, row.post, row.frontline,
            row.member_number, row.remark,
        )  # fmt: skip
        kept = (
            worker.name, worker.sex, worker.id_number, worker.birthday, worker.phone, worker.post,
            worker.frontline, worker.member_number, worker.remark,
        )  # fmt: skip
        changes: list[FieldChange] = []
        if stated != kept:
            changes += [
                FieldChange(field, before, after)
                for field, before, after in zip(_PLAIN_FIELDS, kept, stated, strict=True)
                if after is not None and after != before
            ]
        if row.organisation is not None:
            place = self._place_of(row.organisation)
            if place is None or place != worker.organisation_id:
                before = self._named.get(worker.organisation_id) if worker.organisation_id else None
                changes.append(FieldChange("organisation", before, row.organisation))
        if row.honours and (added := new_honours(row.honours, held.get(worker.id, ()))):
            before = honours.as_text(held.get(worker.id, ())) or None
            changes.append(FieldChange("honours", before, honours.as_text(added)))
        return tuple(changes)


class _Known:
    """The workers on file that a block of rows may mean."""

    def __init__(
        self, session: Session, rows: Sequence[ImportRow], place_of: Callable[[str | None], UUID | None]
    ) -> None:
        numbers = [row.id_number for row in rows if row.id_number]
        found = _fetched(session, Worker.id_number.in_(numbers)) if numbers else []
        self.by_number = {one.id_number: one for one in found}
        rest = [row for row in rows if row.id_number is None or row.id_number not in self.by_number]
        self.by_phone = _by_phone(session, {row.phone for row in rest if row.phone})
        self.by_place: dict[tuple[UUID, str], list[OnFile]] = {}
        wanted = {
            (place, name_key(row.name)) for row in rest if (place := place_of(row.organisation)) is not None
        }
        for one in _by_place(session, wanted):
            if one.organisation_id is not None:
                self.by_place.setdefault((one.organisation_id, one.name_key), []).append(one)

    def match(self, row: ImportRow, place: UUID | None) -> tuple[OnFile | None, _Doubt | None]:
        """Return the one worker the row means, and why that may be doubted."""
        key = name_key(row.name)
        if row.id_number and (worker := self.by_number.get(row.id_number)):
            return worker, None if worker.name_key == key else _Doubt(Note("other-name", worker.name))
        for candidates in (self._phone_fits(row, key), self._place_fits(row, key, place)):
            if not candidates:
                continue
            fitting = [one for one in candidates if not _other_number(one, row)]
            if len(fitting) == 1:
                return fitting[0], None
            kind: NoteKind = "several" if fitting else "other-number"
            told = "、".join(dict.fromkeys(one.name for one in candidates))
            return None, _Doubt(Note(kind, told), tuple(one.id for one in fitting or candidates))
        return None, None

    def told(self, row: ImportRow, place: UUID | None) -> tuple[Note, ...]:
        """Return what a person should look at beside a row that is new."""
        notes = []
        if row.phone and phone_kind(row.phone) == "mobile":
            notes += [Note("phone-shared", one.name) for one in self.by_phone.get(row.phone, ())[:1]]
        if place is not None:
            namesakes = self.by_place.get((place, name_key(row.name)), ())
            notes += [
                Note("namesake", one.name) for one in namesakes if not (one.id_number and row.id_number)
            ]
        return tuple(notes)

    def ids_of(self, rows: Iterable[ImportRow]) -> set[UUID]:
        """Return every worker the rows may mean."""
        found: set[UUID] = set()
        for row in rows:
            if row.id_number and (worker := self.by_number.get(row.id_number)):
                found.add(worker.id)
            found.update(one.id for one in self.by_phone.get(row.phone or "", ()))
        found.update(one.id for several in self.by_place.values() for one in several)
        return found

    def _phone_fits(self, row: ImportRow, key: str) -> list[OnFile]:
        return [one for one in self.by_phone.get(row.phone or "", ()) if one.name_key == key]

    def _place_fits(self, row: ImportRow, key: str, place: UUID | None) -> list[OnFile]:
        if place is None or row.birthday is None:
            return []
        return [one for one in self.by_place.get((place, key), ()) if one.birthday == row.birthday]


def new_honours(given: Iterable[Honour], held: Iterable[HonourLine]) -> list[HonourLine]:
    """Return the honours that a list adds to those on file."""
    known = {(one.title, one.year) for one in held}
    return [
        HonourLine(one.title, one.year, one.level or "")
        for one in given
        if (one.title, one.year) not in known
    ]


def _other_number(worker: OnFile, row: ImportRow) -> bool:
    return bool(worker.id_number and row.id_number and worker.id_number != row.id_number)


def _by_phone(session: Session, phones: set[str]) -> dict[str, list[OnFile]]:
    found: dict[str, list[OnFile]] = {}
    holders = select(WorkerSearch.worker_id).where(WorkerSearch.phone.in_(phones))
    for one in _fetched(session, Worker.id.in_(holders)) if phones else ():
        found.setdefault(one.phone, []).append(one)
    return found


def _by_place(session: Session, wanted: set[tuple[UUID, str]]) -> list[OnFile]:
    """Return the workers who bear one of these names in that organisation."""
    place_and_name = tuple_(Worker.organisation_id, Worker.name_key)
    return _fetched(session, place_and_name.in_(wanted)) if wanted else []


def _fetched(session: Session, condition: ColumnElement[bool]) -> list[OnFile]:
    found = session.connection().execute(select(*_COLUMNS).where(condition, Worker.removed_at.is_(None)))
    places: dict[str | UUID | None, UUID | None] = {None: None}
    workers = []
    for key, name, name_key_, sex, number, born, phone, place, *rest in found:
        if place not in places:
            places[place] = _key(place)
        workers.append(OnFile(_key(key), name, name_key_, sex, number, born, phone, places[place], *rest))
    return workers


def _key(stored: str | UUID) -> UUID:
    """Return a key; a server gives it as such, a file as 32 hexadecimal digits."""
    return stored if isinstance(stored, UUID) else UUID(stored)
