"""The empty list of sites handed to offices to fill in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.core.i18n import _
from desktop.spreadsheets.site_headings import SITE_FIELDS, SITE_LABELS, SiteField
from desktop.spreadsheets.write import clean_text, display_width, looks_of, new_workbook

TEXT_FIELDS: frozenset[SiteField] = frozenset({"code", "contact_phone", "opened_on", "planned_for"})
WRITTEN: tuple[SiteField, ...] = tuple(field for field in SITE_FIELDS if field != "coordinates")
"""The columns of our own files; where a site lies stands in two of them."""

_ROWS_PREPARED = 1000
_WIDTHS: Mapping[SiteField, int] = {"name": 26, "address": 26, "host": 22, "hours": 34, "remark": 20}


def headings(things: Sequence[str] = ()) -> list[str]:
    """Return the headings of our own lists of sites, then the things a site may have."""
    return [*(_(SITE_LABELS[field]) for field in WRITTEN), *things]


def write_site_template(
    path: Path,
    example: Mapping[SiteField, str],
    choices: Mapping[SiteField, Sequence[str]],
    things: Sequence[str],
    answers: Sequence[str],
) -> None:
    """Write an empty list of sites: headings, an example in grey, lists to choose from.

    ``things`` get a column each, with ``answers`` to choose from. The example row is recognised by its
    mark and left out when the file is imported.
    """
    with new_workbook(path) as book:
        looks = looks_of(book)
        page = book.add_worksheet(clean_text(_("Sites")))
        labels = headings(things)
        for column, label in enumerate(labels):  # the rows must be written one after the other
            field = WRITTEN[column] if column < len(WRITTEN) else None
            width = max(display_width(label) + 4, 10)
            wide = width if field is None else _WIDTHS.get(field, width)
            page.set_column(column, column, wide, looks.text if field in TEXT_FIELDS else None)
            page.write_string(0, column, label, looks.heading)
        for column, field in enumerate(WRITTEN):
            page.write_string(1, column, example.get(field, ""), looks.example)
        allowed = [*(choices.get(field, ()) for field in WRITTEN), *(answers for _thing in things)]
        for column, words in enumerate(allowed):
            if words:
                rule = {"validate": "list", "source": list(words)}
                page.data_validation(1, column, _ROWS_PREPARED, column, rule)
        page.freeze_panes(1, 0)
