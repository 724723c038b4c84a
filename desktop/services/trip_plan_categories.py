"""The priority categories (优先类别) of a programme: their points, their order, and its own."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.trip_people import TripNominee
from desktop.models.trips import TripCategory
from desktop.services.clock import moment_of
from desktop.services.organisations import name_key
from desktop.services.trip_plan_checks import demand_document, named
from desktop.services.trip_steps import TripStep, require_open
from desktop.storage import journal

POINTS_LIMIT = 1000
_OWN = "own-"


class CategoryTaken(FieldError):
    """A category of that name is on the list already."""


class CategoryInUse(Refused):
    """People are named under the category."""


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category as a form gives it."""

    name: str
    points: int
    document_id: UUID | None = None


def add(session: Session, programme_id: UUID, entry: CategoryEntry) -> UUID:
    """Put a category of the programme's own at the end of its list. Raises FieldError, StepApproved."""
    require_open(session, programme_id, TripStep.PLAN)
    taken = set(session.scalars(select(TripCategory.key).where(TripCategory.programme_id == programme_id)))
    last = session.scalar(
        select(func.max(TripCategory.position)).where(TripCategory.programme_id == programme_id)
    )
    row = TripCategory(
        programme_id=programme_id,
        key=next(key for key in (f"{_OWN}{n}" for n in count(1)) if key not in taken),
        name="",
        points=0,
        position=0 if last is None else last + 1,
    )
    _write(session, entry, row)
    session.add(row)
    session.flush()
    journal.describe(session, N_("Add the priority category {name}"), name=row.name)
    return row.id


def change(session: Session, category_id: UUID, entry: CategoryEntry) -> None:
    """Correct a category. Raises FieldError (name, points, document_id), NotFound, StepApproved."""
    row = _open(session, category_id)
    _write(session, entry, row)
    session.flush()
    journal.describe(session, N_("Change the priority category {name}"), name=row.name)


def move(session: Session, category_id: UUID, by: int) -> None:
    """Move a category up (-1) or down (1) the list; at its end it stays. Raises NotFound, StepApproved."""
    row = _open(session, category_id)
    listed = _listed(session, row.programme_id)
    here = listed.index(row)
    there = min(max(here + by, 0), len(listed) - 1)
    listed.insert(there, listed.pop(here))
    for position, one in enumerate(listed):
        one.position = position
    session.flush()
    journal.describe(session, N_("Move the priority category {name}"), name=row.name)


def remove(session: Session, category_id: UUID) -> str:
    """Take a category off the list; return its name. Raises ``CategoryInUse``, NotFound, StepApproved."""
    row = _open(session, category_id)
    held = session.scalars(
        select(TripNominee.categories).where(
            TripNominee.programme_id == row.programme_id,
            TripNominee.removed_at.is_(None),
            TripNominee.categories.contains(row.key, autoescape=True),
        )
    )
    people = sum(row.key in words.split(",") for words in held)
    if people:
        words = ngettext(
            "{n} person is named as “{name}”.", "{n} people are named as “{name}”.", people
        ).format(n=people, name=row.name)
        raise CategoryInUse(words, _("Change their category first."))
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the priority category {name}"), name=row.name)
    return row.name


def _open(session: Session, category_id: UUID) -> TripCategory:
    row = session.get(TripCategory, category_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That category is no longer on the list."), _("Choose another one."))
    require_open(session, row.programme_id, TripStep.PLAN)
    return row


def _listed(session: Session, programme_id: UUID) -> list[TripCategory]:
    return list(
        session.scalars(
            select(TripCategory)
            .where(TripCategory.programme_id == programme_id, TripCategory.removed_at.is_(None))
            .order_by(TripCategory.position, TripCategory.id)
        )
    )


def _write(session: Session, entry: CategoryEntry, row: TripCategory) -> None:
    name = named("name", entry.name, _("The category needs a name."))
    others = (one for one in _listed(session, row.programme_id) if one.id != row.id)
    if any(name_key(one.name) == name_key(name) for one in others):
        raise CategoryTaken(
            "name", _("“{name}” is on the list already.").format(name=name), _("Give it a name of its own.")
        )
    if not 0 <= entry.points <= POINTS_LIMIT:
        raise FieldError(
            "points",
            _("{points} points cannot be.").format(points=entry.points),
            _("Put a number from 0 to {most}.").format(most=POINTS_LIMIT),
        )
    demand_document(session, row.programme_id, entry.document_id)
    row.name, row.points, row.document_id = name, entry.points, entry.document_id
