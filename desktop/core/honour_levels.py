"""Of what level an honour is, by who gave it."""

from desktop.core.i18n import _

LEVELS = ("national", "province", "city", "county", "unit")
"""The highest first."""


def level_word(level: str) -> str:
    """Return the trade's word for a level."""
    words = {
        "national": _("national"),
        "province": _("provincial"),
        "city": _("of the city"),
        "county": _("of the county"),
        "unit": _("of the unit"),
    }
    return words.get(level, level)


def reaches(level: str, asked: str) -> bool:
    """Say whether a level is the one asked or a higher one."""
    return LEVELS.index(level) <= LEVELS.index(asked)
