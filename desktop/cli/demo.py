"""Commands for trying 驿家 out on invented people."""

import argparse
import os
from dataclasses import asdict
from functools import partial

from desktop.cli.desk import DONE, LOOK, Commands, Desk
from desktop.core.i18n import _
from desktop.core.settings import Places
from desktop.services import demo, demo_run
from desktop.storage.store import Store


def register(commands: Commands) -> None:
    """Add the commands."""
    fill = commands.add_parser("demo", help=_("put demonstration data into an empty folder"))
    fill.add_argument("--workers", type=int, default=demo.WORKERS, metavar="N")
    fill.add_argument("--seed", type=int, default=demo.SEED, metavar="S")
    fill.set_defaults(run=_fill)
    job = commands.add_parser("demo-run", help=_("do the main job once, from a list to attendance"))
    job.set_defaults(run=_run)


def _fill(desk: Desk, args: argparse.Namespace) -> int:
    made = demo.fill_if_empty(desk.store, workers=args.workers, seed=args.seed)
    text = _(
        "{workers} workers in {organisations} organisations, {activities} activities and {sites} sites"
        " are on file."
    )
    if not made.made:
        text = _(
            "The demonstration data was there already: {workers} workers in {organisations} organisations,"
            " {activities} activities and {sites} sites."
        )
    counts = asdict(made)
    desk.tell(counts, text.format(**counts))
    return DONE


def _run(desk: Desk, args: argparse.Namespace) -> int:
    """Do the main job in the folder that was named, otherwise in a folder of its own."""
    named = getattr(args, "data", "") or os.environ.get("YIJIA_DATA")
    places = desk.places if named else Places(desk.places.folder / "demo")
    store = Store.open(places.database)
    try:
        done = demo_run.run(store, places.papers, _silent if desk.as_json else partial(desk.tell, None))
    finally:
        store.close()
    text = _(
        "To see the window: run “yijia --data {folder}” on an office computer, or over “ssh -X” from one."
    ).format(folder=places.folder)
    desk.tell({**asdict(done), "data": places.folder}, text)
    return DONE if done.let_in else LOOK


def _silent(_sentence: str) -> None:
    """Tell nothing on the way; the answer has it all."""
