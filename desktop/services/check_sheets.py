"""The check sheets: what is looked at on a visit, by kind of site. They are data in resources."""

import json
from dataclasses import dataclass
from functools import cache

from desktop.core.i18n import language
from desktop.core.resources import resources_folder
from desktop.models.sites import SiteKind

BOOK_BOAT = "book-boat"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line in the language in force; ``fault`` says what is wrong when it fails.

    ``amenity`` is the key of the standards' item it concerns, empty where none.
    """

    item: str
    wording: str
    fault: str
    points: int
    amenity: str


def check_sheet(kind: SiteKind, afloat: bool = False) -> tuple[CheckLine, ...]:
    """Return the lines asked at a kind of site; a library afloat has its own."""
    name = BOOK_BOAT if afloat and kind is SiteKind.LIBRARY else kind.value
    return _sheets(language())[name]


def wording(item: str, otherwise: str) -> str:
    """Return how a line reads in the language in force, or as it was asked where it is no longer known."""
    return _wordings(language()).get(item, otherwise)


@cache
def _sheets(tongue: str) -> dict[str, tuple[CheckLine, ...]]:
    ending = "zh" if tongue == "zh_CN" else "en"
    told = json.loads((resources_folder() / "check_sheets.json").read_text(encoding="utf-8"))
    return {
        name: tuple(
            CheckLine(
                line["key"], line[ending], line[f"fault_{ending}"], int(line["points"]), line["amenity"]
            )
            for line in lines
        )
        for name, lines in told["sheets"].items()
    }


@cache
def _wordings(tongue: str) -> dict[str, str]:
    return {line.item: line.wording for lines in _sheets(tongue).values() for line in lines}
