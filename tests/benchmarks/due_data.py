"""Ten years of visits, defects, disinfection and goods at invented sites, written straight into the file."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection

from desktop.core.ids import new_id, new_ids
from desktop.models.base import plain_moment
from desktop.storage.store import Store

YEARS, VISITS_A_YEAR = 10, 4
ITEMS, ITEMS_AT_A_SITE, BATCHES_A_YEAR = 6, 3, 4
_WORDS = ("空调不能正常使用", "门锁损坏", "标识牌褪色", "饮水机漏水")

Row = tuple[object, ...]


def fill_ledger(store: Store, sites: Sequence[UUID], today: date) -> dict[str, int]:
    """Write the ledger of these sites up to a day; return how many rows each table got.

    One visit in twenty finds the door locked, one in four a defect, of which one in fifty is still open;
    one room in ten is late with its disinfection; one stock in thirty is too small; a tenth of the sites
    was not reviewed yet. Rest stations and mommy rooms have a minimum of two items each.
    """
    dice = random.Random(17)
    keys = [site.hex for site in sites]
    with store.engine.begin() as connection:
        _review(connection, today)
        rooms = [str(key) for (key,) in connection.exec_driver_sql(
            "SELECT id FROM site WHERE kind = 'mommy-room'"
        )]  # fmt: skip
        return {
            "inspection": _write(connection, "inspection", _VISIT, _visits(dice, keys, today)),
            "defect": _write(connection, "defect", _DEFECT, _defects(dice, keys, today)),
            "disinfection": _write(connection, "disinfection", _LOG, _disinfections(dice, rooms, today)),
            **_goods(connection, dice, keys, today),
        }


_VISIT = ("id", "site_id", "at", "inspector", "found_open", "posted_open", "remark")
_DEFECT = (
    "id", "site_id", "item", "what", "found_on", "deadline", "responsible", "responsible_phone", "fix",
    "closed_on",
)  # fmt: skip
_SERVED = "SELECT id FROM site WHERE kind IN ('rest-station', 'mommy-room')"
_LOG = ("id", "site_id", "at", "area", "method", "operator", "remark")


def _review(connection: Connection, today: date) -> None:
    connection.exec_driver_sql("UPDATE site SET stars_year = ?", (today.year,))
    connection.exec_driver_sql(
        "UPDATE site SET stars_year = ? WHERE substr(code, -1) = '0'", (today.year - 1,)
    )


def _write(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    made = list(rows)
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", made)
    return len(made)


def _at(day: date, dice: random.Random) -> str:
    return plain_moment(datetime.combine(day, time(dice.randrange(24), dice.randrange(60)), UTC))


def _visits(dice: random.Random, sites: Sequence[str], today: date) -> Iterator[Row]:
    apart = 365 // VISITS_A_YEAR
    for back in reversed(range(YEARS * VISITS_A_YEAR)):
        for site, key in zip(sites, new_ids(len(sites)), strict=True):
            day = today - timedelta(days=1 + back * apart + dice.randrange(apart))
            yield key.hex, site, _at(day, dice), "陈亚珍", dice.random() > 0.05, True, ""


def _defects(dice: random.Random, sites: Sequence[str], today: date) -> Iterator[Row]:
    count = len(sites) * YEARS * VISITS_A_YEAR // 4
    for key in new_ids(count):
        is_open = dice.random() < 0.02
        found = today - timedelta(days=dice.randrange(20) if is_open else dice.randrange(20, 365 * YEARS))
        deadline = found + timedelta(days=14)
        closed = None if is_open else (found + timedelta(days=10)).isoformat()
        yield (
            key.hex, dice.choice(sites), "", dice.choice(_WORDS), found.isoformat(), deadline.isoformat(),
            "周海明", "", "", closed,
        )  # fmt: skip


def _disinfections(dice: random.Random, rooms: Sequence[str], today: date) -> Iterator[Row]:
    late = {room for room in rooms if dice.random() < 0.1}
    for back in reversed(range(YEARS * 52)):
        for room, key in zip(rooms, new_ids(len(rooms)), strict=True):
            day = today - timedelta(days=2 + back * 7 + (7 if room in late else 0))
            yield key.hex, room, _at(day, dice), "护理台", "酒精擦拭", "林小渔", ""


def _goods(connection: Connection, dice: random.Random, sites: Sequence[str], today: date) -> dict[str, int]:
    items = [key.hex for key in new_ids(ITEMS)]
    batches: dict[str, list[str]] = {item: [] for item in items}
    rows: list[Row] = []
    for item in items:
        for back in reversed(range(YEARS * BATCHES_A_YEAR)):
            key = new_id().hex
            batches[item].append(key)
            expires = today + timedelta(days=400 - back * 365 // BATCHES_A_YEAR)
            rows.append((key, item, f"批{back}", expires.isoformat(), ""))
    names = [(item, f"物资{n}", f"物资{n}", "盒", True, "") for n, item in enumerate(items)]
    _write(connection, "supply_item", ("id", "name", "name_key", "unit", "expires", "remark"), names)
    _write(connection, "supply_batch", ("id", "item_id", "number", "expires_on", "supplier"), rows)
    held = [(site, item) for site in sites for item in dice.sample(items, ITEMS_AT_A_SITE)]
    stock = (
        (new_id().hex, site, batch, 0 if batch != batches[item][-1] else 2 if dice.random() < 0.03 else 20)
        for site, item in held
        for batch in batches[item][-6:]
    )
    served = {str(key) for (key,) in connection.exec_driver_sql(_SERVED)}
    asked = [(site, item) for number, (site, item) in enumerate(held) if number % 3 and site in served]
    minimums = ((new_id().hex, site, item, 5) for site, item in asked)
    return {
        "supply_stock": _write(connection, "supply_stock", ("id", "site_id", "batch_id", "quantity"), stock),
        "supply_minimum": _write(
            connection, "supply_minimum", ("id", "site_id", "item_id", "minimum"), minimums
        ),
    }
