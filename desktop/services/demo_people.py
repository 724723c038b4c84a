"""Invented offices and people of an island city; the same ones for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.national_id import check_character

CITY = "舟山市总工会"
UNIONS = (
    "定海区总工会",
    "普陀区总工会",
    "岱山县总工会",
    "嵊泗县总工会",
    "港航工会联合会",
    "水产工会联合会",
    "教育工会联合会",
)
_PLACES = (
    "定海",
    "普陀",
    "沈家门",
    "朱家尖",
    "六横",
    "金塘",
    "岱山",
    "衢山",
    "长涂",
    "嵊泗",
    "洋山",
    "虾峙",
    "桃花",
)
_MARKS = ("海晟", "远舟", "东港", "顺帆", "鑫渔", "宏泰", "海之星", "蓝湾", "和润", "永跃", "安澜", "普安")
_TRADES = (
    "船舶修造",
    "水产",
    "港务",
    "物流",
    "公交",
    "环卫",
    "物业",
    "酒店",
    "食品",
    "机械",
    "医院",
    "小学",
    "电力工程",
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹单解仇查"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春海波建国文斌宇浩凯健俊帆雪琳晨阳倩欣怡思佳梓涵轩然诗雨"
    "泽瑞嘉宁婷慧莹梅琴云峰林鑫鹏飞志远航舟"
)
_RARE = {
    "F": ("张㛃", "阿依古丽·买买提", "陈玥𬍛", "迪丽努尔·艾力", "欧阳若竹"),
    "M": ("𠮷田海", "王䶮", "艾尔肯·吐尔逊", "司马青", "欧阳修竹"),
}
_POSTS = (
    ("电焊工", True),
    ("船体装配工", True),
    ("行车工", True),
    ("码头装卸工", True),
    ("轮机员", True),
    ("水手", True),
    ("公交驾驶员", True),
    ("环卫工", True),
    ("保洁员", True),
    ("水产加工工", True),
    ("快递员", True),
    ("护士", True),
    ("教师", True),
    ("厨师", True),
    ("会计", False),
    ("办公室主任", False),
    ("安全员", False),
    ("工会干事", False),
)
_HONOURS = (
    ("市劳动模范", "city"),
    ("省五一劳动奖章", "province"),
    ("县先进工作者", "county"),
    ("单位先进工作者", "unit"),
    ("优秀工会积极分子", "unit"),
)
_REGIONS = ("330902", "330903", "330921", "330922", "330225", "331002")
_DAYS = 14_600
_FIRST_DAY = date(1964, 1, 1)
_A_DAY = 499
WORKERS_IN_ONE = 30


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer; ``union`` is the place in :data:`UNIONS` of the union above it."""

    name: str
    union: int


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented worker; ``employer`` is a place in the list of :func:`employers`."""

    name: str
    sex: str
    id_number: str
    birthday: date
    phone: str
    employer: int
    post: str
    frontline: bool
    member_number: str
    honour: tuple[str, int, str] | None


def employers(workers: int, seed: int) -> list[Employer]:
    """Return one employer for about thirty workers, none of the same name."""
    dice = random.Random(f"employers {seed}")
    names: dict[str, int] = {}
    for i in range(max(workers // WORKERS_IN_ONE, 4)):
        kind = dice.choice(_TRADES)
        ending = "" if kind in ("医院", "小学") else "有限公司"
        name = f"{dice.choice(_PLACES)}{dice.choice(_MARKS)}{kind}{ending}"
        names.setdefault(name if name not in names else f"{name}第{i}分公司", dice.randrange(len(UNIONS)))
    return [Employer(name, union) for name, union in names.items()]


def people(count: int, seed: int) -> Iterator[Invented]:
    """Yield invented workers; no identity number and no member number comes twice."""
    dice = random.Random(f"people {seed}")
    places = len(employers(count, seed))
    for i in range(count):
        woman = dice.random() < 0.45
        born = _FIRST_DAY + timedelta(i * 7919 % _DAYS)
        turn = i // _DAYS
        order = turn % _A_DAY * 2 + (2 if woman else 1)
        digits = f"{_REGIONS[turn // _A_DAY % len(_REGIONS)]}{born:%Y%m%d}{order:03d}"
        post, frontline = dice.choice(_POSTS)
        honour = None
        if dice.random() < 0.12:
            title, level = dice.choice(_HONOURS)
            honour = (title, dice.randint(2012, 2025), level)
        yield Invented(
            name=_name(dice, "F" if woman else "M"),
            sex="F" if woman else "M",
            id_number=digits + check_character(digits),
            birthday=born,
            phone=_phone(dice),
            employer=dice.randrange(places),
            post=post,
            frontline=frontline,
            member_number=f"ZS{i + 1:07d}",
            honour=honour,
        )


def contact(dice: random.Random) -> tuple[str, str]:
    """Return the name and the telephone of somebody who answers for a place."""
    return _name(dice, dice.choice("FM")), _phone(dice)


def _phone(dice: random.Random) -> str:
    return f"1{dice.choice((38, 39, 58, 87, 37))}{dice.randrange(10**8):08d}"


def _name(dice: random.Random, sex: str) -> str:
    if dice.random() < 0.015:
        return dice.choice(_RARE[sex])
    given = "".join(dice.choices(_GIVEN, k=1 if dice.random() < 0.25 else 2))
    return dice.choice(_SURNAMES) + given
