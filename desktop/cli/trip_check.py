"""`yijia trip check PROGRAMME`: who of those named may go; `yijia trip history FILE`: former years' trips."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _, ngettext
from desktop.services import trip_eligibility, trip_eligibility_export, trip_history_import, trips
from desktop.services.imports_rows import Verdict
from desktop.services.trip_eligibility import (
    CheckLine,
    CheckReport,
    GroupLine,
    Outcome,
    RuleLine,
    outcome_word,
)


def register(parts: Commands) -> None:
    """Add the commands about eligibility."""
    check = parts.add_parser(
        "check",
        help=_("check everybody named against the rules (exit code 1: somebody does not pass yet)"),
    )
    check.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    check.add_argument("--out", metavar=_("FILE"), help=_("write the check as a workbook, too"))
    check.set_defaults(run=run_check)
    history = parts.add_parser("history", help=_("take a list of former years' trips in"))
    history.add_argument("file", metavar=_("FILE"), help=_("the list"))
    history.add_argument("--dry-run", action="store_true", help=_("put nothing on file"))
    history.set_defaults(run=run_history)


def run_check(desk: Desk, args: argparse.Namespace) -> int:
    """Tell of everybody whether they may go; 1 where something is blocked or to be looked at."""
    programme = desk.store.read(trips.named, args.programme)
    report = desk.store.read(trip_eligibility.check, programme)
    if args.out:
        desk.store.read(trip_eligibility_export.write_check, programme, Path(args.out))
    desk.tell(_plain(report), "\n".join(_lines(report)))
    counts = report.counts()
    return LOOK if counts[Outcome.REVIEW] or counts[Outcome.BLOCKED] or report.groups else DONE


def run_history(desk: Desk, args: argparse.Namespace) -> int:
    """Take former years' trips in; 1 where rows were left out."""
    shown = desk.store.read(trip_history_import.preview, Path(args.file))
    refused = [shown.rows[at] for at in shown.having(Verdict.REFUSED)]
    if args.dry_run:
        new, changed, same = (len(shown.having(one)) for one in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME))
    else:
        done = desk.store.do(trip_history_import.save, shown)
        new, changed, same, refused = done.new, done.changed, done.same, list(done.left_out)
    words = _("{new} new, {changed} changed, {same} the same, {left} left out").format(
        new=new, changed=changed, same=same, left=len(refused)
    )
    told = [f"{row.cells.row} {row.name}: {row.sentence}" for row in refused]
    data = {
        "kept": not args.dry_run,
        "new": new,
        "changed": changed,
        "same": same,
        "left_out": [
            {"row": row.cells.row, "name": row.name, "why": row.sentence, "stranger": row.is_stranger}
            for row in refused
        ],
    }
    desk.tell(data, "\n".join([words, *told]))
    return LOOK if refused else DONE


def _lines(report: CheckReport) -> Iterator[str]:
    yield report.sentence()
    if report.overridden():
        count = report.overridden()
        yield ngettext("{count} by exception.", "{count} by exception.", count).format(count=count)
    for group in report.groups:
        yield f"{outcome_word(group.verdict.outcome)}: {group.verdict.sentence} {group.verdict.remedy}"
    for line in report.lines:
        if line.counts and line.outcome is not Outcome.PASS:
            yield f"{line.number} {line.name} ({line.organisation}): {outcome_word(line.outcome)}"
            for rule in line.open:
                yield f"  {rule.verdict.sentence} {rule.verdict.remedy}{_source(rule)}"


def _source(rule: RuleLine) -> str:
    return f" [{rule.verdict.document}]" if rule.verdict.document else ""


def _plain(report: CheckReport) -> dict[str, object]:
    return {
        "year": report.year,
        "counts": {outcome.value: count for outcome, count in report.counts().items()},
        "overridden": report.overridden(),
        "turned_down": report.turned_down(),
        "groups": [_plain_group(one) for one in report.groups],
        "nominees": [_plain_line(one) for one in report.lines],
    }


def _plain_group(one: GroupLine) -> dict[str, object]:
    verdict = one.verdict
    return {
        "organisation": one.organisation,
        "rule": verdict.rule,
        "outcome": verdict.outcome,
        "found": verdict.found,
        "needed": verdict.needed,
        "sentence": verdict.sentence,
        "remedy": verdict.remedy,
    }


def _plain_line(one: CheckLine) -> dict[str, object]:
    return {
        "number": one.number,
        "name": one.name,
        "organisation": one.organisation,
        "outcome": one.outcome,
        "turned_down": not one.counts,
        "rules": [
            {
                "rule": rule.verdict.rule,
                "outcome": rule.verdict.outcome,
                "found": rule.verdict.found,
                "needed": rule.verdict.needed,
                "document": rule.verdict.document,
                "sentence": rule.verdict.sentence,
                "remedy": rule.verdict.remedy,
                "override": {"reason": rule.override.reason, "by": rule.override.by}
                if rule.override
                else None,
            }
            for rule in one.rules
        ],
    }
