"""How a Chinese name sounds, for finding people by what is typed on a Latin keyboard."""

import os
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product

from desktop.core.names import surname_reading

ALSO_READ = {"乐": "yue", "朝": "zhao", "长": "zhang", "行": "hang", "重": "chong", "晟": "cheng"}
"""Second readings common in given names."""

WAYS = 4


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Return the readings of one character worth finding it by, the usual one first."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    usual = _usual_reading()(character)
    also = ALSO_READ.get(character, "")
    return tuple(dict.fromkeys(r for r in (usual, also) if r))


@lru_cache(maxsize=20_000)
def sounds(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways a name is read, each a tuple of syllables, the likeliest first; at most four.

    A surname with a reading of its own (单 shan, 尉迟 yu chi) comes first in that reading.
    """
    special = surname_reading(name)
    options = [readings(character) for character in name]
    for place, syllable in enumerate(special):
        options[place] = tuple(dict.fromkeys((syllable, *options[place])))
    options = [each for each in options if each]
    if max(map(len, options), default=1) == 1:
        return (tuple([each[0] for each in options]),)
    return tuple(way for way, _place in zip(product(*options), range(WAYS), strict=False))


@cache
def _usual_reading() -> Callable[[str], str]:
    # Loaded when a name is first written: a window that only reads starts without it.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 60 MB of phrases that names do not need
    from pypinyin import Style, pinyin

    def usual(character: str) -> str:
        found = pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=False)
        return str(found[0][0]) if found else ""

    return usual
