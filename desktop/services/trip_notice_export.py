"""The notices of a programme and the objections to them as a workbook, as they hung."""

from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.services import trip_notices, trips
from desktop.services.trip_notice_papers import outcome_word
from desktop.services.trip_objections import objections
from desktop.spreadsheets.write import SheetOut, write_table


def write_notices(session: Session, path: Path, programme_id: UUID) -> int:
    """Write a sheet of names, masked as they hung, and one of objections; return the rows.

    Raises NoProgramme, a ``SpreadsheetError``; then ``path`` is left as it was.
    """
    title = trips.programme(session, programme_id).title
    posted = [trip_notices.notice(session, one.id) for one in trip_notices.notices(session, programme_id)]
    names = [
        (
            card.number, card.posted_on, card.first_day, card.last_day, line.number, line.name_shown,
            line.organisation_shown, line.post_shown, line.remark,
        )
        for card in posted
        for line in card.lines
    ]  # fmt: skip
    if not posted:
        made = trip_notices.draft(session, programme_id)
        names = [
            (
                made.number, made.posted_on, made.first_day, made.last_day, one.number, one.name_shown,
                one.organisation_shown, one.post_shown, one.remark,
            )
            for one in made.lines
        ]  # fmt: skip
    told = [
        (
            one.number, one.notice_number, one.received_on, one.name_shown, one.means, one.raised_by,
            one.text, outcome_word(one.outcome), one.answer, one.answered_by, one.answered_on,
        )
        for one in objections(session, programme_id)
    ]  # fmt: skip
    headings = (
        _("Public notice"), _("Put up on"), _("First day"), _("Last day"), _("No."), _("Name"), _("Employer"),
        _("Post"), _("Remark"),
    )  # fmt: skip
    said = (
        _("No."), _("Public notice"), _("Received on"), _("Against"), _("By way of"), _("Raised by"),
        _("What it says"), _("Outcome"), _("Answer"), _("Answered by"), _("Answered on"),
    )  # fmt: skip
    note = title if posted else f"{title} · {_('Draft, not posted')}"
    return write_table(
        path, [SheetOut(_("Names"), headings, names, note=note), SheetOut(_("Objections"), said, told)]
    )
