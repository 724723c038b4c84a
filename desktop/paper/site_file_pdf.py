"""Everything on record about one site, part after part, for whoever comes to inspect it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.paper.flow import Flow, TableColumn
from desktop.paper.page import deliver


@dataclass(frozen=True, slots=True)
class FilePart:
    """One part: what it is about, sentences, facts with their labels, a table and pictures (JPEG, words)."""

    heading: str
    sentences: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    columns: Sequence[TableColumn] = ()
    rows: Sequence[Sequence[str]] = ()
    pictures: Sequence[tuple[bytes, str]] = ()


@dataclass(frozen=True, slots=True)
class SiteFile:
    """The whole file: ``title`` is the site's name, ``note`` what stands small below it."""

    title: str
    note: str
    parts: Sequence[FilePart]


def draw_site_file(content: SiteFile, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the file on as many A4 pages as it takes. Raises NoChineseFont, CannotSave, Cancelled."""
    told = progress or Silent()
    flow = Flow(content.title)
    flow.title(content.title)
    flow.line(content.note, 9.0, grey=0.35)
    for part in content.parts:
        _draw(flow, part)
    pages = flow.draw(told.step)
    deliver(pages.finish(), out)
    return Printed(len(flow.sheets), len(content.parts), tuple(pages.unprintable), tuple(pages.cut))


def _draw(flow: Flow, part: FilePart) -> None:
    flow.space(3)
    flow.heading(part.heading)
    for sentence in part.sentences:
        flow.line(sentence)
    if part.facts:
        flow.facts(part.facts)
    if part.rows:
        flow.table(part.columns, part.rows)
    if part.pictures:
        flow.pictures(part.pictures)
