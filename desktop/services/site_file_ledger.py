"""The ledger in a site's file: people served, visits, defects, equipment, goods, photos."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures
from desktop.models.site_ledger import Disinfection
from desktop.models.sites import SiteKind
from desktop.paper.flow import TableColumn
from desktop.paper.page import Align
from desktop.paper.site_file_pdf import FilePart
from desktop.services import assets, site_photos
from desktop.services.asset_entry import condition_word
from desktop.services.assets import AssetFilter
from desktop.services.clock import local
from desktop.services.defect_cards import DefectCard, Defects, DefectState, defect_state_word, defects
from desktop.services.site_find import SiteCard
from desktop.services.supply_ledger import at_site
from desktop.services.tally_lists import site_year
from desktop.services.visit_cards import open_words, visits

MOST_PICTURES = 12
_RIGHT = Align.RIGHT


def ledger_parts(session: Session, shown: SiteCard, year: int, today: date, pictures: bool) -> list[FilePart]:
    """Return the parts about a year of one site, and about what stands and lies there now."""
    site = shown.id
    parts = [_served(session, site, year), _visits(session, site, year), _defects(session, site, year, today)]
    if shown.entry.kind is SiteKind.MOMMY_ROOM:
        parts.insert(1, _disinfection(session, site, year))
    parts += [_equipment(session, site), _goods(session, site)]
    if pictures:
        parts.append(_pictures(session, site))
    return parts


def _served(session: Session, site: UUID, year: int) -> FilePart:
    now, before = site_year(session, site, year), site_year(session, site, year - 1)
    columns = (
        TableColumn(_("Month"), 1),
        TableColumn(_("People served"), 1, _RIGHT),
        TableColumn(_("Days told"), 1, _RIGHT),
        TableColumn(_("The year before"), 1, _RIGHT),
    )
    rows = [
        (str(one.month % 100), _count(one.total, one.told), str(one.told), _count(old.total, old.told))
        for one, old in zip(now, before, strict=True)
        if one.told or old.told
    ]
    total = sum(one.total for one in now)
    words = _("{count} people were served in {year}.").format(count=f"{total:,}", year=year)
    return FilePart(_("People served"), (words,) if rows else (_nothing(),), (), columns, rows)


def _disinfection(session: Session, site: UUID, year: int) -> FilePart:
    """Return how often was disinfected: numbers only, as the log itself has its own sheet."""
    first, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    count, last = session.execute(
        select(func.count(), func.max(Disinfection.at)).where(
            Disinfection.site_id == site,
            Disinfection.removed_at.is_(None),
            Disinfection.at >= first,
            Disinfection.at < end,
        )
    ).one()
    words = ngettext("Disinfected {n} time in {year}", "Disinfected {n} times in {year}", count)
    said = words.format(n=count, year=year)
    if last is not None:
        said = _("{words}, the last time on {day}.").format(words=said, day=local(last).date().isoformat())
    return FilePart(_("Disinfection"), (said,))


def _visits(session: Session, site: UUID, year: int) -> FilePart:
    columns = (
        TableColumn(_("When"), 1.5),
        TableColumn(_("Inspector"), 1.1),
        TableColumn(_("Door found"), 2),
        TableColumn(_("Points"), 0.8, Align.CENTRE),
        TableColumn(_("Remark"), 2),
    )
    rows = [
        (
            f"{local(one.at):%Y-%m-%d %H:%M}",
            one.inspector,
            open_words(one),
            "" if one.points is None else f"{one.points}/{one.points_of}",
            one.remark,
        )
        for one in visits(session, site_id=site)
        if local(one.at).year == year
    ]
    return FilePart(_("Visits in {year}").format(year=year), _unless(rows), (), columns, rows)


def _defects(session: Session, site: UUID, year: int, today: date) -> FilePart:
    columns = (
        TableColumn(_("Defect"), 2.6),
        TableColumn(_("Found on"), 1.1),
        TableColumn(_("Deadline"), 1.1),
        TableColumn(_("Responsible"), 1.1),
        TableColumn(_("State"), 1.3),
    )
    found = defects(session, today, Defects.ALL, site_id=site)
    rows = [_defect_row(one) for one in found if _belongs(one, year)]
    open_ones = sum(one.state is not DefectState.CLOSED for one in found)
    words = ngettext("{n} defect is not closed.", "{n} defects are not closed.", open_ones)
    sentences = (words.format(n=open_ones),) if rows else _unless(rows)
    return FilePart(_("Defects"), sentences, (), columns, rows)


def _belongs(one: DefectCard, year: int) -> bool:
    years = (one.found_on.year, one.closed_on.year if one.closed_on else None)
    return one.state is not DefectState.CLOSED or year in years


def _defect_row(one: DefectCard) -> tuple[str, ...]:
    state = defect_state_word(one.state)
    if one.closed_on is not None:
        state = f"{state} {one.closed_on.isoformat()}"
    return one.what, one.found_on.isoformat(), one.deadline.isoformat(), one.responsible, state


def _equipment(session: Session, site: UUID) -> FilePart:
    wanted = AssetFilter(site_id=site)
    columns = (
        TableColumn(_("Number"), 1.3),
        TableColumn(_("Piece"), 2),
        TableColumn(_("Place"), 1.3),
        TableColumn(_("Bought on"), 1.1),
        TableColumn(_("Value"), 1.1, _RIGHT),
        TableColumn(_("Condition"), 1),
    )
    rows = [
        (
            one.entry.number,
            " ".join(filter(None, (one.entry.name, one.entry.model))),
            one.entry.place,
            one.entry.bought_on.isoformat() if one.entry.bought_on else "",
            "" if one.entry.value_fen is None else _yuan(one.entry.value_fen),
            condition_word(one.entry.condition),
        )
        for one in assets.lines(session, assets.ids(session, wanted))
    ]
    told = assets.totals(session, wanted)
    words = ngettext("{n} piece, worth {sum} yuan.", "{n} pieces, worth {sum} yuan.", told.count)
    said = (words.format(n=told.count, sum=_yuan(told.value_fen)),) if rows else _unless(rows)
    return FilePart(_("Equipment"), said, (), columns, rows)


def _goods(session: Session, site: UUID) -> FilePart:
    columns = (
        TableColumn(_("Goods"), 2),
        TableColumn(_("There"), 1, _RIGHT),
        TableColumn(_("Least"), 1, _RIGHT),
        TableColumn(_("Next to expire"), 1.3),
    )
    rows = [
        (
            one.item,
            f"{one.quantity} {one.unit}",
            "" if one.minimum is None else str(one.minimum),
            one.first_expiry.isoformat() if one.first_expiry else "",
        )
        for one in at_site(session, site)
    ]
    return FilePart(_("Goods"), _unless(rows), (), columns, rows)


def _pictures(session: Session, site: UUID) -> FilePart:
    lines = site_photos.photos(session, site)
    shown = [
        (site_photos.photo(session, one.photo_id), f"{one.taken_on.isoformat()} {one.caption}".strip())
        for one in lines[:MOST_PICTURES]
    ]
    more = len(lines) - len(shown)
    said = _unless(shown)
    if more:
        words = ngettext("{n} older photo is not shown.", "{n} older photos are not shown.", more)
        said = (words.format(n=more),)
    return FilePart(_("Photos"), said, pictures=shown)


def _count(total: int, told: int) -> str:
    return f"{total:,}" if told else ""


def _yuan(fen: int) -> str:
    return in_figures(Decimal(fen) / 100)


def _unless(rows: Sequence[object]) -> tuple[str, ...]:
    return () if rows else (_nothing(),)


def _nothing() -> str:
    return _("Nothing on record.")
