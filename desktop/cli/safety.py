"""Commands that keep the data safe: check, back-ups, undo and the journal."""

import argparse
from pathlib import Path

from desktop.cli.desk import DONE, LOOK, Commands, Desk, lines_wanted
from desktop.core.i18n import _
from desktop.services import safety


def register(commands: Commands) -> None:
    """Add the commands."""
    check = commands.add_parser("check", help=_("look whether everything on file is sound"))
    check.add_argument("--rebuild-search", action="store_true", help=_("make the search index anew first"))
    check.set_defaults(run=_check)
    back_up = commands.add_parser("backup", help=_("write a back-up"))
    back_up.add_argument("file", metavar=_("FILE"), type=Path)
    back_up.set_defaults(run=_back_up)
    restore = commands.add_parser("restore", help=_("put a back-up back; what was there is kept"))
    which = restore.add_mutually_exclusive_group(required=True)
    which.add_argument("file", metavar=_("FILE"), type=Path, nargs="?")
    which.add_argument("--newest", action="store_true", help=_("the newest good one in the data folder"))
    restore.set_defaults(run=_restore)
    commands.add_parser("undo", help=_("take back the last thing done")).set_defaults(run=_undo)
    commands.add_parser("redo", help=_("do again what was undone")).set_defaults(run=_redo)
    log = commands.add_parser("log", help=_("what was done, newest first"))
    log.add_argument("--limit", metavar="N", type=int, default=20)
    log.set_defaults(run=_log)


def _check(desk: Desk, args: argparse.Namespace) -> int:
    if args.rebuild_search:
        safety.rebuild_search(desk.store)
    report = safety.check(desk.store)
    data = {
        "sound": report.sound,
        "findings": [{"part": f.part, "sound": f.sound, "sentence": f.sentence} for f in report.findings],
    }
    desk.tell(data, "\n".join(f"{'✓' if f.sound else '✗'} {f.sentence}" for f in report.findings))
    for finding in report.findings:
        if not finding.sound:
            desk.warn(finding.sentence)
    return DONE if report.sound else LOOK


def _back_up(desk: Desk, args: argparse.Namespace) -> int:
    written = safety.back_up(desk.store, args.file)
    size = written.stat().st_size
    text = _("Back-up written: {where} ({size} kB)").format(where=written, size=size // 1000)
    desk.tell({"file": written, "bytes": size}, text)
    return DONE


def _restore(desk: Desk, args: argparse.Namespace) -> int:
    if "://" in desk.database:
        raise safety.ServerKeepsItsOwn(
            _("A back-up is not put back into a shared database from here."),
            _("Open it on this computer with --data, or use the server's own tools (pg_restore)."),
        )
    path = Path(desk.database) if desk.database else desk.places.database
    done = safety.restore_newest(path) if args.newest else safety.restore(path, args.file)
    lines = [_("Put back: {where}").format(where=done.source)]
    if done.kept is not None:
        lines.append(_("What was there before is kept: {where}").format(where=done.kept))
    desk.tell({"restored": done.source, "kept": done.kept}, "\n".join(lines))
    return DONE


def _undo(desk: Desk, _args: argparse.Namespace) -> int:
    what = desk.store.undo()
    desk.tell({"undone": what}, _("Taken back: {what}").format(what=what))
    return DONE


def _redo(desk: Desk, _args: argparse.Namespace) -> int:
    what = desk.store.redo()
    desk.tell({"redone": what}, _("Done again: {what}").format(what=what))
    return DONE


def _log(desk: Desk, args: argparse.Namespace) -> int:
    entries = desk.store.log(lines_wanted(args.limit))
    data = [
        {
            "id": e.id,
            "at": e.at.astimezone(),
            "account": e.account,
            "desk": e.desk,
            "label": e.label,
            "undone": e.undone,
        }
        for e in entries
    ]
    lines = []
    for e in entries:
        mark = _(" (undone)") if e.undone else ""
        lines.append(f"{e.at.astimezone():%Y-%m-%d %H:%M:%S}  {e.account}  {e.label}{mark}")
    desk.tell(data, "\n".join(lines) or _("Nothing has been done yet."))
    return DONE
