"""What the headings of office lists mean: a heading's text to a worker's field."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from desktop.core.i18n import N_

Field = Literal[
    "name", "sex", "id_number", "birthday", "phone", "organisation", "post", "frontline", "member_number",
    "honours", "remark",
]  # fmt: skip

FIELDS: tuple[Field, ...] = (
    "name", "sex", "id_number", "birthday", "phone", "organisation", "post", "frontline", "member_number",
    "honours", "remark",
)  # fmt: skip

FIELD_LABELS: Mapping[Field, str] = {
    "name": N_("Name"),
    "sex": N_("Sex"),
    "id_number": N_("Identity number"),
    "birthday": N_("Birthday"),
    "phone": N_("Phone"),
    "organisation": N_("Organisation"),
    "post": N_("Post"),
    "frontline": N_("Frontline"),
    "member_number": N_("Member number"),
    "honours": N_("Honours"),
    "remark": N_("Remark"),
}
"""What a field is called on the screen; translate where shown."""

IGNORED = "-"
"""Stands for a heading that is understood and that no field keeps."""

# For each field the words in order of strength: where two columns claim a field, the stronger word wins.
_WORDS: dict[str, tuple[str, ...]] = {
    "name": (
        "姓名 职工姓名 员工姓名 会员姓名 人员姓名 名字 本人姓名 参加人姓名 参加人员姓名 工人姓名 "
        "name fullname workername",
        "职工 会员 员工 人员 参加人员 参加人 报名人 签到人 名单 人员名单 employee worker member "
        "employeename staffname",
    ),
    "sex": ("性别 sex gender", "男女 性"),
    "id_number": (
        "身份证号 身份证号码 公民身份号码 公民身份证号码 居民身份证号 居民身份证号码 身份证 "
        "身份号码 本人身份证号 职工身份证号 "
        "idnumber idcard idcardnumber idno identitynumber idcardno citizenid nationalid",
        "证件号码 证件号 身份证件号码 身份证件号 有效证件号码 id",
    ),
    "birthday": (
        "出生日期 出生年月日 生日 birthday dateofbirth dob birthdate",
        "出生年月 出生 出生时间 出生年份 出生月",
    ),
    "phone": (
        "手机 手机号 手机号码 移动电话 本人手机 本人手机号 手机电话 mobile mobilephone cellphone "
        "cell mobilenumber",
        "联系电话 电话 电话号码 联系方式 联系手机 本人电话 联系号码 本人联系电话 phone telephone "
        "tel phonenumber contact",
        "办公电话 固定电话 单位电话 座机",
    ),
    "organisation": (
        "单位 所在单位 工作单位 单位名称 所属单位 用人单位 单位全称 所在单位名称 工作单位名称 "
        "企业名称 公司名称 所在工会 "
        "organisation organization employer company",
        "基层工会 所属工会 工会名称 工会组织 所属工会组织 公司 企业 推荐单位 报送单位 派出单位 "
        "unit union companyname",
        "部门 所在部门 所属部门 部门名称 部门班组 车间 科室 车间班组 班组 department dept",
    ),
    "post": (
        "岗位 岗位工种 工种 工种岗位 工作岗位 岗位名称 从事岗位 从事工种 现岗位 post position job",
        "职务 职务岗位 岗位职务 职业 职位 职务工种 现任职务 行政职务 jobtitle title occupation",
        "职称 技术职称 技能等级",
    ),
    "frontline": (
        "是否一线 一线 一线职工 是否一线职工 一线岗位 是否一线岗位 是否为一线职工 是否一线员工 "
        "一线员工 是否生产一线 "
        "是否生产一线职工 frontline frontlineworker",
    ),
    "member_number": (
        "会员号 会员证号 工会会员编号 会员编号 会员证编号 工会会员证号 会员证号码 会员卡号 "
        "工会卡号 工会会员号 会员号码 "
        "membernumber memberno membershipnumber memberid",
        "工会会员卡号 卡号",
    ),
    "honours": (
        "荣誉 荣誉称号 获得荣誉 获得荣誉及年份 荣誉及年份 所获荣誉 获奖情况 曾获荣誉 主要荣誉 "
        "获得荣誉称号 荣誉称号及年份 "
        "honours honors awards",
        "奖励情况 奖励 表彰情况 何时何地受过何种奖励 先进称号",
    ),
    "remark": ("备注 remark remarks note notes comment comments", "说明 其他 备注说明 其它 附注"),
    IGNORED: (
        "序号 编号 号 no number 年龄 age 民族 籍贯 学历 政治面貌 文化程度 证件类型 签名 签字 签到 "
        "本人签名 是否会员 会员 "
        "婚姻状况 住址 家庭住址 地址 入会时间 入职时间 参加工作时间 邮箱 电子邮箱 email 日期 时间 "
        "序 row index 工号 职工编号 "
        "员工编号 户籍 户口所在地 紧急联系人 紧急联系电话 紧急联系人电话 紧急联系方式 联系人 "
        "联系人姓名 身高 体重 尺码 衣服尺码 鞋码 "
        "金额 数量 物品 房间 房间搭配 批次 优先类别 上次疗休养年份 会员数 名额 人数 健康状况 血型 "
        "领取人 领取签名 "
        "开户行 银行卡号 银行账号 工资 是否党员 入党时间 单位电话传真 统一社会信用代码 组织机构代码",
    ),
}  # fmt: skip

_KNOWN: dict[str, tuple[str, int]] = {}
for _field, _ranks in _WORDS.items():
    for _rank, _words in enumerate(_ranks):
        for _word in _words.split():
            _KNOWN.setdefault(_word, (_field, 9 - _rank))

# Tried in this order on headings that are not in the table above.
_PARTS: tuple[tuple[str, str], ...] = (
    ("紧急|家属|配偶|监护|子女|父亲|母亲|随行|介绍人|负责人|经办|审核|领队", IGNORED),
    ("身份证|公民身份|证件号", "id_number"),
    ("荣誉|获奖|表彰", "honours"),
    ("出生|生日", "birthday"),
    ("手机|移动电话", "phone"),
    ("一线", "frontline"),
    ("会员.*号|会员.*编号|工会卡", "member_number"),
    ("姓名", "name"),
    ("性别", "sex"),
    ("联系电话|联系方式|电话", "phone"),
    ("岗位|工种|职务", "post"),
    ("工作单位|所在单位|单位名称|所属单位|企业名称", "organisation"),
    ("备注", "remark"),
)
_PART_PATTERNS = tuple((re.compile(pattern), field) for pattern, field in _PARTS)
_BRACKETED = re.compile(r"[(\[{<【〔《][^)\]}>】〕》]*[)\]}>】〕》]")
_PUNCTUATION = re.compile(r"[\W_]+")
_OTHERS = re.compile("紧急|家属|配偶|监护|子女|随行|亲属|单位联系人|负责人")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading stands for: a field or :data:`IGNORED`, and how sure that is (1 to 9)."""

    field: str
    strength: int


@lru_cache(maxsize=4096)
def meaning(text: str, group: str = "") -> Meaning | None:
    """Return what a heading stands for, or ``None``; ``group`` is what stands above it.

    A name or a telephone under “emergency contact” is another person's and is ignored.
    """
    if group and _OTHERS.search(heading_key(group)):
        return Meaning(IGNORED, 9)
    return look_up(text, _KNOWN, _PART_PATTERNS)


def look_up(
    text: str, known: Mapping[str, tuple[str, int]], parts: Sequence[tuple[re.Pattern[str], str]]
) -> Meaning | None:
    """Return what a heading stands for by a table of whole headings, then by what it has in it."""
    plain = unicodedata.normalize("NFKC", text).lower()
    for candidate in (_PUNCTUATION.sub("", plain), _PUNCTUATION.sub("", _BRACKETED.sub("", plain))):
        if found := known.get(candidate):
            return Meaning(*found)
    key = _PUNCTUATION.sub("", plain)
    if len(key) > _LONGEST or re.search(r"\d{4}", key):
        return None
    for pattern, field in parts:
        if pattern.search(key):
            return Meaning(field, 4)
    return None


def heading_key(text: str) -> str:
    """Return a heading without blanks, brackets, punctuation, capitals and full-width forms."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).lower())


def known_words() -> frozenset[str]:
    """Return every heading known by itself, to notice a repeated header row quickly."""
    return frozenset(_KNOWN)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the headings of one trade's lists mean.

    ``meaning(heading, group)``; ``certain`` fields make a header by themselves; ``known`` are the headings
    known by themselves; ``headless`` lists are found without any headings, by what their cells look like.
    A row of a name alone has one of at most ``longest_name`` characters.
    """

    meaning: Callable[[str, str], Meaning | None]
    certain: frozenset[str]
    known: frozenset[str]
    headless: bool = False
    longest_name: int = 60


WORKERS = Vocabulary(meaning, frozenset({"name", "id_number"}), known_words(), headless=True, longest_name=12)
