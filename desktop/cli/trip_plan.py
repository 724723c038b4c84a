"""`yijia trip import-plan FILE` and `export-plan`: what each organisation brings to the allocation."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _, ngettext
from desktop.services import trip_claim_import, trips
from desktop.services.imports_rows import Verdict
from desktop.services.trip_claim_import_rows import ClaimImportRow, ClaimPreview, ClaimsImported
from desktop.services.trip_quota_export import write_claims


def register(parts: Commands) -> None:
    """Add the commands about plan tables."""
    take = parts.add_parser(
        "import-plan", help=_("take a plan table in: organisations, members, floors (exit code 1: look)")
    )
    take.add_argument("file", type=Path, metavar="FILE", help=_("an .xlsx, .xls, .ods or .csv file"))
    take.add_argument("--year", type=int, metavar="Y", help=_("the year, where the table does not say it"))
    take.add_argument("--programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    take.add_argument(
        "--places", type=int, metavar="N", help=_("the places in all of a programme that is begun")
    )
    take.add_argument("--accept", action="store_true", help=_("take it in; without it only tell"))
    take.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("write the rows not taken here"))
    take.set_defaults(run=run_import)
    export = parts.add_parser("export-plan", help=_("write what each organisation brings"))
    export.add_argument("programme", metavar=_("PROGRAMME"), help=_("year or title of the programme"))
    export.add_argument("file", type=Path, metavar="OUT.xlsx")
    export.set_defaults(run=run_export)


def run_import(desk: Desk, args: argparse.Namespace) -> int:
    """Tell what taking the table in would do; with --accept take it in, leaving out what is refused."""
    store = desk.store
    programme = store.read(trips.named, args.programme) if args.programme else None
    shown = store.read(trip_claim_import.preview, args.file, programme, args.year, args.places)
    done = store.do(trip_claim_import.save, shown) if args.accept else None
    left = done.left_out if done else tuple(shown.rows[at] for at in shown.having(Verdict.REFUSED))
    if args.rejects is not None and left:
        trip_claim_import.rejects(shown, left, args.rejects)
    desk.tell(_plain(shown, done, left), "\n".join(_lines(shown, done, left)))
    return LOOK if left else DONE


def run_export(desk: Desk, args: argparse.Namespace) -> int:
    """Write the claims of a programme as a table that can be taken in again."""
    programme = desk.store.read(trips.named, args.programme)
    count = desk.store.read(write_claims, programme, args.file)
    words = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
    desk.tell({"rows": count, "file": args.file}, words.format(n=count, file=args.file))
    return DONE


def _lines(shown: ClaimPreview, done: ClaimsImported | None, left: tuple[ClaimImportRow, ...]) -> list[str]:
    counts = _counts(shown, done)
    lines = [
        f"{done.title if done else shown.programme.title} ({shown.programme.year})",
        *shown.notes,
        _("{new} new, {changed} changed, {same} the same, {left} left out.").format(left=len(left), **counts),
    ]
    told = (one for one in shown.rows if one.sentence and one.verdict is not Verdict.REFUSED)
    lines += [_row_words(one) for one in (*told, *left)]
    if done is None:
        lines.append(_("Nothing is written yet; --accept takes it in."))
    return lines


def _row_words(one: ClaimImportRow) -> str:
    return _("{sheet}, row {row}: {name}: {sentence}").format(
        sheet=one.cells.sheet, row=one.cells.row, name=one.name, sentence=one.sentence
    )


def _counts(shown: ClaimPreview, done: ClaimsImported | None) -> dict[str, int]:
    if done is not None:
        return {"new": done.new, "changed": done.changed, "same": done.same}
    return {
        verdict.value: len(shown.having(verdict)) for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)
    }


def _plain(
    shown: ClaimPreview, done: ClaimsImported | None, left: tuple[ClaimImportRow, ...]
) -> dict[str, object]:
    found = shown.programme
    return {
        "programme": {
            "id": done.programme_id if done else found.programme_id,
            "year": found.year,
            "title": found.title,
            "places": found.places,
            "new": found.programme_id is None,
        },
        "accepted": done is not None,
        **_counts(shown, done),
        "notes": list(shown.notes),
        "rows": [_plain_row(one) for one in shown.rows if one.verdict is not Verdict.REFUSED],
        "rejected": [_plain_row(one) for one in left],
    }


def _plain_row(one: ClaimImportRow) -> dict[str, object]:
    return {
        "sheet": one.cells.sheet,
        "row": one.cells.row,
        "organisation": one.name,
        "above": one.parent,
        "verdict": one.verdict,
        "sentence": one.sentence,
        "fault": one.field,
    }
