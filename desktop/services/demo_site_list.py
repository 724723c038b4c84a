"""The invented register of the demonstration: 94 rest stations, 45 mommy rooms, 12 centres, 80 libraries.

Three more centres are planned by the end of the year. How many of which host, district and number of stars
there are stands in tables here; everything else follows from the seed.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TypeVar

from desktop.models.sites import HostKind, SiteKind, SiteStatus
from desktop.services.demo_people import contact
from desktop.services.demo_places import DAISHAN, DINGHAI, PUTUO, SHENGSI, Place, place, places_of

T = TypeVar("T")

STARS: Mapping[int, int] = {5: 7, 4: 21, 3: 37, 2: 21, 1: 8}
STATION_HOSTS = {
    HostKind.BANK: 22, HostKind.TELECOMS: 16, HostKind.PETROL_STATION: 12, HostKind.POST_COURIER: 8,
    HostKind.SANITATION: 8, HostKind.POWER_WATER: 7, HostKind.PORT: 7, HostKind.COMMUNITY: 6,
    HostKind.UNION: 5, HostKind.GOVERNMENT: 3,
}  # fmt: skip
STATION_DISTRICTS = {DINGHAI: 36, PUTUO: 30, DAISHAN: 17, SHENGSI: 11}
ROOM_HOSTS = {
    HostKind.HOSPITAL: 12, HostKind.ENTERPRISE: 10, HostKind.PORT: 8, HostKind.GOVERNMENT: 5,
    HostKind.SCHOOL: 4, HostKind.COMMUNITY: 4, HostKind.UNION: 2,
}  # fmt: skip
ROOM_DISTRICTS = {DINGHAI: 18, PUTUO: 15, DAISHAN: 7, SHENGSI: 5}
LIBRARY_HOSTS = {
    HostKind.ENTERPRISE: 30, HostKind.PORT: 10, HostKind.COMMUNITY: 8, HostKind.SCHOOL: 6,
    HostKind.GOVERNMENT: 6,
}  # fmt: skip
"""Those that are neither in a centre nor afloat."""
LIBRARY_DISTRICTS = {DINGHAI: 24, PUTUO: 20, DAISHAN: 9, SHENGSI: 7}
BOATS = (
    ("海晟6", "沈家门"), ("海晟8", "东港"), ("远舟12", "沈家门"), ("远舟15", "六横"), ("顺帆3", "高亭"),
    ("顺帆5", "衢山"), ("宏泰66", "昌国"), ("宏泰88", "金塘"), ("安澜1", "菜园"), ("安澜2", "嵊山"),
    ("鑫渔9", "洋山"), ("普安7", "朱家尖"),
)  # fmt: skip
CENTRES = (
    ("临城区域性职工活动中心", "临城", HostKind.UNION),
    ("昌国区域性职工活动中心", "昌国", HostKind.UNION),
    ("白泉区域性职工活动中心", "白泉", HostKind.ENTERPRISE),
    ("盐仓区域性职工活动中心", "盐仓", HostKind.UNION),
    ("普陀区职工活动中心", "东港", HostKind.UNION),
    ("沈家门区域性职工活动中心", "沈家门", HostKind.UNION),
    ("朱家尖区域性职工活动中心", "朱家尖", HostKind.UNION),
    ("展茅区域性职工活动中心", "展茅", HostKind.ENTERPRISE),
    ("岱山县职工活动中心", "高亭", HostKind.UNION),
    ("长涂区域性职工活动中心", "长涂", HostKind.ENTERPRISE),
    ("嵊泗县职工活动中心", "菜园", HostKind.UNION),
    ("洋山区域性职工活动中心", "洋山", HostKind.PORT),
)
PLANNED = (
    ("金塘区域性职工活动中心", "金塘", HostKind.ENTERPRISE),
    ("六横区域性职工活动中心", "六横", HostKind.UNION),
    ("衢山区域性职工活动中心", "衢山", HostKind.UNION),
)
LIBRARIES_IN_CENTRES = 8
_PREMISES: Mapping[HostKind, tuple[str, ...]] = {
    HostKind.BANK: ("农商银行", "海洋银行", "港城银行"),
    HostKind.TELECOMS: ("移动营业厅", "电信营业厅", "联通营业厅"),
    HostKind.PETROL_STATION: ("加油站", "第二加油站"),
    HostKind.POST_COURIER: ("邮政支局", "快递服务点"),
    HostKind.SANITATION: ("环卫所", "环卫中转站"),
    HostKind.POWER_WATER: ("供电所", "水务营业所"),
    HostKind.PORT: ("客运码头", "候船厅", "港务站"),
    HostKind.COMMUNITY: ("社区服务中心", "渔农村社区"),
    HostKind.UNION: ("工会服务站",),
    HostKind.GOVERNMENT: ("便民服务中心", "政务大厅"),
    HostKind.HOSPITAL: ("卫生院", "人民医院", "妇幼保健站"),
    HostKind.SCHOOL: ("中心小学", "中学", "幼儿园"),
    HostKind.ENTERPRISE: ("海晟船舶修造公司", "远舟水产公司", "顺帆物流公司", "宏泰机械公司", "蓝湾食品公司"),
}
_ENDINGS = {
    SiteKind.REST_STATION: "爱心驿站",
    SiteKind.MOMMY_ROOM: "妈咪暖心小屋",
    SiteKind.LIBRARY: "职工书屋",
}
_ROADS = ("海天大道", "人民路", "港口路", "解放路", "东海西路", "滨港路", "环城路", "渔市街")


@dataclass(frozen=True, slots=True)
class InventedSite:
    """One invented site; ``parent`` is the code of the site it stands in."""

    code: str
    kind: SiteKind
    name: str
    at: Place
    address: str
    latitude: float
    longitude: float
    host: str
    host_kind: HostKind
    contact: str
    phone: str
    area: float
    seats: int
    fund_fen: int
    opened_on: date | None
    planned_for: date | None = None
    parent: str = ""
    afloat: bool = False
    stars: int | None = None

    @property
    def status(self) -> SiteStatus:
        """Planned until it has been opened."""
        return SiteStatus.OPEN if self.opened_on else SiteStatus.PLANNED


def invented_sites(today: date, seed: int) -> list[InventedSite]:
    """Return the register as it stands on a day, parents before what stands in them."""
    dice = random.Random(f"sites {seed}")
    centres = list(_centres(dice, today))
    made = [
        *centres,
        *_stations(dice, today),
        *_rooms(dice, today, centres),
        *_libraries(dice, today, centres),
    ]
    return [*made, *_planned(dice, today)]


def _centres(dice: random.Random, today: date) -> Iterator[InventedSite]:
    for number, (name, town, host) in enumerate(CENTRES, 1):
        owner = _owner(dice, place(town), host)
        yield _site(dice, f"ZX-{number:02d}", SiteKind.ACTIVITY_CENTRE, name, place(town), owner, host,
                    opened_on=today - timedelta(dice.randint(1100, 3000)))  # fmt: skip


def _planned(dice: random.Random, today: date) -> Iterator[InventedSite]:
    for number, (name, town, host) in enumerate(PLANNED, len(CENTRES) + 1):
        owner = _owner(dice, place(town), host)
        yield _site(dice, f"ZX-{number:02d}", SiteKind.ACTIVITY_CENTRE, name, place(town), owner, host,
                    planned_for=date(today.year, 12, 31))  # fmt: skip


def _stations(dice: random.Random, today: date) -> Iterator[InventedSite]:
    stars = _shuffled(dice, STARS)
    hosted = _hosted(dice, SiteKind.REST_STATION, STATION_HOSTS, STATION_DISTRICTS)
    for number, ((name, at, owner, host), given) in enumerate(zip(hosted, stars, strict=True), 1):
        # Open long enough for the reviews of two years to have been held.
        yield _site(dice, f"YZ-{number:03d}", SiteKind.REST_STATION, name, at, owner, host,
                    opened_on=today - timedelta(dice.randint(1100, 2600)), stars=given)  # fmt: skip


def _rooms(dice: random.Random, today: date, centres: Sequence[InventedSite]) -> Iterator[InventedSite]:
    inside = {HostKind.UNION: iter(centres[4:6])}
    hosted = _hosted(dice, SiteKind.MOMMY_ROOM, ROOM_HOSTS, ROOM_DISTRICTS)
    for number, (name, at, owner, host) in enumerate(hosted, 1):
        centre = next(inside[host], None) if host in inside else None
        days = dice.randint(20, 330) if number % 9 == 0 else dice.randint(500, 2000)
        yield _site(dice, f"MM-{number:03d}", SiteKind.MOMMY_ROOM,
                    f"{centre.name}妈咪暖心小屋" if centre else name, centre.at if centre else at,
                    centre.host if centre else owner, host, opened_on=today - timedelta(days),
                    inside=centre)  # fmt: skip


def _libraries(dice: random.Random, today: date, centres: Sequence[InventedSite]) -> Iterator[InventedSite]:
    def opened() -> date:
        return today - timedelta(dice.randint(40, 2400))

    kind, codes = SiteKind.LIBRARY, (f"SW-{number:03d}" for number in count(1))
    for centre in centres[:LIBRARIES_IN_CENTRES]:
        yield _site(dice, next(codes), kind, f"{centre.name}职工书屋", centre.at, centre.host,
                    centre.host_kind, opened_on=opened(), inside=centre)  # fmt: skip
    for ship, port in BOATS:
        yield _site(dice, next(codes), kind, f"“{ship}”轮海上书吧", place(port), f"{ship[:2]}航运公司",
                    HostKind.ENTERPRISE, opened_on=opened(), afloat=True)  # fmt: skip
    hosted = _hosted(dice, kind, LIBRARY_HOSTS, LIBRARY_DISTRICTS)
    for name, at, owner, host in hosted:
        yield _site(dice, next(codes), kind, name, at, owner, host, opened_on=opened())


def _hosted(
    dice: random.Random, kind: SiteKind, hosts: Mapping[HostKind, int], districts: Mapping[str, int]
) -> Iterator[tuple[str, Place, str, HostKind]]:
    """Yield name, place, host and kind of host, so many as the tables say, no name twice."""
    free = {(host, district): _premises(dice, host, district) for host in hosts for district in districts}
    for host, district in zip(_shuffled(dice, hosts), _shuffled(dice, districts), strict=True):
        at, owner = free[host, district].pop()
        yield f"{owner}{_ENDINGS[kind]}", at, owner, host


def _premises(dice: random.Random, host: HostKind, district: str) -> list[tuple[Place, str]]:
    found = [(at, f"{at.name}{words}") for at in places_of(district) for words in _PREMISES[host]]
    dice.shuffle(found)
    return found


def _owner(dice: random.Random, at: Place, host: HostKind) -> str:
    return f"{at.district}总工会" if host is HostKind.UNION else at.name + dice.choice(_PREMISES[host])


_AREAS = {
    SiteKind.ACTIVITY_CENTRE: (600, 3200),
    SiteKind.REST_STATION: (15, 60),
    SiteKind.MOMMY_ROOM: (10, 24),
    SiteKind.LIBRARY: (30, 160),
}


def _site(
    dice: random.Random, code: str, kind: SiteKind, name: str, at: Place, host: str, host_kind: HostKind,
    opened_on: date | None = None, planned_for: date | None = None, inside: InventedSite | None = None,
    afloat: bool = False, stars: int | None = None,
) -> InventedSite:  # fmt: skip
    spot = (inside.latitude, inside.longitude) if inside else at.spot(dice)
    address = f"{at.district}{at.name}{dice.choice(_ROADS)}{dice.randint(1, 299)}号"
    if inside or afloat:
        address = inside.address if inside else f"{at.district}{at.name}客运码头"
    someone, phone = contact(dice)
    area = dice.randint(*((8, 20) if afloat else _AREAS[kind]))
    fund_fen = dice.randint(4, 12) * area * 20_000
    return InventedSite(
        code, kind, name, at, address, *spot, host, host_kind, someone, phone, float(area),
        max(4, area // 4), fund_fen, opened_on, planned_for, inside.code if inside else "", afloat, stars,
    )  # fmt: skip


def _shuffled(dice: random.Random, table: Mapping[T, int]) -> list[T]:
    drawn = [value for value, times in table.items() for _ in range(times)]
    dice.shuffle(drawn)
    return drawn
