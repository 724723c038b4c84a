"""What the headings of lists of equipment mean."""

import re
from collections.abc import Mapping
from functools import lru_cache

from desktop.core.i18n import N_
from desktop.spreadsheets.headings import Meaning, Vocabulary, heading_key, look_up

ASSET_LABELS: Mapping[str, str] = {
    "number": N_("Asset number"),
    "name": N_("Equipment"),
    "model": N_("Model"),
    "site": N_("Site"),
    "place": N_("Place"),
    "count": N_("How many"),
    "condition": N_("Condition"),
    "bought_on": N_("Bought on"),
    "value": N_("Value (yuan)"),
    "supplier": N_("Supplier"),
    "written_off_on": N_("Written off on"),
    "write_off_reason": N_("Why written off"),
    "remark": N_("Remark"),
}
"""What a field is called on a sheet; translate where shown. The keys are the columns in their order."""

_WORDS = {
    "number": (
        "资产编号 设备编号 固定资产编号 资产编码 编号 物品编号 标签号 "
        "assetnumber number assetno tag inventorynumber"
    ),
    "name": ("设备 设备名称 资产名称 固定资产名称 物品名称 名称 品名 equipment name asset assetname item"),
    "model": "型号 规格型号 品牌型号 规格 品牌 model type",
    "site": "阵地 站点 站点名称 所在阵地 使用阵地 使用单位 所在站点 驿站 阵地名称 site station",
    "place": "位置 存放地点 存放位置 放置地点 地点 place location room",
    "count": "数量 件数 台数 howmany quantity count",
    "condition": "状况 状态 使用状况 设备状况 完好情况 使用状态 condition state status",
    "bought_on": "购置日期 购入日期 采购日期 购买日期 取得日期 启用日期 boughton purchased purchasedate",
    "value": "价值 价值元 原值 原值元 单价 单价元 金额 购置价格 资产原值 value valueyuan price cost",
    "supplier": "供应商 供货单位 供货商 supplier vendor",
    "written_off_on": "报废日期 报废时间 writtenoffon disposedon",
    "write_off_reason": "报废原因 whywrittenoff reason",
    "remark": "备注 说明 remark remarks note notes",
}
_KNOWN = {word: (field, 9) for field, words in _WORDS.items() for word in words.split()}
_PARTS = (
    (re.compile("报废.*(日期|时间)"), "written_off_on"),
    (re.compile("报废.*(原因|理由)"), "write_off_reason"),
    (re.compile("编号|编码"), "number"),
    (re.compile("(设备|资产).*名"), "name"),
    (re.compile("型号|规格"), "model"),
    (re.compile("阵地|站点|驿站"), "site"),
    (re.compile("位置|地点"), "place"),
    (re.compile("状况|状态"), "condition"),
    (re.compile("(购|采).*(日期|时间)"), "bought_on"),
    (re.compile("原值|价值|单价|金额"), "value"),
    (re.compile("供应|供货"), "supplier"),
    (re.compile("备注"), "remark"),
)


@lru_cache(maxsize=1024)
def asset_meaning(text: str, _group: str = "") -> Meaning | None:
    """Return the field a heading of a list of equipment stands for, or ``None``."""
    return look_up(text, _KNOWN, _PARTS)


ASSETS = Vocabulary(asset_meaning, frozenset({"name", "number"}), frozenset(_KNOWN))


def asset_columns(headings: Mapping[int, str]) -> dict[str, int]:
    """Return field -> column; where two headings claim a field the surer one has it, then the first."""
    claims = sorted(
        (-found.strength, column, found.field)
        for column, text in headings.items()
        if heading_key(text) and (found := asset_meaning(text)) is not None
    )
    columns: dict[str, int] = {}
    for _sure, column, field in claims:
        columns.setdefault(field, column)
    return columns
