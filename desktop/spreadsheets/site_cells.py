"""From what stands in the cells of a list of sites to what is kept: kinds, states, measures, sums, days."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from desktop.core.dates import BadDate, Born, parse_born, parse_date
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.spreadsheets.cells import kept_text, plain_text, yes_or_no
from desktop.spreadsheets.read import Cell

_KINDS: tuple[tuple[str, str], ...] = (
    ("rest-station", r"驿站|户外劳动者|rest.?station"),
    ("mommy-room", r"妈咪|母婴|爱心妈妈|哺乳|mommy|nursing"),
    ("library", r"书屋|书吧|阅读|图书|library|book.?boat"),
    ("warm-space", r"温馨空间|warm.?space"),
    ("cultural-palace", r"文化宫|cultural.?palace"),
    ("trip-base", r"疗休养|疗养|休养|trip.?base"),
    ("activity-centre", r"活动中心|职工之家|服务中心|职工中心|activity.?cent"),
)
_AFLOAT = re.compile(r"海上|船|流动书箱|book.?boat", re.IGNORECASE)
_STATUSES: tuple[tuple[str, str], ...] = (
    ("planned", r"筹建|在建|计划|规划|拟建|待建|建设中|未启用|planned"),
    ("paused", r"暂停|停用|停止|维修|整改|装修|闭馆|不开放|未开放|未使用|^否$|paused"),
    ("closed", r"关闭|撤销|撤|关停|拆除|取消|注销|已停办|closed"),
    ("open", r"开放|在用|正常|启用|运行|营业|使用|已建成|投用|^是$|in.?service|^open"),
)
_HOSTS: tuple[tuple[str, str], ...] = (
    ("union", r"工会|总工会|自建|union"),
    ("bank", r"银行|农商|信用社|金融|bank"),
    ("telecoms", r"移动|电信|联通|铁塔|通信|通讯|营业厅|telecom"),
    ("petrol-station", r"加油|石化|石油|中油|petrol"),
    ("post-courier", r"邮政|快递|物流|邮局|顺丰|post|courier"),
    ("power-water", r"电力|供电|国家电网|水务|自来水|燃气|水电|power|water"),
    ("hospital", r"医院|卫生院|卫生|医疗|诊所|hospital"),
    ("school", r"学校|中学|小学|幼儿园|大学|学院|教育|school"),
    ("port", r"港口|码头|港务|客运|航运|轮渡|port"),
    ("sanitation", r"环卫|城管|保洁|市容|sanitation"),
    ("community", r"社区|村|居委|居民|邻里|community"),
    ("government", r"机关|政府|街道|乡镇|党群|事业单位|行政|公安|交警|government"),
    ("enterprise", r"企业|公司|集团|厂|商场|超市|酒店|饭店|宾馆|药店|商户|enterprise|company"),
    ("other", r"其他|其它|other"),
)
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_STARS = re.compile(r"([0-5零一二两三四五])\s*(?:颗)?(?:星级?|stars?)?")
_HAN_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
T = TypeVar("T")
_BROKEN = re.compile(r"坏|故障|损|待修|维修|broken", re.IGNORECASE)


class BadCell(FieldError):
    """A cell of a list that says nothing of its column's kind."""


def kind_of(text: str) -> tuple[str, bool] | None:
    """Return the kind of site a text names, and whether it is a book boat; None where it names none."""
    kind = _first(_KINDS, text)
    if kind is None:
        return None
    return kind, kind == "library" and _AFLOAT.search(text) is not None


def kind_cell(cell: Cell) -> tuple[str, bool] | None:
    """Return the kind a cell states; None where it is empty."""
    return _stated(cell, "kind", kind_of, _("“{value}” is no kind of site."))


def status_cell(cell: Cell) -> str | None:
    """Return the state a cell states: planned, open, paused, closed."""
    return _stated(cell, "status", lambda t: _first(_STATUSES, t), _("“{value}” is no state of a site."))


def host_kind_cell(cell: Cell) -> str | None:
    """Return the kind of host a cell states."""
    return _stated(cell, "host_kind", lambda t: _first(_HOSTS, t), _("“{value}” is no kind of host."))


def host_kind_of(name: str) -> str | None:
    """Return the kind of host that the name of an organisation tells; None where it tells none."""
    return _first(_HOSTS, name)


def day_cell(cell: Cell, field: str) -> date | None:
    """Return the day a cell states; of a month or a year alone, the first day."""
    born = _born(cell, field)
    return None if born is None else date(born.year, born.month or 1, born.day or 1)


def near_day_cell(cell: Cell, field: str, today: date) -> date | None:
    """As :func:`day_cell`; a text may leave out the year that is meant."""
    if isinstance(cell, str):
        with suppress(BadDate):
            return parse_date(cell, today)
    return day_cell(cell, field)


def expiry_cell(cell: Cell, field: str, today: date) -> date | None:
    """As :func:`near_day_cell`; what is good until a month is good until its last day."""
    day, born = near_day_cell(cell, field, today), None
    with suppress(BadCell):
        born = _born(cell, field)
    if day is None or born is None or born.day is not None:
        return day
    if born.month is None:
        raise BadCell(
            field,
            _("“{text}” does not say in which month it expires.").format(text=kept_text(cell)),
            _("Write it like 2027-05-31 or 2027年5月."),
        )
    return day.replace(day=monthrange(day.year, day.month)[1])


def _born(cell: Cell, field: str) -> Born | None:
    text = kept_text(cell)
    if text is None or text == "":
        return None
    try:
        return parse_born(cell if isinstance(cell, str | float | int | date) else text)
    except BadDate as bad:
        raise BadCell(field, bad.sentence, _("Write it like 2024-05-01, 2024年5月 or 2024.")) from None


def year_cell(cell: Cell, field: str) -> int | None:
    """Return the year a cell states."""
    day = day_cell(cell, field)
    return None if day is None else day.year


def number_cell(cell: Cell, field: str, scale: int = 1) -> Decimal | None:
    """Return the number a cell states, ``scale`` times; 5万 is 50,000 whatever the scale."""
    text = kept_text(cell)
    if text is None or text == "":
        return None
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = _NUMBER.findall(plain)
    if len(found) != 1:
        raise _not(field, text, _("“{value}” is no number."))
    try:
        number = Decimal(found[0].replace(",", ""))
    except InvalidOperation:
        raise _not(field, text, _("“{value}” is no number.")) from None
    return number * (10_000 if "万" in plain else scale)


def whole_cell(cell: Cell, field: str) -> int | None:
    """Return the whole number a cell states."""
    number = number_cell(cell, field)
    if number is None:
        return None
    if number != int(number):
        raise _not(field, plain_text(cell), _("“{value}” is no whole number."))
    return int(number)


def yes_cell(cell: Cell, field: str) -> bool | None:
    """Return the yes or no a cell states; 24小时 under the heading of that name is a yes."""
    text = plain_text(cell)
    if not text:
        return None
    answer = True if re.fullmatch(r"24\s*(?:小时|h).*|全天.*", text.lower()) else yes_or_no(cell)
    if answer is None:
        raise _not(field, text, _("“{value}” is not understood as yes or no."))
    return answer


def stars_cell(cell: Cell) -> int | None:
    """Return the stars a cell states: 3, 三星, ★★★; None where it states none."""
    text = kept_text(cell)
    if text is None or text in ("", "未评", "未评定", "未定级"):
        return None
    plain = unicodedata.normalize("NFKC", text).replace("☆", "").strip().lower()
    if set(plain) == {"★"} and len(plain) <= 5:
        return len(plain)
    found = _STARS.fullmatch(plain.removesuffix(".0"))
    if not found:
        raise BadCell("stars", _("“{value}” is no star rating.").format(value=text), _("Write 0 to 5."))
    return _HAN_DIGITS[found[1]] if found[1] in _HAN_DIGITS else int(found[1])


def amenity_cell(cell: Cell, field: str) -> tuple[str, float | None] | None:
    """Return what a cell says of a thing a site may have: has, lacks or broken, and how many."""
    text = plain_text(cell)
    if not text:
        return None
    if _BROKEN.search(text):
        return "broken", None
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    if len(found) == 1 and yes_or_no(cell) is None:
        count = float(found[0].replace(",", ""))
        return ("has", count) if count > 0 else ("lacks", None)
    if re.fullmatch(r"缺|没有|lacks( it)?|缺少|未配备?", text.lower()):
        return "lacks", None
    answer = True if re.fullmatch(r"has( it)?|具备|已?配备|完好|正常", text.lower()) else yes_or_no(cell)
    if answer is None:
        raise _not(field, text, _("“{value}” does not say whether it is there."))
    return ("has" if answer else "lacks"), None


def _first(table: Sequence[tuple[str, str]], text: str) -> str | None:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return next((word for word, pattern in table if plain == word or re.search(pattern, plain)), None)


def _stated(cell: Cell, field: str, read: Callable[[str], T | None], sentence: str) -> T | None:
    text = kept_text(cell)
    if text is None or text == "":
        return None
    found = read(text)
    if found is None:
        raise _not(field, text, sentence)
    return found


def _not(field: str, value: str, sentence: str) -> BadCell:
    return BadCell(
        field, sentence.format(value=value), _("Correct the cell; the template shows what may stand there.")
    )
