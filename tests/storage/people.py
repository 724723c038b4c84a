"""Small writes that the tests of storage make, without any service."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_
from desktop.core.ids import new_ids
from desktop.models.history import Change, Operation
from desktop.models.people import Organisation, Worker
from desktop.storage import bulk, journal
from desktop.storage.search import organisation_key
from desktop.storage.store import Store


def add_worker(
    session: Session,
    name: str,
    phone: str = "",
    organisation: UUID | None = None,
    id_number: str | None = None,
) -> UUID:
    """Put a worker on file as a person does, one at a time."""
    worker = Worker(name=name, name_key=name, phone=phone, organisation_id=organisation, id_number=id_number)
    session.add(worker)
    journal.describe(session, N_("Add {name}"), name=name)
    return worker.id


def add_organisation(session: Session, name: str, parent: UUID | None = None) -> UUID:
    """Put an organisation on file."""
    made = Organisation(name=name, name_key=name, search_key=organisation_key(name), parent_id=parent)
    session.add(made)
    journal.describe(session, N_("Add {name}"), name=name)
    return made.id


def import_workers(session: Session, names: list[str]) -> list[UUID]:
    """Put many workers on file at once."""
    keys = new_ids(len(names))
    rows = (
        (key.hex, name, name, f"1390000{i:04}") for i, (key, name) in enumerate(zip(keys, names, strict=True))
    )
    bulk.insert_many(session, Worker, ("id", "name", "name_key", "phone"), rows)
    journal.describe(session, N_("Import {count} workers"), count=len(names))
    return keys


def change_worker(session: Session, /, key: UUID, **values: object) -> None:
    """Set columns of one worker."""
    worker = session.get_one(Worker, key)
    for name, value in values.items():
        setattr(worker, name, value)
    journal.describe(session, N_("Edit {name}"), name=worker.name)


def names_on_file(store: Store) -> list[str]:
    """Return the names of the workers that are not removed."""

    def names(session: Session) -> list[str]:
        return list(
            session.scalars(select(Worker.name).where(Worker.removed_at.is_(None)).order_by(Worker.id))
        )

    return store.read(names)


def changes(store: Store) -> list[tuple[str, str, dict[str, object], dict[str, object]]]:
    """Return (table, kind, before, after) of the newest operation."""

    def noted(session: Session) -> list[tuple[str, str, dict[str, object], dict[str, object]]]:
        newest = select(Operation.id).order_by(Operation.counter.desc()).limit(1).scalar_subquery()
        rows = session.scalars(select(Change).where(Change.operation_id == newest).order_by(Change.position))
        noted = [(c, *journal.values_of(c)) for c in rows]
        return [(c.table_name, c.kind.value, {**before}, {**after}) for c, before, after in noted]

    return store.read(noted)


def operations(store: Store) -> int:
    """Return how many operations the journal holds."""
    return len(store.log(limit=100_000))
