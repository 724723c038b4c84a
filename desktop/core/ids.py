"""Keys made by us, ordered by time, so that desks without a network never clash."""

import os
import threading
import time
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
