"""Islands with sites for the tests of the map, and a picture of them."""

import random
from pathlib import Path
from uuid import UUID

from PIL import Image, ImageDraw

from desktop.core.coordinates import Point
from desktop.models.sites import HostKind, SiteKind, SiteStatus
from desktop.storage.store import Store
from tests.services.sites import put_site

ISLANDS: dict[str, tuple[str, Point]] = {
    "舟山岛": ("定海区", (30.03, 122.08)),
    "沈家门": ("普陀区", (29.95, 122.29)),
    "岱山岛": ("岱山县", (30.25, 122.19)),
    "泗礁岛": ("嵊泗县", (30.72, 122.45)),
    "六横岛": ("普陀区", (29.74, 122.11)),
}
STATION = "定海港务码头爱心驿站"
UNPLACED = ("高亭镇妈咪暖心小屋", "嵊泗海上书吧")


def furnish(store: Store, each: int = 6) -> UUID:
    """Put sites on every island and two nobody placed; return the station at the pier."""
    station = put_site(
        store,
        STATION,
        code="YZ-001",
        district="定海区",
        island="舟山岛",
        latitude=30.0153,
        longitude=122.1069,
        host="舟山港务集团有限公司",
        host_kind=HostKind.PORT,
        contact="林小渔",
        contact_phone="0580-2023456",
        address="定海区港务码头候船厅一楼东侧",
        always_open=True,
    )
    chance = random.Random(7)
    kinds, states = list(SiteKind), [SiteStatus.OPEN] * 6 + list(SiteStatus)
    for island, (district, (latitude, longitude)) in ISLANDS.items():
        for n in range(each):
            put_site(
                store,
                f"{island}{n + 1}号站点",
                chance.choice(kinds),
                status=chance.choice(states),
                district=district,
                island=island,
                latitude=latitude + chance.gauss(0, 0.025),
                longitude=longitude + chance.gauss(0, 0.035),
            )
    put_site(store, UNPLACED[0], SiteKind.MOMMY_ROOM, district="岱山县", island="岱山岛")
    put_site(store, UNPLACED[1], SiteKind.LIBRARY, district="嵊泗县", afloat=True)
    return station


WEST, NORTH, SCALE = 121.6, 30.95, 900.0
"""The upper left corner of the picture in degrees, and its pixels a degree of longitude."""


def pixel_of(point: Point) -> tuple[float, float]:
    """Return where a point lies on the picture (near enough to Mercator for these islands)."""
    latitude, longitude = point
    return (longitude - WEST) * SCALE, (NORTH - latitude) * SCALE * 1.155


def draw_islands(folder: Path) -> Path:
    """Draw a picture of the islands as an office would scan it."""
    image = Image.new("RGB", (1200, 1450), (203, 222, 235))
    pen = ImageDraw.Draw(image)
    for _district, point in ISLANDS.values():
        x, y = pixel_of(point)
        pen.ellipse((x - 90, y - 60, x + 90, y + 60), fill=(233, 226, 203), outline=(150, 140, 110), width=3)
    file = folder / "舟山海图.png"
    image.save(file)
    return file
