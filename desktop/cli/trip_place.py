"""`yijia trip place PROGRAMME`: the choice among those named, and the best placing into batches."""

import argparse
from collections.abc import Iterator
from uuid import UUID

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _
from desktop.core.trip_choice import why
from desktop.services import trip_choice, trip_placing, trips
from desktop.services.trip_choice import ChoiceReport, Lots
from desktop.services.trip_placing import PlacingReport, PlacingSettings
from desktop.services.trip_placing_words import choice_words, placing_words


def register(parts: Commands) -> None:
    """Add the command that chooses and places."""
    place = parts.add_parser(
        "place",
        help=_("choose among those named, and place them into batches (exit code 1: something to look at)"),
    )
    place.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    place.add_argument("--seed", metavar="S", help=_("the seed of the lots (the last one)"))
    place.add_argument("--drawn", default="", metavar=_("TEXT"), help=_("how the seed was drawn"))
    place.add_argument("--keep-choice", action="store_true", help=_("place only; leave the choice as it is"))
    place.add_argument("--dry-run", action="store_true", help=_("put nothing on file"))
    place.set_defaults(run=run_place)


def run_place(desk: Desk, args: argparse.Namespace) -> int:
    """Choose and place; 1 where places stay empty, somebody is in no batch, or the front line is short."""
    from desktop.services import trip_placing_best  # the solver loads slowly

    programme = desk.store.read(trips.named, args.programme)
    lots = desk.store.read(trip_choice.lots_proposed, programme)
    if args.seed is not None:
        lots = Lots(args.seed, args.drawn)
    choice = _choice(desk, programme, lots, args)
    settings = desk.store.read(trip_placing.settings_of, programme)
    given, proposed = PlacingSettings(lots, settings.wishes), choice if args.dry_run else None
    case = desk.store.read(trip_placing.case_of, programme, given, proposed)
    report = trip_placing_best.best(case)
    if not args.dry_run:
        report = desk.store.do(trip_placing.settle, report)
    reasons = trip_placing_best.why_left_out(report)
    lines = [*_choice_lines(choice), *_placing_lines(report), *reasons]
    desk.tell(_plain(choice, report, reasons, kept=not args.dry_run), "\n".join(lines))
    short = report.frontline < report.needed or (choice is not None and bool(choice.unused))
    return LOOK if report.unplaced or short else DONE


def _choice(desk: Desk, programme: UUID, lots: Lots, args: argparse.Namespace) -> ChoiceReport | None:
    if args.keep_choice:
        return None
    if args.dry_run:
        return desk.store.read(trip_choice.propose, programme, lots)
    return desk.store.do(trip_choice.settle, programme, lots)


def _choice_lines(choice: ChoiceReport | None) -> Iterator[str]:
    if choice is not None:
        yield _("Seed: {seed}").format(seed=choice.lots.seed)
        yield from choice_words(choice)


def _placing_lines(report: PlacingReport) -> Iterator[str]:
    yield from placing_words(report)
    for one in report.batches:
        words = _("{batch}: {people} of {places}, front line {held} (at least {needed})")
        yield words.format(
            batch=one.batch.title,
            people=one.people,
            places=one.batch.capacity,
            held=one.frontline,
            needed=one.needed,
        )


def _plain(
    choice: ChoiceReport | None, report: PlacingReport, reasons: tuple[str, ...], *, kept: bool
) -> dict[str, object]:
    worth = report.worth
    return {
        "kept": kept,
        "seed": report.case.settings.lots.seed,
        "choice": None if choice is None else _plain_choice(choice),
        "placing": {
            "placed": worth.placed,
            "left_out": len(report.unplaced),
            "steps": worth.steps,
            "parts": worth.parts,
            "proven": report.is_proven,
            "bound": {"steps": report.bound.steps, "parts": report.bound.parts},
            "frontline": report.frontline,
            "frontline_needed": report.needed,
            "preferences": {str(which): count for which, count in report.preferences.items()},
            "named_none": report.content,
            "reasons": list(reasons),
            "batches": [
                {
                    "number": one.batch.number,
                    "capacity": one.batch.capacity,
                    "people": one.people,
                    "frontline": one.frontline,
                    "frontline_needed": one.needed,
                }
                for one in report.batches
            ],
            "people": [
                {"number": line.nominee.number, "name": line.nominee.name, "batch": line.batch or None}
                for line in report.lines
            ],
        },
    }


def _plain_choice(choice: ChoiceReport) -> dict[str, object]:
    return {
        "taken": choice.taken,
        "waiting": choice.waiting,
        "frontline": choice.frontline,
        "frontline_needed": choice.needed,
        "places_empty": sum(one.places for one in choice.unused),
        "people": [
            {
                "number": line.nominee.number,
                "name": line.nominee.name,
                "organisation": line.nominee.organisation,
                "points": line.decided.points,
                "lot": line.decided.key,
                "rank": line.decided.rank,
                "taken": line.decided.is_taken,
                "waiting": line.decided.waiting or None,
                "why": why(line.decided),
            }
            for line in choice.lines
        ],
    }
