"""`yijia trip notice PROGRAMME`: the next public notice drafted, drawn, posted; and the objections to it."""

import argparse
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.cli.drawn import drawn
from desktop.core.dates import parse_date
from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.settings import load_settings
from desktop.paper.page import deliver
from desktop.services import trip_notice_papers, trip_notices, trip_objections, trips
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_notice_papers import PaperLook, outcome_word
from desktop.services.trip_notices import NoticeCard, NoticeDraft, NoticeEntry
from desktop.services.trip_objections import Answer, ObjectionEntry, ObjectionLine, ObjectionOutcome
from desktop.services.year_tables import YearTable

_OUTCOMES = (ObjectionOutcome.UPHELD.value, ObjectionOutcome.NOT_UPHELD.value)


def register(parts: Commands) -> None:
    """Add the commands about notices and objections."""
    notice = parts.add_parser("notice", help=_("the next public notice: drafted, drawn, posted; or closed"))
    _programme(notice)
    notice.add_argument("--posted-on", default="", metavar="DAY", help=_("the day it is put up (today)"))
    notice.add_argument("--contact", metavar=_("NAME"), help=_("who takes objections"))
    notice.add_argument("--phone", metavar=_("NUMBER"), help=_("the telephone for objections"))
    notice.add_argument("--place", metavar=_("TEXT"), help=_("where objections can be handed in"))
    notice.add_argument(
        "--all-posts", action="store_true", help=_("show everybody's post, not only namesakes'")
    )
    notice.add_argument("--out", type=Path, metavar="F.pdf", help=_("draw the notice to this file"))
    deed = notice.add_mutually_exclusive_group()
    deed.add_argument("--post", action="store_true", help=_("put it on file as it hangs from now on"))
    deed.add_argument(
        "--number", type=int, metavar="N", help=_("a notice that was posted instead of the next")
    )
    notice.add_argument("--close", default="", metavar=_("NAME"), help=_("with --number: who closes it"))
    notice.set_defaults(run=run_notice)
    objection = parts.add_parser("objection", help=_("take down an objection to a notice"))
    _programme(objection)
    objection.add_argument("text", metavar=_("TEXT"), help=_("what is objected to"))
    objection.add_argument("--number", type=int, default=1, metavar="N", help=_("the notice (1)"))
    objection.add_argument(
        "--line", type=int, metavar="N", help=_("the line objected to; without it the whole")
    )
    objection.add_argument("--received-on", default="", metavar="DAY", help=_("the day it came in (today)"))
    objection.add_argument("--means", default="", metavar=_("TEXT"), help=_("by letter, by telephone …"))
    objection.add_argument("--raised-by", default="", metavar=_("NAME"), help=_("who objects, if known"))
    objection.set_defaults(run=run_objection)
    objections = parts.add_parser("objections", help=_("the objections of a programme, or answer one"))
    _programme(objections)
    objections.add_argument("--answer", type=int, metavar="N", help=_("answer the objection of this number"))
    objections.add_argument("--outcome", choices=_OUTCOMES, default="not-upheld", help=_("what came of it"))
    objections.add_argument("--text", default="", metavar=_("TEXT"), help=_("the answer and its reason"))
    objections.add_argument("--by", default="", metavar=_("NAME"), help=_("who answers"))
    objections.add_argument("--out", type=Path, metavar="F.pdf", help=_("draw the record to this file"))
    objections.set_defaults(run=run_objections)


def run_notice(desk: Desk, args: argparse.Namespace) -> int:
    """Draft, draw, post or close a notice; 1 where something should be looked at first."""
    programme = desk.store.read(trips.named, args.programme)
    if args.number is not None:
        return _posted(desk, args, _numbered(desk, programme, args.number))
    entry = _entry(desk, programme, args)
    made = desk.store.read(trip_notices.draft, programme, entry)
    if args.post:
        card = desk.store.do(trip_notices.post, programme, entry)
        return _posted(desk, args, card.id)
    trip_notices.demand_names(made)
    if args.out:
        _write(
            desk, desk.store.read(trip_notice_papers.prepare_draft, programme, entry, _look(desk)), args.out
        )
    for warning in made.warnings:
        desk.warn(warning)
    desk.tell(_plain_draft(made), _text(made))
    return LOOK if made.warnings else DONE


def run_objection(desk: Desk, args: argparse.Namespace) -> int:
    """Take down an objection; 1 where it came outside the period."""
    programme = desk.store.read(trips.named, args.programme)
    notice = _numbered(desk, programme, args.number)
    today = desk.store.now().astimezone().date()
    day = parse_date(args.received_on, today) if args.received_on else today
    nominee = None if args.line is None else _on_line(desk, notice, args.line)
    entry = ObjectionEntry(day, args.text, nominee, args.means, args.raised_by)
    received = desk.store.do(trip_objections.receive, notice, entry)
    if received.said:
        desk.warn(received.said)
    line = desk.store.read(trip_objections.objection, received.id)
    desk.tell(_plain_objection(line), _("Taken down as objection {number}.").format(number=line.number))
    return LOOK if received.said else DONE


def run_objections(desk: Desk, args: argparse.Namespace) -> int:
    """Tell the objections of a programme; 1 while one is not answered."""
    programme = desk.store.read(trips.named, args.programme)
    if args.answer is not None:
        found = [one for one in desk.store.read(trip_objections.objections, programme)
                 if one.number == args.answer]  # fmt: skip
        if not found:
            raise NotFound(_("There is no objection {number}.").format(number=args.answer))
        today = desk.store.now().astimezone().date()
        given = Answer(ObjectionOutcome(args.outcome), args.text, args.by, today)
        desk.store.do(trip_objections.answer, found[0].id, given)
    told = desk.store.read(trip_objections.objections, programme)
    if args.out:
        paper = desk.store.read(trip_notice_papers.prepare_objections, programme, _look(desk))
        _write(desk, paper, args.out)
    text = drawn(_objection_table(told)) if told else _("No objection was received.")
    desk.tell([_plain_objection(one) for one in told], text)
    return LOOK if any(one.outcome is ObjectionOutcome.OPEN for one in told) else DONE


def _posted(desk: Desk, args: argparse.Namespace, notice: UUID) -> int:
    if args.close:
        desk.store.do(trip_notices.close, notice, args.close)
    if args.out:
        _write(desk, desk.store.read(trip_notice_papers.prepare_notice, notice, _look(desk)), args.out)
    card = desk.store.read(trip_notices.notice, notice)
    desk.tell(_plain_card(card), _text(card))
    return DONE


def _entry(desk: Desk, programme: UUID, args: argparse.Namespace) -> NoticeEntry:
    today = desk.store.now().astimezone().date()
    day = parse_date(args.posted_on, today) if args.posted_on else today
    usual = desk.store.read(trip_notices.usual_entry, programme, day)
    given = {
        name: value for name in ("contact", "phone", "place") if (value := getattr(args, name)) is not None
    }
    return replace(usual, all_posts=args.all_posts, **given)


def _numbered(desk: Desk, programme: UUID, number: int) -> UUID:
    for one in desk.store.read(trip_notices.notices, programme):
        if one.number == number:
            return one.id
    raise NotFound(_("There is no notice {number}.").format(number=number))


def _on_line(desk: Desk, notice: UUID, number: int) -> UUID:
    for one in desk.store.read(trip_notices.notice, notice).lines:
        if one.number == number:
            return one.nominee_id
    raise NotFound(_("The notice has no line {number}.").format(number=number))


def _look(desk: Desk) -> PaperLook:
    return PaperLook(load_settings(desk.places.settings).office)


def _write(desk: Desk, paper: PreparedPaper, out: Path) -> None:
    deliver(paper.pdf, out)
    for name in paper.unprintable:
        desk.warn(_("No font can draw all of “{name}”.").format(name=name))


def _text(made: NoticeDraft | NoticeCard) -> str:
    state = _("Draft, not posted") if isinstance(made, NoticeDraft) else _("Posted")
    if isinstance(made, NoticeCard) and made.closed_at is not None:
        state = _("Closed")
    period = _("{state} · put up {posted} · objections {first} to {last}").format(
        state=state,
        posted=made.posted_on.isoformat(),
        first=made.first_day.isoformat(),
        last=made.last_day.isoformat(),
    )
    table = YearTable(
        "notice",
        f"{made.title}\n{period}",
        (_("No."), _("Name"), _("Employer"), _("Post"), _("Remark")),
        tuple(
            (one.number, one.name_shown, one.organisation_shown, one.post_shown, one.remark)
            for one in made.lines
        ),
    )
    return drawn(table) if made.lines else table.title


def _objection_table(told: tuple[ObjectionLine, ...]) -> YearTable:
    headings = (_("No."), _("Public notice"), _("Received on"), _("Against"), _("What"), _("Outcome"))
    rows = tuple(
        (
            one.number, one.notice_number, one.received_on.isoformat(),
            one.name_shown or _("the notice as a whole"), one.text, outcome_word(one.outcome),
        )
        for one in told
    )  # fmt: skip
    return YearTable("objections", _("Objections"), headings, rows)


def _plain_draft(made: NoticeDraft) -> dict[str, object]:
    return {
        **_plain(made),
        "posted": False,
        "warnings": list(made.warnings),
        "rule": made.rule,
    }


def _plain_card(made: NoticeCard) -> dict[str, object]:
    return {
        **_plain(made),
        "posted": True,
        "id": made.id,
        "closed_at": made.closed_at,
        "closed_by": made.closed_by,
    }


def _plain(made: NoticeDraft | NoticeCard) -> dict[str, object]:
    return {
        "number": made.number,
        "title": made.title,
        "posted_on": made.posted_on,
        "first_day": made.first_day,
        "last_day": made.last_day,
        "days": made.days,
        "workdays": made.is_workdays,
        "contact": made.contact,
        "phone": made.phone,
        "place": made.place,
        "lines": [
            {
                "number": one.number,
                "name": one.name_shown,
                "organisation": one.organisation_shown,
                "post": one.post_shown,
                "remark": one.remark,
            }
            for one in made.lines
        ],
    }


def _plain_objection(one: ObjectionLine) -> dict[str, object]:
    return {
        "number": one.number,
        "notice": one.notice_number,
        "line": one.number_on_notice,
        "name": one.name_shown,
        "received_on": one.received_on,
        "in_time": one.in_time,
        "means": one.means,
        "raised_by": one.raised_by,
        "text": one.text,
        "outcome": one.outcome,
        "answer": one.answer,
        "answered_by": one.answered_by,
        "answered_on": one.answered_on,
    }


def _programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
