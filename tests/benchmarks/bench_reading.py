"""Signed paper read back: what is wrong, what is doubtful, how fast, and in how much memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.random import default_rng
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.paper.reading.page import read_page
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.sources import pictures_in
from tests.benchmarks import reading_rival
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import FULL, scale, seconds
from tests.paper.reading.corpus.confusion import Table, Tally, lines, run_corpus
from tests.paper.reading.corpus.corpus import Specimen, picture_of, placed_codes
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.pages import VARIANTS, Printed, printed
from tests.paper.reading.corpus.profiles import FLAT, KINDS, PHONE

_SEED = 2026
_PAGES = {FLAT: 2_500, PHONE: 2_500, "each kind": 200, "rival": 400}
_FEW = {FLAT: 15, PHONE: 15, "each kind": 3, "rival": 12}
_SCANS = 32
_SCAN = {"width": 1654, "blur": 0.4, "noise": 2.0}
_PDF_PAGES = 200


def measures() -> Iterator[Measure]:
    """Yield errors, doubts, pace and memory; the tables go to the screen."""
    pages = _PAGES if scale() == FULL else _FEW
    yield _memory()
    yield from _pace()
    table = run_corpus(FLAT, pages[FLAT], _SEED, processes=2) | run_corpus(
        PHONE, pages[PHONE], _SEED, processes=2
    )
    everyday = {kind: tally for (kind, _level), tally in table.items()}
    for kind in KINDS:
        table |= run_corpus(kind, pages["each kind"], _SEED, processes=2)
    _show("Read by the application", table)
    yield from _verdicts(table, everyday, _rival_words(pages["rival"]))


def _verdicts(table: Table, everyday: dict[str, Tally], rival: str) -> Iterator[Measure]:
    every = Tally()
    for tally in table.values():
        every.add(tally)
    silent = 100_000 * every.silent / every.rows
    seen = f"{every.silent} in {every.rows:,} rows of {every.pages:,} pages; {rival}"
    yield Measure("reading, silent errors", silent, "per 100,000 rows", 10, 0, detail=seen)
    for kind, name, must, aim in ((FLAT, "flat scans", 0.5, 0.1), (PHONE, "phone photos", 3, 1)):
        tally = everyday[kind]
        detail = f"{tally.doubtful} of {tally.rows:,} rows, {tally.unread} of {tally.pages:,} pages not read"
        yield Measure(f"reading, doubtful rows, {name}", tally.doubtful_share, "%", must, aim, detail=detail)


def _rival_words(pages: int) -> str:
    """Read everyday pages with the short script; return its errors in words."""
    table: Table = {}
    for kind in (FLAT, PHONE):
        table |= run_corpus(kind, pages, _SEED, processes=2, reader=reading_rival.read)
    _show("Read by one plane and one threshold", table)
    return "one plane and one threshold: " + ", ".join(
        f"{100_000 * tally.silent / tally.rows:,.0f} {kind}" for (kind, _level), tally in table.items()
    )


def _show(title: str, table: Table) -> None:
    print(f"\n{title}", *lines(table), sep="\n", flush=True)


def _pace() -> Iterator[Measure]:
    """Time whole pages from the file on, in this process alone, beside the short script's."""
    chance = default_rng(_SEED)
    with tempfile.TemporaryDirectory() as folder:
        scans: list[tuple[Path, Printed]] = []
        for number in range(_SCANS):
            page = printed(VARIANTS[number % len(VARIANTS)])
            damage = Damage(**_SCAN, turn=float(chance.normal(0, 0.8)), colour=number % 3 > 0)  # type: ignore[arg-type]
            file = Path(folder, f"{number}.jpg")
            _save(picture_of(page, damage, file.name, chance), file)
            scans.append((file, page))
        ours = min(seconds(partial(_read_all, scans)) for _time in range(3))
        rival = min(seconds(partial(_rival_reads_all, scans)) for _time in range(3))
    detail = f"{1000 * ours / _SCANS:.0f} ms a page; the short script: {60 * _SCANS / rival:,.0f} a minute"
    pace = 60 * _SCANS / ours
    yield Measure("reading, 200 dpi scans", pace, "pages a minute", 300, 900, True, detail)


def _save(one: Specimen, file: Path) -> None:
    seen = one.picture.grey if one.picture.colour is None else one.picture.colour[..., ::-1]
    cv2.imwrite(str(file), np.ascontiguousarray(seen), [cv2.IMWRITE_JPEG_QUALITY, 85])


def _read_all(scans: Sequence[tuple[Path, Printed]]) -> None:
    for file, page in scans:
        for picture in pictures_in(file):
            assert isinstance(picture, Picture)
            read_page(picture, page.plan, page.page, placed_codes(page, picture), page.blank)


def _rival_reads_all(scans: Sequence[tuple[Path, Printed]]) -> None:
    for file, page in scans:
        grey = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        reading_rival.read_grey(np.asarray(grey, np.uint8), page)


def _memory() -> Measure:
    """Read a PDF of 200 scans in a fresh process."""
    chance = default_rng(_SEED)
    page = printed(VARIANTS[0])
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "scans.pdf")
        canvas = Canvas(str(pdf), pagesize=A4)
        for number in range(_PDF_PAGES):
            file = Path(folder, f"{number}.jpg")
            _save(picture_of(page, Damage(**_SCAN), file.name, chance), file)  # type: ignore[arg-type]
            canvas.drawImage(str(file), 0, 0, *A4)
            canvas.showPage()
        canvas.save()
        size = pdf.stat().st_size / 1e6
        words = [sys.executable, str(Path(__file__).with_name("reading_child.py")), str(pdf)]
        told = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
    assert told["pages"] == _PDF_PAGES
    detail = f"peak of a fresh process, 200 dpi in colour, {size:,.0f} MB on disk"
    return Measure("reading, a PDF of 200 scans, memory", told["mb"], "MB", 500, 250, detail=detail)
