"""What happened at the demonstration's sites: visits, defects, disinfection, equipment, duty."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import in_language
from desktop.core.ids import new_plain_ids
from desktop.models.base import Plain, plain
from desktop.models.site_ledger import CheckResult, Disinfection
from desktop.models.sites import SiteKind
from desktop.services import assets, defects, duty, duty_turns, inspections
from desktop.services.asset_entry import AssetEntry
from desktop.services.assets import Condition
from desktop.services.check_sheets import check_sheet
from desktop.services.clock import local, moment_of
from desktop.services.defects import DefectEntry, RecheckEntry
from desktop.services.demo_people import contact
from desktop.services.demo_sites import DemoSite, Made
from desktop.services.duty import RotaEntry
from desktop.services.inspections import InspectionEntry, LineEntry
from desktop.storage import bulk

INSPECTORS = ("林静", "周海波")
VISITS = 24
_FAULTS = (
    "microwave",
    "charging",
    "clean",
    "medicine_in_date",
    "sign",
    "rules",
    "electric_safety",
    "register",
)
_DISINFECTED_DAYS = 12
_EQUIPMENT = (
    ("跑步机", "JK-800", "健身房", 468_000, 3),
    ("乒乓球台", "DHS-2", "活动室", 239_000, 2),
    ("投影机", "EB-530", "放映厅", 615_000, 4),
    ("立式空调", "KFR-72", "大厅", 728_000, 5),
)


def fill(session: Session, made: Made) -> None:
    """Put what happened on file. No defect touches one of the four things every station has."""
    with in_language("zh_CN"):
        _visit(session, made)
        _disinfect(session, made)
        _equip(session, made)
        _put_on_duty(session, made)


def _visit(session: Session, made: Made) -> None:
    """Visit some stations; every second visit notes a defect, and two found the door shut."""
    stations = [one for one in made.sites if one.site.kind is SiteKind.REST_STATION]
    faults = cycle(_FAULTS)
    for number, one in enumerate(stations[:: len(stations) // VISITS][:VISITS]):
        at = _morning(session, days_ago=2 * number + 3)
        fault = next(faults) if number % 2 else ""
        entry = InspectionEntry(
            one.id, at, INSPECTORS[number % 2], number not in (4, 10), _lines(one, fault, at, number)
        )
        noted = inspections.record(session, entry).defect_ids
        for defect in noted:
            _follow_up(session, defect, at, number)


def _lines(one: DemoSite, fault: str, at: datetime, number: int) -> tuple[LineEntry, ...]:
    lines = []
    for line in check_sheet(one.site.kind):
        if line.item != fault:
            lines.append(LineEntry(line.item, CheckResult.PASS))
            continue
        deadline = local(at).date() + timedelta(14 if number < 10 else 7)
        defect = DefectEntry(line.fault, one.site.contact, one.site.phone, deadline, line.amenity)
        lines.append(LineEntry(line.item, CheckResult.FAIL, defect=defect))
    return tuple(lines)


def _follow_up(session: Session, defect: UUID, at: datetime, number: int) -> None:
    """Of four defects one was closed after a recheck and one reported as fixed; the others stand open."""
    fixed = local(at).date() + timedelta(2)
    if number % 8 in (1, 3):
        defects.report_fixed(session, defect, fixed, "已更换并清洁")
    if number % 8 == 1:
        again = RecheckEntry(fixed + timedelta(1), INSPECTORS[0], passed=True)
        defects.recheck(session, defect, again)


def _disinfect(session: Session, made: Made) -> None:
    rooms = [one for one in made.sites if one.site.kind is SiteKind.MOMMY_ROOM]
    rows = list(_disinfected(session, rooms))
    keys = new_plain_ids(len(rows))
    columns = ("id", "site_id", "at", "area", "method", "operator")
    filled = ((key, *row) for key, row in zip(keys, rows, strict=True))
    bulk.insert_many(session, Disinfection, columns, filled)


def _disinfected(session: Session, rooms: Sequence[DemoSite]) -> Iterator[tuple[Plain, ...]]:
    """Yield a line a day; three rooms have been forgotten for more than a week."""
    for number, one in enumerate(rooms):
        last = 9 if number % 15 == 7 else 1
        for days_ago in range(_DISINFECTED_DAYS, last - 1, -1):
            at = _morning(session, days_ago) - timedelta(minutes=90 - number)
            yield plain(one.id), plain(at), "护理台、地面、门把手", "含氯消毒液擦拭", one.site.contact


def _equip(session: Session, made: Made) -> None:
    centres = [one for one in made.sites if one.site.kind is SiteKind.ACTIVITY_CENTRE and one.site.opened_on]
    entries = []
    for number, (one, what) in enumerate((c, e) for c in centres for e in _EQUIPMENT):
        name, model, place, fen, years = what
        bought = max(made.today - timedelta(365 * years - number), one.site.opened_on or made.today)
        condition = (Condition.GOOD, Condition.GOOD, Condition.GOOD, Condition.WORN, Condition.BROKEN)[
            number % 5
        ]
        supplier = "舟山港城文体用品公司"
        entries.append(
            AssetEntry(one.id, f"ZC-{number + 1:04d}", name, model, place, bought, fen, supplier, condition)
        )
    assets.add_all(session, entries)


def _put_on_duty(session: Session, made: Made) -> None:
    """Plan four weeks of one centre from this Monday on."""
    centre = next(one for one in made.sites if one.site.name == "普陀区职工活动中心")
    entry = RotaEntry("活动中心值班", centre.id, "9:00-21:00", people=1, on_holidays=False)
    rota = duty.create_rota(session, entry)
    people = (contact(made.dice) for _ in range(6))
    duty.add_members(session, rota, "\n".join(f"{name} {phone}" for name, phone in people))
    monday = made.today - timedelta(made.today.weekday())
    duty_turns.plan(session, rota, monday, monday + timedelta(27))


def _morning(session: Session, days_ago: int) -> datetime:
    """Return ten o'clock of a day before today, in local time."""
    today = local(moment_of(session))
    return (today - timedelta(days_ago)).replace(hour=10, minute=0, second=0, microsecond=0)
