"""Text made to fit its box: first smaller, then on more lines, and only then cut."""

from dataclasses import dataclass

from desktop.paper.fonts import FontChain

LEADING = 1.2
_STEP = 0.5
_MOST_LINES = 3
_CALM = 0.85
_NATURAL = " ·、）)-/"
_NOT_FIRST = frozenset("，。、；：！？）》」』”’·,.;:!?)]%")
_NOT_LAST = frozenset("（《「『“‘([¥￥")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size in points; ``cut`` where an ellipsis stands for the rest."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False


def fit(chain: FontChain, text: str, width: float, height: float, size: float, least: float) -> Fitted:
    """Fit the text into ``width`` x ``height`` points, from ``size`` down to ``least``.

    A little smaller on one line is better than two lines, and two larger lines better than one tiny
    one; there are at most three, and never more than the height takes.
    """
    ems = chain.width(text, 1)
    if ems * size <= width:
        return Fitted((text,), size)
    calm = max(least, _CALM * size)
    if ems * calm <= width:
        return Fitted((text,), max(calm, int(width / ems / _STEP) * _STEP))
    for smaller in _sizes(calm, least):
        for count in range(1, min(_MOST_LINES, int(height / (LEADING * smaller))) + 1):
            lines = _broken(chain, text, width / smaller, count) if ems * smaller <= count * width else None
            if lines is not None:
                return Fitted(lines, smaller)
    most = max(1, min(_MOST_LINES, int(height / (LEADING * least))))
    return Fitted(_filled(chain, text, width / least, most), least, cut=True)


def wrapped(chain: FontChain, text: str, ems: float) -> tuple[str, ...]:
    """Return the text on as many lines of ``ems`` sizes as it takes; its own line breaks stay."""
    lines: list[str] = []
    for part in text.splitlines():
        rest = part.strip()
        while chain.width(rest, 1) > ems:
            at = _head(chain, rest, ems)
            lines.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
        lines.append(rest)
    return tuple(lines)


def _sizes(first: float, last: float) -> list[float]:
    steps = int((first - last) / _STEP)
    return [*(first - n * _STEP for n in range(steps + 1) if first - n * _STEP > last), last]


def _broken(chain: FontChain, text: str, ems: float, count: int) -> tuple[str, ...] | None:
    """Break into ``count`` lines that all fit, as even as may be; None where that cannot be done."""
    if count == 1:
        return (text,) if chain.width(text, 1) <= ems else None
    even = chain.width(text, 1) / count

    def unevenness(at: int) -> float:
        natural = 2.0 if text[at - 1] in _NATURAL else 0.0
        return abs(chain.width(text[:at], 1) - even) - natural

    for at in sorted(_breaks(text), key=unevenness):
        first = text[:at].rstrip()
        if chain.width(first, 1) <= ems:
            rest = _broken(chain, text[at:].lstrip(), ems, count - 1)
            if rest is not None:
                return (first, *rest)
    return None


def _filled(chain: FontChain, text: str, ems: float, count: int) -> tuple[str, ...]:
    """Fill the lines one after another, the last ending in an ellipsis where something is left over."""
    lines: list[str] = []
    for _line in range(count - 1):
        at = _head(chain, text, ems)
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return (*lines, _cut(chain, text, ems))


def _breaks(text: str) -> list[int]:
    return [
        at
        for at in range(1, len(text))
        if text[at] not in _NOT_FIRST
        and text[at - 1] not in _NOT_LAST
        and (text[at - 1] in _NATURAL or ord(text[at]) > 0x2E7F or ord(text[at - 1]) > 0x2E7F)
    ]


def _head(chain: FontChain, text: str, ems: float) -> int:
    """Return how many characters fit on a line, ending at a good break when there is one."""
    count, used = 0, 0.0
    for character in text:
        used += chain.width(character, 1)
        if used > ems:
            break
        count += 1
    good = [at for at in _breaks(text[: count + 1]) if at > count // 2]
    return max(good, default=max(count, 1))


def _cut(chain: FontChain, text: str, ems: float) -> str:
    if chain.width(text, 1) <= ems:
        return text
    room = ems - chain.width("…", 1)
    count, used = 0, 0.0
    for character in text:
        used += chain.width(character, 1)
        if used > room:
            break
        count += 1
    return text[:count].rstrip() + "…"
