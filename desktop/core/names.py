"""People's names: one way of writing them, a key to match them by, and masks for what hangs on a wall."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

NAME_LIMIT = 60
"""The longest name taken; the longest on identity cards have some 50 characters."""

_HAN = "\u3005\u3007\u3400-\u9fff\ue000-\ufaff\U00020000-\U0003ffff"
_DOTS = "·•‧・･⋅∙●᛫"
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"\s+")
_HALF_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}

COMPOUND_SURNAMES = frozenset(
    """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫
    宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官
    司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延
    东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 公仪 公乘 贯丘 公皙 南荣 东里 东宫 仲长
    子书 子桑 即墨 达奚 褚师 淳于 单于 叱干 完颜 耶律 纳兰 叶赫 爱新 哥舒 西陵 歐陽 司馬
    東方 諸葛 尉遲 鍾離 長孫 鮮于 轩丘 屠岸 母丘 毌丘 范姜 张简 阿史那
    """.split()  # noqa: SIM905 - a list of words reads better than a list of quotes
)

SURNAME_READINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "单": ("shan",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",), "曾": ("zeng",), "任": ("ren",),
        "朴": ("piao",), "盖": ("ge",), "区": ("ou",), "缪": ("miao",), "翟": ("zhai",), "覃": ("qin",),
        "乐": ("yue",), "员": ("yun",), "种": ("chong",), "召": ("shao",), "折": ("she",), "秘": ("bi",),
        "繁": ("po",), "隗": ("wei",), "佴": ("nai",), "洗": ("xian",), "冼": ("xian",), "句": ("gou",),
        "祭": ("zhai",), "牟": ("mou",), "谌": ("chen",), "薄": ("bo",), "卜": ("bu",), "华": ("hua",),
        "宁": ("ning",), "尉": ("wei",), "葛": ("ge",), "柏": ("bai",), "车": ("che",), "黑": ("he",),
        "应": ("ying",), "曲": ("qu",), "石": ("shi",), "沈": ("shen",), "钭": ("tou",), "褚": ("chu",),
        "逄": ("pang",), "晁": ("chao",), "瞿": ("qu",), "芮": ("rui",), "郗": ("chi",), "燕": ("yan",),
        "万俟": ("mo", "qi"), "尉迟": ("yu", "chi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"),
        "澹台": ("tan", "tai"), "令狐": ("ling", "hu"), "乐正": ("yue", "zheng"), "鲜于": ("xian", "yu"),
        "子车": ("zi", "ju"), "亓官": ("qi", "guan"), "宰父": ("zai", "fu"), "夹谷": ("jia", "gu"),
        "谷梁": ("gu", "liang"), "仲长": ("zhong", "chang"), "毌丘": ("guan", "qiu"),
    }
)  # fmt: skip
"""Surnames read otherwise than the character usually is: pinyin without tones, a syllable each."""

_SPECIAL_BEGINNINGS = frozenset(surname[0] for surname in SURNAME_READINGS)


# Sets of so many characters take 15 ms to compile, which a window that only reads can do without.
@cache
def _han_anywhere() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}]")


@cache
def _dot() -> re.Pattern[str]:
    return re.compile(rf"\s*[{_DOTS}]\s*|(?<=[{_HAN}])\s*[.．﹒。]\s*(?=[{_HAN}])")


@cache
def _space_at_han() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}·])\s+|\s+(?=[{_HAN}·])")


def clean_name(text: str) -> str:
    """Return a name as it is kept: 王　伟 -> 王伟, one kind of middle dot, single spaces in Latin names.

    Canonical composition only (NFC): compatibility folding would replace rare characters.
    """
    if text.isalpha() and unicodedata.is_normalized("NFC", text) and max(text) < "ａ":
        return text
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_HALF_WIDTH).strip().strip("'‘’`")
    text = _dot().sub("·", text)
    return _SPACES.sub(" ", _space_at_han().sub("", text)).strip()


def name_key(text: str) -> str:
    """Return what two spellings of one name have in common: no dots, blanks, hyphens or capitals."""
    name = clean_name(text)
    if name.isalpha() and _han_anywhere().search(name):
        return name
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c) in ("Co", "Mn", "Mc"))


def is_chinese(name: str) -> bool:
    """Say whether a name has at least one Chinese character."""
    return _han_anywhere().search(name) is not None


def split_name(name: str) -> tuple[str, str]:
    """Return surname and given name of a Chinese name; others have the surname empty."""
    name = clean_name(name)
    if "·" in name or " " in name or not is_chinese(name):
        return "", name
    for length in (3, 2):
        if len(name) > length and name[:length] in COMPOUND_SURNAMES:
            return name[:length], name[length:]
    return name[:1], name[1:]


def surname_reading(name: str) -> tuple[str, ...]:
    """Return the syllables of a surname that is read in a special way, or () where it is read as usual."""
    if name.lstrip()[:1] not in _SPECIAL_BEGINNINGS:
        return ()
    return SURNAME_READINGS.get(split_name(name)[0], ())


def mask_name(name: str) -> str:
    """Return the name as it may hang on a wall: 张*, 张*丰, 欧阳*, 阿依古丽·*, Anna *."""
    name = clean_name(name)
    if "·" in name:
        return name.split("·")[0] + "·*"
    if " " in name:
        return name.split(" ")[0] + " *"
    surname, given = split_name(name)
    if not surname:
        return name[:1] + "*" if len(name) > 1 else "*" * len(name)
    if len(given) < 2:
        return surname + "*" if given else "*"
    return surname + "*" * (len(given) - 1) + given[-1]
