"""What the headings of a trip plan's table mean: organisations with their members, floors and trades."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from desktop.core.i18n import N_
from desktop.spreadsheets.header import Heading
from desktop.spreadsheets.headings import IGNORED, Meaning, Vocabulary, heading_key, look_up

CLAIM_LABELS: Mapping[str, str] = {
    "name": N_("Organisation"),
    "parent": N_("Belongs to"),
    "members": N_("Union members"),
    "frontline": N_("Front-line workers"),
    "hazardous": N_("Hazardous posts"),
    "floor": N_("Places at least"),
    "ceiling": N_("Places at most"),
    "carried": N_("Carried over"),
    "contact": N_("Contact"),
    "phone": N_("Phone"),
    "remark": N_("Remark"),
    "trades": N_("By trade"),
}
"""What a field is called on a sheet; translate where shown. The keys are the columns in their order."""

TRADE = N_("Trade: {trade}")
"""The heading of a column of our own with the people of a trade."""

# In order of strength: where two columns claim a field, the stronger word wins.
_WORDS: Mapping[str, Sequence[str]] = {
    "name": (
        "单位 单位名称 工会 工会名称 基层工会 基层工会名称 推荐单位 报送单位 申报单位 所在单位 单位全称 "
        "用人单位 organisation organization employer union unit name",
        "名称 企业 企业名称 公司 公司名称 分配单位 组织名称 区县 县区 系统 company",
    ),
    "parent": (
        "上级工会 上级单位 所属工会 主管工会 belongsto parent parentunion above",
        "所属区县 所属县区 所属系统 所属产业工会 主管单位 主管部门 条线 上级 隶属关系 所属地区 under",
    ),
    "members": (
        "会员数 会员人数 会员总数 工会会员数 工会会员人数 会员 在册会员数 members member unionmembers",
        "职工数 职工人数 职工总数 在职职工数 员工数 员工人数 人数 总人数 workers employees headcount",
    ),
    "frontline": (
        "一线职工数 一线职工人数 一线职工 一线人数 一线员工数 生产一线职工数 一线 其中一线 一线会员数 "
        "一线工人数 frontlineworkers frontline frontlinemembers",
    ),
    "hazardous": (
        "有毒有害岗位数 有毒有害岗位人数 有毒有害岗位职工数 有毒有害 有毒有害人数 有害岗位数 有毒有害岗位 "
        "hazardousposts hazardous hazardousworkers",
        "特殊岗位数 接害人数 接触职业病危害人数 苦脏累险岗位数 特殊工种人数",
    ),
    "floor": (
        "最低名额 名额下限 下限 保底名额 最少名额 保底 最低 最少 "
        "placesatleast atleast floor minimum leastplaces",
        "基本名额 基础名额",
    ),
    "ceiling": (
        "最高名额 名额上限 上限 封顶名额 最多名额 封顶 最高 最多 "
        "placesatmost atmost ceiling maximum mostplaces",
    ),
    "carried": (
        "上年结转 结转 结转名额 上年结余 上年度结转 上年结转名额 上年零数 零数结转 结转零数 上年余数 "
        "carriedover carried carryover",
    ),
    "contact": ("联系人 联络人 联系人姓名 经办人 contact contactperson", "负责人 工会主席"),
    "phone": (
        "联系电话 电话 联系方式 手机 手机号 手机号码 联系人电话 联系人手机 联系号码 "
        "phone telephone mobile tel",
    ),
    "remark": ("备注 说明 remark remarks note notes",),
    IGNORED: (
        "序号 编号 号 序 no number 分配名额 名额 本年名额 今年名额 建议名额 拟分配名额 上年名额 已报 "
        "余额 批次 合计 小计 总计 权重 占比 比例 places left named batch weight quota share total "
        "女职工数 女会员数 女职工 女会员 女性 党员数 人均",
    ),
}
_KNOWN: dict[str, tuple[str, int]] = {}
for _field, _ranks in _WORDS.items():
    for _rank, _words in enumerate(_ranks):
        for _word in _words.split():
            _KNOWN.setdefault(heading_key(_word), (_field, 9 - _rank))

# Tried in this order on headings that are not in the table above.
_PARTS = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        ("女|党员|占比|比例|率$|百分", IGNORED),
        ("上级|所属|主管|隶属", "parent"),
        ("(结转|结余|零数)", "carried"),
        ("(最低|下限|保底|最少)", "floor"),
        ("(最高|上限|封顶|最多)", "ceiling"),
        ("名额", IGNORED),
        ("一线", "frontline"),
        ("有毒|有害|接害|危害", "hazardous"),
        ("会员", "members"),
        ("(电话|手机|联系方式)", "phone"),
        ("联系人|联络", "contact"),
        ("备注", "remark"),
        ("(单位|工会).*(名|全称)", "name"),
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
_OWN_TRADE = re.compile(r"(?:工种|岗位|职业|trade)\s*[:：]\s*(?P<name>.+)", re.IGNORECASE)
_TRADE_GROUP = re.compile("工种|职业|trade", re.IGNORECASE)
_TRADE_WORD = re.compile(
    r"(?P<name>.*(?:工人|职工|民工|工|员|手|师|司机|医生|护士|环卫|快递|外卖|渔民))(?:人数|数|数量)?"
)
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


@lru_cache(maxsize=2048)
def claim_meaning(text: str, group: str = "") -> Meaning | None:
    """Return the field a heading of a plan table stands for, or ``None``; trades are told by ``trade_of``."""
    if _OWN_TRADE.match(text.strip()):
        return Meaning("trades", 9)
    if re.search("[≥>]", text):
        return Meaning(IGNORED, 9)  # the share asked for in a quota table, not the people there are
    plain = _YEAR.sub("上年", text) if re.search("结转|结余|零数|名额", text) else _YEAR.sub("", text)
    found = look_up(plain, _KNOWN, _PARTS)
    if found is None and trade_of(text, group):
        return Meaning("trades", 4)
    return found


def trade_of(text: str, group: str = "") -> str:
    """Return the trade whose people a column counts (``环卫工人数`` -> ``环卫工人``); empty: none."""
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if own := _OWN_TRADE.match(line):
        return own["name"].strip()
    line = _BRACKETS.sub("", line).strip()
    if found := _TRADE_WORD.fullmatch(line):
        return found["name"]
    return line if line and _TRADE_GROUP.search(group) else ""


CLAIMS = Vocabulary(claim_meaning, frozenset({"name"}), frozenset(_KNOWN))


def claim_columns(headings: Sequence[Heading]) -> tuple[dict[str, int], dict[str, int]]:
    """Return field -> column and trade -> column; of two that claim one, the surer, then the first has it."""
    claimed = sorted(
        (-found.strength, one.index, found.field)
        for one in headings
        if one.text and (found := claim_meaning(one.text, one.group)) is not None and found.field != IGNORED
    )
    columns: dict[str, int] = {}
    trades: dict[str, int] = {}
    texts = {one.index: one for one in headings}
    for _sure, index, field in claimed:
        if field == "trades":
            trades.setdefault(trade_of(texts[index].text, texts[index].group), index)
        else:
            columns.setdefault(field, index)
    return columns, trades


def columns_passed_over(headings: Sequence[Heading]) -> tuple[str, ...]:
    """Return the headings that nothing is taken from and that are not passed over on purpose."""
    columns, trades = claim_columns(headings)
    taken = {*columns.values(), *trades.values()}
    return tuple(
        one.text
        for one in headings
        if one.text and one.index not in taken and claim_meaning(one.text, one.group) is None
    )
