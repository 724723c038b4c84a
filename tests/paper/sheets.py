"""Sheets and cards with invented people, and the reading of what was drawn."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import zxingcpp
from PIL import Image

from desktop.core.codes import AssetCode, CardCode, CodeKey, PageCode, RowCode, read_code
from desktop.core.sheet_content import (
    LAYOUT_VERSION,
    Card,
    CardsContent,
    CardSize,
    Column,
    Printed,
    RowPart,
    SheetContent,
    SheetKind,
    SheetRow,
)
from desktop.paper.cards_pdf import draw_cards
from desktop.paper.preview import render_page
from desktop.paper.sheet_pdf import draw_sheet

KEY = CodeKey(mark=0x2F31, key=bytes(range(32)))
DAY = date(2026, 12, 5)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾萧田董"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香珍文华建国海波辉玲飞红梅云志鹏宇浩"
_OFFICES = (
    "定海区环卫中心工会",
    "舟山市普陀区沈家门街道总工会",
    "浙江海洋渔业集团有限公司工会委员会",
    "岱山县人民医院",
)
_POSTS = ("渔船轮机员", "环卫工", "班组长", "护士")


def person(chance: random.Random, **texts: str) -> SheetRow:
    """Return a row with a made-up person and a code."""
    made = {
        Column.NAME: chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2)),
        Column.ORGANISATION: chance.choice(_OFFICES),
        Column.POST: chance.choice(_POSTS),
        Column.PHONE: f"138****{chance.randrange(10_000):04d}",
        Column.SEX: chance.choice("男女"),
        Column.ITEM: "夏季慰问品一份",
    }
    made.update({Column(key): text for key, text in texts.items()})
    return SheetRow(made, chance.getrandbits(40), sum=Decimal("286.50"))


def sheet(
    kind: SheetKind = SheetKind.SIGN_IN,
    people: int = 20,
    *,
    rows: tuple[SheetRow, ...] = (),
    kept: int = 0,
    walk_ins: int = 0,
    columns: tuple[Column, ...] = (),
    landscape: bool = False,
    dense: bool = False,
    title: str = "职工秋季健步走",
    version: int = LAYOUT_VERSION,
) -> SheetContent:
    """Return a sheet of made-up people, the same each time."""
    chance = random.Random(20261205)
    listed = rows or tuple(person(chance) for _n in range(people))
    return SheetContent(
        kind,
        title,
        (
            *(SheetRow({}, chance.getrandbits(40), RowPart.KEPT) for _n in range(kept)),
            *listed,
            *(SheetRow({}, chance.getrandbits(40), RowPart.WALK_IN) for _n in range(walk_ins)),
        ),
        KEY,
        sheet=4711,
        printed_on=DAY,
        columns=columns,
        landscape=landscape,
        dense=dense,
        time="2026-12-05 19:00",
        place="市工人文化宫",
        project="送清凉",
        layout_version=version,
    )


def cards(size: CardSize, count: int) -> CardsContent:
    """Return cards of made-up people."""
    chance = random.Random(7)
    people = [person(chance) for _n in range(count)]
    made = tuple(
        Card(row.texts[Column.NAME], row.texts[Column.ORGANISATION], row.token or 0, "330900000001")
        for row in people
    )
    return CardsContent(size, "舟山市总工会", made, KEY)


def drawn(content: SheetContent | CardsContent) -> tuple[bytes, Printed]:
    """Return the PDF and what the drawing reports."""
    out = io.BytesIO()
    draw = draw_sheet(content, out) if isinstance(content, SheetContent) else draw_cards(content, out)
    return out.getvalue(), draw


@dataclass(frozen=True)
class Found:
    """A code seen on a page and the middle of it in mm."""

    code: RowCode | CardCode | AssetCode | PageCode
    x: float
    y: float


def codes_on(pdf: bytes, page: int, dpi: int, key: CodeKey = KEY) -> Iterator[Found]:
    """Yield what zxing-cpp reads on a page turned into a picture."""
    picture = render_page(pdf, page, dpi)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    for seen in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        place = seen.position
        corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
        middle_x = sum(corner.x for corner in corners) / 4
        middle_y = sum(corner.y for corner in corners) / 4
        yield Found(read_code(seen.text, key), middle_x * 25.4 / dpi, middle_y * 25.4 / dpi)
