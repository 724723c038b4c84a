"""Read a PDF of scans of one sheet in a process of its own: ``reading_child.py PDF`` prints a JSON line.

``{"mb": …, "pages": …}``: the most memory the process held (10^6 bytes), and how many pages were read.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from desktop.core.codes import CodeError, PageCode, RowCode, read_code  # noqa: E402 - the path comes first
from desktop.core.sheet_content import SheetKind  # noqa: E402
from desktop.core.sheet_layout import layout_of  # noqa: E402
from desktop.paper.reading.codes import PlacedCode, find_codes  # noqa: E402
from desktop.paper.reading.page import read_page  # noqa: E402
from desktop.paper.reading.picture import Picture  # noqa: E402
from desktop.paper.reading.sources import pictures_in  # noqa: E402
from tests.benchmarks.scale import peak_mb  # noqa: E402
from tests.paper.sheets import KEY, sheet  # noqa: E402


def main() -> None:
    """Read every page, keeping no more than its judgement."""
    content = sheet(SheetKind.SIGN_IN, 13)
    plan = layout_of(content)
    slots = {row.token: slot for slot, row in enumerate(content.rows)}
    readings = []
    for picture in pictures_in(Path(sys.argv[1])):
        assert isinstance(picture, Picture)
        placed = []
        for seen in find_codes(picture):
            try:
                code = read_code(seen.text, KEY)
            except CodeError:
                continue
            if isinstance(code, PageCode):
                placed.append(PlacedCode(seen.corners, plan.page_code))
            elif isinstance(code, RowCode) and (box := plan.slots[slots[code.token]].code) is not None:
                placed.append(PlacedCode(seen.corners, box))
        readings.append(read_page(picture, plan, 1, placed))
    print(json.dumps({"mb": _own_peak_mb(), "pages": len(readings)}))


def _own_peak_mb() -> float:
    """Return the most memory held since this program began; Linux counts what its parent held as well."""
    status = Path("/proc/self/status")
    if not status.exists():
        return peak_mb()
    words = status.read_text(encoding="ascii").split()
    return int(words[words.index("VmHWM:") + 1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
