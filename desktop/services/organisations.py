"""The tree of organisations: federations, unions and employers, with the workers in each."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.core.ids import new_ids
from desktop.models.people import Organisation, Worker
from desktop.storage import bulk, journal
from desktop.storage.search import organisation_key

NAME_LIMIT = 200
_MARKS = re.compile(r"[\W_]+")


class AlreadyThere(FieldError):
    """An organisation of that name stands at that place."""


class NotEmpty(Refused):
    """The organisation still has workers, or others below it."""


class UnderItself(Refused):
    """An organisation cannot stand below itself."""


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One organisation in the tree; ``workers_below`` counts its own and those of all its branches."""

    id: UUID
    name: str
    parent_id: UUID | None
    depth: int
    path: str
    workers: int
    workers_below: int
    code: str
    contact: str
    phone: str
    remark: str


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """What a person writes down about an organisation."""

    name: str
    code: str = ""
    contact: str = ""
    phone: str = ""
    remark: str = ""


def name_key(name: str) -> str:
    """Return what two spellings of one organisation have in common: no blanks, brackets or full width."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name).casefold())


def clean(name: str) -> str:
    """Return a name as it is kept: one line, no blanks beside Chinese characters."""
    line = " ".join(unicodedata.normalize("NFC", name).split())
    return re.sub(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])", "", line)


def tree(session: Session) -> tuple[OrganisationLine, ...]:
    """Return every organisation, each parent before its children, siblings by their sound."""
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.parent_id,
            Organisation.search_key,
            Organisation.code,
            Organisation.contact,
            Organisation.phone,
            Organisation.remark,
        ).where(Organisation.removed_at.is_(None))
    ).all()
    counts = _worker_counts(session)
    children: dict[UUID | None, list[int]] = {}
    known = {row.id for row in rows}
    for i, row in enumerate(rows):
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(i)
    for below in children.values():
        below.sort(key=lambda i: (rows[i].search_key.partition("|")[2], rows[i].name))
    order: list[tuple[int, int, str]] = []
    waiting = [(i, 0, "") for i in reversed(children.get(None, []))]
    while waiting:
        i, depth, above = waiting.pop()
        path = _joined(above, rows[i].name)
        order.append((i, depth, path))
        waiting += [(child, depth + 1, path) for child in reversed(children.get(rows[i].id, []))]
    totals = _totals(((rows[i].id, rows[i].parent_id) for i, _depth, _path in reversed(order)), counts)
    return tuple(
        OrganisationLine(
            rows[i].id, rows[i].name, rows[i].parent_id, depth, path,
            counts.get(rows[i].id, 0), totals[rows[i].id],
            rows[i].code, rows[i].contact, rows[i].phone, rows[i].remark,
        )
        for i, depth, path in order
    )  # fmt: skip


def line(session: Session, organisation_id: UUID) -> OrganisationLine:
    """Return one organisation as the tree shows it. Raises ``NotFound``."""
    organisation = _get(session, organisation_id)
    path = path_text(session, organisation_id)
    below = within(session, organisation_id)
    counts = _worker_counts(session, below)
    return OrganisationLine(
        organisation.id, organisation.name, organisation.parent_id, path.count(" › "), path,
        counts.get(organisation.id, 0), sum(counts.values()),
        organisation.code, organisation.contact, organisation.phone, organisation.remark,
    )  # fmt: skip


def path_text(session: Session, organisation_id: UUID) -> str:
    """Return the names from the top down to an organisation: ``市总工会 › 普陀区 › 东海水产``."""
    path = ""
    at: UUID | None = organisation_id
    seen: set[UUID] = set()
    while at is not None and at not in seen:
        seen.add(at)
        organisation = session.get(Organisation, at)
        if organisation is None:
            break
        path = _joined(organisation.name, path) if path else organisation.name
        at = organisation.parent_id
    return path


def within(session: Session, organisation_id: UUID) -> list[UUID]:
    """Return an organisation and everything below it."""
    top = select(Organisation.id).where(Organisation.id == organisation_id).cte("below", recursive=True)
    below = top.union(
        select(Organisation.id)
        .join(top, Organisation.parent_id == top.c.id)
        .where(Organisation.removed_at.is_(None))
    )
    return list(session.scalars(select(below.c.id)))


def add(session: Session, entry: OrganisationEntry, parent_id: UUID | None = None) -> OrganisationLine:
    """Put a new organisation into the tree. Raises ``FieldError`` for its name, ``AlreadyThere``."""
    made = _new(session, entry, parent_id)
    journal.describe(session, N_("Add organisation {name}"), name=made.name)
    return line(session, made.id)


def edit(session: Session, organisation_id: UUID, entry: OrganisationEntry) -> OrganisationLine:
    """Rename an organisation or change what is known of it."""
    organisation = _get(session, organisation_id)
    name = _checked_name(entry.name)
    _refuse_twin(session, name, organisation.parent_id, organisation.id)
    journal.describe(session, N_("Change organisation {name}"), name=organisation.name)
    organisation.name, organisation.name_key = name, name_key(name)
    organisation.search_key = organisation_key(name)
    organisation.code, organisation.contact = entry.code.strip(), entry.contact.strip()
    organisation.phone, organisation.remark = entry.phone.strip(), entry.remark.strip()
    session.flush()
    return line(session, organisation_id)


def move(session: Session, organisation_id: UUID, parent_id: UUID | None) -> OrganisationLine:
    """Hang an organisation with all below it under another (``None``: to the top)."""
    organisation = _get(session, organisation_id)
    if parent_id is not None:
        parent = _get(session, parent_id)
        if parent_id in within(session, organisation_id):
            raise UnderItself(
                _("{name} stands above {parent} or is the same.").format(
                    name=organisation.name, parent=parent.name
                ),
                _("Move {parent} out first, or choose another place.").format(parent=parent.name),
            )
    _refuse_twin(session, organisation.name, parent_id, organisation.id)
    journal.describe(session, N_("Move organisation {name}"), name=organisation.name)
    organisation.parent_id = parent_id
    session.flush()
    return line(session, organisation_id)


def remove(session: Session, organisation_id: UUID) -> None:
    """Take an empty organisation off the tree. Raises ``NotEmpty``."""
    organisation = _get(session, organisation_id)
    workers = _worker_counts(session, [organisation_id]).get(organisation_id, 0)
    below = len(within(session, organisation_id)) - 1
    if workers:
        raise NotEmpty(
            ngettext("{name} still has {count} worker.", "{name} still has {count} workers.", workers).format(
                name=organisation.name, count=workers
            ),
            _("Move them to another organisation first."),
        )
    if below:
        raise NotEmpty(
            ngettext(
                "{name} still has {count} organisation below it.",
                "{name} still has {count} organisations below it.",
                below,
            ).format(name=organisation.name, count=below),
            _("Move or remove those first."),
        )
    journal.describe(session, N_("Remove organisation {name}"), name=organisation.name)
    organisation.removed_at = datetime.now(UTC)
    session.flush()


def find(session: Session, name: str, parent_id: UUID | None = None) -> UUID | None:
    """Return the organisation of that name, however it is spelt; the one under ``parent_id`` first."""
    found = session.execute(
        select(Organisation.id, Organisation.parent_id)
        .where(Organisation.name_key == name_key(name), Organisation.removed_at.is_(None))
        .order_by(Organisation.id)
    ).all()
    under = [row.id for row in found if row.parent_id == parent_id]
    return under[0] if under else found[0].id if found else None


def find_or_make(session: Session, name: str, parent_id: UUID | None = None) -> UUID:
    """Return the organisation of that name, made where there is none yet (part of a larger operation)."""
    return find(session, name, parent_id) or _new(session, OrganisationEntry(name), parent_id).id


def by_key(session: Session) -> Mapping[str, UUID]:
    """Return every organisation by the key of its name; of several the oldest."""
    rows = session.execute(
        select(Organisation.name_key, Organisation.id)
        .where(Organisation.removed_at.is_(None))
        .order_by(Organisation.id.desc())
    )
    return {row.name_key: row.id for row in rows}


def names(session: Session) -> dict[UUID, str]:
    """Return the name of every organisation, removed ones too."""
    return {key: name for key, name in session.execute(select(Organisation.id, Organisation.name))}


def make_many(session: Session, wanted_names: Iterable[str]) -> dict[str, UUID]:
    """Make organisations by their names at once (part of a larger operation); return them by key."""
    wanted = {name_key(name): clean(name) for name in reversed(list(wanted_names))}
    made = dict(zip(wanted, new_ids(len(wanted)), strict=True))
    columns = ("id", "name", "name_key", "search_key")
    rows = ((made[key].hex, name, key, organisation_key(name)) for key, name in wanted.items())
    bulk.insert_many(session, Organisation, columns, rows)
    return made


def _new(session: Session, entry: OrganisationEntry, parent_id: UUID | None) -> Organisation:
    name = _checked_name(entry.name)
    if parent_id is not None:
        _get(session, parent_id)
    _refuse_twin(session, name, parent_id)
    made = _row(entry, parent_id)
    made.name = name
    session.add(made)
    session.flush()
    return made


def _row(entry: OrganisationEntry, parent_id: UUID | None) -> Organisation:
    return Organisation(
        name=entry.name,
        name_key=name_key(entry.name),
        search_key=organisation_key(entry.name),
        parent_id=parent_id,
        code=entry.code.strip(),
        contact=entry.contact.strip(),
        phone=entry.phone.strip(),
        remark=entry.remark.strip(),
    )


def _checked_name(given: str) -> str:
    name = clean(given)
    if not name_key(name):
        raise FieldError("name", _("An organisation needs a name."), _("Write its name."))
    if len(name) > NAME_LIMIT:
        raise FieldError(
            "name",
            _("The name is longer than {limit} characters.").format(limit=NAME_LIMIT),
            _("Shorten it; the remark has room for more."),
        )
    return name


def _refuse_twin(session: Session, name: str, parent_id: UUID | None, own: UUID | None = None) -> None:
    twins = session.scalars(
        select(Organisation.id).where(
            Organisation.name_key == name_key(name),
            Organisation.parent_id == parent_id,
            Organisation.removed_at.is_(None),
        )
    )
    if any(twin != own for twin in twins):
        raise AlreadyThere(
            "name",
            _("{name} stands there already.").format(name=name),
            _("Use that one, or give this one a name that tells them apart."),
        )


def _get(session: Session, organisation_id: UUID) -> Organisation:
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.removed_at is not None:
        raise NotFound(
            _("That organisation is no longer on file."), _("Look it up again, or undo its removal.")
        )
    return organisation


def _worker_counts(session: Session, only: Iterable[UUID] | None = None) -> dict[UUID, int]:
    query = (
        select(Worker.organisation_id, func.count())
        .where(Worker.removed_at.is_(None), Worker.organisation_id.is_not(None))
        .group_by(Worker.organisation_id)
    )
    if only is not None:
        query = query.where(Worker.organisation_id.in_(list(only)))
    return {key: count for key, count in session.execute(query) if key is not None}


def _totals(leaves_first: Iterable[tuple[UUID, UUID | None]], counts: Mapping[UUID, int]) -> dict[UUID, int]:
    totals: dict[UUID, int] = dict(counts)
    for key, parent in leaves_first:
        totals.setdefault(key, 0)
        if parent is not None:
            totals[parent] = totals.get(parent, 0) + totals[key]
    return totals


def _joined(above: str, name: str) -> str:
    return f"{above} › {name}" if above else name
