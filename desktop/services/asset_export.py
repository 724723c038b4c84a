"""The equipment as a spreadsheet, as the import reads it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.models.sites import Site
from desktop.services import assets
from desktop.services.asset_entry import condition_word
from desktop.services.assets import AssetFilter, AssetLine
from desktop.spreadsheets.asset_headings import ASSET_LABELS
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table

_AS_TEXT = frozenset({list(ASSET_LABELS).index("number")})


def write_assets(session: Session, path: Path, wanted: AssetFilter | None = None) -> int:
    """Write equipment, all of it where nothing is wanted; return the rows.

    An import of the file as it is changes nothing. Raises a ``SpreadsheetError``.
    """
    keys = assets.ids(session, wanted or AssetFilter(gone=True))
    spelt = _site_words(session)
    sheet = SheetOut(
        title=_("Equipment"),
        headings=[_(label) for label in ASSET_LABELS.values()],
        rows=list(_rows(assets.lines(session, keys), spelt)),
        text_columns=_AS_TEXT,
    )
    return write_table(path, [sheet])


def _rows(lines: Sequence[AssetLine], spelt: dict[object, str]) -> Iterator[Sequence[Cell | None]]:
    for line in lines:
        one = line.entry
        yield [
            one.number, one.name, one.model, spelt.get(one.site_id, line.site), one.place, 1,
            condition_word(one.condition), one.bought_on,
            None if one.value_fen is None else one.value_fen / 100, one.supplier,
            line.written_off_on, line.write_off_reason, one.remark,
        ]  # fmt: skip


def _site_words(session: Session) -> dict[object, str]:
    """Return how each site is written: by its code where another has the same name."""
    rows = session.execute(select(Site.id, Site.name, Site.code).where(Site.removed_at.is_(None))).all()
    count: dict[str, int] = {}
    for row in rows:
        count[row.name] = count.get(row.name, 0) + 1
    return {row.id: row.code if count[row.name] > 1 and row.code else row.name for row in rows}
