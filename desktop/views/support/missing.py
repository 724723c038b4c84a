"""Which pages of signed sheets have not come back, in words."""

from collections.abc import Sequence

from desktop.core.i18n import _, ngettext
from desktop.services.reading_parts import MissingPages


def missing_words(sheet: MissingPages) -> str:
    """Return which pages of a sheet have not come back, and of which a part is still to come."""
    told = []
    if sheet.missing:
        words = ngettext(
            "Page {pages} of {of} of sheet {number} has not come back yet",
            "Pages {pages} of {of} of sheet {number} have not come back yet",
            len(sheet.missing),
        )
        told.append(words.format(pages=_listed(sheet.missing), of=sheet.pages, number=sheet.number))
    if sheet.partly:
        words = ngettext(
            "Page {pages} of sheet {number} was only in part in the picture",
            "Pages {pages} of sheet {number} were only in part in the picture",
            len(sheet.partly),
        )
        told.append(words.format(pages=_listed(sheet.partly), number=sheet.number))
    return " · ".join(told)


def pages_words(pages: Sequence[int], of: int) -> str:
    """Return which pages of the sheet beside it have not come back."""
    words = ngettext(
        "Page {pages} of {of} has not come back yet",
        "Pages {pages} of {of} have not come back yet",
        len(pages),
    )
    return words.format(pages=_listed(pages), of=of)


def _listed(pages: Sequence[int]) -> str:
    return _(", ").join(str(page) for page in pages)
