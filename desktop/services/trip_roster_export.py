"""The rosters of a programme as a workbook: a sheet a batch, and the log of changes."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.services import people, trips
from desktop.services.clock import local
from desktop.services.trip_lists import (
    ListKind,
    Private,
    Wanted,
    batch_facts,
    batches_of,
    keep_reason,
    list_word,
    masked_note,
    person_words,
    private_of,
    sex_word,
)
from desktop.services.trip_nominees import NomineeSought, NomineeState, listed
from desktop.services.trip_roster import Roster, RosterLine, roster, state_word
from desktop.services.trip_roster_log import ChangeLine, changes, kind_word
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_AS_TEXT = frozenset({2, 8, 9, 10, 11})


def export(session: Session, path: Path, wanted: Wanted) -> int:
    """Write rosters, telephones and identity numbers masked; return how many people.

    Raises NotFound, a ``SpreadsheetError``.
    """
    return _write(session, path, wanted, masked=True)


def export_whole(session: Session, path: Path, wanted: Wanted, reason: str) -> int:
    """As :func:`export`, unmasked; call through ``store.record``: the reason is kept in the journal.

    Raises FieldError where no reason is given.
    """
    why = people.reason_given(reason)
    count = _write(session, path, wanted, masked=False)
    keep_reason(session, wanted.programme_id, count, why)
    return count


def _write(session: Session, path: Path, wanted: Wanted, masked: bool) -> int:
    rules = trips.rules(session, wanted.programme_id)
    found = [roster(session, key) for key in batches_of(session, wanted)]
    sheets = []
    for one in found:
        facts = batch_facts(session, one, rules)
        note = " · ".join(f"{label}: {value}" for label, value in facts)
        held = private_of(session, one.batch.id, masked)
        sheets.append(_sheet(one, held, f"{note} · {masked_note()}" if masked else note))
    sheets += _waiting(session, wanted)
    log = changes(session, wanted.programme_id)
    if log:
        sheets.append(_log(log))
    if not sheets:
        sheets.append(SheetOut(list_word(ListKind.TRAVELLERS), _headings(), ()))
    write_table(path, sheets)
    return sum(len(one.going) for one in found)


def _waiting(session: Session, wanted: Wanted) -> list[SheetOut]:
    """Return the waiting list in its order, where somebody waits."""
    sought = NomineeSought(states=(NomineeState.WAITING,))
    lines = sorted(
        listed(session, wanted.programme_id, sought),
        key=lambda one: (one.waiting is None, one.waiting or 0, one.number),
    )
    if not lines:
        return []
    rows = [
        (
            one.waiting, one.name, one.organisation, one.post,
            _("yes") if one.frontline else _("no"), one.category_words,
            _(", ").join(map(str, one.preferences)),
        )
        for one in lines
    ]  # fmt: skip
    headings = (
        _("No."), _("Name"), _("Organisation"), _("Post"), _("Front line"), _("Categories"),
        _("Batches wished for"),
    )  # fmt: skip
    return [SheetOut(_("Waiting list"), headings, rows)]


def _headings() -> tuple[str, ...]:
    return (
        _("No."), _("Name"), _("Identity number"), _("Sex"), _("Age"), _("Organisation"), _("Post"),
        _("Front line"), _("Mobile"), _("Room"), _("Seat"), _("Emergency contact"), _("State"),
        _("Boarded at"),
    )  # fmt: skip


def _sheet(found: Roster, held: dict[UUID, Private], note: str) -> SheetOut:
    return SheetOut(
        title=found.batch.title,
        headings=_headings(),
        rows=[_cells(line, held[line.nominee_id]) for line in found.lines],
        text_columns=_AS_TEXT,
        note=note,
    )


def _cells(line: RosterLine, held: Private) -> Sequence[Cell | None]:
    return (
        line.number or None, line.name, held.id_number, sex_word(line.sex), line.age, line.organisation,
        line.post, _("yes") if line.frontline else _("no"), held.phone, line.room, line.seat, held.emergency,
        state_word(line.state), f"{local(line.boarded_at):%Y-%m-%d %H:%M}" if line.boarded_at else None,
    )  # fmt: skip


def _log(log: Sequence[ChangeLine]) -> SheetOut:
    return SheetOut(
        title=list_word(ListKind.CHANGES),
        headings=(
            _("No."), _("Day"), _("What"), _("Who left"), _("Who came"), _("From"), _("To"), _("Reason"),
            _("Decided by"), _("Passed over"),
        ),
        rows=[
            (
                one.number, local(one.at).date(), kind_word(one.kind),
                person_words(one.out_name, one.out_organisation),
                person_words(one.in_name, one.in_organisation),
                one.from_batch, one.to_batch, one.reason, one.by, one.passed_over,
            )
            for one in log
        ],
    )  # fmt: skip
