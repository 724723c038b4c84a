"""The check of a programme as a workbook: everybody, every rule not met, and what the names together lack."""

from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.services import trips
from desktop.services.trip_eligibility import CheckLine, CheckReport, Outcome, check, outcome_word, rule_word
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table


def write_check(session: Session, programme_id: UUID, path: Path) -> int:
    """Write the check; return how many nominees. Raises NoProgramme, a ``SpreadsheetError``.

    Identity numbers stand in it masked.
    """
    report = check(session, programme_id)
    title = trips.programme(session, programme_id).title
    write_table(path, [_people(report, title), _rules(report), _together(report)])
    return len(report.lines)


def _people(report: CheckReport, title: str) -> SheetOut:
    headings = (
        _("No."), _("Name"), _("Organisation"), _("Post"), _("Front line"), _("Check"),
        _("What is to be mended"), _("Exception"),
    )  # fmt: skip
    rows: list[tuple[Cell | None, ...]] = [
        (
            one.number,
            one.name,
            one.organisation,
            one.post,
            None if one.frontline is None else _("yes") if one.frontline else _("no"),
            told_outcome(one),
            " ".join(rule.verdict.sentence for rule in one.open) if one.counts else one.state_reason,
            _exceptions(one),
        )
        for one in report.lines
    ]
    return SheetOut(_("Check"), headings, rows, note=f"{title} · {report.sentence()}")


def _rules(report: CheckReport) -> SheetOut:
    headings = (
        _("No."), _("Name"), _("Organisation"), _("Rule"), _("Outcome"), _("Value found"), _("Asked"),
        _("Document"), _("Why"), _("What would mend it"), _("Exception"),
    )  # fmt: skip
    rows: list[tuple[Cell | None, ...]] = [
        (
            one.number,
            one.name,
            one.organisation,
            rule_word(rule.verdict.rule),
            outcome_word(rule.verdict.outcome),
            rule.verdict.found,
            rule.verdict.needed,
            rule.verdict.document,
            rule.verdict.sentence,
            rule.verdict.remedy,
            f"{rule.override.reason} ({rule.override.by})" if rule.override else "",
        )
        for one in report.lines
        for rule in one.rules
        if rule.verdict.outcome is not Outcome.PASS
    ]
    return SheetOut(_("Rules not met"), headings, rows)


def _together(report: CheckReport) -> SheetOut:
    headings = (
        _("Organisation"), _("Rule"), _("Outcome"), _("Value found"), _("Asked"), _("Why"),
        _("What would mend it"),
    )  # fmt: skip
    rows: list[tuple[Cell | None, ...]] = [
        (
            one.organisation or _("in all"),
            rule_word(one.verdict.rule),
            outcome_word(one.verdict.outcome),
            one.verdict.found,
            one.verdict.needed,
            one.verdict.sentence,
            one.verdict.remedy,
        )
        for one in report.groups
    ]
    return SheetOut(_("All names together"), headings, rows)


def told_outcome(one: CheckLine) -> str:
    """Return what the check says of somebody in a word or two."""
    if not one.counts:
        return _("turned down")
    if one.outcome is Outcome.PASS and one.is_overridden:
        return _("by exception")
    return outcome_word(one.outcome)


def _exceptions(one: CheckLine) -> str:
    return _("; ").join(
        _("{rule}: {reason} ({by})").format(
            rule=rule_word(rule.verdict.rule), reason=rule.override.reason, by=rule.override.by
        )
        for rule in one.rules
        if rule.override and rule.verdict.outcome is not Outcome.PASS
    )
