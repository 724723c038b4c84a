"""The goods as a spreadsheet: a row for each batch at each place, as the import reads them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.models.sites import Site
from desktop.models.supplies import SupplyBatch
from desktop.services.supplies import items
from desktop.services.supply_ledger import PlaceLine, places
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.supply_headings import SUPPLY_LABELS
from desktop.spreadsheets.write import SheetOut, write_table

_AS_TEXT = frozenset({list(SUPPLY_LABELS).index("number")})


def write_supplies(session: Session, path: Path) -> int:
    """Write all goods; return the rows. An import of the file as it is changes nothing.

    Where there are none yet, the headings alone are a list to be filled in.
    """
    sheet = SheetOut(
        title=_("Supplies"),
        headings=[_(label) for label in SUPPLY_LABELS.values()],
        rows=list(_rows(session)),
        text_columns=_AS_TEXT,
    )
    return write_table(path, [sheet])


def _rows(session: Session) -> Iterator[Sequence[Cell | None]]:
    spelt = _place_words(session)
    known = {
        batch.id: batch
        for batch in session.scalars(select(SupplyBatch).where(SupplyBatch.removed_at.is_(None)))
    }
    for item in items(session):
        remark = item.remark
        for line in places(session, item.id):
            minimum = line.minimum
            for row in _of_place(line, known):
                yield [
                    item.name, item.unit, _("yes") if item.expires else _("no"), *row[:5],
                    spelt.get(line.site_id, line.place), row[5], minimum, remark or None,
                ]  # fmt: skip
                minimum, remark = None, ""


def _of_place(line: PlaceLine, known: dict[UUID, SupplyBatch]) -> Iterator[Sequence[Cell | None]]:
    """Yield number, purchase, expiry, supplier, price, quantity of what lies at a place."""
    for lying in line.lying:
        batch = known[lying.batch_id]
        price = None if batch.price_fen is None else batch.price_fen / 100
        yield [batch.number, batch.bought_on, batch.expires_on, batch.supplier, price, lying.quantity]
    if not line.lying and (line.minimum is not None or line.site_id is None):
        yield [None] * 6


def _place_words(session: Session) -> dict[UUID | None, str]:
    """Return how each site is written: by its code where another has the same name."""
    rows = session.execute(select(Site.id, Site.name, Site.code).where(Site.removed_at.is_(None))).all()
    count: dict[str, int] = {}
    for row in rows:
        count[row.name] = count.get(row.name, 0) + 1
    return {row.id: row.code if count[row.name] > 1 and row.code else row.name for row in rows}
