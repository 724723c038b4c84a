"""Writing an import down: organisations, new workers, changes and honours, as one step of undo."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.ids import new_plain_ids
from desktop.core.names import name_key
from desktop.core.progress import Progress
from desktop.models.base import Plain, plain
from desktop.models.people import ColumnMapping, Honour, Worker
from desktop.services import honours, organisations
from desktop.services.imports_match import new_honours
from desktop.services.imports_rows import ImportRow, TableSeen
from desktop.storage import bulk

BLOCK = 2000
_NEW = (
    "id", "name", "name_key", "sex", "id_number", "birthday", "phone", "organisation_id", "post",
    "frontline", "member_number", "remark",
)  # fmt: skip
_Honours = list[tuple[UUID | str, ImportRow]]


class Writing:
    """One import on its way into the database."""

    def __init__(self, session: Session, total: int, progress: Progress) -> None:
        self._session = session
        self._progress = progress
        self._total = total
        self._done = 0
        self._places: dict[str, str] = {}
        self.made: tuple[str, ...] = ()

    def make_organisations(self, rows: Sequence[ImportRow]) -> None:
        """Find every organisation the rows name, and make those that are not on file."""
        named = dict.fromkeys(row.organisation for row in rows if row.organisation)
        keys = {name: organisations.name_key(name) for name in named if name}
        on_file = organisations.by_key(self._session)
        missing = [name for name, key in keys.items() if key and key not in on_file]
        made = organisations.make_many(self._session, missing)
        known = {**on_file, **made}
        self._places = {name: known[key].hex for name, key in keys.items() if key}
        self.made = tuple({organisations.name_key(name): name for name in missing}.values())

    def insert(self, rows: Sequence[ImportRow]) -> list[str]:
        """Take new workers onto the books; return their keys as they are stored, in the order of the rows."""
        honoured: _Honours = []
        keys = new_plain_ids(len(rows))
        workers = self._plain_rows(rows, iter(keys), honoured)
        bulk.insert_many(self._session, Worker, _NEW, workers, expected=len(rows))
        self._add_honours(honoured, {})
        return keys

    def update(self, rows: Sequence[ImportRow]) -> None:
        """Write what the list says otherwise about workers on file."""
        stream = iter(rows)
        while block := list(islice(stream, BLOCK)):
            ids = [row.worker_id for row in block if row.worker_id]
            found = self._session.execute(select(Worker.id, Worker.organisation_id).where(Worker.id.in_(ids)))
            places = {key: place for key, place in found}
            bulk.update_many(self._session, Worker, self._plain_changes(block, places))
            honoured: _Honours = [(row.worker_id, row) for row in block if row.worker_id and row.honours]
            self._add_honours(honoured, honours.of_workers(self._session, ids))
            self._step(len(block))

    def _plain_rows(
        self, rows: Sequence[ImportRow], keys: Iterator[str], honoured: _Honours
    ) -> Iterator[Sequence[Plain]]:
        days: dict[date, str] = {}
        for i, (row, key) in enumerate(zip(rows, keys, strict=True), 1):
            born = row.birthday
            if born is not None and born not in days:
                days[born] = born.isoformat()
            yield (
                key, row.name, name_key(row.name), row.sex, row.id_number, days[born] if born else None,
                row.phone or "", self._places.get(row.organisation) if row.organisation else None,
                row.post or "", row.frontline, row.member_number or "", row.remark or "",
            )  # fmt: skip
            if row.honours:
                honoured.append((key, row))
            if i % BLOCK == 0:
                self._step(BLOCK)

    def _plain_changes(
        self, rows: Sequence[ImportRow], places: Mapping[UUID, UUID | None]
    ) -> Iterator[tuple[UUID, dict[str, Plain], dict[str, Plain]]]:
        for row in rows:
            if row.worker_id is None:
                continue
            before: dict[str, Plain] = {}
            after: dict[str, Plain] = {}
            for change in row.changes:
                if change.field == "organisation":
                    before["organisation_id"] = plain(places.get(row.worker_id))
                    after["organisation_id"] = self._places.get(row.organisation or "")
                elif change.field != "honours":
                    before[change.field], after[change.field] = plain(change.before), plain(change.after)
            if "name" in after:
                was = next(change.before for change in row.changes if change.field == "name")
                before["name_key"], after["name_key"] = name_key(str(was)), name_key(row.name)
            if after:
                yield row.worker_id, before, after

    def _add_honours(self, honoured: _Honours, held: Mapping[UUID, tuple[honours.HonourLine, ...]]) -> None:
        rows: list[tuple[Plain, ...]] = []
        for worker, row in honoured:
            known = held.get(worker, ()) if isinstance(worker, UUID) else ()
            for one in new_honours(row.honours, known):
                rows.append((plain(worker), one.title, one.year, one.level))
        if rows:
            keys = new_plain_ids(len(rows))
            bulk.insert_many(
                self._session,
                Honour,
                ("id", "worker_id", "title", "year", "level"),
                ((key, *row) for key, row in zip(keys, rows, strict=True)),
            )

    def _step(self, count: int) -> None:
        self._done += count
        self._progress.step(self._done, self._total, _("Saving"))


def keep_mapping(session: Session, table: TableSeen, fields: str) -> None:
    """Remember what a person made of the columns, for the next list with these headings."""
    now = datetime.now(UTC)
    kept = session.scalar(
        select(ColumnMapping)
        .where(ColumnMapping.signature == table.signature, ColumnMapping.removed_at.is_(None))
        .limit(1)
    )
    if kept is None:
        session.add(ColumnMapping(signature=table.signature, fields=fields, used_at=now))
    elif kept.fields != fields:
        kept.fields, kept.used_at = fields, now
    session.flush()
