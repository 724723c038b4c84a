"""Stock-takes: somebody goes round a site and scans what stands there; what is left over is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import AssetCode, CodeKey, Forged, NotACode, OtherDatabase, read_code
from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.models.site_assets import Asset, Condition, StockTake, StockTakeLine
from desktop.models.sites import Site
from desktop.services.asset_entry import asset_on_file, condition_word, demand_in_use, tidy_number
from desktop.services.asset_moves import move_one
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.services.site_find import on_file
from desktop.storage import journal
from desktop.storage.store import account


class Answer(StrEnum):
    """What a scanned label turned out to be."""

    SEEN = "seen"
    SEEN_ALREADY = "seen-already"
    OTHER_SITE = "other-site"
    WRITTEN_OFF = "written-off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A piece of equipment on a stock-take; ``seen_at`` None: not seen (yet)."""

    asset_id: UUID
    number: str
    name: str
    place: str
    condition: Condition
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class TakeLine:
    """A stock-take in a list; open while ``closed_at`` is None."""

    id: UUID
    site_id: UUID
    site: str
    begun_at: datetime
    closed_at: datetime | None
    account: str
    seen: int
    missing: int


@dataclass(frozen=True, slots=True)
class TakeReport:
    """A stock-take whole: what was seen, newest first while it is open, and what was not."""

    take: TakeLine
    seen: tuple[CountedLine, ...]
    missing: tuple[CountedLine, ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to a label: a sentence, and which piece it is; ``site`` where it belongs elsewhere."""

    answer: Answer
    sentence: str
    asset_id: UUID | None = None
    number: str = ""
    name: str = ""
    site: str = ""


class TakeOpen(Refused):
    """A stock-take of the site is under way."""


class TakeClosed(Refused):
    """A stock-take was closed and takes no more."""


def begin(session: Session, site_id: UUID) -> UUID:
    """Begin a stock-take at a site. Raises ``TakeOpen``, Refused where nothing stands there, NotFound."""
    site = on_file(session, site_id)
    if open_take(session, site_id) is not None:
        raise TakeOpen(
            _("A stock-take of {site} is under way.").format(site=site.name),
            _("Go on with it, or close it first."),
        )
    if not _standing(session, site_id):
        raise Refused(
            _("No equipment is on file for {site}.").format(site=site.name), _("Add or import it first.")
        )
    take = StockTake(site_id=site_id, begun_at=moment_of(session), account=account())
    session.add(take)
    session.flush()
    journal.describe(session, N_("Begin a stock-take at {site}"), site=site.name)
    return take.id


def open_take(session: Session, site_id: UUID) -> UUID | None:
    """Return the stock-take of a site that is under way."""
    return session.scalar(
        select(StockTake.id).where(
            StockTake.site_id == site_id, StockTake.closed_at.is_(None), StockTake.removed_at.is_(None)
        )
    )


def scan(session: Session, key: CodeKey, take_id: UUID, text: str) -> Scanned:
    """Note what a scanned label or a typed number stands for, and answer. Raises ``TakeClosed``, NotFound."""
    take = _open(session, take_id)
    row = _meant(session, key, text)
    if isinstance(row, Scanned):
        return row
    if row.condition is Condition.WRITTEN_OFF:
        sentence = _("Written off on {day}: {reason}").format(
            day=row.written_off_on, reason=row.write_off_reason
        )
        return _answer(Answer.WRITTEN_OFF, sentence, row)
    if row.site_id != take.site_id:
        site = session.get_one(Site, row.site_id).name
        sentence = _("Belongs to {site}. Move it here?").format(site=site)
        return _answer(Answer.OTHER_SITE, sentence, row, site)
    if _line_of(session, take_id, row.id) is not None:
        return _answer(Answer.SEEN_ALREADY, _("Seen already."), row)
    return _see(session, take, row)


def bring_here(session: Session, take_id: UUID, asset_id: UUID) -> Scanned:
    """Move what belongs to another site to the one being counted, and note it as seen."""
    take = _open(session, take_id)
    row = asset_on_file(session, asset_id)
    site = on_file(session, take.site_id)
    move_one(session, row, site, reason=_("Found there on a stock-take"))
    if _line_of(session, take_id, asset_id) is not None:
        answer = _answer(Answer.SEEN_ALREADY, _("Seen already."), row)
    else:
        answer = _see(session, take, row)
    journal.describe(
        session, N_("Move {number} {name} to {site}"), number=row.number, name=row.name, site=site.name
    )
    return answer


def find_condition(session: Session, take_id: UUID, asset_id: UUID, condition: Condition) -> None:
    """Note in what condition a piece seen was found; it is kept of the piece as well."""
    _open(session, take_id)
    row = asset_on_file(session, asset_id)
    demand_in_use(row)
    line = _line_of(session, take_id, asset_id)
    if line is None:
        raise NotFound(
            _("{number} was not seen on this stock-take.").format(number=row.number),
            _("Scan its label first."),
        )
    if condition in (Condition.MISSING, Condition.WRITTEN_OFF):
        raise Refused(
            _("What was seen is neither missing nor written off."), _("Choose good, worn or out of order.")
        )
    line.condition = row.condition = condition
    session.flush()
    journal.describe(session, N_("Note the condition of {number} {name}"), number=row.number, name=row.name)


def close(session: Session, take_id: UUID, *, mark_missing: bool = True) -> TakeReport:
    """Close a stock-take: what was not seen goes on its record, and is marked missing where asked."""
    take = _open(session, take_id)
    site = session.get_one(Site, take.site_id)
    at = moment_of(session)
    seen = {line.asset_id for line in _lines(session, take_id)}
    for row in _standing(session, take.site_id):
        if row.id not in seen:
            session.add(
                StockTakeLine(stock_take_id=take_id, asset_id=row.id, seen_at=at, condition=Condition.MISSING)
            )
            if mark_missing:
                row.condition = Condition.MISSING
    take.closed_at = at
    session.flush()
    journal.describe(session, N_("Close the stock-take at {site}"), site=site.name)
    return report(session, take_id)


def drop(session: Session, take_id: UUID) -> None:
    """Forget a stock-take that is under way."""
    take = _open(session, take_id)
    take.removed_at = moment_of(session)
    session.flush()
    journal.describe(
        session, N_("Drop the stock-take at {site}"), site=session.get_one(Site, take.site_id).name
    )


def takes(session: Session, site_id: UUID | None = None, limit: int = 200) -> tuple[TakeLine, ...]:
    """Return stock-takes, those under way first, then newest first."""
    query = select(StockTake).where(StockTake.removed_at.is_(None))
    if site_id is not None:
        query = query.where(StockTake.site_id == site_id)
    rows = session.scalars(
        query.order_by(StockTake.closed_at.is_not(None), StockTake.begun_at.desc()).limit(limit)
    )
    return tuple(_take_line(session, row) for row in rows)


def report(session: Session, take_id: UUID) -> TakeReport:
    """Return a stock-take whole. Raises NotFound."""
    take = _on_file(session, take_id)
    noted = _lines(session, take_id)
    seen = [line for line in noted if line.condition is not Condition.MISSING]
    rows = {row.id: row for row in _rows(session, [line.asset_id for line in noted])}
    if take.closed_at is None:
        seen.sort(key=lambda line: line.seen_at, reverse=True)
        lacking = [row for row in _standing(session, take.site_id) if row.id not in rows]
    else:
        seen.sort(key=lambda line: rows[line.asset_id].number)
        lacking = [rows[line.asset_id] for line in noted if line.condition is Condition.MISSING]
    lacking.sort(key=lambda row: (row.place, row.number))
    return TakeReport(
        _take_line(session, take),
        tuple(_counted(rows[line.asset_id], line.condition, line.seen_at) for line in seen),
        tuple(_counted(row, row.condition, None) for row in lacking),
    )


def _meant(session: Session, key: CodeKey, text: str) -> Asset | Scanned:
    """Return the piece a label or a typed number stands for, or why there is none."""
    try:
        code = read_code(text, key)
    except NotACode:
        number = tidy_number(text)
        row = session.scalar(select(Asset).where(Asset.number == number, Asset.removed_at.is_(None)))
        return row or Scanned(
            Answer.UNKNOWN, _("No equipment has the number “{number}”.").format(number=number[:40])
        )
    except OtherDatabase:
        return Scanned(Answer.UNKNOWN, _("This label was printed by another office's database."))
    except Forged:
        return Scanned(Answer.UNKNOWN, _("This code is altered or made up."))
    if not isinstance(code, AssetCode):
        return Scanned(Answer.UNKNOWN, _("This is the code of a person or a list, not of equipment."))
    row = session.scalar(select(Asset).where(Asset.token == code.token, Asset.removed_at.is_(None)))
    return row or Scanned(Answer.UNKNOWN, _("This label is not on record here."))


def _see(session: Session, take: StockTake, row: Asset) -> Scanned:
    found_again = row.condition is Condition.MISSING
    if found_again:
        row.condition = Condition.GOOD
    session.add(
        StockTakeLine(
            stock_take_id=take.id, asset_id=row.id, seen_at=moment_of(session), condition=row.condition
        )
    )
    session.flush()
    journal.describe(session, N_("See {number} {name} on the stock-take"), number=row.number, name=row.name)
    if found_again:
        return _answer(Answer.SEEN, _("Seen. It was missing and is found again."), row)
    if row.condition is not Condition.GOOD:
        word = condition_word(row.condition)
        return _answer(Answer.SEEN, _("Seen. Last known condition: {condition}.").format(condition=word), row)
    return _answer(Answer.SEEN, _("Seen."), row)


def _answer(answer: Answer, sentence: str, row: Asset, site: str = "") -> Scanned:
    return Scanned(answer, sentence, row.id, row.number, row.name, site)


def _on_file(session: Session, take_id: UUID) -> StockTake:
    take = session.get(StockTake, take_id)
    if take is None or take.removed_at is not None:
        raise NotFound(_("That stock-take is no longer on file."), _("Undo brings it back."))
    return take


def _open(session: Session, take_id: UUID) -> StockTake:
    take = _on_file(session, take_id)
    if take.closed_at is not None:
        raise TakeClosed(_("This stock-take is closed."), _("Begin a new one, or undo the closing."))
    return take


def _standing(session: Session, site_id: UUID) -> list[Asset]:
    """Return the equipment that should be found at a site."""
    return list(
        session.scalars(
            select(Asset)
            .where(
                Asset.site_id == site_id, Asset.removed_at.is_(None), Asset.condition != Condition.WRITTEN_OFF
            )
            .order_by(Asset.number)
        )
    )


def _lines(session: Session, take_id: UUID) -> list[StockTakeLine]:
    return list(
        session.scalars(
            select(StockTakeLine).where(
                StockTakeLine.stock_take_id == take_id, StockTakeLine.removed_at.is_(None)
            )
        )
    )


def _line_of(session: Session, take_id: UUID, asset_id: UUID) -> StockTakeLine | None:
    return session.scalar(
        select(StockTakeLine).where(
            StockTakeLine.stock_take_id == take_id,
            StockTakeLine.asset_id == asset_id,
            StockTakeLine.removed_at.is_(None),
        )
    )


def _rows(session: Session, keys: Sequence[UUID]) -> list[Asset]:
    return [
        row for block in blocks(keys) for row in session.scalars(select(Asset).where(Asset.id.in_(block)))
    ]


def _take_line(session: Session, take: StockTake) -> TakeLine:
    noted = _lines(session, take.id)
    seen = sum(line.condition is not Condition.MISSING for line in noted)
    missing = len(noted) - seen
    if take.closed_at is None:
        met = {line.asset_id for line in noted}
        missing = sum(row.id not in met for row in _standing(session, take.site_id))
    site = session.get_one(Site, take.site_id).name
    return TakeLine(take.id, take.site_id, site, take.begun_at, take.closed_at, take.account, seen, missing)


def _counted(row: Asset, condition: Condition, seen_at: datetime | None) -> CountedLine:
    return CountedLine(row.id, row.number, row.name, row.place, condition, seen_at)
