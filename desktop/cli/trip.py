"""`yijia trip …`: a year's programme of convalescence trips, step by step."""

import argparse

from desktop.cli import (
    trip_check,
    trip_nominate,
    trip_notice,
    trip_place,
    trip_plan,
    trip_quota,
    trip_report,
    trip_roster,
    trip_settle,
)
from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _, ngettext
from desktop.services import trip_progress, trip_steps, trips
from desktop.services.trip_progress import StepProgress
from desktop.services.trip_steps import TripStep, step_word


def register(commands: Commands) -> None:
    """Add the commands about trips."""
    group = commands.add_parser(
        "trip", help=_("trips: plan, quotas, nominations, eligibility, choice, notice, rosters, settlement")
    )
    parts = group.add_subparsers(metavar=_("WORDS"), dest="words", required=True)
    _register_steps(parts)
    trip_check.register(parts)
    trip_nominate.register(parts)
    trip_notice.register(parts)
    trip_place.register(parts)
    trip_plan.register(parts)
    trip_quota.register(parts)
    trip_report.register(parts)
    trip_roster.register(parts)
    trip_settle.register(parts)


def _register_steps(parts: Commands) -> None:
    listing = parts.add_parser("list", help=_("the programmes on file"))
    listing.set_defaults(run=run_list)
    status = parts.add_parser(
        "status", help=_("where a programme stands and what is missing (exit code 1: something blocks)")
    )
    _add_programme(status)
    status.set_defaults(run=run_status)
    approve = parts.add_parser("approve", help=_("approve a step"))
    amend = parts.add_parser("amend", help=_("open an approved step again"))
    for one in (approve, amend):
        _add_programme(one)
        one.add_argument("step", choices=[step.value for step in TripStep], help=_("the step"))
        one.add_argument("--by", required=True, metavar=_("NAME"), help=_("who does it"))
        one.add_argument("--document", default="", metavar=_("NUMBER"), help=_("the document it rests on"))
    amend.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("why it is changed"))
    approve.set_defaults(run=run_approve)
    amend.set_defaults(run=run_amend)


def _add_programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))


def run_list(desk: Desk, _args: argparse.Namespace) -> int:
    """Tell the programmes on file."""
    found = desk.store.read(trips.programmes)
    lines = [
        ngettext("{title}: {n} place", "{title}: {n} places", one.places).format(
            title=one.title, n=one.places
        )
        for one in found
    ]
    data = [{"id": one.id, "year": one.year, "title": one.title, "places": one.places} for one in found]
    desk.tell(data, "\n".join(lines) or _("No trip programme is on file."))
    return DONE


def run_status(desk: Desk, args: argparse.Namespace) -> int:
    """Tell where each step stands and what it lacks."""
    programme = desk.store.read(trips.named, args.programme)
    steps = desk.store.read(trip_progress.progress, programme)
    desk.tell([_plain(one) for one in steps], "\n".join(line for one in steps for line in _lines(one)))
    return LOOK if any(lack.blocks for one in steps for lack in one.missing) else DONE


def run_approve(desk: Desk, args: argparse.Namespace) -> int:
    """Approve a step."""
    programme, step = desk.store.read(trips.named, args.programme), TripStep(args.step)
    desk.store.do(trip_progress.approve, programme, step, args.by, args.document)
    desk.tell({"step": step, "approved": True}, _("“{step}” is approved.").format(step=step_word(step)))
    return DONE


def run_amend(desk: Desk, args: argparse.Namespace) -> int:
    """Open an approved step again."""
    programme, step = desk.store.read(trips.named, args.programme), TripStep(args.step)
    desk.store.do(trip_steps.amend, programme, step, args.by, args.reason, args.document)
    desk.tell({"step": step, "approved": False}, _("“{step}” is open again.").format(step=step_word(step)))
    return DONE


def _lines(progress: StepProgress) -> list[str]:
    state = progress.state
    where = _("approved") if state.is_approved else _("opened again") if state.is_amended else _("open")
    return [
        f"{step_word(state.step)}: {where}",
        *(f"  {'●' if lack.blocks else '○'} {lack.sentence}" for lack in progress.missing),
    ]


def _plain(progress: StepProgress) -> dict[str, object]:
    state = progress.state
    return {
        "step": state.step,
        "approved": state.is_approved,
        "by": state.last.by if state.last else None,
        "at": state.last.at if state.last else None,
        "missing": [{"sentence": one.sentence, "blocks": one.blocks} for one in progress.missing],
    }
