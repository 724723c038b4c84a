"""Telephone numbers of the mainland: one way of writing them, and a mask.

Mobile numbers have 11 digits and begin with 13 to 19 (the numbering plan of the ministry, 2017);
landlines have an area code of 3 or 4 digits, a hyphen, 7 or 8 digits and perhaps an extension.
"""

import re
from typing import Literal

from desktop.core.errors import FieldError
from desktop.core.i18n import _

PhoneKind = Literal["mobile", "landline", "odd"]

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－ー_~", "-"))
_SEVERAL = re.compile(r"[/、,，;；|\n]|\s{2,}")
_JUNK = re.compile(r"[\s'‘’`.()\u200b-\u200f\u202a-\u202e\ufeff-]+")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9]\d{9}$)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_IN_WORDS = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LANDLINE_PARTS = re.compile(
    r"(?:\(?(0(?:10|2\d|[3-9]\d\d))\)?[\s-]*)?([2-9]\d{2,3}[\s-]?\d{4})(?:\s*(?:转|-|ext\.?|x)\s*(\d{1,5}))?",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"(?:400|800)\d{7}|9[56]\d{3,6}")
_SHORT = re.compile(r"\d{3,6}")
_KEPT = re.compile(r"(?:0(?:10|2\d|[3-9]\d\d)-)?[2-9]\d{6,7}(?:-\d{1,5})?")


def clean_phone(given: str | float) -> str:
    """Return a number as it is kept: 13812345678, 0580-2023456, 0580-2023456-801.

    Where a cell names several, the first sound one is taken. What is no number comes back trimmed,
    for the person to look at: see :func:`phone_kind`.
    """
    if not isinstance(given, str):
        given = f"{given:.0f}"
    if len(given) == 11 and given.isdecimal() and given.isascii() and given[0] == "1":
        return given
    text = given.translate(_HALF_WIDTH).translate(_DASHES).strip().strip("'‘’`").removesuffix(".0")
    parts = (text, *_SEVERAL.split(text), *text.split())
    for part in parts:
        if found := _one(part):
            return found
    return " ".join(text.split())


def has_several(given: str) -> bool:
    """Say whether a text names more than one number."""
    return len(re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", given.translate(_HALF_WIDTH))) > 1


def phone_kind(phone: str) -> PhoneKind:
    """Say what a cleaned number is; ``odd``: no number of the mainland's plan."""
    if _MOBILE.fullmatch(phone):
        return "mobile"
    return "landline" if _KEPT.fullmatch(phone) or _SERVICE.fullmatch(phone) else "odd"


def demand_phone(field: str, phone: str) -> None:
    """Go on where a cleaned number is empty, sound, or a short number of a house. Raises FieldError."""
    if phone and phone_kind(phone) == "odd" and not _SHORT.fullmatch(phone):
        raise FieldError(
            field,
            _("“{phone}” is no telephone number.").format(phone=phone),
            _("Write a mobile number, or a landline with its area code like 0580-2023456."),
        )


def mask_phone(phone: str) -> str:
    """Return the number with its middle hidden: 138****1234, 0580-****456."""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[7:]}"
    area, dash, rest = phone.partition("-")
    if dash and area.startswith("0"):
        return f"{area}-****{rest.split('-')[0][-3:]}"
    return "*" * max(len(phone) - 3, 0) + phone[-3:] if len(phone) > 5 else "*" * len(phone)


def mask_within(words: str) -> str:
    """Return a sentence with the mobile numbers in it masked."""
    return _MOBILE_IN_WORDS.sub(lambda found: mask_phone(found[0]), words)


def _one(text: str) -> str:
    digits = _COUNTRY.sub("", _JUNK.sub("", text))
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    if digits.startswith("0") and _MOBILE.fullmatch(digits[1:]):
        return digits[1:]
    if _COUNTRY.match(_JUNK.sub("", text)) and re.fullmatch(r"[1-9]\d{8,11}", digits):
        text = f"0{digits}"
    found = _LANDLINE_PARTS.fullmatch(text.strip()) or _LANDLINE_PARTS.fullmatch(
        text.replace("-", "").strip()
    )
    if not found:
        return ""
    area, number, extension = found.groups()
    return "-".join(part for part in (area, re.sub(r"[\s-]", "", number), extension) if part)
