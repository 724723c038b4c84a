"""Sums of money as a receipt writes them: in figures and in Chinese capitals."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_FEN = Decimal("0.01")
LARGEST = Decimal("9999999999999999.99")


def to_fen(yuan: Decimal) -> Decimal:
    """Return the sum rounded to whole fen, half a fen up."""
    return yuan.quantize(_FEN, ROUND_HALF_UP)


def of_fen(fen: int) -> Decimal:
    """Return a sum kept in fen as yuan."""
    return Decimal(fen) / 100


def in_figures(yuan: Decimal) -> str:
    """Return the sum with two decimals and a comma every three digits: ``1,234.50``."""
    return f"{to_fen(yuan):,.2f}"


def in_capitals(yuan: Decimal) -> str:
    """Return the sum in Chinese capitals: 123.45 is 壹佰贰拾叁元肆角伍分.

    Rules of 支付结算办法 (1997), appendix 1: 整 after 元 where no jiao and fen follow (and after 角
    where no fen do); one 零 for any run of noughts inside; 零 before fen when there is no jiao.
    Raises ValueError beyond 16 digits of yuan.
    """
    amount = to_fen(yuan)
    if abs(amount) > LARGEST:
        raise ValueError("a sum of more than 16 digits has no wording")
    whole, fen = divmod(int(abs(amount) * 100), 100)
    minus = "负" if amount < 0 else ""
    return minus + (_joined(_whole(whole), _change(fen)) if whole or fen else "零元整")


def _joined(yuan: str, change: str) -> str:
    if not yuan:
        return change.removeprefix("零")
    return f"{yuan}元{change or '整'}"


def _change(fen: int) -> str:
    jiao, rest = divmod(fen, 10)
    if not fen:
        return ""
    head = f"{_DIGITS[jiao]}角" if jiao else "零"
    return head + (f"{_DIGITS[rest]}分" if rest else "整")


def _whole(yuan: int) -> str:
    """Return whole yuan without the word 元; empty for nought."""
    text, owed_nought = "", False
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // 10 ** (4 * power) % 10_000
        if not group:
            owed_nought = bool(text)
            continue
        if text and (owed_nought or group < 1000):
            text += "零"
        text += _group(group) + _unit(power, yuan)
        owed_nought = False
    return text


def _unit(power: int, yuan: int) -> str:
    """Return the word after a group; 亿 is said once where both 万亿 and 亿 stand."""
    if power == 3 and yuan // 10**8 % 10_000:
        return "万"
    return _GROUPS[power]


def _group(group: int) -> str:
    text, nought = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if nought else "") + _DIGITS[digit] + _PLACES[place]
            nought = False
        else:
            nought = bool(text)
    return text
