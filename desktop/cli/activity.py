"""`yijia activity …`: set activities up, list them, enrol people from a file, call them off."""

import argparse
from datetime import datetime
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.dates import BadMoment, parse_moment
from desktop.core.i18n import _, ngettext
from desktop.services import activities, enrol_lists
from desktop.services.activities import ActivityCard, ActivityEntry, ActivityKind, MeetingEntry, When


def register(commands: Commands) -> None:
    """Add the commands about activities."""
    group = commands.add_parser("activity", help=_("activities: new, list, show, enrol, cancel"))
    words = group.add_subparsers(metavar=_("WORDS"), dest="words", required=True)
    new = words.add_parser("new", help=_("set an activity up"))
    new.add_argument("--title", required=True, metavar="T")
    new.add_argument("--start", required=True, metavar="TIME", help=_("local time, such as 2026-12-05T19:00"))
    new.add_argument("--end", metavar="TIME", help=_("two hours after the start where not given"))
    new.add_argument("--place", default="", metavar="P")
    new.add_argument("--organiser", default="", metavar="O")
    new.add_argument("--capacity", type=int, metavar="N", help=_("how many places there are"))
    new.add_argument("--kind", default=ActivityKind.OTHER.value, choices=[k.value for k in ActivityKind])
    new.set_defaults(run=run_new)
    listing = words.add_parser("list", help=_("list the activities"))
    listing.add_argument("--when", default=When.ALL.value, choices=[w.value for w in When])
    listing.add_argument("--text", default="", metavar="TEXT", help=_("in the title, place or organiser"))
    listing.set_defaults(run=run_list)
    show = words.add_parser("show", help=_("show one activity"))
    add_activity(show)
    show.set_defaults(run=run_show)
    enrol = words.add_parser("enrol", help=_("enrol the people of a spreadsheet"))
    add_activity(enrol)
    enrol.add_argument("file", type=Path, metavar="FILE")
    enrol.add_argument("--sheet", metavar="NAME", help=_("read this sheet only"))
    enrol.add_argument(
        "--add-unknown", action="store_true", help=_("take unknown people onto the books first")
    )
    enrol.set_defaults(run=run_enrol)
    cancel = words.add_parser("cancel", help=_("call an activity off"))
    add_activity(cancel)
    cancel.add_argument("--reason", required=True, metavar="TEXT")
    cancel.set_defaults(run=run_cancel)


def add_activity(parser: argparse.ArgumentParser) -> None:
    """Have a command name an activity."""
    parser.add_argument(
        "activity", metavar="ID", help=_("the number of the activity, or its first six characters")
    )


def run_new(desk: Desk, args: argparse.Namespace) -> int:
    """Set an activity up."""
    starts = _moment(args.start, "starts_at")
    ends = _moment(args.end, "ends_at") if args.end else None
    entry = ActivityEntry(
        args.title,
        (MeetingEntry(starts, ends),),
        ActivityKind(args.kind),
        args.place,
        args.organiser,
        capacity=args.capacity,
    )
    card = desk.store.do(activities.add, entry)
    desk.tell({"id": card.id}, _("Set up “{title}”: {id}").format(title=card.title, id=card.id))
    return DONE


def run_list(desk: Desk, args: argparse.Namespace) -> int:
    """List activities."""
    cards = desk.store.read(activities.listed, When(args.when), args.text)
    text = "\n".join(_line(card) for card in cards) or _("There is no activity yet.")
    desk.tell([_plain(card) for card in cards], text)
    return DONE


def run_show(desk: Desk, args: argparse.Namespace) -> int:
    """Show one activity."""
    card = desk.store.read(activities.card, desk.store.read(activities.find, args.activity))
    desk.tell(_plain(card), _line(card))
    return DONE


def run_enrol(desk: Desk, args: argparse.Namespace) -> int:
    """Enrol from a file."""
    key = desk.store.read(activities.find, args.activity)
    done = desk.store.do(enrol_lists.enrol_from_file, key, args.file, args.sheet, args.add_unknown)
    people = done.people
    lines = [
        _("{enrolled} enrolled, {waiting} on the waiting list, {already} on the list already.").format(
            enrolled=len(people.enrolled), waiting=len(people.waiting), already=len(people.already)
        )
    ]
    if done.added:
        said = ngettext("{count} new worker on the books.", "{count} new workers on the books.", done.added)
        lines.append(said.format(count=done.added))
    lines += [
        _("{sheet}, row {row}: {name}: {sentence}").format(
            sheet=u.sheet, row=u.row, name=u.name, sentence=u.sentence
        )
        for u in done.unknown
    ]
    desk.tell(
        {
            "enrolled": len(people.enrolled),
            "waiting": len(people.waiting),
            "already": len(people.already),
            "added": done.added,
            "unknown": [
                {"sheet": u.sheet, "row": u.row, "name": u.name, "sentence": u.sentence} for u in done.unknown
            ],
        },
        "\n".join(lines),
    )
    return LOOK if done.unknown else DONE


def run_cancel(desk: Desk, args: argparse.Namespace) -> int:
    """Call an activity off."""
    key = desk.store.read(activities.find, args.activity)
    card = desk.store.do(activities.cancel, key, args.reason)
    desk.tell(_plain(card), _line(card))
    return DONE


def _moment(text: str, field: str) -> datetime:
    now = datetime.now().astimezone()
    try:
        moment = parse_moment(text, now)
    except BadMoment as error:
        raise BadMoment(text, field) from error
    # The offset of that day, which need not be today's where clocks change.
    return moment.replace(tzinfo=None).astimezone() if moment.tzinfo == now.tzinfo else moment


def _plain(card: ActivityCard) -> dict[str, object]:
    return {
        "id": card.id,
        "title": card.title,
        "kind": card.kind,
        "start": card.starts_at.astimezone(),
        "end": card.ends_at.astimezone(),
        "place": card.place,
        "capacity": card.capacity,
        "enrolled": card.enrolled,
        "waiting": card.waiting,
        "meetings": [
            {"id": m.id, "start": m.starts_at.astimezone(), "end": m.ends_at.astimezone()}
            for m in card.meetings
        ],
        "cancelled": card.cancelled_at is not None,
        "cancel_reason": card.cancel_reason,
    }


def _line(card: ActivityCard) -> str:
    places = _("{enrolled} of {capacity} places").format(enrolled=card.enrolled, capacity=card.capacity)
    if card.capacity is None:
        places = _("{enrolled} enrolled").format(enrolled=card.enrolled)
    parts = [f"{card.starts_at.astimezone():%Y-%m-%d %H:%M}", card.title, card.place, places]
    if card.waiting:
        parts.append(_("{waiting} waiting").format(waiting=card.waiting))
    if card.cancelled_at is not None:
        parts.append(_("cancelled: {reason}").format(reason=card.cancel_reason))
    return f"{card.id}  " + " · ".join(part for part in parts if part)
