"""Print the confusion table: ``python -m tests.paper.reading.corpus PROFILE COUNT [SEED]``."""

import argparse
import sys
from pathlib import Path

from tests.paper.reading.corpus.confusion import Table, lines, run_corpus
from tests.paper.reading.corpus.profiles import PROFILES


def main() -> int:
    """Run the corpus; the exit code is 1 when there was a silent error."""
    parser = argparse.ArgumentParser(description="Read specimens and print the confusion table.")
    parser.add_argument("profile", metavar="PROFILE", choices=("all", *PROFILES), help=", ".join(PROFILES))
    parser.add_argument("count", type=int, help="how many pages of each profile")
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--save", type=Path, metavar="DIR", help="keep pictures of what is wrong or doubtful")
    chosen = parser.parse_args()
    table: Table = {}
    for profile in PROFILES if chosen.profile == "all" else (chosen.profile,):
        table |= run_corpus(profile, chosen.count, chosen.seed, processes=chosen.processes, save=chosen.save)
    sys.stdout.write("\n".join(lines(table)) + "\n")
    return 1 if any(tally.silent for tally in table.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
