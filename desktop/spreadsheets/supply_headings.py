"""What the headings of lists of goods mean."""

import re
from collections.abc import Mapping
from functools import lru_cache

from desktop.core.i18n import N_
from desktop.spreadsheets.headings import Meaning, Vocabulary, heading_key, look_up

SUPPLY_LABELS: Mapping[str, str] = {
    "name": N_("Goods"),
    "unit": N_("Counted in"),
    "expires": N_("Has an expiry date"),
    "number": N_("Batch number"),
    "bought_on": N_("Bought on"),
    "expires_on": N_("Expires on"),
    "supplier": N_("Supplier"),
    "price": N_("Price of one, yuan"),
    "place": N_("Where it lies"),
    "quantity": N_("Quantity"),
    "minimum": N_("Minimum"),
    "remark": N_("Remark"),
}
"""What a field is called on a sheet; translate where shown. The keys are the columns in their order."""

_WORDS = {
    "name": (
        "物品 物品名称 物资 物资名称 品名 名称 货品 货物名称 商品名称 用品名称 "
        "goods item itemname supplies article"
    ),
    "unit": "单位 计量单位 规格单位 unit countedin",
    "expires": "有无有效期 是否有有效期 是否有效期 hasanexpirydate perishable",
    "number": "批号 批次 批次号 生产批号 batch batchnumber batchno lot",
    "bought_on": "购入日期 采购日期 购买日期 购置日期 进货日期 入库日期 boughton purchased purchasedate",
    "expires_on": (
        "有效期 有效期至 到期日 到期日期 失效日期 有效日期 保质期至 "
        "expireson expiry expires expirydate bestbefore"
    ),
    "supplier": "供应商 供货单位 供货商 采购单位 supplier vendor",
    "price": "单价 单价元 采购单价 price unitprice priceofoneyuan",
    "place": (
        "地点 存放地点 存放 存放处 所在地点 阵地 站点 站点名称 驿站 库位 "
        "place where whereitlies site location"
    ),
    "quantity": "数量 库存 库存数量 现有数量 结存 结存数量 实有数量 quantity stock instock count",
    "minimum": "最低库存 最低数量 最低库存量 库存下限 下限 安全库存 minimum min reorderlevel",
    "remark": "备注 说明 remark remarks note notes",
}
_KNOWN = {word: (field, 9) for field, words in _WORDS.items() for word in words.split()}
_PARTS = (
    (re.compile("有效期|到期|失效"), "expires_on"),
    (re.compile("最低"), "minimum"),
    (re.compile("库存|数量"), "quantity"),
    (re.compile("批号|批次"), "number"),
    (re.compile("单价"), "price"),
    (re.compile("物品|物资|品名"), "name"),
    (re.compile("供应|供货"), "supplier"),
    (re.compile("备注"), "remark"),
)


@lru_cache(maxsize=1024)
def supply_meaning(text: str, _group: str = "") -> Meaning | None:
    """Return the field a heading of a list of goods stands for, or ``None``."""
    return look_up(text, _KNOWN, _PARTS)


SUPPLIES = Vocabulary(supply_meaning, frozenset({"name"}), frozenset(_KNOWN))


def supply_columns(headings: Mapping[int, str]) -> dict[str, int]:
    """Return field -> column; where two headings claim a field the surer one has it, then the first."""
    claims = sorted(
        (-found.strength, column, found.field)
        for column, text in headings.items()
        if heading_key(text) and (found := supply_meaning(text)) is not None
    )
    columns: dict[str, int] = {}
    for _sure, column, field in claims:
        columns.setdefault(field, column)
    return columns
