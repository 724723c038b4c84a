"""The rules of a programme, its documents and its priority categories, as they are entered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.core.trip_rules import RULES, Effect, RuleKey, RuleKind, clean_value, value_words
from desktop.models.trips import RuleEffect, TripBase, TripCategory, TripDocument, TripRule
from desktop.services.clock import moment_of
from desktop.services.organisations import name_key
from desktop.services.trip_plan_checks import demand_document, document_on_file, named, said
from desktop.services.trip_steps import TripStep, require_open
from desktop.storage import journal


class DocumentTaken(FieldError):
    """A document of that number is on the list already."""


class DocumentInUse(Refused):
    """Rules, categories or bases rest on the document."""


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule as it is set: ``value`` as a person writes it (“5”, “70 %”, “是”, “终身”)."""

    value: str
    effect: Effect
    document_id: UUID | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the table of rules; not ``is_set``: as it is proposed, the programme says nothing of it."""

    kind: RuleKind
    value: str
    effect: Effect
    document_id: UUID | None
    document: str
    clause: str
    is_set: bool

    @property
    def key(self) -> RuleKey:
        """Which rule it is."""
        return self.kind.key

    @property
    def words(self) -> str:
        """The value as a person reads it."""
        return value_words(self.key, self.value)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document as a form gives it; ``number`` is its 文号."""

    number: str
    title: str = ""
    issuer: str = ""
    issued_on: date | None = None
    remark: str = ""


def lines(session: Session, programme_id: UUID) -> tuple[RuleLine, ...]:
    """Return every rule in the order of ``core.trip_rules``, as the programme has it or as proposed."""
    rows = session.execute(
        select(TripRule, TripDocument.number)
        .outerjoin(TripDocument, TripDocument.id == TripRule.document_id)
        .where(TripRule.programme_id == programme_id, TripRule.removed_at.is_(None))
    )
    held = {rule.key: (rule, number or "") for rule, number in rows}
    return tuple(_line(kind, *held.get(kind.key.value, (None, ""))) for kind in RULES.values())


def set_rule(session: Session, programme_id: UUID, key: RuleKey, entry: RuleEntry) -> None:
    """Set a rule with the document it rests on. Raises FieldError (value, document_id), StepApproved."""
    require_open(session, programme_id, TripStep.PLAN)
    value = clean_value(key, entry.value)
    demand_document(session, programme_id, entry.document_id)
    row = _rule(session, programme_id, key)
    if row is None:
        row = TripRule(programme_id=programme_id, key=key.value, value=value)
        session.add(row)
    row.value, row.effect = value, RuleEffect(entry.effect.value)
    row.document_id, row.clause = entry.document_id, said("clause", entry.clause)
    session.flush()
    journal.describe(session, N_("Set the rule “{rule}”"), rule=_(RULES[key].title))


def reset_rule(session: Session, programme_id: UUID, key: RuleKey) -> None:
    """Leave a rule as it is proposed. Raises StepApproved."""
    require_open(session, programme_id, TripStep.PLAN)
    row = _rule(session, programme_id, key)
    if row is not None:
        row.removed_at = moment_of(session)
        session.flush()
    journal.describe(session, N_("Leave the rule “{rule}” as proposed"), rule=_(RULES[key].title))


def add_document(session: Session, programme_id: UUID, entry: DocumentEntry) -> UUID:
    """Put a document on the programme's list. Raises FieldError (number), StepApproved."""
    require_open(session, programme_id, TripStep.PLAN)
    row = TripDocument(programme_id=programme_id, number="")
    _write_document(session, entry, row)
    session.add(row)
    session.flush()
    journal.describe(session, N_("Add the document {number}"), number=row.number)
    return row.id


def change_document(session: Session, document_id: UUID, entry: DocumentEntry) -> None:
    """Correct a document. Raises FieldError (number), NotFound, StepApproved."""
    row = document_on_file(session, document_id)
    require_open(session, row.programme_id, TripStep.PLAN)
    _write_document(session, entry, row)
    session.flush()
    journal.describe(session, N_("Change the document {number}"), number=row.number)


def remove_document(session: Session, document_id: UUID) -> str:
    """Take a document off the list; return its number. Raises ``DocumentInUse``, StepApproved."""
    row = document_on_file(session, document_id)
    require_open(session, row.programme_id, TripStep.PLAN)
    resting = sum(
        session.scalar(
            select(func.count())
            .select_from(kind)
            .where(kind.document_id == document_id, kind.removed_at.is_(None))
        )
        or 0
        for kind in (TripRule, TripCategory, TripBase)
    )
    if resting:
        raise DocumentInUse(
            _("{count} rules, categories or bases rest on {number}.").format(
                count=resting, number=row.number
            ),
            _("Name another document there first."),
        )
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the document {number}"), number=row.number)
    return row.number


def _rule(session: Session, programme_id: UUID, key: RuleKey) -> TripRule | None:
    return session.scalars(
        select(TripRule).where(
            TripRule.programme_id == programme_id, TripRule.key == key.value, TripRule.removed_at.is_(None)
        )
    ).first()


def _line(kind: RuleKind, row: TripRule | None, document: str) -> RuleLine:
    if row is None:
        return RuleLine(kind, kind.proposed, kind.effect, None, "", "", is_set=False)
    return RuleLine(
        kind, row.value, Effect(row.effect.value), row.document_id, document, row.clause, is_set=True
    )


def _write_document(session: Session, entry: DocumentEntry, row: TripDocument) -> None:
    number = named("number", entry.number, _("The document needs its number (文号) or a name."))
    twins = session.scalars(
        select(TripDocument.number).where(
            TripDocument.programme_id == row.programme_id,
            TripDocument.removed_at.is_(None),
            TripDocument.id != row.id,
        )
    )
    if any(name_key(one) == name_key(number) for one in twins):
        raise DocumentTaken(
            "number",
            _("{number} is on the list already.").format(number=number),
            _("Correct the number, or use the one on the list."),
        )
    row.number, row.title = number, said("title", entry.title)
    row.issuer, row.issued_on = said("issuer", entry.issuer), entry.issued_on
    row.remark = entry.remark.strip()
