"""`yijia trip roster PROGRAMME`: who goes with each batch, as text, as a list on paper, or as a workbook."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.cli.drawn import drawn
from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import _
from desktop.paper.page import deliver
from desktop.services import trip_lists, trip_roster, trip_roster_export, trip_roster_state, trips
from desktop.services.trip_lists import ListKind, Wanted
from desktop.services.trip_roster import BatchStanding, Roster, RosterLine, Standing, state_word
from desktop.services.year_tables import YearTable


class NoSuchFile(Refused):
    """The file asked for is neither a PDF nor a workbook."""


def register(parts: Commands) -> None:
    """Add the command about rosters."""
    parser = parts.add_parser(
        "roster", help=_("who goes with each batch; lists for agency, insurer and hotel (exit code 1: lacks)")
    )
    parser.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    parser.add_argument("--batch", type=int, metavar="N", help=_("only the batch of this number"))
    parser.add_argument("--out", type=Path, metavar="F.pdf|F.xlsx", help=_("write a list to this file"))
    parser.add_argument(
        "--list",
        choices=[kind.value for kind in ListKind],
        default=ListKind.TRAVELLERS.value,
        help=_("which list a PDF holds"),
    )
    parser.add_argument("--full", action="store_true", help=_("whole identity numbers and telephones"))
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("with --full: why; it is logged"))
    parser.set_defaults(run=run_roster)


def run_roster(desk: Desk, args: argparse.Namespace) -> int:
    """Tell the rosters, or write them; 1 where something still blocks their approval."""
    programme = desk.store.read(trips.named, args.programme)
    now = desk.store.read(trip_roster.standing, programme)
    batches = _wanted(now, args.batch)
    if args.out is not None:
        _write(desk, args, Wanted(programme, ListKind(args.list), tuple(one.batch.id for one in batches)))
    missing = desk.store.read(trip_roster_state.missing, programme)
    for lack in missing:
        desk.warn(f"{'●' if lack.blocks else '○'} {lack.sentence}")
    found = [desk.store.read(trip_roster.roster, one.batch.id) for one in batches]
    data = {
        **_plain_standing(now),
        "batches": [_plain(one) for one in found],
        "missing": [{"sentence": one.sentence, "blocks": one.blocks} for one in missing],
        "file": args.out,
    }
    desk.tell(data, "\n\n".join(_text(one) for one in found) or _("The programme has no batch yet."))
    return LOOK if any(one.blocks for one in missing) else DONE


def _wanted(now: Standing, number: int | None) -> tuple[BatchStanding, ...]:
    if number is None:
        return now.batches
    found = tuple(one for one in now.batches if one.batch.number == number)
    if not found:
        numbers = _(", ").join(str(one.batch.number) for one in now.batches)
        raise NotFound(
            _("The programme has no batch {number}.").format(number=number),
            _("It has: {numbers}.").format(numbers=numbers) if numbers else "",
        )
    return found


def _write(desk: Desk, args: argparse.Namespace, wanted: Wanted) -> None:
    ending = args.out.suffix.lower()
    if ending == ".xlsx" and args.full:
        desk.store.record(trip_roster_export.export_whole, args.out, wanted, args.reason)
    elif ending == ".xlsx":
        desk.store.read(trip_roster_export.export, args.out, wanted)
    elif ending == ".pdf":
        paper = (
            desk.store.record(trip_lists.prepare_whole, wanted, args.reason)
            if args.full
            else desk.store.read(trip_lists.prepare, wanted)
        )
        deliver(paper.pdf, args.out)
        for name in paper.unprintable:
            desk.warn(_("No font can draw all of “{name}”.").format(name=name))
    else:
        raise NoSuchFile(
            _("{file} is neither a PDF nor a workbook.").format(file=args.out.name),
            _("Let its name end in .pdf or .xlsx."),
        )


def _text(found: Roster) -> str:
    now = found.standing
    title = _("{batch} · {count} of {places}, front line {held} (needed {needed}), no-shows {absent}").format(
        batch=found.batch.title,
        count=now.count,
        places=found.batch.capacity,
        held=now.frontline,
        needed=now.needed,
        absent=now.no_shows,
    )
    if not found.lines:
        return title
    headings = (
        _("No."), _("Name"), _("Sex"), _("Age"), _("Employer"), _("Front line"), _("Room"), _("Seat"),
        _("State"),
    )  # fmt: skip
    return drawn(YearTable("roster", title, headings, tuple(_cells(line) for line in found.lines)))


def _cells(line: RosterLine) -> tuple[str | int | None, ...]:
    return (
        line.number or "", line.name, trip_lists.sex_word(line.sex), line.age, line.organisation,
        _("yes") if line.frontline else _("no"), line.room, line.seat, state_word(line.state),
    )  # fmt: skip


def _plain_standing(now: Standing) -> dict[str, object]:
    return {
        "places": now.places,
        "count": now.count,
        "frontline": now.frontline,
        "frontline_needed": now.needed,
        "unplaced": len(now.unplaced),
        "waiting": now.waiting,
    }


def _plain(found: Roster) -> dict[str, object]:
    now, batch = found.standing, found.batch
    return {
        "number": batch.number,
        "title": batch.title,
        "base": batch.base,
        "starts_on": batch.starts_on,
        "ends_on": batch.ends_on,
        "departs_at": batch.departs_at,
        "capacity": batch.capacity,
        "count": now.count,
        "free": now.free,
        "frontline": now.frontline,
        "frontline_needed": now.needed,
        "no_shows": now.no_shows,
        "boarded": now.boarded,
        "people": [_plain_line(line) for line in found.lines],
    }


def _plain_line(line: RosterLine) -> dict[str, object]:

    return {
        "id": line.nominee_id,
        "number": line.number,
        "name": line.name,
        "sex": line.sex,
        "age": line.age,
        "organisation": line.organisation,
        "post": line.post,
        "frontline": line.frontline,
        "phone": line.phone,
        "room": line.room,
        "seat": line.seat,
        "state": line.state,
        "boarded_at": line.boarded_at,
    }
