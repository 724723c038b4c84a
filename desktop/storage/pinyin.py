"""How a Chinese name sounds, for finding people by what is typed on a Latin keyboard."""

import os
from functools import lru_cache
from itertools import product

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 60 MB of phrases that names do not need

from pypinyin import Style, pinyin

SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "盖": "ge", "任": "ren",
    "朴": "piao", "翟": "zhai", "尉": "wei", "乐": "yue", "冼": "xian", "缪": "miao", "种": "chong",
    "宓": "mi", "燕": "yan", "华": "hua", "召": "shao", "车": "che", "都": "du", "黑": "he", "句": "gou",
    "秘": "bi", "纪": "ji", "那": "na", "祭": "zhai", "葛": "ge", "覃": "qin", "员": "yun", "折": "she",
    "牟": "mu", "曲": "qu", "万": "wan", "沈": "shen", "石": "shi", "柏": "bai", "隗": "wei", "逄": "pang",
}  # fmt: skip
COMMON_SECOND = {"乐": "yue", "朝": "zhao", "长": "zhang", "行": "hang", "重": "chong", "晟": "cheng"}


@lru_cache(maxsize=30_000)
def readings(character: str, first: bool) -> tuple[str, ...]:
    """Return the readings of one character worth finding it by (a surname has its own)."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    found = pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=False)
    usual = found[0][0] if found else ""
    made = [SURNAME_READINGS[character]] if first and character in SURNAME_READINGS else []
    made += [usual] if usual else []
    if character in COMMON_SECOND:
        made.append(COMMON_SECOND[character])
    return tuple(dict.fromkeys(made))


@lru_cache(maxsize=20_000)
def sounds(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways a name is read, each a tuple of syllables, the likeliest first; at most four."""
    options = [readings(c, i == 0) for i, c in enumerate(name)]
    if all(len(o) == 1 for o in options):
        return (tuple([o[0] for o in options]),)
    return tuple(way for way, _ in zip(product(*[o for o in options if o]), range(4), strict=False))


def sound_and_initials(name: str) -> tuple[str, str]:
    """Return the likeliest full pinyin ("wangxiaoming") and initials ("wxm") of a name."""
    ways = sounds(name)
    if not ways or not ways[0]:
        return "", ""
    return "".join(ways[0]), "".join(s[0] for s in ways[0])
