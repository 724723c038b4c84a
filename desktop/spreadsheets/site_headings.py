"""What the headings of lists of sites mean: a heading's text to a site's field, or to what a site has."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, get_args

from desktop.core.i18n import N_
from desktop.spreadsheets.headings import IGNORED, Meaning, Vocabulary, heading_key, look_up

SiteField = Literal[
    "code", "name", "kind", "district", "island", "address", "latitude", "longitude", "coordinates", "host",
    "host_kind", "contact", "contact_phone", "area", "seats", "opened_on", "planned_for", "status",
    "status_reason", "hours", "always_open", "stars", "stars_year", "fund", "fund_source", "parent", "remark",
]  # fmt: skip
SITE_FIELDS: tuple[SiteField, ...] = get_args(SiteField)

SITE_LABELS: Mapping[SiteField, str] = {
    "code": N_("Site code"),
    "name": N_("Site name"),
    "kind": N_("Kind of site"),
    "district": N_("District"),
    "island": N_("Island"),
    "address": N_("Address"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "coordinates": N_("Coordinates"),
    "host": N_("Host organisation"),
    "host_kind": N_("Kind of host"),
    "contact": N_("Contact person"),
    "contact_phone": N_("Contact telephone"),
    "area": N_("Area (m²)"),
    "seats": N_("Seating capacity"),
    "opened_on": N_("Opening date"),
    "planned_for": N_("Planned opening"),
    "status": N_("State of service"),
    "status_reason": N_("Reason of the state"),
    "hours": N_("Opening hours"),
    "always_open": N_("Open round the clock"),
    "stars": N_("Star rating"),
    "stars_year": N_("Year of the stars"),
    "fund": N_("Funds (yuan)"),
    "fund_source": N_("Source of funds"),
    "parent": N_("Stands inside site"),
    "remark": N_("Remark"),
}
"""What a column is called in our own files; translate where shown."""

AMENITY = "amenity:"
"""Begins the field of a column that tells of one thing a site has; its key follows."""

# For each field the words in order of strength: where two columns claim a field, the stronger word wins.
_WORDS: dict[str, tuple[str, ...]] = {
    "name": (
        "名称 站点名称 驿站名称 阵地名称 书屋名称 小屋名称 中心名称 场所名称 点位名称 网点名称 职工书屋名称 "
        "爱心驿站名称 妈咪小屋名称 服务站点名称 活动中心名称 基地名称 sitename name",
        "站点 驿站 阵地 书屋 小屋 点位 服务站点 基地 场所 site title",
    ),
    "kind": (
        "类别 类型 阵地类型 阵地类别 站点类型 站点类别 场所类型 kindofsite kind type category sitetype",
        "种类 性质 分类 阵地性质",
    ),
    "code": (
        "编号 站点编号 驿站编号 阵地编号 代码 编码 站点编码 书屋编号 sitecode code",
        "牌匾编号 号码 id siteno number",
    ),
    "parent": (
        "所在阵地 上级站点 上级阵地 所属阵地 所在站点 隶属阵地 所在中心 standsinsidesite standsinside parent"
        " inside",
    ),
    "address": ("地址 详细地址 站点地址 驿站地址 具体地址 所在地址 address", "位置 地点 具体位置 location"),
    "district": (
        "县区 区县 县市区 属地 所属县区 所属区县 所在县区 所在区县 区域 行政区 district county",
        "地区 所属区域 辖区 所在地 乡镇街道 街道 乡镇",
    ),
    "island": ("岛屿 岛 所在岛屿 所在岛 海岛 island",),
    "latitude": ("纬度 北纬 latitude lat",),
    "longitude": ("经度 东经 longitude lng lon",),
    "coordinates": ("坐标 经纬度 地理坐标 位置坐标 gps gps坐标 定位 经纬度坐标 coordinates",),
    "host": (
        "所属单位 依托单位 共建单位 建设单位 设立单位 承建单位 主办单位 依托单位名称 hostorganisation host",
        "单位 单位名称 运营单位 管理单位 所在单位 合作单位 organisation",
    ),
    "host_kind": (
        "单位类型 依托单位类型 所属单位类型 共建单位类型 单位类别 单位性质 依托单位性质 依托类型 "
        "kindofhost hosttype",
        "行业 所属行业 行业类别",
    ),
    "contact": (
        "联系人 负责人 管理员 联系人姓名 负责人姓名 站点负责人 管理人 站长 contactperson contact",
        "姓名",
    ),
    "contact_phone": (
        "联系电话 联系方式 负责人电话 联系人电话 管理员电话 联系手机 contacttelephone contactphone phone "
        "telephone tel mobile",
        "电话 手机 手机号 手机号码 电话号码 服务电话",
    ),
    "area": (
        "面积 建筑面积 使用面积 站点面积 场地面积 面积平方米 面积平米 面积㎡ 面积m2 aream2 area floorarea",
        "平方米 平米 m2",
    ),
    "seats": (
        "座位 座位数 座位数量 席位 席位数 坐席数 座席数 seatingcapacity numberofseats",
        "可容纳人数 容纳人数",
    ),
    "opened_on": (
        "启用时间 建成时间 启用日期 建成日期 开放日期 成立时间 投用时间 投入使用时间 建立时间 建站时间 "
        "挂牌时间 openingdate openedon opened",
        "建成年份 建设时间 建成年月 启用年月 时间",
    ),
    "planned_for": (
        "计划启用时间 计划启用日期 拟建成时间 预计启用时间 计划建成时间 plannedopening plannedfor",
    ),
    "status": (
        "状态 开放状态 运行状态 使用状态 站点状态 stateofservice status state",
        "是否开放 运行情况 使用情况",
    ),
    "status_reason": ("状态说明 状态原因 停用原因 暂停原因 关闭原因 原因 reasonofthestate reason",),
    "hours": (
        "开放时间 服务时间 营业时间 开放时段 开馆时间 openinghours hours",
        "对外开放时间 运营时间",
    ),
    "always_open": ("24小时 24小时开放 是否24小时 是否24小时开放 全天开放 24h openroundtheclock",),
    "stars": ("星级 评定星级 星级评定 站点星级 starrating stars", "等级 rating"),
    "stars_year": ("星级年度 评定年度 评定年份 星级评定年度 评星年份 yearofthestars",),
    "fund": (
        "资金 投入 资金投入 投入资金 建设资金 资金元 投入万元 资金万元 补助资金 fundsyuan funds",
        "经费 补助 补助金额 金额",
    ),
    "fund_source": ("资金来源 经费来源 sourceoffunds fundsource",),
    "remark": ("备注 remark remarks note notes comment", "说明 其他 附注"),
    IGNORED: (
        "序号 序 号 index row 照片 图片 二维码 签字 签名 服务人次 服务人数 人次 邮箱 传真 邮编 "
        "inthesheet inrow whyitwasnottaken 所在工作表 所在行 未导入原因",
    ),
}  # fmt: skip

_KNOWN: dict[str, tuple[str, int]] = {}
for _field, _ranks in _WORDS.items():
    for _rank, _words in enumerate(_ranks):
        for _word in _words.split():
            _KNOWN.setdefault(_word, (_field, 9 - _rank))

_AMENITIES = {
    "air_conditioning": "空调 空调设备",
    "seats": "座椅 休息座椅 椅子",
    "drinking_water": "饮水 饮用水 饮水设备 饮水设施 饮水点",
    "first_aid_box": "急救箱 急救药箱 药箱 医药箱 急救药品 应急药箱",
    "charging": "充电 手机充电 充电器 充电设备 充电设施",
    "wifi": "wifi 无线网 无线网络",
    "toilet": "卫生间 厕所",
    "microwave": "微波炉",
    "fridge": "冰箱",
    "books": "书报 书报架 图书",
    "water_dispenser": "饮水机",
    "sign": "标识 标识牌 标牌 门牌",
    "volumes": "藏书 藏书量 藏书册数 图书册数",
}
"""Usual spellings of things a site has, beside the words of the standards."""

_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        ("(?:站点|驿站|书屋|阵地|小屋|基地|中心|场所)(?:全称|名称)", "name"),
        ("编号", "code"),
        ("地址", "address"),
        ("纬度", "latitude"),
        ("经度", "longitude"),
        ("电话|手机", "contact_phone"),
        ("联系人|负责人", "contact"),
        ("面积", "area"),
        ("开放时间|营业时间|服务时间", "hours"),
        ("资金来源", "fund_source"),
        ("资金|投入", "fund"),
        ("县区|区县", "district"),
        ("依托单位|共建单位|所属单位", "host"),
        ("备注", "remark"),
    )
)
_ASKING = re.compile(r"^(?:有无|是否有|是否配备|是否配有|配备|配有|有)|(?:有无|配备情况|情况)$")


def site_vocabulary(items: Mapping[str, str]) -> Vocabulary:
    """Return what headings of lists of sites mean; ``items`` are things a site may have, words -> key."""
    things = {word: key for key, words in _AMENITIES.items() for word in words.split()}
    things |= {heading_key(words): key for words, key in items.items()}

    def meaning(text: str, _group: str = "") -> Meaning | None:
        if found := look_up(text, _KNOWN, ()):
            return found
        key = _ASKING.sub("", heading_key(_without_brackets(text)))
        if thing := things.get(key) or things.get(heading_key(text)):
            return Meaning(AMENITY + thing, 9)
        return look_up(text, {}, _PARTS)

    return Vocabulary(meaning, frozenset({"name"}), frozenset(_KNOWN) | frozenset(things))


def heading_scale(text: str) -> int:
    """Return by how much the numbers under a heading are to be multiplied: 10,000 where it says 万."""
    return 10_000 if re.search(r"万元|\(万\)", unicodedata.normalize("NFKC", text)) else 1


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^)]*\)", "", unicodedata.normalize("NFKC", text))
