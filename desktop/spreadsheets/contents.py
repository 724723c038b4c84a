"""What a cell looks like, whatever stands above it."""

import re
from datetime import date

from desktop.core.names import COMPOUND_SURNAMES, clean_name
from desktop.core.national_id import normalise
from desktop.core.phones import clean_phone, phone_kind
from desktop.spreadsheets.read import Cell

_ID = re.compile(r"[1-9]\d{16}[\dX]|[1-9]\d{14}")
_ID_POWER = re.compile(r"\d\.\d+E\+?17")
_SEXES = frozenset("男 女 M F m f male female Male Female 男性 女性".split())  # noqa: SIM905
_COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞"
    "姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_CHINESE_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+")
_ORGANISATION_END = re.compile(
    r"(公司|集团|局|厂|学校|中学|小学|幼儿园|医院|中心|工会|银行|支行|管理处|办事处|事务所|研究院|学院|委员会|街道|合作社|站|分行|支队|大队)$"
)


def looks_like_id(cell: Cell) -> bool:
    """Say whether a cell holds an identity number, sound or damaged by a spreadsheet program."""
    if isinstance(cell, str):
        if len(cell) < 15:
            return bool(_ID_POWER.fullmatch(cell.strip().upper()))
        text = normalise(cell)
        return bool(_ID.fullmatch(text) or _ID_POWER.fullmatch(text))
    return isinstance(cell, float | int) and 1e17 <= cell < 1e18


def looks_like_phone(cell: Cell) -> bool:
    """Say whether a cell holds a mobile number or a landline with its area code."""
    if isinstance(cell, str):
        if not 10 < len(cell) < 30:
            return False
        phone = clean_phone(cell)
        return phone_kind(phone) == "mobile" or (phone_kind(phone) == "landline" and phone.startswith("0"))
    return isinstance(cell, float | int) and 1.3e10 <= cell < 2e10 and cell == int(cell)


def looks_like_sex(cell: Cell) -> bool:
    """Say whether a cell holds 男, 女 or what stands for them."""
    return isinstance(cell, str) and cell.strip() in _SEXES


def looks_like_date(cell: Cell) -> bool:
    """Say whether a cell holds a day or a month between 1930 and 2015, as birthdays of workers are."""
    if isinstance(cell, date):
        return 1930 <= cell.year <= 2015
    return isinstance(cell, str) and bool(re.match(r"\s*(19[3-9]|20[01])\d[-/.年]\d{1,2}", cell))


def looks_like_name(cell: Cell) -> bool:
    """Say whether a cell holds a Chinese name with a common surname, or one with a middle dot."""
    if not isinstance(cell, str) or len(cell) > 20:
        return False
    name = clean_name(cell)
    return bool(_CHINESE_NAME.fullmatch(name)) and (
        "·" in name or name[0] in _COMMON_SURNAMES or name[:2] in COMPOUND_SURNAMES
    )


def looks_like_organisation(cell: Cell) -> bool:
    """Say whether a cell ends like the name of an employer or an office."""
    return isinstance(cell, str) and len(cell) > 3 and bool(_ORGANISATION_END.search(cell.strip()))
