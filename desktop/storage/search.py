"""Finding workers: by any part of the name, pinyin, initials, phone and organisation.

Two kinds of index, so that the first letter typed is as quick as a whole name: ordered columns of
``worker_search`` answer everything that begins with what was typed and stop after the first rows;
what lies inside a name is found by a full-text index of characters and syllables (FTS5 in the file,
a GIN index on the server). A character is indexed as ``u`` and its code point, since neither
tokenizer knows every rare character. The organisation is matched on its own, small table.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, bindparam, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from desktop.storage.engine import is_sqlite
from desktop.storage.pinyin import sounds

HIGHEST = "\U0010ffff"
BLOCK = 500
_SPACE = re.compile(r"\s+")
_CJK = re.compile(r"[^\x00-\u024f]")

COLUMNS = ("worker_id", "name", "sound", "initials", "phone", "tail", "terms")


@dataclass(frozen=True, slots=True)
class _Tier:
    """One way to look: a condition on ``worker_search s``, the order, and its values."""

    where: str
    order: str
    values: dict[str, Any] = field(default_factory=dict)


def find_workers(session: Session, sought: str, limit: int | None = 50) -> list[UUID]:
    """Return workers that fit what was typed, the likeliest first; all of them where ``limit`` is None.

    Several words must all fit: the name (or phone) and the organisation, in any order.
    """
    words = sought.lower().replace("ü", "v").split()
    if not words:
        return []
    found: dict[UUID, None] = {}
    connection = session.connection()
    for tier in _tiers(connection, "".join(words)):
        _collect(connection, found, tier, limit)
    for i, word in enumerate(words):
        if len(words) > 1 and not _full(found, limit):
            for tier in _tiers(connection, "".join(words[:i] + words[i + 1 :])):
                _collect(connection, found, tier, limit, organisation=word)
    if not _full(found, limit):
        _collect_by_organisation(connection, found, words, limit)
    return list(found)[:limit]


def organisation_key(name: str) -> str:
    """Return what an organisation or site is found by: its name, pinyin and initials in each reading."""
    name = _SPACE.sub("", name.lower())
    heard = (("".join(way), "".join(syllable[0] for syllable in way)) for way in sounds(name) if way)
    return "|".join(dict.fromkeys((name, *chain.from_iterable(heard))))


def index_workers(connection: Connection, rows: Iterable[tuple[str, str, str]]) -> None:
    """Add workers (plain id, name, phone) that are not yet in the index."""
    made = [entry(*row) for row in rows]
    if not made:
        return
    mark = "?" if is_sqlite(connection) else "%s"
    last = connection.exec_driver_sql("SELECT max(serial) FROM worker_search").scalar() or 0
    connection.exec_driver_sql(
        f"INSERT INTO worker_search ({', '.join(COLUMNS)}) VALUES ({', '.join([mark] * len(COLUMNS))})",
        made,
    )
    if is_sqlite(connection):
        connection.execute(
            text(
                "INSERT INTO worker_fts (rowid, terms)"
                " SELECT serial, terms FROM worker_search WHERE serial > :last"
            ),
            {"last": last},
        )


def reindex_workers(connection: Connection, worker_ids: Sequence[UUID]) -> None:
    """Bring the index up to date for workers that were written."""
    for start in range(0, len(worker_ids), BLOCK):
        ids = [w if not is_sqlite(connection) else w.hex for w in worker_ids[start : start + BLOCK]]
        chosen: BindParameter[Any] = bindparam("ids", expanding=True)
        for forget in _forgetting(connection):
            connection.execute(text(forget).bindparams(chosen), {"ids": ids})
        rows = connection.execute(
            text("SELECT id, name, phone FROM worker WHERE id IN :ids AND removed_at IS NULL").bindparams(
                chosen
            ),
            {"ids": ids},
        )
        index_workers(connection, [(_hex(i), name, phone) for i, name, phone in rows])


def rebuild(connection: Connection) -> int:
    """Make the whole index anew; return how many workers it holds."""
    connection.execute(text("DELETE FROM worker_search"))
    if is_sqlite(connection):
        connection.execute(text("INSERT INTO worker_fts (worker_fts) VALUES ('delete-all')"))
    rows = connection.execute(text("SELECT id, name, phone FROM worker WHERE removed_at IS NULL")).all()
    index_workers(connection, [(_hex(i), name, phone) for i, name, phone in rows])
    return len(rows)


def _forgetting(connection: Connection) -> tuple[str, ...]:
    gone = "DELETE FROM worker_search WHERE worker_id IN :ids"
    if not is_sqlite(connection):
        return (gone,)
    # The index must be told what stood there before the rows go.
    told = (
        "INSERT INTO worker_fts (worker_fts, rowid, terms) SELECT 'delete', serial, terms FROM worker_search"
    )
    return f"{told} WHERE worker_id IN :ids", gone


def stale_entries(connection: Connection) -> int:
    """Count workers whose index entry is missing, left over or out of date."""
    rows = connection.execute(
        text(
            "SELECT w.id, w.name, w.phone, s.name, s.sound, s.initials, s.phone, s.tail, s.terms"
            " FROM worker w"
            " LEFT JOIN worker_search s ON s.worker_id = w.id WHERE w.removed_at IS NULL"
        )
    )
    wrong = sum(1 for i, name, phone, *kept in rows if entry(_hex(i), name, phone)[1:] != tuple(kept))
    left_over = connection.execute(
        text(
            "SELECT count(*) FROM worker_search s JOIN worker w ON w.id = s.worker_id"
            " WHERE w.removed_at IS NOT NULL"
        )
    ).scalar_one()
    return max(wrong + int(left_over), 0 if _full_text_is_sound(connection) else 1)


def _full_text_is_sound(connection: Connection) -> bool:
    if not is_sqlite(connection):
        return True
    try:  # rank 1 has the index compared with the table it is made from
        connection.execute(text("INSERT INTO worker_fts (worker_fts, rank) VALUES ('integrity-check', 1)"))
    except OperationalError:
        raise  # another program is writing
    except DatabaseError:
        return False
    return True


def entry(worker_id: str, name: str, phone: str) -> tuple[str, str, str, str, str, str, str]:
    """Return the index row of one worker, in the order of ``COLUMNS``."""
    key, sound, initials, terms = _name_entry(name)
    return worker_id, key, sound, initials, phone, phone[::-1], terms


@lru_cache(maxsize=20_000)
def _name_entry(name: str) -> tuple[str, str, str, str]:
    key = "".join(name.lower().split())
    ways = sounds.__wrapped__(key)  # what is kept here need not be kept there too
    first = ways[0] if ways else ()
    terms = [_token(c) for c in key if not c.isascii()]
    for i in range(1, len(first)):
        terms.append("".join(first[i:]))
    for way in ways[1:]:
        terms.append("".join(way))
        terms.append("".join([s[0] for s in way]))
    return key, "".join(first), "".join([s[0] for s in first]), " ".join(terms)


def _hex(key: Any) -> str:
    return key.hex if isinstance(key, UUID) else str(key).replace("-", "")


@lru_cache(maxsize=30_000)
def _token(character: str) -> str:
    return f"u{ord(character):x}"


def _full(found: dict[UUID, None], limit: int | None) -> bool:
    return limit is not None and len(found) >= limit


def _begins(column: str, word: str) -> _Tier:
    return _Tier(
        f"s.{column} >= :low AND s.{column} < :high", f"s.{column}", {"low": word, "high": word + HIGHEST}
    )


def _inside(connection: Connection, query: str, exactly: str = "") -> _Tier:
    if exactly:  # the index has no token for the Latin letters and digits between characters
        tier = _inside(connection, query)
        place = "instr" if is_sqlite(connection) else "strpos"
        where = f"{tier.where.replace('{limit}', '')} AND {place}(s.name, :exactly) > 0"
        return _Tier(where, tier.order, {**tier.values, "exactly": exactly})
    if is_sqlite(connection):
        return _Tier(
            "s.serial IN (SELECT rowid FROM worker_fts WHERE worker_fts MATCH :query ORDER BY rowid {limit})",
            "s.serial",
            {"query": query},
        )
    return _Tier(
        "to_tsvector('simple', s.terms) @@ to_tsquery('simple', :query)", "s.serial", {"query": query}
    )


def _tiers(connection: Connection, word: str) -> list[_Tier]:
    sqlite = is_sqlite(connection)
    if _CJK.search(word):
        tokens = [_token(c) for c in word if not c.isascii()]
        query = f'"{" ".join(tokens)}"' if sqlite else " <-> ".join(tokens)
        exactly = word if any(map(str.isascii, word)) else ""
        return [_begins("name", word), _inside(connection, query, exactly)]
    digits = re.sub(r"[^0-9]", "", word)
    if digits and len(digits) >= len(word) - 3:
        return [_begins("phone", digits), _begins("tail", digits[::-1])]
    letters = re.sub(r"[^a-z]", "", word)
    if not letters:
        return []
    tiers = [_begins("sound", letters), _begins("initials", letters), _begins("name", word)]
    if len(letters) > 1:
        tiers.append(_inside(connection, f'"{letters}"*' if sqlite else f"{letters}:*"))
    return tiers


def _collect(
    connection: Connection,
    found: dict[UUID, None],
    tier: _Tier,
    limit: int | None,
    organisation: str = "",
) -> None:
    if _full(found, limit):
        return
    within = (
        " JOIN worker w ON w.id = s.worker_id JOIN organisation o ON o.id = w.organisation_id"
        if organisation
        else ""
    )
    matching = " AND o.search_key LIKE :organisation ESCAPE '!'" if organisation else ""
    # The inner limit would hide rows of the right organisation, or rows an earlier tier had.
    inner = "" if limit is None or organisation else f"LIMIT {2 * limit}"
    outer = "" if limit is None else f"LIMIT {2 * limit}"
    where = tier.where.replace("{limit}", inner) + matching
    rows = connection.execute(
        text(f"SELECT s.worker_id FROM worker_search s{within} WHERE {where} ORDER BY {tier.order} {outer}"),
        {**tier.values, **({"organisation": like_anywhere(organisation)} if organisation else {})},
    )
    for (key,) in rows:
        found.setdefault(key if isinstance(key, UUID) else UUID(key))


def like_anywhere(word: str) -> str:
    """Return the pattern that finds a word anywhere, for LIKE with ``!`` as the escape."""
    return "%" + re.sub(r"([!%_])", r"!\1", word) + "%"


def _collect_by_organisation(
    connection: Connection, found: dict[UUID, None], words: Sequence[str], limit: int | None
) -> None:
    conditions = " AND ".join(f"o.search_key LIKE :w{i} ESCAPE '!'" for i in range(len(words)))
    # From the organisations to their workers, stopping with the first rows: a word may fit every
    # organisation of a city. CROSS JOIN keeps SQLite to this order.
    rows = connection.execute(
        text(
            "SELECT w.id FROM organisation o CROSS JOIN worker w"
            f" WHERE {conditions} AND o.removed_at IS NULL"
            " AND w.organisation_id = o.id AND w.removed_at IS NULL"
            + ("" if limit is None else f" LIMIT {2 * limit}")
        ),
        {f"w{i}": like_anywhere(word) for i, word in enumerate(words)},
    )
    for (key,) in rows:
        found.setdefault(key if isinstance(key, UUID) else UUID(key))
