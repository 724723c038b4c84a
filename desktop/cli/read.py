"""`yijia read FILE…`: signed sheets back in; without --accept nothing is written."""

import argparse
from pathlib import Path
from typing import TextIO

from desktop.cli.desk import DONE, LOOK, REFUSED, Commands, Desk
from desktop.cli.read_told import in_json, in_words, is_to_look_at
from desktop.core.i18n import _
from desktop.services import reading
from desktop.services.reading import Accepted, PictureRead, Proposal

_LONGEST_NAME = 40


def register(commands: Commands) -> None:
    """Add the command that reads signed sheets."""
    parser = commands.add_parser(
        "read",
        help=_("read signed sheets back in from scans and photos"),
        description=_(
            "Reads pictures (JPEG, PNG, TIFF), PDF of scans and folders of them, and shows what the signed "
            "sheets tell. With --accept what is sure is entered, as one step that can be undone; doubtful "
            "rows are left."
        ),
    )
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=_("a picture, a PDF, or a folder")
    )
    parser.add_argument("--accept", action="store_true", help=_("enter what is sure"))
    parser.set_defaults(run=run_read)


def run_read(desk: Desk, args: argparse.Namespace) -> int:
    """Tell what the pictures say, and enter it if asked; 1 where somebody should look, 2 if none was read."""
    reads = _read(desk, args.files)
    proposal = desk.store.read(reading.propose, reads)
    accepted = None
    if args.accept and any(not sheet.is_closed for sheet in proposal.sheets):
        accepted = desk.store.do(reading.accept, reads)
    desk.tell(in_json(proposal, accepted), in_words(proposal, accepted, asked=args.accept))
    return _code(proposal, accepted, asked=args.accept)


def _code(proposal: Proposal, accepted: Accepted | None, asked: bool) -> int:
    if not proposal.sheets or (asked and accepted is None):
        return REFUSED
    return LOOK if is_to_look_at(proposal) else DONE


def _read(desk: Desk, files: list[Path]) -> list[PictureRead]:
    from desktop.services.reading_pictures import read_files  # what looks at pictures loads slowly

    counter = _Counter(desk.err)
    try:
        return list(read_files(desk.store, files, counter))
    finally:
        counter.clear()


class _Counter:
    """Says in one line how far the reading is, to a person at a terminal only."""

    def __init__(self, err: TextIO) -> None:
        self._err = err
        self._shown = 0

    def step(self, done: int, total: int, doing: str = "") -> None:
        """Write the line anew."""
        if not self._err.isatty():
            return
        line = _("{done} of {total} files read  {file}").format(
            done=done, total=total, file=doing[:_LONGEST_NAME]
        )
        print(f"\r{line:<{self._shown}}", end="", file=self._err, flush=True)
        self._shown = len(line)

    def clear(self) -> None:
        """Take the line away before the answer."""
        if self._shown:
            print(f"\r{'':<{2 * self._shown}}\r", end="", file=self._err, flush=True)
