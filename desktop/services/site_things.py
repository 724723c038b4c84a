"""The things a site may have, by all standards in use: what they are called."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from desktop.models.sites import SiteKind
from desktop.services.site_standards import Measure, StandardItem, own_years, standard_for, usual


def things(session: Session) -> dict[str, str]:
    """Return the words of both languages for every thing -> its key."""
    found: dict[str, str] = {}
    for item in _items(session):
        for words in (item.zh, item.en, item.words):
            if words:
                found.setdefault(words, item.key)
    return found


def thing_words(session: Session) -> dict[str, str]:
    """Return the key of every thing -> its words in the language in force."""
    found: dict[str, str] = {}
    for item in _items(session):
        found.setdefault(item.key, item.words)
    return found


def _items(session: Session) -> Iterator[StandardItem]:
    for kind in SiteKind:
        for afloat in (False, True) if kind is SiteKind.LIBRARY else (False,):
            standards = list(usual(kind, afloat))
            standards += [
                standard_for(session, kind, year, afloat) for year in own_years(session, kind, afloat)
            ]
            for standard in standards:
                yield from (i for i in standard.items if i.measure in (Measure.HAS, Measure.QUANTITY))
