"""The papers of a public notice: what hangs on the wall, and the record of the objections to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _, in_language, language, ngettext
from desktop.core.progress import Progress
from desktop.core.sheet_content import Printed
from desktop.paper.trip_notice_pdf import (
    NameLine,
    NameNotice,
    ObjectionPart,
    draw_name_notice,
    draw_objections,
)
from desktop.services import trip_notices, trips
from desktop.services.clock import local, moment_of
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_notices import DraftLine, NoticeCard, NoticeDraft, NoticeEntry, PostedLine
from desktop.services.trip_objections import ObjectionLine, ObjectionOutcome, objections

__all__ = ["PaperLook", "outcome_word", "prepare_draft", "prepare_notice", "prepare_objections"]


@dataclass(frozen=True, slots=True)
class PaperLook:
    """In whose name and in which language a paper is drawn (empty: that in force)."""

    issuer: str = ""
    language: str = ""


def prepare_draft(
    session: Session,
    programme_id: UUID,
    entry: NoticeEntry | None = None,
    look: PaperLook | None = None,
    progress: Progress | None = None,
) -> PreparedPaper:
    """Draw the next notice as it would hang, marked as a draft. Raises NoChineseFont, Cancelled."""
    look = look or PaperLook()
    with in_language(look.language or language()):
        made = trip_notices.draft(session, programme_id, entry)
        sheet = _sheet(session, made, made.lines, look.issuer)
        return _drawn(replace(sheet, is_draft=True), progress)


def prepare_notice(
    session: Session, notice_id: UUID, look: PaperLook | None = None, progress: Progress | None = None
) -> PreparedPaper:
    """Draw a notice as it was posted. Raises NotFound, NoChineseFont, Cancelled."""
    look = look or PaperLook()
    with in_language(look.language or language()):
        card = trip_notices.notice(session, notice_id)
        return _drawn(_sheet(session, card, card.lines, look.issuer), progress)


def prepare_objections(session: Session, programme_id: UUID, look: PaperLook | None = None) -> PreparedPaper:
    """Draw the record of a programme's objections with their answers. Raises NoChineseFont."""
    look = look or PaperLook()
    out = BytesIO()
    with in_language(look.language or language()):
        year = trips.on_file(session, programme_id).year
        title = _("Objections to the notices of the trips of {year}").format(year=year)
        today = local(moment_of(session)).date()
        note = _("Printed {day}").format(day=_day(today))
        parts = [_part(one) for one in objections(session, programme_id)]
        signatures = (_("Taken down by"), _("Examined by"), _("Chair"))
        drawn = draw_objections(
            title, f"{look.issuer} · {note}" if look.issuer else note, parts, signatures, out
        )
    return _prepared(out, drawn)


def outcome_word(outcome: ObjectionOutcome) -> str:
    """Return what came of an objection in words."""
    words = {
        ObjectionOutcome.OPEN: _("not answered yet"),
        ObjectionOutcome.NOT_UPHELD: _("not upheld"),
        ObjectionOutcome.UPHELD: _("upheld"),
    }
    return words[outcome]


def _sheet(
    session: Session,
    made: NoticeDraft | NoticeCard,
    lines: Sequence[DraftLine] | Sequence[PostedLine],
    issuer: str,
) -> NameNotice:
    programme = trips.on_file(session, made.programme_id)
    opening = _(
        "Under “{title}”, after nomination by the employers and a check against the rules, the people named"
        " below ({n} in all) are to go on a convalescence trip, which is hereby made public. Objections may"
        " be raised by name or without one within the period; who raises them is kept confidential."
    )
    return NameNotice(
        title=made.title,
        opening=opening.format(title=programme.title, n=len(lines)),
        period=_period(made),
        lines=[
            NameLine(one.number, one.name_shown, one.organisation_shown, one.post_shown, one.remark)
            for one in lines
        ],
        contact=made.contact,
        phone=made.phone,
        place=made.place,
        issuer=issuer,
        day=_day(made.posted_on),
        remark=made.remark,
    )


def _period(made: NoticeDraft | NoticeCard) -> str:
    if made.is_workdays:
        words = ngettext(
            "{first} to {last} ({n} working day)", "{first} to {last} ({n} working days)", made.days
        )
    else:
        words = ngettext("{first} to {last} ({n} day)", "{first} to {last} ({n} days)", made.days)
    return words.format(first=_day(made.first_day), last=_day(made.last_day), n=made.days)


def _part(one: ObjectionLine) -> ObjectionPart:
    about = _("the notice as a whole")
    if one.number_on_notice is not None:
        about = _("no. {number}: {name}, {organisation}").format(
            number=one.number_on_notice, name=one.name, organisation=one.organisation
        )
    received = _day(one.received_on)
    if not one.in_time:
        received = _("{day} (outside the period)").format(day=received)
    answered = _("Not answered yet.")
    if one.answered_on is not None:
        answered = _("Objection {outcome}. Answered by {who} on {day}.").format(
            outcome=outcome_word(one.outcome), who=one.answered_by, day=_day(one.answered_on)
        )
    return ObjectionPart(
        heading=_("Objection {number}, to notice {notice}").format(
            number=one.number, notice=one.notice_number
        ),
        facts=[
            (_("Against"), about),
            (_("Received on"), received),
            (_("By way of"), one.means or "–"),
            (_("Raised by"), one.raised_by or _("anonymous")),
        ],
        text=one.text,
        answer=one.answer,
        answered=answered,
    )


def _drawn(sheet: NameNotice, progress: Progress | None) -> PreparedPaper:
    out = BytesIO()
    return _prepared(out, draw_name_notice(sheet, out, progress))


def _prepared(out: BytesIO, drawn: Printed) -> PreparedPaper:
    return PreparedPaper(out.getvalue(), drawn.pages, drawn.unprintable, drawn.cut, 210.0, 297.0)


def _day(day: date) -> str:
    return _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)
