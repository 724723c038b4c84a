"""`yijia trip allocate` and `yijia trip proof`: share a programme's places out, and prove how."""

import argparse
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from desktop.cli.apportion import add_method, drawn_table
from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.apportion import method_named
from desktop.core.apportion_words import method_title, tie_sentence
from desktop.core.i18n import _, ngettext
from desktop.core.weights import formula_words
from desktop.services import trip_allocation, trips
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_allocation_inputs import Inputs, inputs, proposed_settings
from desktop.services.trip_allocation_settle import missing, settle
from desktop.services.trip_allocation_work import Comparison, Proposal, ProposalLine, compare, propose
from desktop.services.trip_proof import proof
from desktop.services.trip_proof_papers import write_proof


def register(parts: Commands) -> None:
    """Add the commands."""
    allocate = parts.add_parser("allocate", help=_("share the places out among the organisations"))
    allocate.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    add_method(allocate)
    allocate.add_argument("--seed", metavar="S", help=_("the seed lots are drawn by"))
    allocate.add_argument(
        "--formula", metavar="F", help=_("the weight, such as: members + 2*frontline + hazardous/2")
    )
    allocate.add_argument("--places", type=int, metavar="N", help=_("places to share out (else the plan's)"))
    allocate.add_argument("--flat", action="store_true", help=_("among all at once, not down the tree"))
    allocate.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why it is done, for the file"))
    allocate.add_argument("--dry-run", action="store_true", help=_("only show what it would give"))
    allocate.set_defaults(run=run_allocate)
    sheet = parts.add_parser("proof", help=_("the proof of the allocation, to work it out again by hand"))
    sheet.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("a .pdf or .xlsx"))
    sheet.set_defaults(run=run_proof)


def run_allocate(desk: Desk, args: argparse.Namespace) -> int:
    """Share the places out, or only show what that would give."""
    programme = desk.store.read(trips.named, args.programme)
    given = desk.store.read(inputs, programme)
    settings = _settings(desk, given, args)
    before = {key: line.places for key, line in desk.store.read(trip_allocation.quota_of, programme).items()}
    if args.dry_run:
        made = propose(given, settings)
    else:
        made = desk.store.do(settle, programme, settings, args.reason)
    change = compare(given, before, settings) if before else None
    desk.tell(_plain(desk, made, change, args.dry_run), _told(made, change))
    return DONE if args.dry_run else _doubts(desk, programme)


def _settings(desk: Desk, given: Inputs, args: argparse.Namespace) -> AllocationSettings:
    settings = desk.store.read(proposed_settings, given)
    if args.method:
        settings = replace(settings, method=method_named(args.method))
    if args.seed is not None:
        settings = replace(settings, seed=args.seed.strip() or given.seed)
    if args.formula is not None:
        settings = replace(settings, formula=args.formula)
    if args.places is not None:
        settings = replace(settings, places=args.places)
    return replace(settings, flat=args.flat)


def _doubts(desk: Desk, programme: UUID) -> int:
    found = desk.store.read(missing, programme)
    for one in found:
        desk.warn(one.sentence)
    return LOOK if found else DONE


def _plain(desk: Desk, made: Proposal, change: Comparison | None, dry: bool) -> dict[str, object]:
    settings = made.settings
    titles = {batch.batch_id: batch.title for batch in made.given.reserved}
    held = None if dry else desk.store.read(trip_allocation.standing, made.given.programme_id)
    return {
        "programme": made.given.title,
        "number": held.number if held else None,
        "method": settings.method,
        "seed": settings.seed,
        "formula": settings.formula,
        "flat": settings.flat,
        "places": settings.places,
        "frontline_min": made.frontline_in_all,
        "lines": [_plain_line(line, titles) for line in made.lines],
        "ties": _ties(made),
        "changes": None
        if change is None
        else [{"organisation": one.name, "before": one.before, "after": one.after} for one in change.changes],
    }


def _plain_line(line: ProposalLine, titles: dict[UUID, str]) -> dict[str, object]:
    return {
        "organisation": line.name,
        "path": line.path,
        "weight": str(line.weight),
        "claim": str(line.claim),
        "places": line.places,
        "frontline_min": line.frontline_min,
        "batches": {titles[batch]: places for batch, places in line.batches.items()},
    }


def _ties(made: Proposal) -> list[dict[str, object]]:
    return [
        {
            "places": tie.places,
            "lots": [
                {"organisation": lot.label, "key": lot.key, "won": at < tie.places}
                for at, lot in enumerate(tie.lots)
            ],
        }
        for part in made.parts
        for branch in part.shared.branches
        if (tie := branch.result.tie) is not None
    ]


def _told(made: Proposal, change: Comparison | None) -> str:
    lines = [[_("Organisation"), _("Weight"), _("Places"), _("Front line at least")]]
    lines += [[line.name, str(line.weight), str(line.places), str(line.frontline_min)] for line in made.lines]
    weight = sum(line.weight for line in made.lines)
    lines.append([_("Total"), str(weight), str(sum(made.places)), str(made.frontline_in_all)])
    parts = [
        f"{method_title(made.settings.method)} · {formula_words(made.settings.formula)}",
        drawn_table(lines),
    ]
    parts += [
        tie_sentence(branch.result)
        for part in made.parts
        for branch in part.shared.branches
        if branch.result.tie
    ]
    if change is not None:
        words = ngettext(
            "Against what was in force: {gainers} gain, {losers} lose, {count} place moves.",
            "Against what was in force: {gainers} gain, {losers} lose, {count} places move.",
            change.moved,
        )
        parts.append(words.format(gainers=change.gainers, losers=change.losers, count=change.moved))
    return "\n\n".join(parts)


def run_proof(desk: Desk, args: argparse.Namespace) -> int:
    """Write the proof of the allocation in force."""
    made = desk.store.read(proof, desk.store.read(trips.named, args.programme))
    rows = write_proof(made, args.out)
    words = ngettext(
        "The proof of {n} organisation is in {file}.", "The proof of {n} organisations is in {file}.", rows
    )
    desk.tell(
        {"file": args.out, "organisations": rows, "places": made.settings.places, "agrees": made.agrees},
        words.format(n=rows, file=args.out),
    )
    if made.agrees:
        return DONE
    desk.warn(_("Worked out again from the numbers on this sheet the result differs: see the remarks."))
    return LOOK
