"""`yijia trip nominate|forms|nominees …`: forms out to the organisations, and their names back in."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.dates import parse_date
from desktop.core.errors import NotFound
from desktop.core.i18n import _, ngettext
from desktop.services import (
    organisations,
    trip_forms,
    trip_nominee_export,
    trip_nominee_import,
    trip_nominees,
    trips,
)
from desktop.services.trip_forms import FormKind
from desktop.services.trip_nominee_import_rows import (
    EmployerFinding,
    NomineeImportRow,
    NomineePreview,
    Verdict,
)
from desktop.services.trip_nominees import NomineeLine, NomineeSought, state_word


def register(parts: Commands) -> None:
    """Add the commands among those about trips."""
    nominate = parts.add_parser(
        "nominate", help=_("take forms of nominations in (without --accept: only tell what they would do)")
    )
    _add_programme(nominate)
    nominate.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=_("an .xlsx, .xls, .ods or .csv file")
    )
    nominate.add_argument("--accept", action="store_true", help=_("take in what can be taken"))
    nominate.add_argument(
        "--organisation", metavar=_("NAME"), help=_("who names, where a file does not say it")
    )
    nominate.add_argument(
        "--without-faulty-ids",
        action="store_true",
        help=_("take rows with a faulty identity number in without it"),
    )
    nominate.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("write the rows not taken here"))
    nominate.set_defaults(run=run_nominate)
    _register_out(parts)


def _register_out(parts: Commands) -> None:
    forms = parts.add_parser("forms", help=_("write the form of nominations of each organisation"))
    _add_programme(forms)
    forms.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"), help=_("where they go"))
    forms.add_argument("--deadline", metavar=_("DAY"), help=_("when they are to be back"))
    forms.add_argument(
        "--reserve", type=int, default=trip_forms.RESERVE, metavar="N", help=_("rows beyond the quota")
    )
    kinds = [kind.value for kind in FormKind]
    forms.add_argument("--as", dest="kinds", choices=kinds, help=_("only as this kind of file"))
    forms.set_defaults(run=run_forms)
    named = parts.add_parser("nominees", help=_("who is named; with --out as a workbook"))
    _add_programme(named)
    named.add_argument(
        "text", metavar="TEXT", nargs="?", default="", help=_("part of a name or organisation")
    )
    named.add_argument("--out", type=Path, metavar="OUT.xlsx", help=_("write the whole list here"))
    named.add_argument(
        "--reason", metavar="TEXT", help=_("why whole identity numbers are needed; kept in the log")
    )
    named.set_defaults(run=run_nominees)


def _add_programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))


def run_nominate(desk: Desk, args: argparse.Namespace) -> int:
    """Tell what forms say; with --accept take them in, leaving out what cannot be taken."""
    programme = desk.store.read(trips.named, args.programme)
    employer = _organisation(desk, args.organisation) if args.organisation else None
    shown = desk.store.read(
        trip_nominee_import.preview, programme, args.files, employer, args.without_faulty_ids
    )
    workers = None
    if args.accept:
        done = desk.store.do(trip_nominee_import.save, shown, rejects_to=args.rejects)
        workers = done.workers
    elif args.rejects is not None:
        left = [row for row in shown.rows if not row.is_taken]
        trip_nominee_import.rejects(shown, left, args.rejects)
    desk.tell(_plain(shown, args.accept, workers), "\n".join(_told(shown, args.accept)))
    clean = all(row.is_taken and not row.notes for row in shown.rows)
    return DONE if clean and not any(one.sentences for one in shown.findings) else LOOK


def run_forms(desk: Desk, args: argparse.Namespace) -> int:
    """Write the forms into a folder."""
    programme = desk.store.read(trips.named, args.programme)
    deadline = parse_date(args.deadline, date.today()) if args.deadline else None
    wanted = desk.store.read(trip_forms.forms, programme, deadline, max(args.reserve, 0))
    args.out.mkdir(parents=True, exist_ok=True)
    kinds = tuple(FormKind) if args.kinds is None else (FormKind(args.kinds),)
    done = trip_forms.write_forms(wanted, args.out, kinds)
    said = ngettext(
        "The form of {count} organisation is in {folder}.",
        "The forms of {count} organisations are in {folder}.",
        done.organisations,
    )
    desk.tell(
        {"organisations": done.organisations, "files": list(done.files)},
        said.format(count=done.organisations, folder=args.out),
    )
    return DONE


def run_nominees(desk: Desk, args: argparse.Namespace) -> int:
    """Tell who is named, or write the list."""
    programme = desk.store.read(trips.named, args.programme)
    if args.out is not None:
        if args.reason is None:
            count = desk.store.read(trip_nominee_export.export, programme, args.out)
        else:
            count = desk.store.record(trip_nominee_export.export_whole, programme, args.out, args.reason)
        said = ngettext(
            "{count} nomination written to {file}.", "{count} nominations written to {file}.", count
        )
        desk.tell({"rows": count, "file": args.out}, said.format(count=count, file=args.out))
        return DONE
    found = desk.store.read(trip_nominees.listed, programme, NomineeSought(text=args.text))
    desk.tell([_line(one) for one in found], "\n".join(map(_line_words, found)) or _("Nobody is named."))
    return DONE if found else LOOK


def _organisation(desk: Desk, name: str) -> UUID:
    found = desk.store.read(organisations.by_key).get(organisations.name_key(name))
    if found is None:
        raise NotFound(
            _("There is no organisation “{name}” on file.").format(name=name),
            _("Write its name as it stands in the tree of organisations."),
        )
    return found


def _plain(shown: NomineePreview, accepted: bool, workers: int | None) -> dict[str, object]:
    return {
        "accepted": accepted,
        "read": len(shown.rows),
        "new": shown.count(Verdict.NEW),
        "changed": shown.count(Verdict.CHANGED),
        "same": shown.count(Verdict.SAME),
        "workers": workers,
        "organisations": [_finding(one) for one in shown.findings],
        "rejected": [_row(row, shown) for row in shown.rows if not row.is_taken],
        "told": [_row(row, shown) for row in shown.rows if row.is_taken and (row.notes or row.changes)],
    }


def _finding(one: EmployerFinding) -> dict[str, object]:
    return {
        "organisation": one.organisation,
        "quota": one.quota,
        "named": one.named,
        "over": one.over,
        "beyond": [{"name": name, "row": row} for name, row in one.beyond] if one.over else [],
        "frontline": one.frontline,
        "frontline_min": one.frontline_min,
        "frontline_short": one.short,
        "sentences": list(one.sentences),
    }


def _row(row: NomineeImportRow, shown: NomineePreview) -> dict[str, object]:
    form = shown.forms[row.read.form]
    return {
        "file": form.file.name,
        "sheet": form.sheet,
        "row": row.row.row,
        "name": row.name,
        "organisation": row.employer,
        "sentence": row.sentence,
    }


def _told(shown: NomineePreview, accepted: bool) -> list[str]:
    words = _("{read} rows read: {new} new, {updated} changed, {unchanged} the same, {left} not taken.")
    head = words.format(
        read=len(shown.rows),
        new=shown.count(Verdict.NEW),
        updated=shown.count(Verdict.CHANGED),
        unchanged=shown.count(Verdict.SAME),
        left=shown.count(Verdict.REFUSED),
    )
    lines = [head, *(sentence for one in shown.findings for sentence in one.sentences)]
    lines += _rows_told(shown, [row for row in shown.rows if not row.is_taken], _("not taken"))
    taken = [row for row in shown.rows if row.is_taken and row.sentence]
    lines += _rows_told(shown, taken, _("taken, look at it"))
    if not accepted:
        lines.append(_("Nothing was written; with --accept it is taken in."))
    return lines


def _rows_told(shown: NomineePreview, rows: Sequence[NomineeImportRow], what: str) -> list[str]:
    words = _("{sheet}, row {row}, {name}, {what}: {sentence}")
    return [
        words.format(
            sheet=shown.forms[row.read.form].file.name,
            row=row.row.row,
            name=row.name or _("(no name)"),
            what=what,
            sentence=row.sentence,
        )
        for row in rows
    ]


def _line(one: NomineeLine) -> dict[str, object]:
    return {
        "id": one.id,
        "number": one.number,
        "name": one.name,
        "organisation": one.organisation,
        "post": one.post,
        "frontline": one.frontline,
        "categories": list(one.categories),
        "preferences": list(one.preferences),
        "state": one.state,
        "batch": one.batch,
    }


def _line_words(one: NomineeLine) -> str:
    parts = (str(one.number), one.name, one.organisation, one.post, state_word(one.state), one.batch)
    return "  ".join(part for part in parts if part)
