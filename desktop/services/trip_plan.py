"""The programme of a year's trips: made from last year's, changed until the plan is approved, taken away."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.people import Organisation
from desktop.models.trip_people import TripNominee
from desktop.models.trips import TripProgramme
from desktop.services.clock import local, moment_of
from desktop.services.organisations import name_key
from desktop.services.trip_plan_checks import MONEY_LIMIT_FEN, PLACES_LIMIT, named, phone, said
from desktop.services.trip_plan_copy import add_proposed, copy_lists
from desktop.services.trip_steps import TripStep, require_open
from desktop.services.trips import on_file
from desktop.storage import journal

FIRST_YEAR, LAST_YEAR = 2000, 2100


class ProgrammeTaken(FieldError):
    """A programme of that year has that title already."""


class ProgrammeInUse(Refused):
    """People are named for the programme, so it stays."""


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """A programme as a form gives it; ``organisation_id`` is the top of the tree its places go down."""

    year: int
    title: str
    places: int
    organisation_id: UUID | None = None
    budget_fen: int | None = None
    contact: str = ""
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new programme is begun with; ``copied_from`` is the one its rules and lists come from."""

    entry: ProgrammeEntry
    copied_from: str


def proposed_title(year: int) -> str:
    """Return how offices title the programme of a year."""
    return _("Trips of {year}").format(year=year)


def proposed(session: Session, year: int | None = None) -> Proposal:
    """Return a programme to begin with: the year after the newest on file, its places, contact and tree."""
    before = _before(session, year)
    wanted = year or (before.year + 1 if before else local(moment_of(session)).year)
    if before is None:
        top = _only_top(session)
        return Proposal(ProgrammeEntry(wanted, proposed_title(wanted), 0, top), "")
    return Proposal(
        ProgrammeEntry(
            wanted,
            proposed_title(wanted),
            before.places,
            before.organisation_id,
            before.budget_fen,
            before.contact,
            before.phone,
        ),
        before.title,
    )


def create(session: Session, entry: ProgrammeEntry) -> UUID:
    """Begin a programme with the documents, rules, categories and bases of the year before it.

    Where there is none before it, the categories are those every office uses. Raises FieldError (year,
    title, places, organisation_id, budget_fen, phone), ProgrammeTaken.
    """
    row = TripProgramme(year=entry.year, title="", places=entry.places)
    _write(session, entry, row)
    before = _before(session, entry.year)
    session.add(row)
    session.flush()
    if before is None:
        add_proposed(session, row.id)
    else:
        copy_lists(session, before.id, row.id)
    session.flush()
    journal.describe(session, N_("Begin the trip programme {title}"), title=row.title)
    return row.id


def change(session: Session, programme_id: UUID, entry: ProgrammeEntry) -> None:
    """Correct a programme. Raises as :func:`create` does, and StepApproved once the plan is approved."""
    require_open(session, programme_id, TripStep.PLAN)
    row = on_file(session, programme_id)
    _write(session, entry, row)
    session.flush()
    journal.describe(session, N_("Change the trip programme {title}"), title=row.title)


def remove(session: Session, programme_id: UUID) -> str:
    """Take a programme away with all its lists; return its title.

    Raises StepApproved once the plan is approved, ProgrammeInUse while people are named for it.
    """
    require_open(session, programme_id, TripStep.PLAN)
    row = on_file(session, programme_id)
    people = session.scalar(
        select(func.count())
        .select_from(TripNominee)
        .where(TripNominee.programme_id == programme_id, TripNominee.removed_at.is_(None))
    )
    if people:
        words = ngettext(
            "{n} person is named for {title}.", "{n} people are named for {title}.", people
        ).format(n=people, title=row.title)
        raise ProgrammeInUse(words, _("Remove the nominations first."))
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the trip programme {title}"), title=row.title)
    return row.title


def _write(session: Session, entry: ProgrammeEntry, row: TripProgramme) -> None:
    if not FIRST_YEAR <= entry.year <= LAST_YEAR:
        raise FieldError(
            "year",
            _("{year} is no year of a programme.").format(year=entry.year),
            _("Put a year from {first} to {last}.").format(first=FIRST_YEAR, last=LAST_YEAR),
        )
    title = named("title", entry.title, _("The programme needs a title."))
    _demand_own_title(session, entry.year, title, row.id)
    _demand_numbers(entry)
    if entry.organisation_id is not None and session.get(Organisation, entry.organisation_id) is None:
        raise FieldError(
            "organisation_id", _("That organisation is no longer on file."), _("Choose another one.")
        )
    row.year, row.title, row.places = entry.year, title, entry.places
    row.organisation_id, row.budget_fen = entry.organisation_id, entry.budget_fen
    row.contact, row.phone = said("contact", entry.contact), phone("phone", entry.phone)
    row.remark = entry.remark.strip()


def _demand_own_title(session: Session, year: int, title: str, own: UUID) -> None:
    others = session.scalars(
        select(TripProgramme.title).where(
            TripProgramme.year == year, TripProgramme.removed_at.is_(None), TripProgramme.id != own
        )
    )
    if any(name_key(other) == name_key(title) for other in others):
        raise ProgrammeTaken(
            "title",
            _("There is a programme “{title}” of {year} already.").format(title=title, year=year),
            _("Go on with that one, or give this one a title of its own."),
        )


def _demand_numbers(entry: ProgrammeEntry) -> None:
    if not 0 < entry.places <= PLACES_LIMIT:
        raise FieldError(
            "places",
            _("{places} places cannot be shared out.").format(places=entry.places),
            _("Put a number from 1 to {most}.").format(most=f"{PLACES_LIMIT:,}"),
        )
    if entry.budget_fen is not None and not 0 <= entry.budget_fen <= MONEY_LIMIT_FEN:
        raise FieldError(
            "budget_fen",
            _("That sum cannot be the budget."),
            _("Put the sum in yuan, or leave it empty."),
        )


def _before(session: Session, year: int | None) -> TripProgramme | None:
    """Return the newest programme of a year before, the last one begun of several."""
    query = select(TripProgramme).where(TripProgramme.removed_at.is_(None))
    if year is not None:
        query = query.where(TripProgramme.year < year)
    return session.scalars(
        query.order_by(TripProgramme.year.desc(), TripProgramme.id.desc()).limit(1)
    ).first()


def _only_top(session: Session) -> UUID | None:
    """Return the organisation at the top of the tree where there is one only."""
    tops = session.scalars(
        select(Organisation.id)
        .where(Organisation.parent_id.is_(None), Organisation.removed_at.is_(None))
        .limit(2)
    ).all()
    return tops[0] if len(tops) == 1 else None
