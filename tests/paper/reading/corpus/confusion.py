"""What was read beside what is true, counted per kind and level of damage."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from desktop.core.reading import Mark, PageReading, RowReading, Why
from desktop.paper.reading.page import NotReadable, read_page
from tests.paper.reading.corpus.corpus import Specimen, specimen

_MARKS = (Mark.SIGNED, Mark.EMPTY, Mark.DOUBTFUL, Mark.UNSEEN)
Reader = Callable[[Specimen], PageReading | None]


@dataclass(slots=True)
class Tally:
    """Rows counted by truth and verdict. ``excused`` are doubts where the picture's edge cuts the box."""

    pages: int = 0
    unread: int = 0
    rows: int = 0
    excused: int = 0
    cells: dict[tuple[Mark, Mark], int] = field(default_factory=dict)

    def count(self, truth: Mark, verdict: Mark) -> int:
        """Return how many rows of that truth got that verdict."""
        return self.cells.get((truth, verdict), 0)

    @property
    def silent(self) -> int:
        """Wrong verdicts that were not called doubtful; signed is never wrong of what is mostly unseen.

        A row in view said to be unseen is not silent, but put before the person as the doubtful ones are.
        """
        return (
            self.count(Mark.SIGNED, Mark.EMPTY)
            + self.count(Mark.EMPTY, Mark.SIGNED)
            + self.count(Mark.UNSEEN, Mark.EMPTY)
        )

    @property
    def doubtful(self) -> int:
        """Rows in view that a person has to look at."""
        seen, asked = (Mark.SIGNED, Mark.EMPTY), (Mark.DOUBTFUL, Mark.UNSEEN)
        return sum(self.count(truth, verdict) for truth in seen for verdict in asked)

    @property
    def doubtful_share(self) -> float:
        """The doubtful rows in percent."""
        return 100 * self.doubtful / max(1, self.rows)

    def add(self, other: "Tally") -> None:
        """Count the other's as well."""
        self.pages += other.pages
        self.unread += other.unread
        self.rows += other.rows
        self.excused += other.excused
        for cell, number in other.cells.items():
            self.cells[cell] = self.cells.get(cell, 0) + number


Table = dict[tuple[str, str], Tally]


def read(one: Specimen) -> PageReading | None:
    """Read a specimen as the application does; None where it says the page cannot be read."""
    try:
        return read_page(one.picture, one.plan, one.page, one.placed(), one.printed.blank)
    except NotReadable:
        return None


def judge(one: Specimen, reading: PageReading | None) -> tuple[Tally, list[RowReading]]:
    """Count one page; return also the rows that are wrong or doubtful without excuse."""
    tally = Tally(pages=1, rows=len(one.truth))
    if reading is None:
        tally.unread = 1
        return tally, []
    said = {row.slot: row for row in reading.rows}
    odd = []
    for slot, truth in enumerate(one.truth):
        row = said.get(slot, RowReading(slot, Mark.UNSEEN, 0.0, Why.OUTSIDE, None))
        if slot in one.partly and row.mark in (Mark.DOUBTFUL, Mark.UNSEEN):
            tally.excused += 1
            continue
        tally.cells[truth.mark, row.mark] = tally.cells.get((truth.mark, row.mark), 0) + 1
        if truth.mark is not row.mark and (truth.mark, row.mark) != (Mark.UNSEEN, Mark.SIGNED):
            odd.append(row)
    return tally, odd


def run_corpus(
    profile: str,
    count: int,
    seed: int = 1,
    *,
    processes: int = 1,
    save: Path | None = None,
    reader: Reader = read,
) -> Table:
    """Read ``count`` specimens and return the tallies by (kind, level).

    With ``save`` the page and the box of each row that is wrong or doubtful go to that folder as pictures.
    ``reader`` must be a function of a module where there are several processes.
    """
    work = partial(_one, profile, seed, save, reader)
    table: Table = {}
    for kind, level, tally in _spread(work, count, processes):
        table.setdefault((kind, level), Tally()).add(tally)
    return table


def _spread(
    work: Callable[[int], tuple[str, str, Tally]], count: int, processes: int
) -> Iterator[tuple[str, str, Tally]]:
    if processes < 2:
        yield from map(work, range(count))
        return
    with get_context("spawn").Pool(processes, _alone) as pool:
        yield from pool.imap_unordered(work, range(count), 4)


def _alone() -> None:
    """Leave the other processors to the other processes."""
    cv2.setNumThreads(1)


def _one(profile: str, seed: int, save: Path | None, reader: Reader, number: int) -> tuple[str, str, Tally]:
    made = specimen(profile, seed, number)
    reading = reader(made)
    tally, odd = judge(made, reading)
    if save is not None and (odd or reading is None):
        _keep(save, made, reading, odd)
    return made.kind, made.level.value, tally


def _keep(folder: Path, one: Specimen, reading: PageReading | None, odd: list[RowReading]) -> None:
    """Write the page, and each odd row as the reader cut it out, named by what went wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{one.picture.name}-{one.level.value}".replace(" ", "_")
    picture = one.picture.colour[..., ::-1] if one.picture.colour is not None else one.picture.grey
    state = "page" if reading is not None else "NOT-READABLE"
    cv2.imwrite(str(folder / f"{name}-{state}.jpg"), np.ascontiguousarray(picture), [1, 85])
    for row in odd:
        truth = one.truth[row.slot]
        wrong = "doubtful" if row.mark in (Mark.DOUBTFUL, Mark.UNSEEN) else "SILENT"
        words = f"{wrong}-{truth.mark.value}-{truth.what}-{truth.pen}-as-{row.mark.value}-{row.why.value}"
        file = folder / f"{name}-slot{row.slot:02}-{words}-{row.confidence:.2f}.jpg".replace(
            " ", "_"
        ).replace(",", "")
        file.write_bytes(row.crop.jpeg if row.crop else b"")


def lines(table: Table) -> Iterable[str]:
    """Yield the confusion table as aligned lines; S, E, D, U are signed, empty, doubtful, unseen."""
    cells = [(truth, verdict) for truth in (Mark.SIGNED, Mark.EMPTY, Mark.UNSEEN) for verdict in _MARKS]
    heads = [f"{truth.value[0]}>{verdict.value[0]}".upper() for truth, verdict in cells]
    yield (
        f"{'kind':<13}{'level':<10}{'pages':>6}{'unread':>7}{'rows':>8}"
        + "".join(f"{head:>7}" for head in heads)
        + f"{'cut':>5}{'SILENT':>8}{'doubt %':>9}"
    )
    total = Tally()
    for (kind, level), tally in table.items():
        total.add(tally)
        yield _line(kind, level, tally, cells)
    yield _line("all", "", total, cells)


def _line(kind: str, level: str, tally: Tally, cells: list[tuple[Mark, Mark]]) -> str:
    numbers = "".join(f"{tally.count(*cell):>7}" for cell in cells)
    start = f"{kind:<13}{level:<10}{tally.pages:>6}{tally.unread:>7}{tally.rows:>8}"
    return f"{start}{numbers}{tally.excused:>5}{tally.silent:>8}{tally.doubtful_share:>9.2f}"
