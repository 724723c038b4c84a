"""The store: the one door to the database. Reads are transactions; a ``do`` is one undo step."""

import getpass
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from desktop.core.codes import CodeKey
from desktop.core.i18n import _
from desktop.models import all_tables
from desktop.models.history import Database, Desk, Note, Operation, OperationKind
from desktop.storage import backup, journal, migrate, reversal
from desktop.storage.engine import database_url, explain, make_engine, sqlite_path
from desktop.storage.labels import label_of, plain_label_of

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal as a person reads it."""

    id: UUID
    at: datetime
    account: str
    desk: str
    label: str
    undone: bool


class Store:
    """An open database. Safe to use from several threads; writers take turns."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] | None = None) -> None:
        self.engine = engine
        self.where = engine.url.render_as_string(hide_password=True)
        self.path: Path | None = sqlite_path(engine.url)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._writing = threading.Lock()
        self._listeners: list[Listener] = []
        self._written = 0  # operations this store has written
        self._seen: int | None = None
        self._desk_id, self.code_key = self._introduce()

    @classmethod
    def open(cls, where: str | Path, clock: Callable[[], datetime] | None = None) -> "Store":
        """Open or make the database at a path or URL, brought up to this program's version.

        Raises ``DamagedFile``, ``NewerFile`` or ``DatabaseUnreachable``, each with its remedy.
        """
        url = database_url(where)
        path = sqlite_path(url)
        if path is not None:
            migrate.prepare_file(path)
        engine = make_engine(url)
        try:
            migrate.bring_up_to_date(engine)
            return cls(engine, clock)
        except DBAPIError as error:
            engine.dispose()
            raise migrate.opening_failed(error, path) from error
        except BaseException:
            engine.dispose()
            raise

    def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call ``work(session, …)`` in a reading transaction."""
        with self._explained(), journal.JournalledSession(self.engine) as session:
            return work(session, *args, **kwargs)

    def do(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call ``work(session, …)`` in a writing transaction: all of it is on disk on return, or none.

        The changes are one operation of the journal and one step of undo.
        """
        return self._write(OperationKind.DO, work, *args, **kwargs)

    def record(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As :meth:`do`, for facts that undo must not touch: a sheet that was printed, an export."""
        return self._write(OperationKind.RECORD, work, *args, **kwargs)

    def undo(self) -> str:
        """Take back the newest operation of this desk; return what it was."""
        return self._reverse(reversal.next_undo, OperationKind.UNDO, _("There is nothing to undo."))

    def redo(self) -> str:
        """Do again what was last undone; return what it is."""
        return self._reverse(reversal.next_redo, OperationKind.REDO, _("There is nothing to redo."))

    def next_undo(self) -> str | None:
        """Return what :meth:`undo` would take back."""
        return self.read(self._label, reversal.next_undo)

    def next_redo(self) -> str | None:
        """Return what :meth:`redo` would do again."""
        return self.read(self._label, reversal.next_redo)

    def log(self, limit: int = 50, before: datetime | None = None) -> list[Entry]:
        """Return the newest lines of the journal, newest first."""

        def entries(session: Session) -> list[Entry]:
            reversed_ids = set(session.scalars(select(Operation.reverses_id)))
            query = select(Operation, Desk.name).join(Desk, Desk.id == Operation.desk_id)
            if before is not None:
                query = query.where(Operation.at < before)
            rows = session.execute(query.order_by(Operation.at.desc(), Operation.counter.desc()).limit(limit))
            return [Entry(o.id, o.at, o.account, desk, label_of(o), o.id in reversed_ids) for o, desk in rows]

        return self.read(entries)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have the listener told of the tables each commit touched; return how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def changed_elsewhere(self) -> bool:
        """Say whether another program has written since this was last asked (asked by a slow timer).

        The listeners are told that any table may have changed.
        """
        elsewhere = self._operations() - self._written
        changed = self._seen is not None and elsewhere != self._seen
        self._seen = elsewhere
        if changed:
            self._tell(frozenset(all_tables().tables))
        return changed

    def now(self) -> datetime:
        """Return the clock's moment, in UTC."""
        return self._clock()

    def note(self, name: str) -> str | None:
        """Return a small thing remembered about this database."""
        return self.read(lambda session: session.scalar(select(Note.value).where(Note.name == name)))

    def set_note(self, name: str, value: str) -> None:
        """Remember a small thing about this database (not journalled)."""
        with self._explained(), self._writing, self._session() as session:
            session.merge(Note(name=name, value=value))
            session.commit()

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()

    def _write(
        self,
        kind: OperationKind,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        with self._explained(), self._writing, self._session() as session:
            self._recall(session)
            recorder = self._begin(session, kind)
            result = work(session, *args, **kwargs)
            changed = journal.close(session)
            if changed:
                session.commit()
                self._written += 1
        if changed:
            self._tell(frozenset(recorder.tables))
        return result

    def _reverse(
        self, target: Callable[[Session, UUID], Operation | None], kind: OperationKind, nothing: str
    ) -> str:
        with self._explained(), self._writing, self._session() as session:
            self._recall(session)
            operation = target(session, self._desk_id)
            if operation is None:
                raise reversal.NothingToUndo(nothing)
            label, params, said = operation.label, operation.params, plain_label_of(operation)
            reverses = operation.id
            recorder = self._begin(session, kind)
            session.expunge(operation)
            reversal.reverse(session, operation, self.now())
            recorder.label = label
            journal.close(session, reverses, params)
            session.commit()
            self._written += 1
        self._tell(frozenset(recorder.tables))
        return said

    def _begin(self, session: Session, kind: OperationKind) -> journal.Recorder:
        counter = journal.last_counter(session, self._desk_id) + 1
        return journal.begin(session, self._desk_id, counter, self.now(), account(), kind)

    def _session(self) -> Session:
        return journal.JournalledSession(
            self.engine, expire_on_commit=False, execution_options={"writes": True}
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if self.path is not None and "malformed" in str(error.orig):
                backup.suspicion(self.path).touch()
            told = explain(error, self.where)
            if told is None:
                raise
            raise told from error

    def _tell(self, tables: frozenset[str]) -> None:
        for listener in list(self._listeners):
            listener(tables)

    def _label(self, session: Session, target: Callable[[Session, UUID], Operation | None]) -> str | None:
        operation = target(session, self._desk_id)
        return None if operation is None else plain_label_of(operation)

    def _operations(self) -> int:
        """Return how many operations there are: counters have no gaps, so the newest of each desk tell."""
        newest = select(func.max(Operation.counter)).where(Operation.desk_id == Desk.id).scalar_subquery()
        counters = select(func.coalesce(newest, 0)).select_from(Desk)
        return self.read(lambda session: sum(map(int, session.scalars(counters))))

    def begin_desk(self) -> None:
        """Begin a new desk: what a restored back-up does next must not bear the counters already used."""
        with self._explained(), self._writing, self._session() as session:
            newest = session.scalar(select(func.max(Desk.began_at)))
            after = newest + timedelta(microseconds=1) if newest else self.now()
            session.add(Desk(name=socket.gethostname(), began_at=max(self.now(), after)))
            session.flush()
            self._recall(session)
            session.commit()

    def _recall(self, session: Session) -> None:
        """Know the desk and the key anew: another window may have put back a back-up."""
        known = self._introduced(session)
        if known is not None:
            self._desk_id, self.code_key = known

    def _introduce(self) -> tuple[UUID, CodeKey]:
        """Return this desk and the key of the printed codes; make them in a new database."""
        known = self.read(self._introduced)
        if known is None:
            with self._session() as session:
                known = self._introduced(session) or self._make_known(session)
                session.commit()
        return known

    def _introduced(self, session: Session) -> tuple[UUID, CodeKey] | None:
        desks = select(Desk.id).order_by(Desk.began_at.desc()).limit(1)
        if self.path is None:  # on a server each office is a desk of its own
            desks = desks.where(Desk.name == socket.gethostname())
        desk_id, known = session.scalar(desks), session.scalar(select(Database).limit(1))
        if desk_id is None or known is None:
            return None
        return desk_id, CodeKey(known.mark, bytes.fromhex(known.code_key))

    def _make_known(self, session: Session) -> tuple[UUID, CodeKey]:
        desk = Desk(name=socket.gethostname(), began_at=self.now())
        known = session.scalar(select(Database).limit(1)) or Database(
            mark=secrets.randbits(15), code_key=secrets.token_hex(32), made_at=self.now()
        )
        session.add_all([desk, known])
        session.flush()
        return desk.id, CodeKey(known.mark, bytes.fromhex(known.code_key))


def account() -> str:
    """Return who sits at this desk, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME", "?")
