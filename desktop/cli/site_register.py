"""`yijia site import|list|show|export|template …`: the register of sites."""

import argparse
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core import coordinates
from desktop.core.errors import Refused
from desktop.core.i18n import _, language, ngettext
from desktop.services import site_export, site_find, site_import, site_words
from desktop.services.imports_rows import Verdict
from desktop.services.site_find import SiteCard, SiteFilter, SiteLine
from desktop.services.site_import_rows import SiteImportRow, SitesImported
from desktop.services.site_words import SiteKind, SiteStatus

Choice = TypeVar("Choice", bound=StrEnum)


class NoSuchWord(Refused):
    """A kind or status was asked for that there is not."""


def register(parts: Commands) -> None:
    """Add the commands among those of the sites."""
    listing = parts.add_parser("list", help=_("the sites on file"))
    listing.add_argument("text", metavar="TEXT", nargs="?", default="", help=_("part of name, code or place"))
    listing.add_argument("--kind", metavar="K", action="append", default=[], help=_kinds())
    statuses = ", ".join(status.value for status in SiteStatus)
    listing.add_argument("--status", metavar="S", action="append", default=[], help=statuses)
    listing.add_argument("--district", metavar="D", action="append", default=[])
    listing.set_defaults(run=run_list)
    _register_files(parts)
    show = parts.add_parser("show", help=_("all about one site"))
    show.add_argument("site", metavar="SITE", help=_("the code or the name of the site"))
    show.set_defaults(run=run_show)


def _register_files(parts: Commands) -> None:
    take = parts.add_parser("import", help=_("take an office's list of sites onto the register"))
    take.add_argument("file", type=Path, metavar="FILE", help=_("an .xlsx, .xls, .ods or .csv file"))
    take.add_argument("--sheet", metavar="NAME", help=_("read this sheet only"))
    take.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("write the rows not taken here"))
    take.add_argument("--dry-run", action="store_true", help=_("only tell what would become of each row"))
    take.set_defaults(run=run_import)
    export = parts.add_parser("export", help=_("write the register of sites"))
    export.add_argument("file", type=Path, metavar="OUT.xlsx")
    export.set_defaults(run=run_export)
    template = parts.add_parser("template", help=_("write an empty list of sites to fill in"))
    template.add_argument("file", type=Path, metavar="OUT.xlsx")
    template.set_defaults(run=run_template)


def run_import(desk: Desk, args: argparse.Namespace) -> int:
    """Take a list in, leaving out what is refused; with --dry-run only tell what would come of it."""
    shown = desk.store.read(site_import.preview, args.file, args.sheet)
    if args.dry_run:
        left = [row for row in shown.rows if row.verdict is Verdict.REFUSED]
        done = SitesImported(
            read=len(shown.rows),
            new=shown.count(Verdict.NEW),
            updated=shown.count(Verdict.CHANGED),
            unchanged=shown.count(Verdict.SAME),
            left_out=tuple(left),
        )
    else:
        done = desk.store.do(site_import.save, shown, rejects_to=args.rejects)
    changed = [row for row in shown.rows if row.verdict is Verdict.CHANGED]
    desk.tell(
        {
            "read": done.read,
            "new": done.new,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "changes": [_row(row) for row in changed],
            "rejected": [_row(row) | {"fault": row.fault} for row in done.left_out],
        },
        "\n".join(_told(done, changed)),
    )
    return LOOK if done.left_out else DONE


def run_export(desk: Desk, args: argparse.Namespace) -> int:
    """Write all sites on file."""
    count = desk.store.read(site_export.export, args.file)
    said = ngettext("{count} site written to {file}.", "{count} sites written to {file}.", count)
    desk.tell({"rows": count, "file": args.file}, said.format(count=count, file=args.file))
    return DONE


def run_template(desk: Desk, args: argparse.Namespace) -> int:
    """Write an empty list."""
    site_export.template(args.file)
    desk.tell({"file": args.file}, _("An empty list was written to {file}.").format(file=args.file))
    return DONE


def run_list(desk: Desk, args: argparse.Namespace) -> int:
    """Tell which sites are on file."""
    wanted = SiteFilter(
        kinds=frozenset(_chosen(SiteKind, word, site_words.kind_word) for word in args.kind),
        statuses=frozenset(_chosen(SiteStatus, word, site_words.status_word) for word in args.status),
        districts=frozenset(args.district),
        text=args.text,
    )
    found = desk.store.read(site_find.listed, wanted)
    desk.tell([_line(line) for line in found], "\n".join(map(_line_words, found)) or _("No site fits."))
    return DONE if found else LOOK


def run_show(desk: Desk, args: argparse.Namespace) -> int:
    """Tell all about one site."""
    card = desk.store.read(site_find.card, desk.store.read(site_find.named, args.site))
    desk.tell(_card(card), _card_words(card))
    return DONE


def _kinds() -> str:
    return ", ".join(kind.value for kind in SiteKind)


def _chosen(choices: type[Choice], word: str, told: Callable[[Choice], str]) -> Choice:
    """Return the choice of that name, or of that word in the language in force."""
    for choice in choices:
        if word.strip().lower() in (choice.value, told(choice).lower()):
            return choice
    words = (choice.value if language() == "en" else told(choice) for choice in choices)
    raise NoSuchWord(
        _("There is no “{word}” among them.").format(word=word),
        _("Choose one of: {words}.").format(words=_(", ").join(words)),
    )


def _row(row: SiteImportRow) -> dict[str, object]:
    return {"sheet": row.row.sheet, "row": row.row.row, "name": row.name, "sentence": row.sentence}


def _told(done: SitesImported, changed: Sequence[SiteImportRow]) -> list[str]:
    words = _("{read} rows read: {new} new, {updated} changed, {unchanged} the same, {left} not taken.")
    head = words.format(
        read=done.read,
        new=done.new,
        updated=done.updated,
        unchanged=done.unchanged,
        left=len(done.left_out),
    )
    return [
        head,
        *(_in_words(row, _("changed")) for row in changed),
        *(_in_words(row, _("not taken")) for row in done.left_out),
    ]


def _in_words(row: SiteImportRow, what: str) -> str:
    return _("{sheet}, row {row}, {name}, {what}: {sentence}").format(
        sheet=row.row.sheet,
        row=row.row.row,
        name=row.name or _("(no name)"),
        what=what,
        sentence=row.sentence,
    )


def _line(line: SiteLine) -> dict[str, object]:
    return {
        "id": line.id,
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "afloat": line.afloat,
        "status": line.status,
        "district": line.district,
        "island": line.island,
        "host": line.host,
        "host_kind": line.host_kind,
        "stars": line.stars,
        "latitude": line.latitude,
        "longitude": line.longitude,
    }


def _line_words(line: SiteLine) -> str:
    told = [
        line.code or "–",
        line.name,
        site_words.site_word(line.kind, line.afloat),
        site_words.status_word(line.status),
        line.district,
    ]
    return "  ".join(part for part in told if part)


def _card(card: SiteCard) -> dict[str, object]:
    entry = card.entry
    return {
        "id": card.id,
        "code": entry.code,
        "name": entry.name,
        "kind": entry.kind,
        "afloat": entry.afloat,
        "inside": card.parent,
        "contains": card.inside,
        "address": entry.address,
        "district": entry.district,
        "island": entry.island,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "host": entry.host,
        "host_kind": entry.host_kind,
        "contact": entry.contact,
        "contact_phone": entry.contact_phone,
        "area": entry.area,
        "seats": entry.seats,
        "opened_on": entry.opened_on,
        "planned_for": entry.planned_for,
        "fund_yuan": None if entry.fund_fen is None else entry.fund_fen / 100,
        "fund_source": entry.fund_source,
        "status": entry.status,
        "status_reason": entry.status_reason,
        "status_since": card.status_since,
        "hours": card.hours,
        "always_open": entry.always_open,
        "stars": card.stars,
        "stars_year": card.stars_year,
        "remark": entry.remark,
    }


def _card_words(card: SiteCard) -> str:
    entry = card.entry
    placed = entry.latitude is not None and entry.longitude is not None
    told = [
        (_("Kind"), site_words.site_word(entry.kind, entry.afloat)),
        (_("Site code"), entry.code),
        (_("Stands in"), card.parent),
        (_("Address"), " ".join(part for part in (entry.district, entry.island, entry.address) if part)),
        (_("Coordinates"), coordinates.written(entry.latitude or 0, entry.longitude or 0) if placed else ""),
        (_("Host"), " · ".join(p for p in (entry.host, site_words.host_kind_word(entry.host_kind)) if p)),
        (_("Contact"), f"{entry.contact} {entry.contact_phone}".strip()),
        (_("Status"), _status(card)),
        (_("Hours"), card.hours),
        (_("Stars"), "" if card.stars is None else f"{card.stars} ({card.stars_year})"),
        (_("Opened on"), "" if entry.opened_on is None else entry.opened_on.isoformat()),
        (_("Remark"), entry.remark),
    ]
    return "\n".join([entry.name, *(f"  {label}: {text}" for label, text in told if text)])


def _status(card: SiteCard) -> str:
    entry = card.entry
    since = "" if card.status_since is None else _("since {day}").format(day=card.status_since)
    return _(", ").join(p for p in (site_words.status_word(entry.status), since, entry.status_reason) if p)
