"""The form on which an organisation names people for the trips: what stands on it, and its code.

The code tells a form that comes back from any other list: which programme, which organisation. It is
``T`` with 40 bits of either key and 16 bits of check in hexadecimal, so that a mistyped one is noticed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

_BITS = 40
_CODE = re.compile(r"(?<![0-9A-Z])T([0-9A-F]{20})([0-9A-F]{4})(?![0-9A-Z])")


class FormCode(NamedTuple):
    """What a form's code says: the last 40 bits of the keys of its programme and its organisation."""

    programme: int
    organisation: int


@dataclass(frozen=True, slots=True)
class TripForm:
    """A form of one organisation: ``quota`` rows are ruled, ``reserve`` more after them.

    ``deadline`` is when it must be back. ``categories`` and ``batches`` are what may be chosen; a batch is
    its number and what it is called.
    """

    code: str
    programme: str
    organisation: str
    quota: int
    frontline_min: int
    reserve: int
    deadline: date | None
    documents: Sequence[str]
    categories: Sequence[str]
    batches: Sequence[tuple[int, str]]
    contact: str = ""
    phone: str = ""

    @property
    def rows(self) -> int:
        """Rows on the form."""
        return self.quota + self.reserve


def tail(key: UUID) -> int:
    """Return the part of a key that stands in a code."""
    return key.int & ((1 << _BITS) - 1)


def form_code(programme: UUID, organisation: UUID) -> str:
    """Return the code of an organisation's form: 25 letters and digits."""
    body = f"{tail(programme):010X}{tail(organisation):010X}"
    return f"T{body}{_check(body)}"


def find_form_code(text: str) -> FormCode | None:
    """Return the code that stands in a text; None where there is none, or one that was mistyped."""
    plain = unicodedata.normalize("NFKC", text).upper()
    for found in _CODE.finditer(plain):
        body, check = found.groups()
        if _check(body) == check:
            return FormCode(int(body[:10], 16), int(body[10:], 16))
    return None


def _check(body: str) -> str:
    return sha256(f"yijia trip form {body}".encode("ascii")).hexdigest()[:4].upper()
