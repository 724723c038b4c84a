"""Keys made by us, ordered by time, so that desks without a network never clash."""

import os
import threading
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import overload
from uuid import UUID

_lock = threading.Lock()
_last_ms = 0
_sequence = 0


def new_id() -> UUID:
    """Return a UUID of version 7 (RFC 9562, 5.7), increasing within this process."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[UUID]:
    """Return ``count`` increasing UUIDs of version 7."""
    return [UUID(int=value) for value in _values(count)]


def new_plain_ids(count: int) -> list[str]:
    """Return ``count`` increasing UUIDs of version 7 as 32 hexadecimal digits, for bulk writes."""
    return [f"{value:032x}" for value in _values(count)]


def _values(count: int) -> list[int]:
    """Return increasing numbers of 128 bits.

    The 12 bits after the clock count within a millisecond (RFC 9562, 6.2, method 1); where they run
    over, the clock part is advanced, so order holds in bulk imports too.
    """
    global _last_ms, _sequence
    random = os.urandom(8 * count)
    made: list[int] = []
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _sequence = now, 0
        for i in range(count):
            _sequence += 1
            if _sequence > 0xFFF:
                _last_ms, _sequence = _last_ms + 1, 0
            low = int.from_bytes(random[8 * i : 8 * i + 8], "big") & 0x3FFF_FFFF_FFFF_FFFF
            made.append(_last_ms << 80 | 0x7000 << 64 | _sequence << 64 | 0b10 << 62 | low)
    return made


class Keys(Sequence[UUID]):
    """Very many keys in order, 16 bytes each; the objects are made as they are asked for."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @classmethod
    def of(cls, keys: Iterable[UUID | str]) -> "Keys":
        """Gather keys, given as such or as 32 hexadecimal digits."""
        stream, blocks = iter(keys), []
        while block := list(islice(stream, 20_000)):
            blocks.append(bytes.fromhex("".join([k if isinstance(k, str) else k.hex for k in block])))
        return cls(b"".join(blocks))

    def __len__(self) -> int:
        return len(self._raw) // 16

    @overload
    def __getitem__(self, place: int) -> UUID: ...

    @overload
    def __getitem__(self, place: slice) -> list[UUID]: ...

    def __getitem__(self, place: int | slice) -> UUID | list[UUID]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        i = place + len(self) if place < 0 else place
        if not 0 <= i < len(self):
            raise IndexError(place)
        return UUID(bytes=self._raw[16 * i : 16 * i + 16])

    def index(self, value: UUID, start: int = 0, stop: int | None = None) -> int:
        """Return where the key stands; raise ValueError where it is not among them."""
        end = len(self._raw) if stop is None else 16 * stop
        at = self._raw.find(value.bytes, 16 * start, end)
        while at >= 0 and at % 16:
            at = self._raw.find(value.bytes, at + 1, end)
        if at < 0:
            raise ValueError(f"{value} is not among the keys")
        return at // 16

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, UUID):
            return False
        try:
            self.index(value)
        except ValueError:
            return False
        return True
