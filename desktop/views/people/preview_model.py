"""The rows of a list of workers as the preview shows them, straight from memory."""

from collections.abc import Sequence
from uuid import UUID

from desktop.core.i18n import _
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone, mask_within
from desktop.services.imports_rows import ImportRow, Verdict
from desktop.spreadsheets.headings import FIELD_LABELS
from desktop.views.people.words import sex_word
from desktop.views.support.decided_rows import RowsModel, Shown


class PreviewModel(RowsModel[ImportRow]):
    """Rows of one verdict; each may be taken or left out where the verdict allows it."""

    def __init__(self, verdict: Verdict) -> None:
        decidable = verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL)
        super().__init__(_columns(verdict), decidable, taken_first=verdict is not Verdict.DOUBTFUL)
        self.verdict = verdict
        self._meant: dict[int, ImportRow] = {}

    def show_rows(self, rows: Sequence[ImportRow], places: Sequence[int]) -> None:
        """Show the rows at these places; every decision made before is forgotten."""
        self._meant = {}
        super().show_rows(rows, places)

    def meant(self) -> dict[int, UUID]:
        """Return whom on file the rows at these places were said to mean, of those taken."""
        return {
            place: row.worker_id
            for place, row in self._meant.items()
            if row.worker_id is not None and place in self.turned()
        }

    def row(self, number: int) -> ImportRow:
        """Return what stands in a line of the table, as it was said to be meant."""
        return self._meant.get(self.place(number)) or super().row(number)

    def mean(self, place: int, row: ImportRow | None) -> None:
        """Take the row at this place as meaning a worker on file; ``None`` takes that word back."""
        if row is None:
            self._meant.pop(place, None)
        else:
            self._meant[place] = row

    def decision(self, number: int) -> str:
        """Return what was decided about a line of the table; of a doubtful one, whom it means."""
        if self.verdict is not Verdict.DOUBTFUL or not self.is_taken(number):
            return super().decision(number)
        return _("the same person") if self.row(number).worker_id else _("taken as new")


def _columns(verdict: Verdict) -> list[Shown[ImportRow]]:
    place: Shown[ImportRow] = Shown(_("Row"), _place, 90)
    name: Shown[ImportRow] = Shown(_("Name"), lambda row: row.name, 110)
    organisation: Shown[ImportRow] = Shown(_("Organisation"), lambda row: row.organisation or "", 170)
    why: Shown[ImportRow] = Shown(_("Why"), lambda row: mask_within(row.sentence), 380)
    if verdict is Verdict.REFUSED:
        return [place, name, why]
    if verdict is Verdict.DOUBTFUL:
        return [place, name, why, Shown(_("If it is taken"), _if_taken, 260), organisation]
    if verdict is Verdict.CHANGED:
        return [place, name, Shown(_("What changes"), _changes, 460), organisation]
    note: Shown[ImportRow] = Shown(_("Note"), lambda row: mask_within(row.sentence), 300)
    return [
        place,
        name,
        organisation,
        Shown(_("Sex"), lambda row: sex_word(row.sex), 60),
        Shown(_("Identity number"), lambda row: mask_id(row.id_number or ""), 175),
        Shown(_("Birthday"), lambda row: row.birthday.isoformat() if row.birthday else "", 100),
        Shown(_("Phone"), lambda row: mask_phone(row.phone or ""), 115),
        Shown(_("Post"), lambda row: row.post or "", 100),
        note,
    ]


def _place(row: ImportRow) -> str:
    return f"{row.sheet} · {row.row}"


def _changes(row: ImportRow) -> str:
    return _("; ").join(f"{_(FIELD_LABELS[change.field])}: {change.words}" for change in row.changes)


def _if_taken(row: ImportRow) -> str:
    if row.worker_id is None:
        return _("A new worker")
    return _changes(row) or _("Nothing changes")
