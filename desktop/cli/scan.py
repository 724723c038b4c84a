"""`yijia scan ID`: the door without a window; a code a line comes in, a JSON line goes out."""

import argparse
import json
import sys
from collections.abc import Iterable
from uuid import UUID

from desktop.cli.activity import add_activity
from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _
from desktop.services import activities, door
from desktop.services.attendance import Verdict, VerdictKind

WELCOME = (VerdictKind.IN, VerdictKind.ALREADY_IN)


def register(commands: Commands) -> None:
    """Add the scanning command."""
    parser = commands.add_parser("scan", help=_("check people in: codes come in a line each"))
    add_activity(parser)
    parser.set_defaults(run=run_scan)


def run_scan(desk: Desk, args: argparse.Namespace, codes: Iterable[str] | None = None) -> int:
    """Answer each code before the next is read; 1 where somebody was not let in."""
    key = desk.store.read(activities.find, args.activity)
    meeting = desk.store.read(activities.meeting_now, key)
    refused = 0
    for line in sys.stdin if codes is None else codes:
        if line.strip():
            refused += not _answered(desk, meeting.id, line.strip())
    return LOOK if refused else DONE


def _answered(desk: Desk, meeting_id: UUID, code: str) -> bool:
    verdict = desk.store.do(door.scan, desk.store.code_key, meeting_id, code)
    print(json.dumps(_plain(code, verdict), ensure_ascii=False), file=desk.out, flush=True)
    return verdict.kind in WELCOME


def _plain(code: str, verdict: Verdict) -> dict[str, str | None]:
    return {
        "code": code,
        "verdict": verdict.kind.value,
        "name": verdict.name,
        "at": verdict.at.astimezone().isoformat() if verdict.at else None,
        "sentence": verdict.sentence,
    }
