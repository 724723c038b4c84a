"""What the headings of a form of nominations (推荐汇总表) mean, beside those of any list of workers."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from desktop.spreadsheets.columns import recognise as recognise_worker
from desktop.spreadsheets.headings import FIELDS, Field, Meaning, heading_key, look_up, meaning
from desktop.spreadsheets.table import FoundTable

NomineeField = Literal[
    "trade", "hazardous", "is_management", "is_member", "in_post", "categories", "honour_level",
    "last_trip_year", "fit", "emergency_contact", "emergency_phone", "preferences",
]  # fmt: skip
NOMINEE_FIELDS: tuple[NomineeField, ...] = get_args(NomineeField)

_WORDS: Mapping[NomineeField, str] = {
    "trade": "工种 岗位工种 工种岗位 从事工种 岗位或工种 posttrade postortrade trade",
    "hazardous": (
        "是否有毒有害 有毒有害 有毒有害岗位 是否有毒有害岗位 有害岗位 是否有害岗位 接触职业危害 "
        "hazardous hazardouspost"
    ),
    "is_management": "是否管理岗位 管理岗位 是否管理岗 是否管理技术岗位 management managementpost",
    "is_member": "是否会员 是否工会会员 工会会员 unionmember ismember",
    "in_post": "是否在岗 是否在职 在岗 在职 是否在岗职工 是否在职职工 inpost employed",
    "categories": (
        "优先类别 优先条件 优先情形 优先对象 优先类型 照顾类别 优先安排类别 优先理由 "
        "prioritycategory prioritycategories priority category"
    ),
    "honour_level": "荣誉级别 荣誉等级 荣誉层级 honourlevel levelofthehonour",
    "last_trip_year": (
        "上次疗休养年份 上次疗休养年度 上次疗休养时间 上次疗养年份 上次疗养时间 最近一次疗休养 "
        "最近一次疗休养年份 最近疗休养年份 曾疗休养年份 上次参加疗休养年份 上次年份 "
        "yearofthelasttrip lasttripyear lasttrip"
    ),
    "fit": (
        "适宜出行 是否适宜出行 身体状况适宜出行 身体状况是否适宜出行 身体状况 健康状况 是否适合出行 "
        "身体是否适宜 身体是否适宜出行 fittotravel fit"
    ),
    "emergency_contact": (
        "紧急联系人 紧急联系人姓名 紧急联系人及电话 紧急联系方式 emergencycontact emergencycontactandphone"
    ),
    "emergency_phone": (
        "紧急联系电话 紧急联系人电话 紧急电话 紧急联系人手机 emergencyphone emergencytelephone"
    ),
    "preferences": (
        "批次志愿 志愿批次 意向批次 批次意向 批次 参加批次 期望批次 志愿 报名批次 "
        "batcheswishedfor batchpreference preferences preference batch batches"
    ),
}
_KNOWN = {word: (str(field), 9) for field, words in _WORDS.items() for word in words.split()}
_PARTS = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        ("紧急.*(?:电话|手机)", "emergency_phone"),
        ("紧急", "emergency_contact"),
        ("(?:上次|最近|曾).*(?:疗养|疗休养)", "last_trip_year"),
        ("优先", "categories"),
        ("适宜|适合出行", "fit"),
        ("有毒有害|有害", "hazardous"),
        ("批次", "preferences"),
    )
)
_OWN_WORKER_WORDS: Mapping[str, Field] = {
    "postortrade": "post",
    "borninmonth": "birthday",
    "bornin": "birthday",
    "honourswithyears": "honours",
}


@lru_cache(maxsize=2048)
def nominee_meaning(text: str, group: str = "") -> Meaning | None:
    """Return the field of a nomination that a heading stands for, or ``None``.

    A telephone under “emergency contact” is that person's.
    """
    if "紧急" in heading_key(group) or "emergency" in heading_key(group):
        plain = meaning(text, "")
        phone = plain is not None and plain.field == "phone"
        return Meaning("emergency_phone" if phone else "emergency_contact", 9)
    return look_up(text, _KNOWN, _PARTS)


def nominee_columns(table: FoundTable) -> dict[NomineeField, int]:
    """Return field -> column of what a form says beside the worker's own data; the surer heading wins."""
    claims = sorted(
        (-found.strength, column.index, found.field)
        for column in table.columns
        if column.text and (found := nominee_meaning(column.text, column.group)) is not None
    )
    known: dict[str, NomineeField] = {str(field): field for field in NOMINEE_FIELDS}
    columns: dict[NomineeField, int] = {}
    for _sure, index, field in claims:
        columns.setdefault(known[field], index)
    return columns


def worker_columns(table: FoundTable, remembered: Mapping[str, str] | None) -> dict[Field, int]:
    """Return field -> column of the worker's own data.

    A column that only its contents made look like the worker's is left to what its heading says of the
    nomination.
    """
    mapping = recognise_worker(table, remembered)
    texts = {column.index: column for column in table.columns}
    others = {index for field, index in nominee_columns(table).items() if field != "trade"}
    for field, index in list(mapping.items()):
        column = texts[index]
        found = meaning(column.text, column.group) if column.text else None
        if index in others and (found is None or found.field != field):
            del mapping[field]
    for column in table.columns:
        own = _OWN_WORKER_WORDS.get(heading_key(column.text))
        if own is not None:
            mapping.setdefault(own, column.index)
    return {field: mapping[field] for field in FIELDS if field in mapping}
