"""What goes back to the employers after the check, drawn on paper."""

import io
from collections import Counter
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.paper.flow import PAPER
from desktop.paper.trip_check_pdf import ReturnedName, ReturnedUnit, ReturnPaper, draw_returns
from desktop.services import trips
from desktop.services.clock import local, moment_of
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_eligibility import CheckReport, Outcome, check, outcome_word, rule_word


class NothingToReturn(NotFound):
    """Every name passes; nothing goes back."""


def prepare_returns(
    session: Session,
    programme_id: UUID,
    organisation_id: UUID | None = None,
    progress: Progress | None = None,
) -> PreparedPaper:
    """Return the papers for every employer with something to mend, or for one, each on pages of its own.

    Raises NothingToReturn, NoProgramme, NoChineseFont.
    """
    programme = trips.programme(session, programme_id)
    units = _units(check(session, programme_id), organisation_id)
    if not units:
        raise NothingToReturn(
            _("Nothing goes back: every name passes."), _("Approve the step, or check again later.")
        )
    contact = " ".join(part for part in (programme.contact, programme.phone) if part)
    day = local(moment_of(session)).date().isoformat()
    out = io.BytesIO()
    printed = draw_returns(ReturnPaper(programme.title, day, contact, units), out, progress)
    return PreparedPaper(
        out.getvalue(), printed.pages, printed.unprintable, printed.cut, PAPER.width, PAPER.height
    )


def _units(report: CheckReport, organisation_id: UUID | None) -> list[ReturnedUnit]:
    lines = [one for one in report.lines if one.counts]
    named = Counter(one.organisation_id for one in lines)
    organisations = {one.organisation_id: one.organisation for one in lines}
    found = []
    for key, organisation in sorted(organisations.items(), key=lambda pair: pair[1]):
        if organisation_id is not None and key != organisation_id:
            continue
        names = [
            ReturnedName(
                one.number, one.name, rule_word(rule.verdict.rule), outcome_word(rule.outcome),
                rule.verdict.sentence, rule.verdict.remedy, rule.verdict.document,
            )
            for one in lines
            if one.organisation_id == key and one.outcome is not Outcome.PASS
            for rule in one.open
        ]  # fmt: skip
        together = [
            f"{one.verdict.sentence} {one.verdict.remedy}"
            for one in report.groups
            if one.organisation_id == key
        ]
        if names or together:
            found.append(ReturnedUnit(organisation, named[key], names, together))
    return found
