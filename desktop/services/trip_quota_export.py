"""What organisations bring as a spreadsheet the import reads again, and what settings would come to."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.apportion_words import method_title
from desktop.core.claim_words import fraction_text
from desktop.core.i18n import _
from desktop.core.weights import formula_words
from desktop.services import trips
from desktop.services.trip_claims import ClaimLine, claims
from desktop.services.trip_what_if import Forecast, ForecastLine
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.trip_claim_headings import CLAIM_LABELS, TRADE
from desktop.spreadsheets.write import SheetOut, write_table

_OWN = tuple(field for field in CLAIM_LABELS if field != "trades")
_AS_TEXT = frozenset(_OWN.index(field) for field in ("carried", "phone"))


def write_claims(session: Session, programme_id: UUID, path: Path) -> int:
    """Write what every organisation brings; return the rows. An import of the file changes nothing.

    Where there are none yet, the headings alone are a table to be filled in. Raises a ``SpreadsheetError``.
    """
    card = trips.programme(session, programme_id)
    lines = claims(session, programme_id)
    trades = sorted({trade for line in lines for trade in line.entry.trades})
    sheet = SheetOut(
        title=_("Plan table"),
        headings=[
            *(_(CLAIM_LABELS[field]) for field in _OWN),
            *(_(TRADE).format(trade=one) for one in trades),
        ],
        rows=list(_rows(lines, trades)),
        text_columns=_AS_TEXT,
        note=_("{year} · {title} · Total places: {places}").format(
            year=card.year, title=card.title, places=card.places
        ),
    )
    return write_table(path, [sheet])


def write_forecast(told: Forecast, organisations: Sequence[UUID], path: Path) -> int:
    """Write what settings would come to, in the order given; return the rows.

    Raises a ``SpreadsheetError``.
    """
    settings = told.settings
    sheet = SheetOut(
        title=_("What if"),
        headings=[
            _("Organisation"), _("Belongs to"), _("Union members"), _("Share"), _("Places"),
            _("Places before"), _("Gain or loss"), _("Front line ≥"), _("Lots drawn"),
        ],
        rows=[_forecast_row(one) for one in told.lines(organisations)],
        text_columns=frozenset({3}),
        note=_("{title}: {places} places, {method}, {formula}, seed “{seed}”").format(
            title=told.desk.given.title, places=settings.places, method=method_title(settings.method),
            formula=formula_words(settings.formula), seed=settings.seed,
        ),
    )  # fmt: skip
    return write_table(path, [sheet])


def _forecast_row(one: ForecastLine) -> Sequence[Cell | None]:
    return [
        one.organisation, one.path, one.entry.members, None if one.share is None else str(one.share),
        one.places, one.before, one.change, one.frontline_min, _("yes") if one.drew else None,
    ]  # fmt: skip


def _rows(lines: Sequence[ClaimLine], trades: Sequence[str]) -> Iterator[Sequence[Cell | None]]:
    for line in lines:
        one = line.entry
        yield [
            line.organisation, line.path.rpartition(" › ")[2], one.members, one.frontline, one.hazardous,
            one.floor, one.ceiling, fraction_text(one.carried), one.contact, one.phone, one.remark,
            *(one.trades.get(trade) for trade in trades),
        ]  # fmt: skip
