"""The command line: `yijia WORDS …`; without words the window opens."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop import __version__
from desktop.cli.crash import watch_for_crashes
from desktop.cli.desk import REFUSED, Desk, Run
from desktop.core.errors import Cancelled, PersonError
from desktop.core.i18n import _, set_language, system_language
from desktop.core.settings import Places, load_settings

# The first word names the module that answers, so that `yijia scan` does not load what prints sheets.
GROUPS = {
    "people": ("people",),
    "activity": ("activity",),
    "sheet": ("sheet",),
    "scan": ("scan",),
    "attendance": ("attendance",),
    "read": ("read",),
    "receipts": ("receipts",),
    "site": ("site",),
    "trip": ("trip",),
    "apportion": ("apportion",),
    "safety": ("check", "backup", "restore", "undo", "redo", "log"),
    "demo": ("demo", "demo-run"),
}


def parser_for(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser with the commands that the words may mean (all of them for the help)."""
    common = argparse.ArgumentParser(add_help=False)
    where = common.add_argument_group(_("where and how"))
    where.add_argument(
        "--data", metavar="DIR", default=argparse.SUPPRESS, help=_("the data folder (or YIJIA_DATA)")
    )
    where.add_argument(
        "--database",
        metavar="URL",
        default=argparse.SUPPRESS,
        help=_("a shared PostgreSQL database instead of the file"),
    )
    where.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("answer in JSON"))
    command = _with(common)
    parser = command(
        prog="yijia",
        description=_(
            "驿家: activities, sign-in sheets and attendance of a workers' centre. Without words: the window."
        ),
    )
    parser.add_argument("--version", action="version", version=f"驿家 Yijia {__version__}")
    parser.add_argument("--demo-if-empty", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(metavar=_("WORDS"), dest="command", parser_class=command)
    first = next(
        (w for w in words if not w.startswith("-") and any(w in names for names in GROUPS.values())), None
    )
    for module, names in GROUPS.items():
        if first is None or first in names:
            importlib.import_module(f"desktop.cli.{module}").register(commands)
    return parser


def _with(common: argparse.ArgumentParser) -> type[argparse.ArgumentParser]:
    """Return a parser class whose commands understand the common options too, before or after the words."""

    class Command(argparse.ArgumentParser):
        def __init__(self, **kwargs: object) -> None:
            kwargs.setdefault("parents", [common])
            super().__init__(**kwargs)  # type: ignore[arg-type]

        def error(self, message: str) -> NoReturn:
            _not_understood(self, message)

    return Command


def _not_understood(parser: argparse.ArgumentParser, message: str) -> NoReturn:
    """Say what is wrong with the line in the person's language, and where to read on."""
    sentence = _("This command was not understood: {reason}").format(reason=message)
    remedy = _("“{command} --help” shows how it is written.").format(command=parser.prog)
    parser.exit(REFUSED, f"{parser.format_usage()}{sentence}\n{remedy}\n")


def data_folder(args: argparse.Namespace) -> Path:
    """Return the folder named on the line, in YIJIA_DATA, or the system's place for such data."""
    named = getattr(args, "data", "") or os.environ.get("YIJIA_DATA", "")
    if named:
        return Path(named).expanduser().resolve()
    import platformdirs  # only where nothing was named

    return Path(platformdirs.user_data_dir("yijia", appauthor=False))


def run(argv: Sequence[str] | None = None, watch: bool = False) -> int:
    """Answer one command; return 0 done, 1 done with something to look at, 2 refused.

    With ``watch`` the process is ours: what nobody foresaw is logged, told and ends it with 2.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    set_language(system_language())
    args = parser_for(words).parse_args(words)
    places = Places(data_folder(args))
    if watch:
        watch_for_crashes(places.logs)
    settings = load_settings(places.settings)
    if settings.language and "YIJIA_LANG" not in os.environ:
        set_language(settings.language)
    desk = Desk(places, getattr(args, "database", "") or settings.database, getattr(args, "json", False))
    return answer(desk, args.run, args)


def answer(desk: Desk, command: Run, args: argparse.Namespace) -> int:
    """Run a command; tell a person's errors as they stand."""
    try:
        return command(desk, args)
    except PersonError as error:
        desk.warn(error.sentence)
        if error.remedy:
            desk.warn(error.remedy)
        return REFUSED
    except (Cancelled, KeyboardInterrupt):
        desk.warn(_("Stopped; nothing was half done."))
        return REFUSED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader of our answers has gone
        return REFUSED
    finally:
        desk.close()
