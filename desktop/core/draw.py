"""Lots drawn in public: a seed said aloud beforehand puts names in an order that anybody can work out again.

The key of a name is the SHA-256 of ``seed|name`` in UTF-8, as 64 hexadecimal digits; the smallest key
comes first. On any computer: ``printf '%s' 'seed|name' | sha256sum``.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from desktop.core.errors import Refused
from desktop.core.i18n import _


class DrawnTwice(Refused):
    """A name stands twice among those drawn, and lots cannot tell the two apart."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A name and the key it is put in order by: 64 hexadecimal digits."""

    label: str
    key: str


def draw_key(seed: str, label: str) -> str:
    """Return the key of a name; seed and name are taken in NFC, without blanks at their ends."""
    return hashlib.sha256(f"{_plain(seed)}|{_plain(label)}".encode()).hexdigest()


def draw_lots(seed: str, labels: Iterable[str]) -> tuple[Lot, ...]:
    """Return the names with their keys, the first drawn first; raises :class:`DrawnTwice`."""
    lots = [Lot(label, draw_key(seed, label)) for label in labels]
    lots.sort(key=lambda lot: lot.key)
    for one, next_one in pairwise(lots):
        if one.key == next_one.key:
            raise DrawnTwice(
                _("“{name}” stands twice among those to be drawn.").format(name=next_one.label),
                _("Give each a name, or a number, of its own."),
            )
    return tuple(lots)


def in_order(seed: str, labels: Iterable[str]) -> tuple[str, ...]:
    """Return the names in the order in which they are drawn; raises :class:`DrawnTwice`."""
    return tuple(lot.label for lot in draw_lots(seed, labels))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
