"""How many each organisation has named against its quota, and what the step of nominations still lacks."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.models.people import Organisation, Worker
from desktop.models.trip_people import TripNominee
from desktop.models.trip_quotas import TripClaim
from desktop.services.trip_allocation import QuotaLine, quota_of
from desktop.services.trip_nominees import STANDING
from desktop.services.trip_steps import Missing

_TOLD = 5
_LINES = 20


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """An organisation with its quota and whom it has named; ``frontline`` counts those said to be so.

    ``contact`` and ``phone`` are whom to ask. An organisation without a quota has ``quota`` 0.
    """

    organisation_id: UUID
    organisation: str
    contact: str
    phone: str
    quota: int
    frontline_min: int
    named: int
    frontline: int

    @property
    def id(self) -> UUID:
        """The organisation, as the key of the line."""
        return self.organisation_id

    @property
    def left(self) -> int:
        """Places nobody is named for."""
        return max(self.quota - self.named, 0)

    @property
    def over(self) -> int:
        """Names beyond the quota."""
        return max(self.named - self.quota, 0)

    @property
    def frontline_short(self) -> int:
        """How many more of the front line are to be named."""
        return max(self.frontline_min - self.frontline, 0)


@dataclass(frozen=True, slots=True)
class NamesInAll:
    """The sums of a programme's nominations."""

    organisations: int
    silent: int
    quota: int
    named: int
    frontline_min: int
    frontline: int


def by_organisation(session: Session, programme_id: UUID) -> tuple[OrganisationNames, ...]:
    """Return every organisation that has a quota or named somebody, by name."""
    quotas = {key: one for key, one in quota_of(session, programme_id).items() if one.places}
    counted = _counted(session, programme_id)
    asked = _whom_to_ask(session, programme_id)
    wanted = quotas.keys() | counted.keys()
    found = session.execute(
        select(Organisation.id, Organisation.name, Organisation.contact, Organisation.phone)
    )
    lines = []
    for key, name, contact, phone in found:
        if key not in wanted:
            continue
        quota = quotas.get(key, QuotaLine(key, 0, 0))
        named, frontline = counted.get(key, (0, 0))
        person, number = asked.get(key, ("", ""))
        lines.append(
            OrganisationNames(
                key,
                name,
                person or contact,
                number or phone,
                quota.places,
                quota.frontline_min,
                named,
                frontline,
            )
        )
    return tuple(sorted(lines, key=lambda one: (one.organisation, one.organisation_id)))


def in_all(lines: tuple[OrganisationNames, ...]) -> NamesInAll:
    """Return the sums of the organisations."""
    return NamesInAll(
        organisations=sum(1 for one in lines if one.quota),
        silent=sum(1 for one in lines if one.quota and not one.named),
        quota=sum(one.quota for one in lines),
        named=sum(one.named for one in lines),
        frontline_min=sum(one.frontline_min for one in lines),
        frontline=sum(one.frontline for one in lines),
    )


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the step of nominations lacks: nobody named, or somebody by two employers, blocks it."""
    lines = by_organisation(session, programme_id)
    if not any(one.named for one in lines):
        return (Missing(_("Nobody is named yet.")),)
    return (*_twice(session, programme_id), *_counts(lines))


def _counts(lines: tuple[OrganisationNames, ...]) -> list[Missing]:
    found: list[Missing] = []
    silent = [one for one in lines if one.quota and not one.named]
    fewer = [one for one in lines if 0 < one.named < one.quota]
    if silent:
        sentence = ngettext(
            "{count} organisation with a quota has named nobody: {who}.",
            "{count} organisations with a quota have named nobody: {who}.",
            len(silent),
        )
        found.append(Missing(sentence.format(count=len(silent), who=_names(silent)), blocks=False))
    if fewer:
        sentence = ngettext(
            "{count} organisation has named fewer than its quota, {left} places are left: {who}.",
            "{count} organisations have named fewer than their quota, {left} places are left: {who}.",
            len(fewer),
        )
        left = sum(one.left for one in fewer)
        found.append(Missing(sentence.format(count=len(fewer), left=left, who=_names(fewer)), blocks=False))
    single = [told for one in lines for told in _of_one(one)]
    found += single[:_LINES]
    if len(single) > _LINES:
        rest = len(single) - _LINES
        sentence = ngettext("And {count} more of this kind.", "And {count} more of this kind.", rest)
        found.append(Missing(sentence.format(count=rest), blocks=False))
    return found


def _of_one(one: OrganisationNames) -> list[Missing]:
    told = []
    if one.over and one.quota:
        told.append(
            _(
                "{organisation} has named {named} for {quota} places, {over} too many; the choice decides."
            ).format(organisation=one.organisation, named=one.named, quota=one.quota, over=one.over)
        )
    elif one.over:
        told.append(
            _("{organisation} has no quota and has named {named}.").format(
                organisation=one.organisation, named=one.named
            )
        )
    if one.frontline_short and one.named:
        told.append(
            _("{organisation} has named {frontline} of the front line, {short} short of {needed}.").format(
                organisation=one.organisation,
                frontline=one.frontline,
                short=one.frontline_short,
                needed=one.frontline_min,
            )
        )
    return [Missing(sentence, False, "organisation", one.organisation_id) for sentence in told]


def named_twice(session: Session, programme_id: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """Return the workers whom more than one employer names: worker -> nominations by number."""
    rows = session.execute(
        select(TripNominee.worker_id, TripNominee.id)
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.removed_at.is_(None),
            TripNominee.state.in_(STANDING),
        )
        .order_by(TripNominee.number)
    )
    found: dict[UUID, list[UUID]] = {}
    for worker, nominee in rows:
        found.setdefault(worker, []).append(nominee)
    return {worker: tuple(keys) for worker, keys in found.items() if len(keys) > 1}


def _twice(session: Session, programme_id: UUID) -> list[Missing]:
    told = []
    for worker_id, nominees in named_twice(session, programme_id).items():
        employers = session.scalars(
            select(Organisation.name)
            .join(TripNominee, TripNominee.organisation_id == Organisation.id)
            .where(TripNominee.id.in_(nominees))
            .order_by(TripNominee.number)
        )
        sentence = _("{name} is named by several employers: {who}. Withdraw all but one.").format(
            name=session.scalar(select(Worker.name).where(Worker.id == worker_id)) or "",
            who=_(", ").join(employers),
        )
        told.append(Missing(sentence, True, "nominee", nominees[-1]))
    return told


def _counted(session: Session, programme_id: UUID) -> dict[UUID, tuple[int, int]]:
    rows = session.execute(
        select(TripNominee.organisation_id, TripNominee.frontline, func.count())
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.removed_at.is_(None),
            TripNominee.state.in_(STANDING),
        )
        .group_by(TripNominee.organisation_id, TripNominee.frontline)
    )
    found: dict[UUID, tuple[int, int]] = {}
    for key, frontline, count in rows:
        named, of_the_line = found.get(key, (0, 0))
        found[key] = (named + count, of_the_line + (count if frontline else 0))
    return found


def _whom_to_ask(session: Session, programme_id: UUID) -> dict[UUID, tuple[str, str]]:
    rows = session.execute(
        select(TripClaim.organisation_id, TripClaim.contact, TripClaim.phone).where(
            TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None)
        )
    )
    return {key: (contact, phone) for key, contact, phone in rows}


def _names(lines: list[OrganisationNames]) -> str:
    words = _(", ").join(one.organisation for one in lines[:_TOLD])
    return words + (_(" and others") if len(lines) > _TOLD else "")
