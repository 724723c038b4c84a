"""The plan of a programme as a paper to be filed."""

import re
from datetime import date
from io import BytesIO
from uuid import UUID

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.core.trip_rules import Effect
from desktop.paper.trip_plan_pdf import PlanPaper, draw_plan
from desktop.services.clock import local
from desktop.services.trip_plan_overview import Plan
from desktop.services.trip_plan_rules import RuleLine
from desktop.services.trip_plan_words import days_words, effect_word, money_words
from desktop.services.trips import BaseLine, BatchLine

_BRACKETED = re.compile(r"\s*[(（].*[)）]")


def plan_paper(plan: Plan, printed_on: date) -> tuple[bytes, Printed]:
    """Return the plan at a glance as a PDF in the language in force."""
    out = BytesIO()
    told = draw_plan(_paper(plan, printed_on), out)
    return out.getvalue(), told


def _paper(plan: Plan, printed_on: date) -> PlanPaper:
    card = plan.card
    facts = (
        (_("Year"), str(card.year)),
        (_("Places"), f"{card.places:,}"),
        (_("Budget (yuan)"), money_words(card.budget_fen)),
        (_("Shared out below"), card.organisation),
        (_("Contact"), " ".join(part for part in (card.contact, card.phone) if part)),
    )
    return PlanPaper(
        title=card.title,
        state=_state(plan),
        facts=facts,
        documents=tuple(
            (
                str(number),
                one.number,
                one.title,
                one.issuer,
                one.issued_on.isoformat() if one.issued_on else "",
            )
            for number, one in enumerate(plan.documents, start=1)
        ),
        settings=tuple(_setting(plan, line) for line in plan.rules if not line.kind.is_checked),
        checks=tuple(_check(plan, line) for line in plan.rules if line.kind.is_checked),
        categories=tuple(f"{one.name} {one.points}" for one in plan.categories),
        bases=tuple(_base(plan, one) for one in plan.bases),
        batches=tuple(_batch(one) for one in plan.batches),
        total=(f"{plan.capacity:,}", f"{card.places:,}"),
        printed_on=printed_on.isoformat(),
        remark=card.remark,
    )


def _state(plan: Plan) -> str:
    last = plan.state.last
    if last is None or not plan.state.is_approved:
        return _("Draft: the plan is not approved.")
    day = local(last.at).date().isoformat()
    words = _("Approved by {who} on {day}.").format(who=last.by, day=day)
    return f"{words} {last.document}".strip()


def _setting(plan: Plan, line: RuleLine) -> tuple[str, str, str]:
    return _title(line), line.words, _basis(plan, line)


def _check(plan: Plan, line: RuleLine) -> tuple[str, str, str, str]:
    is_off = line.effect is Effect.OFF
    return _title(line), "–" if is_off else line.words, effect_word(line.effect), _basis(plan, line)


def _title(line: RuleLine) -> str:
    """Return a rule in a few words; what stands in brackets explains it on the screen only."""
    return _BRACKETED.sub("", _(line.kind.title))


def _basis(plan: Plan, line: RuleLine) -> str:
    """Return the number of the document in its list with the clause."""
    if not line.is_set:
        return _("proposed")
    return f"{_number(plan, line.document_id)} {line.clause}".strip()


def _number(plan: Plan, document_id: UUID | None) -> str:
    """Return the number a document has in the list; a dash where none is named."""
    numbers = {one.id: f"[{number}]" for number, one in enumerate(plan.documents, start=1)}
    return numbers.get(document_id, "–") if document_id is not None else "–"


def _base(plan: Plan, one: BaseLine) -> tuple[str, str, str, str]:
    name = _("{base} (paired)").format(base=one.name) if one.is_paired else one.name
    contact = " ".join(part for part in (one.contact, one.phone) if part)
    return name, one.region, contact, _number(plan, one.document_id)


def _batch(one: BatchLine) -> tuple[str, str, str, str, str, str, str]:
    kept = _("kept for: {trade}").format(trade=one.reserved_trade) if one.reserved_trade else ""
    return (
        one.title,
        days_words(one.starts_on, one.ends_on),
        "" if one.days is None else str(one.days),
        " · ".join(part for part in (one.base, kept) if part),
        f"{one.capacity:,}",
        money_words(one.price_fen),
        one.leader,
    )
