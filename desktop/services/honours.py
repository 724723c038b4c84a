"""The honours workers hold, with the year and the level of who gave them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.honour_levels import LEVELS, level_word
from desktop.core.i18n import _
from desktop.models.people import Honour

__all__ = ["LEVELS", "HonourLine", "as_text", "level_word", "of_worker", "of_workers", "put"]

_YEARS = range(1949, 2200)


@dataclass(frozen=True, slots=True)
class HonourLine:
    """A title, the year it was given, and the level: one of ``LEVELS`` or ``""``."""

    title: str
    year: int | None = None
    level: str = ""


def as_text(lines: Iterable[HonourLine]) -> str:
    """Return honours as a cell holds them: ``市劳动模范(2019)；先进工作者(2021)``."""
    return "；".join(f"{one.title}({one.year})" if one.year else one.title for one in lines)


def of_worker(session: Session, worker_id: UUID) -> tuple[HonourLine, ...]:
    """Return a worker's honours, the newest first."""
    return of_workers(session, [worker_id]).get(worker_id, ())


def of_workers(session: Session, worker_ids: Iterable[UUID]) -> dict[UUID, tuple[HonourLine, ...]]:
    """Return the honours of those workers who hold any."""
    found: dict[UUID, list[HonourLine]] = {}
    for row in session.execute(
        select(Honour.worker_id, Honour.title, Honour.year, Honour.level)
        .where(Honour.worker_id.in_(list(worker_ids)), Honour.removed_at.is_(None))
        .order_by(Honour.year.desc(), Honour.id)
    ):
        found.setdefault(row.worker_id, []).append(HonourLine(row.title, row.year, row.level))
    return {key: tuple(lines) for key, lines in found.items()}


def put(session: Session, worker_id: UUID, wanted: Iterable[HonourLine]) -> None:
    """Make these the honours of a worker (part of a larger operation). Raises ``FieldError`` for a year."""
    lines = {_checked(one): None for one in wanted if one.title.strip()}
    for row in session.scalars(
        select(Honour).where(Honour.worker_id == worker_id, Honour.removed_at.is_(None))
    ):
        known = HonourLine(row.title, row.year, row.level)
        if known in lines:
            del lines[known]
        else:
            row.removed_at = datetime.now(UTC)
    session.add_all(
        Honour(worker_id=worker_id, title=one.title, year=one.year, level=one.level) for one in lines
    )
    session.flush()


def _checked(one: HonourLine) -> HonourLine:
    if one.year is not None and one.year not in _YEARS:
        raise FieldError(
            "honours",
            _("{year} is no year an honour was given in.").format(year=one.year),
            _("Write the year with four digits, or leave it out."),
        )
    return HonourLine(one.title.strip(), one.year, one.level if one.level in LEVELS else "")
