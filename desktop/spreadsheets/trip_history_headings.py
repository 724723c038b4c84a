"""What the headings of lists of former years' trips mean."""

import re
from collections.abc import Mapping
from functools import lru_cache

from desktop.core.i18n import N_
from desktop.spreadsheets.headings import Meaning, Vocabulary, heading_key, look_up

HISTORY_LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "id_number": N_("Identity number"),
    "organisation": N_("Organisation"),
    "year": N_("Year"),
    "starts_on": N_("First day"),
    "days": N_("Number of days"),
    "money": N_("Public money, yuan"),
    "place": N_("Place of the trip"),
}
"""What a field is called on a sheet; translate where shown. The keys are the columns in their order."""

_WORDS = {
    "name": "姓名 职工姓名 员工姓名 会员姓名 人员姓名 名字 name fullname workername",
    "id_number": (
        "身份证号 身份证号码 公民身份号码 身份证 证件号 证件号码 居民身份证号码 "
        "idnumber idcard idno identitynumber"
    ),
    "organisation": (
        "单位 所在单位 工作单位 单位名称 所属单位 推荐单位 基层工会 工会名称 "
        "organisation organization employer"
    ),
    "year": "年度 年份 年 疗休养年度 疗休养年份 参加年度 参加年份 year yearofthetrip",
    "starts_on": "出发日期 开始日期 疗休养时间 疗休养日期 起始日期 首日 日期 startson firstday date",
    "days": "天数 疗休养天数 days numberofdays",
    "money": (
        "金额 费用 经费 公费 补助金额 疗休养费 费用元 金额元 公费元 补助 补贴 人均费用 "
        "money amount cost publicmoney publicmoneyyuan"
    ),
    "place": "地点 疗休养地点 基地 疗休养基地 目的地 线路 疗休养线路 place placeofthetrip base destination",
}
_KNOWN = {word: (field, 9) for field, words in _WORDS.items() for word in words.split()}
_PARTS = (
    (re.compile("身份证|证件"), "id_number"),
    (re.compile("姓名"), "name"),
    (re.compile("年度|年份"), "year"),
    (re.compile("天数"), "days"),
    (re.compile("金额|费用|经费"), "money"),
    (re.compile("基地|地点|线路"), "place"),
    (re.compile("单位|工会"), "organisation"),
    (re.compile("日期|时间"), "starts_on"),
)


@lru_cache(maxsize=1024)
def history_meaning(text: str, _group: str = "") -> Meaning | None:
    """Return the field a heading of a list of trips stands for, or ``None``."""
    return look_up(text, _KNOWN, _PARTS)


HISTORY = Vocabulary(history_meaning, frozenset({"name", "id_number"}), frozenset(_KNOWN), longest_name=12)


def history_columns(headings: Mapping[int, str]) -> dict[str, int]:
    """Return field -> column; where two headings claim a field the surer one has it, then the first."""
    claims = sorted(
        (-found.strength, column, found.field)
        for column, text in headings.items()
        if heading_key(text) and (found := history_meaning(text)) is not None
    )
    columns: dict[str, int] = {}
    for _sure, column, field in claims:
        columns.setdefault(field, column)
    return columns
