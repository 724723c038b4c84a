"""Write resources/holidays.json from the package chinesecalendar.

    python installer/holidays.py

Run it, with a new version of that package, when the State Council's notice for the next year is out.
The program itself never loads the package: offices without a network enter a new year by hand.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

from chinese_calendar import constants

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "holidays.json"
# Ledgers carried over from spreadsheets reach back some ten years.
FIRST_YEAR = 2015
SOURCE = (
    "chinesecalendar {version}, https://github.com/LKI/chinese-calendar, after the yearly notices of the "
    "General Office of the State Council (国务院办公厅关于部分节假日安排的通知)"
)
LICENCE = "MIT License; author of chinesecalendar: Lirian Su"
# The package says 清明 where offices write 清明节.
_FULL = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}
_CHINESE = {holiday.value: _FULL.get(holiday.chinese, holiday.chinese) for holiday in constants.Holiday}


@dataclass(frozen=True)
class Stretch:
    """Days in a row that bear the same name."""

    first: date
    last: date
    name: str


def stretches(days: Iterable[tuple[date, str]]) -> Iterator[Stretch]:
    """Yield named days in a row as one stretch each, in the order of the calendar."""
    open_one: Stretch | None = None
    for day, name in sorted(days):
        if open_one and open_one.name == name and day - open_one.last == timedelta(days=1):
            open_one = Stretch(open_one.first, day, name)
            continue
        if open_one:
            yield open_one
        open_one = Stretch(day, day, name)
    if open_one:
        yield open_one


def table() -> str:
    """Return the text of the file."""
    lines = ",\n".join(
        f'  "{key}": [\n' + ",\n".join(f"    {_line(one)}" for one in stretches(_of_interest(days))) + "\n  ]"
        for key, days in (("holidays", constants.holidays), ("workdays", constants.workdays))
    )
    source = json.dumps(SOURCE.format(version=version("chinesecalendar")), ensure_ascii=False)
    return f'{{\n  "source": {source},\n  "licence": {json.dumps(LICENCE)},\n{lines}\n}}\n'


def _of_interest(days: dict[date, str]) -> Iterator[tuple[date, str]]:
    return ((day, name) for day, name in days.items() if day.year >= FIRST_YEAR)


def _line(one: Stretch) -> str:
    plain = {
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "zh_CN": _CHINESE[one.name],
        "en": one.name,
    }
    return json.dumps(plain, ensure_ascii=False)


def main() -> int:
    """Write the file; say which years it now has."""
    TARGET.write_text(table(), encoding="utf-8", newline="\n")
    years = sorted({day.year for day in constants.holidays if day.year >= FIRST_YEAR})
    print(f"{TARGET.relative_to(ROOT)}: {years[0]} to {years[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
