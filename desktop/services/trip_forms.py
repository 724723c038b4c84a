"""The forms that go out to the organisations: as workbooks and on paper, one each, into a folder."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.trip_forms import TripForm, form_code
from desktop.paper.trip_form_pdf import draw_trip_form
from desktop.services import trips
from desktop.services.trip_nominee_summary import by_organisation
from desktop.spreadsheets.trip_nominee_forms import write_trip_form

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60
RESERVE = 2
"""Reserve rows proposed beyond the quota."""


class FormKind(StrEnum):
    """What a form is written as."""

    WORKBOOK = "xlsx"
    PAPER = "pdf"


class NoQuotas(Refused):
    """No organisation has places yet that it could name anybody for."""


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """Forms of how many organisations were written, into which files."""

    organisations: int
    files: tuple[Path, ...]


def forms(
    session: Session,
    programme_id: UUID,
    deadline: date | None = None,
    reserve: int = RESERVE,
    only: Collection[UUID] = (),
    only_silent: bool = False,
) -> tuple[TripForm, ...]:
    """Return the form of each organisation with a quota (of those in ``only``, quota or not), by name.

    ``only_silent`` leaves out those that have named somebody.

    Raises NoQuotas, NoProgramme.
    """
    card = trips.programme(session, programme_id)
    documents = tuple(
        " ".join(part for part in (one.number, one.title) if part)
        for one in trips.documents(session, programme_id)
    )
    categories = tuple(one.name for one in trips.categories(session, programme_id))
    batches = tuple(_batch_words(one) for one in trips.batches(session, programme_id))
    lines = [
        line
        for line in by_organisation(session, programme_id)
        if (line.organisation_id in only if only else line.quota) and not (only_silent and line.named)
    ]
    if not lines and only_silent:
        raise NoQuotas(_("Every organisation with places has named somebody."))
    if not lines:
        raise NoQuotas(
            _("No organisation has places in this programme yet."),
            _("Allocate the quotas first; then each gets a form with its own."),
        )
    return tuple(
        TripForm(
            code=form_code(programme_id, line.organisation_id),
            programme=card.title,
            organisation=line.organisation,
            quota=line.quota,
            frontline_min=line.frontline_min,
            reserve=reserve,
            deadline=deadline,
            documents=documents,
            categories=categories,
            batches=batches,
            contact=card.contact,
            phone=card.phone,
        )
        for line in lines
    )


def write_forms(
    wanted: Sequence[TripForm],
    folder: Path,
    kinds: Collection[FormKind] = (FormKind.WORKBOOK, FormKind.PAPER),
    progress: Progress | None = None,
) -> FormsWritten:
    """Write forms into a folder, a file for each organisation and kind.

    Raises a ``SpreadsheetError``, CannotSave, NoChineseFont; the files written before stay.
    """
    progress = progress or Silent()
    files: list[Path] = []
    taken: set[str] = set()
    for number, form in enumerate(wanted, 1):
        name = _file_name(form, taken)
        for kind in FormKind:
            if kind not in kinds:
                continue
            path = folder / f"{name}.{kind.value}"
            if kind is FormKind.WORKBOOK:
                write_trip_form(path, form)
            else:
                draw_trip_form([form], path)
            files.append(path)
        progress.step(number, len(wanted), _("Writing the forms"))
    return FormsWritten(len(wanted), tuple(files))


def printed(wanted: Sequence[TripForm]) -> tuple[bytes, Printed]:
    """Return forms as one PDF in the language in force."""
    out = BytesIO()
    told = draw_trip_form(wanted, out)
    return out.getvalue(), told


def _file_name(form: TripForm, taken: set[str]) -> str:
    plain = _UNFIT.sub(" ", form.organisation).strip(" .")[:_LONGEST_NAME] or form.code
    name = _("{organisation} nominations").format(organisation=plain)
    if name.casefold() in taken:
        name = f"{name} {form.code[-4:]}"
    taken.add(name.casefold())
    return name


def _batch_words(batch: trips.BatchLine) -> tuple[int, str]:
    days = ""
    if batch.starts_on is not None and batch.ends_on is not None:
        days = f"{batch.starts_on.isoformat()}–{batch.ends_on.isoformat()}"
    parts = (batch.name, batch.base, days)
    return batch.number, " ".join(part for part in parts if part) or batch.title
