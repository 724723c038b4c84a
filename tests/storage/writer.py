"""A program of its own that writes until it is killed: ``python -m tests.storage.writer FILE NAME COUNT``.

It says the number of each write on its output after the store has returned, never before.
"""

import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.storage.store import Store
from tests.storage.people import add_worker, import_workers


def write(path: Path, name: str, count: int, acknowledge: Callable[[int], None]) -> None:
    """Write ``count`` operations, every tenth of them thirty rows in bulk."""
    store = Store.open(path)
    for i in range(count):
        if i % 10 == 9:
            store.do(import_workers, [f"{name}{i}-{n}" for n in range(30)])
        else:
            store.do(add_worker, f"{name}{i}")
        acknowledge(i)
    store.close()


def write_until_killed(path: Path, name: str, sender: "Connection[bytes, bytes]") -> None:
    """Write without end, acknowledging through a pipe."""
    write(path, name, 1_000_000, lambda i: sender.send_bytes(str(i).encode()))


def _say(i: int) -> None:
    sys.stdout.write(f"{i}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), _say)
