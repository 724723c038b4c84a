"""Sign-in sheets, against qrcode pictures in a platypus table."""

import io
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import qrcode
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Image, SimpleDocTemplate, Table

from desktop.core.codes import row_code
from desktop.core.sheet_content import Column, SheetContent
from desktop.paper.fonts import fonts
from desktop.paper.sheet_pdf import draw_sheet
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import peak_mb, seconds
from tests.paper.sheets import KEY, person, sheet

_COMMON = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
_COLUMNS = (Column.ORGANISATION, Column.NAME, Column.POST, Column.PHONE)


def measures() -> Iterator[Measure]:
    """Yield the speed, size and memory of large sheets; the rival draws 1,000 rows.

    It keeps half a megabyte a row in memory, so its pace at 1,000 rows, where it is quicker, stands for both.
    """
    fonts().missing("王A")  # both use the same face, opened before the clock starts
    sheets = {count: _content(count) for count in (1_000, 10_000)}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "sheet.pdf")
        paces, sizes = {}, {}
        for count, content in sheets.items():
            paces[count] = count / _best_of_three(partial(draw_sheet, content, out))
            sizes[count] = out.stat().st_size / count
        memory = peak_mb()
        rival = sheets[1_000]
        rival_pace = len(rival.rows) / _best_of_three(partial(_platypus, rival, out))
        rival_size = out.stat().st_size / len(rival.rows)
    against = f"platypus: {rival_pace:,.0f} rows/s, {rival_size:,.0f} B a row, {peak_mb():,.0f} MB"
    for count, pace in paces.items():
        name = f"sheet of {count:,} rows"
        detail = f"{pace:,.0f} rows/s against {against}"
        yield Measure(f"{name}, times the rival's pace", pace / rival_pace, "x", 12, 30, True, detail)
        yield Measure(f"{name}, size", sizes[count], "B a row", 900)
    yield Measure("sheet of 10,000 rows, memory", memory, "MB", 200)


def _best_of_three(work: Callable[[], object]) -> float:
    return min(seconds(work) for _time in range(3))


def _content(count: int) -> SheetContent:
    """Return a sheet whose names use many different characters, as those of a city do."""
    chance = random.Random(count)
    letters = chance.sample(_COMMON, 1000)
    rows = tuple(person(chance, name="王" + "".join(chance.choices(letters, k=2))) for _n in range(count))
    return sheet(rows=rows)


def _platypus(content: SheetContent, out: Path) -> None:
    """Draw the same columns the usual way: a picture of each code as a cell of a table."""
    rows: list[list[object]] = [[*(column.value for column in _COLUMNS), "signature", "code"]]
    for row in content.rows:
        picture = io.BytesIO()
        qrcode.make(row_code(KEY, row.token or 0), border=0).save(picture)
        picture.seek(0)
        texts = [row.texts[column] for column in _COLUMNS]
        rows.append([*texts, "", Image(picture, 14 * mm, 14 * mm)])
    font = fonts().glyph("王").font.fontName
    table = Table(rows, repeatRows=1, rowHeights=[8 * mm] + [17 * mm] * len(content.rows))
    table.setStyle([("FONTNAME", (0, 0), (-1, -1), font), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    SimpleDocTemplate(str(out), pagesize=A4).build([table])
