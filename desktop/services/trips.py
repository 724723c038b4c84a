"""The trip programmes on file: the list of years, one programme as a card, and the rules in force for it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.trip_rules import Effect, RuleKey, Rules, RuleSet
from desktop.models.people import Organisation
from desktop.models.trips import TripBase, TripBatch, TripCategory, TripDocument, TripProgramme, TripRule


class NoProgramme(NotFound):
    """There is no such programme of trips."""


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in the chooser."""

    id: UUID
    year: int
    title: str
    places: int


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme as its plan shows it; ``organisation`` is the top of the tree its places go down."""

    id: UUID
    year: int
    title: str
    places: int
    organisation_id: UUID | None
    organisation: str
    budget_fen: int | None
    contact: str
    phone: str
    remark: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document a programme rests on."""

    id: UUID
    number: str
    title: str
    issuer: str
    issued_on: date | None
    remark: str


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A priority category of a programme with the points it gives."""

    id: UUID
    key: str
    name: str
    points: int
    document_id: UUID | None


@dataclass(frozen=True, slots=True)
class BaseLine:
    """A base on a programme's list."""

    id: UUID
    name: str
    region: str
    is_paired: bool
    site_id: UUID | None
    contact: str
    phone: str
    document_id: UUID | None
    remark: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch of a programme; ``title`` is how it is called: “batch 1”, with its name where it has one."""

    id: UUID
    programme_id: UUID
    number: int
    title: str
    name: str
    capacity: int
    starts_on: date | None
    ends_on: date | None
    base_id: UUID | None
    base: str
    is_paired: bool
    price_fen: int | None
    leader: str
    leader_phone: str
    reserved_trade: str
    departs_at: datetime | None
    meeting_place: str
    agency: str
    insurer: str
    activity_id: UUID | None
    remark: str

    @property
    def days(self) -> int | None:
        """Days of the trip, first and last included; None while a date is missing."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1


def programmes(session: Session) -> tuple[ProgrammeLine, ...]:
    """Return the programmes on file, the newest year first."""
    rows = session.execute(
        select(TripProgramme.id, TripProgramme.year, TripProgramme.title, TripProgramme.places)
        .where(TripProgramme.removed_at.is_(None))
        .order_by(TripProgramme.year.desc(), TripProgramme.title, TripProgramme.id)
    )
    return tuple(ProgrammeLine(*row) for row in rows)


def on_file(session: Session, programme_id: UUID) -> TripProgramme:
    """Return the row of a programme. Raises NoProgramme."""
    row = session.get(TripProgramme, programme_id)
    if row is None or row.removed_at is not None:
        raise NoProgramme(_("That trip programme is no longer on file."), _("Choose another one."))
    return row


def batch_on_file(session: Session, batch_id: UUID) -> TripBatch:
    """Return the row of a batch. Raises NotFound."""
    row = session.get(TripBatch, batch_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That batch is no longer on file."), _("Choose another one."))
    return row


def programme(session: Session, programme_id: UUID) -> ProgrammeCard:
    """Return a programme. Raises NoProgramme."""
    row = on_file(session, programme_id)
    top = session.get(Organisation, row.organisation_id) if row.organisation_id else None
    return ProgrammeCard(
        id=row.id,
        year=row.year,
        title=row.title,
        places=row.places,
        organisation_id=row.organisation_id,
        organisation=top.name if top else "",
        budget_fen=row.budget_fen,
        contact=row.contact,
        phone=row.phone,
        remark=row.remark,
    )


def named(session: Session, text: str) -> UUID:
    """Return the programme of a year, or of a title (or part of one). Raises NoProgramme."""
    wanted = unicodedata.normalize("NFKC", text).strip().casefold()
    found = programmes(session)
    exact = [one for one in found if wanted in (str(one.year), one.title.casefold(), str(one.id))]
    fitting = exact or [one for one in found if wanted and wanted in one.title.casefold()]
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        raise NoProgramme(
            _("“{text}” fits several programmes: {titles}.").format(text=text, titles=_titles(fitting)),
            _("Name one by its whole title."),
        )
    if not found:
        raise NoProgramme(
            _("No trip programme is on file."), _("Take one in with: yijia trip import-plan FILE")
        )
    raise NoProgramme(
        _("There is no trip programme “{text}”.").format(text=text),
        _("On file are: {titles}.").format(titles=_titles(found)),
    )


def programme_of_batch(session: Session, batch_id: UUID) -> UUID | None:
    """Return the programme a batch belongs to; None where it is no batch."""
    return session.scalar(select(TripBatch.programme_id).where(TripBatch.id == batch_id))


def _titles(found: Iterable[ProgrammeLine]) -> str:
    return _(", ").join(f"{one.title} ({one.year})" for one in found)


def documents(session: Session, programme_id: UUID) -> tuple[DocumentLine, ...]:
    """Return the documents of a programme, the oldest first."""
    rows = session.execute(
        select(
            TripDocument.id,
            TripDocument.number,
            TripDocument.title,
            TripDocument.issuer,
            TripDocument.issued_on,
            TripDocument.remark,
        )
        .where(TripDocument.programme_id == programme_id, TripDocument.removed_at.is_(None))
        .order_by(TripDocument.issued_on, TripDocument.id)
    )
    return tuple(DocumentLine(*row) for row in rows)


def rules(session: Session, programme_id: UUID) -> Rules:
    """Return the rules in force: those the programme sets, and for the others what is proposed."""
    rows = session.execute(
        select(TripRule.key, TripRule.value, TripRule.effect, TripRule.clause, TripDocument.number)
        .outerjoin(TripDocument, TripDocument.id == TripRule.document_id)
        .where(TripRule.programme_id == programme_id, TripRule.removed_at.is_(None))
    )
    known = {key.value for key in RuleKey}
    return Rules(
        {
            RuleKey(row.key): RuleSet(
                RuleKey(row.key),
                row.value,
                Effect(row.effect.value),
                " ".join(part for part in (row.number, row.clause) if part),
            )
            for row in rows
            if row.key in known
        }
    )


def categories(session: Session, programme_id: UUID) -> tuple[CategoryLine, ...]:
    """Return the priority categories of a programme in its order."""
    rows = session.execute(
        select(
            TripCategory.id,
            TripCategory.key,
            TripCategory.name,
            TripCategory.points,
            TripCategory.document_id,
        )
        .where(TripCategory.programme_id == programme_id, TripCategory.removed_at.is_(None))
        .order_by(TripCategory.position, TripCategory.id)
    )
    return tuple(CategoryLine(*row) for row in rows)


def bases(session: Session, programme_id: UUID) -> tuple[BaseLine, ...]:
    """Return the bases on a programme's list in the order they were entered."""
    rows = session.execute(
        select(
            TripBase.id,
            TripBase.name,
            TripBase.region,
            TripBase.is_paired,
            TripBase.site_id,
            TripBase.contact,
            TripBase.phone,
            TripBase.document_id,
            TripBase.remark,
        )
        .where(TripBase.programme_id == programme_id, TripBase.removed_at.is_(None))
        .order_by(TripBase.id)
    )
    return tuple(BaseLine(*row) for row in rows)


def batches(session: Session, programme_id: UUID) -> tuple[BatchLine, ...]:
    """Return the batches of a programme by their numbers."""
    rows = session.execute(
        select(TripBatch, TripBase.name, TripBase.is_paired)
        .outerjoin(TripBase, (TripBase.id == TripBatch.base_id) & TripBase.removed_at.is_(None))
        .where(TripBatch.programme_id == programme_id, TripBatch.removed_at.is_(None))
        .order_by(TripBatch.number, TripBatch.id)
    )
    return tuple(_batch_line(row, base or "", bool(paired)) for row, base, paired in rows)


def batch(session: Session, batch_id: UUID) -> BatchLine:
    """Return a batch. Raises NotFound."""
    row = batch_on_file(session, batch_id)
    base = session.get(TripBase, row.base_id) if row.base_id else None
    standing = base is not None and base.removed_at is None
    return _batch_line(
        row, base.name if base and standing else "", bool(base and standing and base.is_paired)
    )


def batch_title(number: int, name: str) -> str:
    """Return how a batch is called."""
    plain = _("Batch {number}").format(number=number)
    return f"{plain} {name}" if name else plain


def _batch_line(row: TripBatch, base: str, is_paired: bool) -> BatchLine:
    return BatchLine(
        id=row.id,
        programme_id=row.programme_id,
        number=row.number,
        title=batch_title(row.number, row.name),
        name=row.name,
        capacity=row.capacity,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        base_id=row.base_id if base else None,
        base=base,
        is_paired=is_paired,
        price_fen=row.price_fen,
        leader=row.leader,
        leader_phone=row.leader_phone,
        reserved_trade=row.reserved_trade,
        departs_at=row.departs_at,
        meeting_place=row.meeting_place,
        agency=row.agency,
        insurer=row.insurer,
        activity_id=row.activity_id,
        remark=row.remark,
    )
