"""The form of nominations as a workbook: one organisation's rows, ready to be filled in and sent back."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desktop.core.i18n import _
from desktop.core.trip_forms import FORM_LABELS, FormColumn, TripForm, filling_notes, head_lines
from desktop.spreadsheets.write import FONT, clean_text, display_width, new_workbook, sheet_titles

_COLUMNS: tuple[FormColumn, ...] = tuple(FORM_LABELS)
_TEXT: frozenset[FormColumn] = frozenset(
    {"id_number", "phone", "birthday", "preferences", "emergency_contact"}
)
_YES_NO: frozenset[FormColumn] = frozenset({"frontline", "is_member", "in_post", "fit"})
_WIDTHS: Mapping[FormColumn, int] = {
    "number": 6, "name": 11, "sex": 7, "id_number": 22, "birthday": 12, "organisation": 24, "post": 16,
    "categories": 20, "honours": 26, "last_trip_year": 12, "phone": 15, "emergency_contact": 24,
    "preferences": 12, "remark": 16,
}  # fmt: skip
_NARROW = 9
_ROW_HEIGHT = 22


def write_trip_form(path: Path, form: TripForm) -> int:
    """Write the form in the language in force; return how many rows it is ruled with.

    The code in its head tells whose form it is when it comes back. Raises a ``SpreadsheetError``.
    """
    with new_workbook(path) as book:
        title, lists = sheet_titles([_("Nominations"), _("Choices")])
        page = book.add_worksheet(title)
        looks = _Looks(book)
        _set_up(page, looks)
        first = _write_head(page, form, looks)
        _write_rows(page, form, looks, first)
        _offer_choices(page, form, first, lists)
        _write_foot(page, looks, first + form.rows)
        _write_choices(book.add_worksheet(lists), form)
    return form.rows


class _Looks:
    """The formats of a form."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
        boxed = base | {"border": 1, "text_wrap": True}

        def made(more: Mapping[str, object]) -> Format:
            return book.add_format(dict(more))

        self.title = made(base | {"bold": True, "font_size": 16, "align": "center"})
        self.line = made(base)
        self.code = made(base | {"font_color": "#5A6570", "font_size": 9})
        self.heading = made(boxed | {"bold": True, "align": "center", "bg_color": "#E7EEF3"})
        self.cell = made(boxed)
        self.text = made(boxed | {"num_format": "@"})
        self.spare = made(boxed | {"bg_color": "#F4F5F6"})
        self.spare_text = made(boxed | {"bg_color": "#F4F5F6", "num_format": "@"})

    def of(self, column: FormColumn, is_spare: bool) -> Format:
        """Return the format of a cell to be filled in."""
        if column in _TEXT:
            return self.spare_text if is_spare else self.text
        return self.spare if is_spare else self.cell


def _set_up(page: Worksheet, looks: _Looks) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&C&P / &N")
    for number, column in enumerate(_COLUMNS):
        width = _WIDTHS.get(column, max(_NARROW, display_width(_(FORM_LABELS[column])) / 2 + 3))
        page.set_column(number, number, width, looks.text if column in _TEXT else None)


def _write_head(page: Worksheet, form: TripForm, looks: _Looks) -> int:
    """Write what stands over the table; return the first row (from 0) to be filled in."""
    last = len(_COLUMNS) - 1
    page.set_row(0, 30)
    title = _("{programme}: list of nominations").format(programme=form.programme)
    page.merge_range(0, 0, 0, last, clean_text(title), looks.title)
    lines = [*head_lines(form), *filling_notes(form)]
    for row, line in enumerate(lines, 1):
        page.write_string(row, 0, clean_text(line), looks.line)
    row = len(lines) + 1
    page.write_string(row, 0, _("Code of the form: {code}").format(code=form.code), looks.code)
    row += 1
    page.set_row(row, 34)
    for number, column in enumerate(_COLUMNS):
        page.write_string(row, number, _(FORM_LABELS[column]), looks.heading)
    page.repeat_rows(row)
    page.freeze_panes(row + 1, 2)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return row + 1


def _write_rows(page: Worksheet, form: TripForm, looks: _Looks, first: int) -> None:
    for at in range(form.rows):
        page.set_row(first + at, _ROW_HEIGHT)
        is_spare = at >= form.quota
        for number, column in enumerate(_COLUMNS):
            look = looks.of(column, is_spare)
            if column == "number":
                page.write_number(first + at, number, at + 1, look)
            elif column == "organisation":
                page.write_string(first + at, number, clean_text(form.organisation), look)
            else:
                page.write_blank(first + at, number, None, look)


def _offer_choices(page: Worksheet, form: TripForm, first: int, lists: str) -> None:
    last = first + max(form.rows, 1) - 1
    for number, column in enumerate(_COLUMNS):
        source = _source(column, form, lists)
        if source is None:
            continue
        rule: dict[str, object] = {"validate": "list", "source": source}
        if column == "categories":  # several may be named, which the list must not forbid
            rule |= {"error_type": "information", "show_error": False}
        page.data_validation(first, number, last, number, rule)


def _source(column: FormColumn, form: TripForm, lists: str) -> Sequence[str] | str | None:
    if column in _YES_NO:
        return [_("yes"), _("no")]
    if column == "sex":
        return [_("male"), _("female")]
    if column == "categories" and form.categories:
        return f"='{lists}'!$A$1:$A${len(form.categories)}"
    return None


def _write_foot(page: Worksheet, looks: _Looks, row: int) -> None:
    """Write what is signed as one cell: several would look like a row of the list."""
    page.set_row(row + 1, 26)
    signed = (
        _("Organisation (stamp):"),
        _("Chair of the union:"),
        _("Filled in by:"),
        _("Telephone:"),
        _("Date:"),
    )
    page.merge_range(row + 1, 0, row + 1, len(_COLUMNS) - 1, (" " * 34).join(signed), looks.line)


def _write_choices(page: Worksheet, form: TripForm) -> None:
    for row, name in enumerate(form.categories):
        page.write_string(row, 0, clean_text(name))
    page.hide()
