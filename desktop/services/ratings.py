"""Stars, reviewed every year and lost again, and honours: a history with year, level and document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _
from desktop.models.sites import RatingKind, Site, SiteKind, SiteRating, SiteStatus
from desktop.services.clock import local, moment_of
from desktop.services.honours import LEVELS, level_word
from desktop.storage import journal

__all__ = [
    "LEVELS", "HonourEntry", "RatingKind", "RatingLine", "ReviewDue", "ReviewEntry", "add_honour", "history",
    "is_review_due", "level_word", "remove_rating", "restate", "review", "review_many", "reviews_due",
    "stars_by_year", "stars_words",
]  # fmt: skip

MOST_STARS = 5
FIRST_YEAR = 2000
REVIEWED = (SiteKind.REST_STATION,)
"""Kinds of which every open site is reviewed each year; of others only those that hold stars."""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """The outcome of a yearly review: ``stars`` from 0 (none, or lost) to 5."""

    year: int
    stars: int
    document: str = ""
    decided_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class HonourEntry:
    """A title a site was given; ``level`` one of ``LEVELS`` or empty."""

    name: str
    year: int
    level: str = ""
    document: str = ""
    decided_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One line of the history; ``before`` are the stars of the review before it, if any."""

    id: UUID
    kind: RatingKind
    year: int
    stars: int | None
    before: int | None
    name: str
    level: str
    document: str
    decided_on: date | None
    remark: str

    @property
    def is_demotion(self) -> bool:
        """Say whether stars were lost."""
        return self.stars is not None and self.before is not None and self.stars < self.before


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A site whose review of this year is still to come; ``stars`` and ``last_year`` as reviewed last."""

    site_id: UUID
    site: str
    stars: int | None
    last_year: int | None


def stars_words(stars: int | None) -> str:
    """Return stars as they are drawn: ``★★★``; empty for none."""
    return "★" * (stars or 0)


def history(session: Session, site_id: UUID) -> list[RatingLine]:
    """Return all reviews and honours of a site, the newest year first."""
    query = select(SiteRating).where(SiteRating.site_id == site_id, SiteRating.removed_at.is_(None))
    lines: list[RatingLine] = []
    before: int | None = None
    for row in session.scalars(query.order_by(SiteRating.year, SiteRating.id)):
        lines.append(_line(row, before))
        if row.kind is RatingKind.STARS:
            before = row.stars
    return lines[::-1]


def review(session: Session, site_id: UUID, entry: ReviewEntry) -> RatingLine:
    """Note a yearly review; one already noted for the year is put right. Raises NotFound, FieldError."""
    site = _site(session, site_id)
    row = _write(session, site, entry)
    journal.describe(
        session, N_("Review {name} for {year}: {stars} stars"), name=site.name, year=str(entry.year),
        stars=entry.stars,
    )  # fmt: skip
    return next(line for line in history(session, site_id) if line.id == row.id)


def review_many(session: Session, entries: Mapping[UUID, ReviewEntry]) -> int:
    """Note the reviews of many sites as one operation; return how many lost stars.

    Raises NotFound, FieldError.
    """
    demoted = 0
    for site_id, entry in entries.items():
        site = _site(session, site_id)
        before = _stars_before(session, site_id, entry.year)
        _write(session, site, entry)
        demoted += before is not None and entry.stars < before
    journal.describe(session, N_("Review {count} sites"), count=len(entries))
    return demoted


def restate(session: Session, site_id: UUID, year: int, stars: int) -> None:
    """Note the stars of a year as a list tells them; what else is on file of that review stays."""
    kept = _review_of(session, site_id, year)
    entry = ReviewEntry(year, stars)
    if kept is not None:
        entry = ReviewEntry(year, stars, kept.document, kept.decided_on, kept.remark)
    _write(session, _site(session, site_id), entry)


def stars_by_year(session: Session) -> dict[UUID, dict[int, int | None]]:
    """Return the reviews of all sites, the newest year last."""
    rows = session.execute(
        select(SiteRating.site_id, SiteRating.year, SiteRating.stars)
        .where(SiteRating.kind == RatingKind.STARS, SiteRating.removed_at.is_(None))
        .order_by(SiteRating.year)
    )
    found: dict[UUID, dict[int, int | None]] = {}
    for site_id, year, stars in rows:
        found.setdefault(site_id, {})[year] = stars
    return found


def add_honour(session: Session, site_id: UUID, entry: HonourEntry) -> RatingLine:
    """Note a title a site was given. Raises NotFound, FieldError."""
    site = _site(session, site_id)
    name = " ".join(entry.name.split())
    if not name:
        raise FieldError("name", _("Write what the honour is called."))
    if entry.level and entry.level not in LEVELS:
        raise FieldError("level", _("“{level}” is not a level of honours.").format(level=entry.level))
    _check_year(session, entry.year, entry.decided_on)
    row = SiteRating(
        site_id=site_id,
        kind=RatingKind.HONOUR,
        year=entry.year,
        name=name,
        level=entry.level,
        document=entry.document.strip(),
        decided_on=entry.decided_on,
        remark=entry.remark.strip(),
    )
    session.add(row)
    session.flush()
    journal.describe(session, N_("Note the honour {honour} of {name}"), honour=name, name=site.name)
    return _line(row, None)


def remove_rating(session: Session, rating_id: UUID) -> None:
    """Take a review or an honour out of the history. Raises NotFound."""
    row = session.get(SiteRating, rating_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That line is no longer in the history."), _("Undo brings it back."))
    site = _site(session, row.site_id)
    row.removed_at = moment_of(session)
    session.flush()
    _repeat_newest(session, site)
    journal.describe(session, N_("Remove a line from the history of {name}"), name=site.name)


def is_review_due(session: Session, site_id: UUID, year: int) -> bool:
    """Say whether the review of a site for a year is still to come; most kinds are not reviewed."""
    return session.execute(_due(year).where(Site.id == site_id)).first() is not None


def reviews_due(session: Session, year: int) -> list[ReviewDue]:
    """Return the open sites whose review of a year is still to come, those rated longest ago first."""
    return [ReviewDue(*row) for row in session.execute(_due(year))]


def _due(year: int) -> Select[UUID, str, int | None, int | None]:
    return (
        select(Site.id, Site.name, Site.stars, Site.stars_year)
        .where(
            Site.removed_at.is_(None),
            Site.status == SiteStatus.OPEN,
            or_(Site.kind.in_(REVIEWED), Site.stars > 0),
            or_(Site.stars_year.is_(None), Site.stars_year < year),
            or_(Site.opened_on.is_(None), Site.opened_on < date(year, 1, 1)),
        )
        .order_by(Site.stars_year.is_(None), Site.stars_year, Site.name_key)
    )


def _write(session: Session, site: Site, entry: ReviewEntry) -> SiteRating:
    _check_year(session, entry.year, entry.decided_on)
    if not 0 <= entry.stars <= MOST_STARS:
        raise FieldError("stars", _("There are 0 to {most} stars.").format(most=MOST_STARS))
    row = _review_of(session, site.id, entry.year)
    if row is None:
        row = SiteRating(site_id=site.id, kind=RatingKind.STARS, year=entry.year)
        session.add(row)
    row.stars, row.document, row.decided_on = entry.stars, entry.document.strip(), entry.decided_on
    row.remark = entry.remark.strip()
    session.flush()
    _repeat_newest(session, site)
    return row


def _repeat_newest(session: Session, site: Site) -> None:
    """Keep beside the site what its newest review says."""
    newest: Sequence[SiteRating] = session.scalars(
        select(SiteRating)
        .where(
            SiteRating.site_id == site.id,
            SiteRating.kind == RatingKind.STARS,
            SiteRating.removed_at.is_(None),
        )
        .order_by(SiteRating.year.desc())
        .limit(1)
    ).all()
    site.stars, site.stars_year = (newest[0].stars, newest[0].year) if newest else (None, None)
    session.flush()


def _stars_before(session: Session, site_id: UUID, year: int) -> int | None:
    """Return the stars of the newest review before a year."""
    return session.scalar(
        select(SiteRating.stars)
        .where(
            SiteRating.site_id == site_id,
            SiteRating.kind == RatingKind.STARS,
            SiteRating.year < year,
            SiteRating.removed_at.is_(None),
        )
        .order_by(SiteRating.year.desc())
        .limit(1)
    )


def _review_of(session: Session, site_id: UUID, year: int) -> SiteRating | None:
    return session.scalars(
        select(SiteRating).where(
            SiteRating.site_id == site_id,
            SiteRating.kind == RatingKind.STARS,
            SiteRating.year == year,
            SiteRating.removed_at.is_(None),
        )
    ).first()


def _check_year(session: Session, year: int, decided_on: date | None) -> None:
    today = local(moment_of(session)).date()
    if not FIRST_YEAR <= year <= today.year:
        raise FieldError(
            "year",
            _("The year must lie between {first} and {last}.").format(first=FIRST_YEAR, last=today.year),
            _("Write it with four digits."),
        )
    if decided_on is not None and decided_on > today:
        raise FieldError("decided_on", _("That day is still to come."), _("Write the day of the document."))


def _line(row: SiteRating, before: int | None) -> RatingLine:
    return RatingLine(
        row.id,
        row.kind,
        row.year,
        row.stars,
        before if row.kind is RatingKind.STARS else None,
        row.name,
        row.level,
        row.document,
        row.decided_on,
        row.remark,
    )


def _site(session: Session, site_id: UUID) -> Site:
    site = session.get(Site, site_id)
    if site is None or site.removed_at is not None:
        raise NotFound(_("That site is no longer on the list."), _("Undo brings it back."))
    return site
