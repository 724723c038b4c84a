"""Invented workers in any number, always the same ones for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import xlsxwriter
from sqlalchemy.orm import Session

from desktop.core.ids import new_ids
from desktop.core.names import name_key
from desktop.core.national_id import check_character
from desktop.models.people import Worker
from desktop.services import organisations
from desktop.storage import bulk, journal

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春海波建国文斌宇浩凯健俊帆雪琳晨阳倩欣怡思佳梓涵"
    "轩然诗雨泽瑞嘉宁婷慧莹梅琴云峰林鑫鹏飞龙志远航舟岱嵊泗普陀定沈家门"
)
TRADES = "水产 船舶修造 港务 物流 建筑 物业 酒店 公交 环卫 电力 医药 纺织 机械 食品 旅游 渔业".split()  # noqa: SIM905
TOWNS = "定海 普陀 岱山 嵊泗 六横 金塘 虾峙 桃花 朱家尖 沈家门 衢山 长涂".split()  # noqa: SIM905
POSTS = "焊工 电工 驾驶员 保洁员 厨师 出纳 安全员 轮机员 水手 仓管员 护士 教师".split()  # noqa: SIM905
REGIONS = ("330902", "330903", "330921", "330922", "332601", "522121")
WORKERS_IN_ONE = 30
HEADINGS = ("序号", "姓名", "性别", "身份证号", "手机", "单位", "岗位", "是否一线", "会员证号", "备注")


class Person(NamedTuple):
    """An invented worker."""

    name: str
    sex: str
    id_number: str
    birthday: date
    phone: str
    organisation: str
    post: str
    frontline: bool
    member_number: str


def people(count: int, seed: int = 5) -> Iterator[Person]:
    """Yield invented workers; no identity number comes twice."""
    dice = random.Random(seed)
    places = [_place(dice, i) for i in range(max(count // WORKERS_IN_ONE, 1))]
    first_day = date(1964, 1, 1)
    for i in range(count):
        born = first_day + timedelta(i % 14_600)
        woman = dice.random() < 0.45
        order = (i // 14_600 * 2 + 1) % 998 - (1 if woman else 0)
        region = REGIONS[i // 14_600 // 499 % len(REGIONS)]
        digits = f"{region}{born:%Y%m%d}{order:03d}"
        yield Person(
            name=_name(dice),
            sex="F" if woman else "M",
            id_number=digits + check_character(digits),
            birthday=born,
            phone=f"1{dice.choice((38, 39, 58, 87, 37))}{dice.randrange(10**8):08d}",
            organisation=dice.choice(places),
            post=dice.choice(POSTS),
            frontline=dice.random() < 0.7,
            member_number=f"ZS{i:07d}",
        )


def _name(dice: random.Random) -> str:
    given = "".join(dice.choices(GIVEN, k=1 if dice.random() < 0.25 else 2))
    return dice.choice(SURNAMES) + given


def _place(dice: random.Random, i: int) -> str:
    return f"舟山市{dice.choice(TOWNS)}{''.join(dice.choices(GIVEN, k=2))}{dice.choice(TRADES)}有限公司{i}部"


def write_list(path: Path, count: int, seed: int = 5) -> None:
    """Write workers as an office's spreadsheet."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("花名册")
    page.write_row(0, 0, HEADINGS)
    for i, one in enumerate(people(count, seed), 1):
        page.write_row(
            i,
            0,
            (
                i, one.name, "女" if one.sex == "F" else "男", one.id_number, one.phone, one.organisation,
                one.post, "是" if one.frontline else "否", one.member_number, "",
            ),
        )  # fmt: skip
    book.close()


def fill(session: Session, count: int, seed: int = 5) -> list[UUID]:
    """Put workers and their organisations on file, quickly; return their keys."""
    made = list(people(count, seed))
    places = organisations.make_many(session, {one.organisation for one in made})
    by_name = {name: places[organisations.name_key(name)].hex for name in {p.organisation for p in made}}
    keys = new_ids(count)
    columns = (
        "id", "name", "name_key", "sex", "id_number", "birthday", "phone", "organisation_id", "post",
        "frontline", "member_number",
    )  # fmt: skip
    bulk.insert_many(
        session,
        Worker,
        columns,
        (
            (
                key.hex, one.name, name_key(one.name), one.sex, one.id_number, one.birthday.isoformat(),
                one.phone, by_name[one.organisation], one.post, one.frontline, one.member_number,
            )
            for key, one in zip(keys, made, strict=True)
        ),
    )  # fmt: skip
    journal.describe(session, "Take {count} invented workers onto the books", count=count)
    return keys
