"""`yijia people …`: lists of workers in and out, and finding one."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk, lines_wanted
from desktop.core.i18n import _, ngettext
from desktop.services import exports, imports, people
from desktop.services.imports_rows import Imported, ImportRow


def register(commands: Commands) -> None:
    """Add the commands about workers."""
    group = commands.add_parser("people", help=_("workers: import, find, export"))
    words = group.add_subparsers(metavar=_("WORDS"), dest="words", required=True)
    take = words.add_parser("import", help=_("take an office's list onto the books"))
    take.add_argument("file", type=Path, metavar="FILE", help=_("an .xlsx, .xls, .ods or .csv file"))
    take.add_argument("--sheet", metavar="NAME", help=_("read this sheet only"))
    take.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("write the rows not taken here"))
    take.add_argument(
        "--without-faulty-ids",
        action="store_true",
        help=_("take rows with a faulty identity number in without it"),
    )
    take.set_defaults(run=run_import)
    find = words.add_parser("find", help=_("find workers by name, pinyin, initials, phone or organisation"))
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=int, default=50, metavar="N")
    find.set_defaults(run=run_find)
    export = words.add_parser("export", help=_("write the list of workers"))
    export.add_argument("file", type=Path, metavar="OUT.xlsx")
    export.add_argument(
        "--reason", metavar="TEXT", help=_("why whole identity numbers are needed; kept in the log")
    )
    export.set_defaults(run=run_export)
    template = words.add_parser("template", help=_("write an empty list to fill in"))
    template.add_argument("file", type=Path, metavar="OUT.xlsx")
    template.set_defaults(run=run_template)


def run_import(desk: Desk, args: argparse.Namespace) -> int:
    """Import a file at once, leaving out what is refused or doubtful."""
    shown = desk.store.read(
        imports.preview, args.file, args.sheet, without_faulty_ids=args.without_faulty_ids
    )
    done = desk.store.do(imports.save, shown, rejects_to=args.rejects)
    desk.tell(
        {
            "read": done.read,
            "new": done.new,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "rejected": [_rejected(row) for row in done.left_out],
            "warnings": [_warning(row) for row in done.told],
        },
        "\n".join(_told(done)),
    )
    return LOOK if done.left_out or done.told else DONE


def run_find(desk: Desk, args: argparse.Namespace) -> int:
    """Tell who fits what was typed; telephones are masked."""
    found = desk.store.read(people.find, args.text, lines_wanted(args.limit))
    desk.tell(
        [
            {"id": line.id, "name": line.name, "organisation": line.organisation, "phone": line.phone}
            for line in found
        ],
        "\n".join(f"{line.id}  {line.name}  {line.phone}  {line.organisation}" for line in found)
        or _("Nobody on the books fits “{text}”.").format(text=args.text),
    )
    return DONE if found else LOOK


def run_export(desk: Desk, args: argparse.Namespace) -> int:
    """Write everybody on the books, masked where no reason is given."""
    if args.reason is None:
        count = desk.store.read(exports.export, args.file)
    else:
        count = desk.store.record(exports.export_whole, args.file, args.reason)
    said = ngettext("{count} worker written to {file}.", "{count} workers written to {file}.", count)
    desk.tell({"rows": count, "file": args.file}, said.format(count=count, file=args.file))
    return DONE


def run_template(desk: Desk, args: argparse.Namespace) -> int:
    """Write an empty list."""
    exports.template(args.file)
    desk.tell({"file": args.file}, _("An empty list was written to {file}.").format(file=args.file))
    return DONE


def _rejected(row: ImportRow) -> dict[str, str | int]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "name": row.name,
        "fault": row.fault,
        "sentence": row.sentence,
    }


def _warning(row: ImportRow) -> dict[str, str | int]:
    return {"sheet": row.sheet, "row": row.row, "name": row.name, "sentence": row.sentence}


def _told(done: Imported) -> list[str]:
    lines = [
        _("{read} rows read: {new} new, {updated} changed, {unchanged} the same, {left} not taken.").format(
            read=done.read,
            new=done.new,
            updated=done.updated,
            unchanged=done.unchanged,
            left=len(done.left_out),
        )
    ]
    if made := len(done.organisations_made):
        lines.append(
            ngettext("{count} organisation was made.", "{count} organisations were made.", made).format(
                count=made
            )
        )
    lines += [_in_words(row, _("not taken")) for row in done.left_out]
    lines += [_in_words(row, _("taken, look at it")) for row in done.told]
    return lines


def _in_words(row: ImportRow, what: str) -> str:
    return _("{sheet}, row {row}, {name}, {what}: {sentence}").format(
        sheet=row.sheet, row=row.row, name=row.name or _("(no name)"), what=what, sentence=row.sentence
    )
