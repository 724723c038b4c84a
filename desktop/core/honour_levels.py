"""Of what level an honour is, by who gave it."""

from desktop.core.i18n import N_, _

LEVELS = ("national", "province", "city", "county", "unit")
"""The highest first."""

_WORDS = {
    "national": N_("national"),
    "province": N_("provincial"),
    "city": N_("of the city"),
    "county": N_("of the county"),
    "unit": N_("of the unit"),
}


def level_word(level: str) -> str:
    """Return the trade's word for a level."""
    return _(_WORDS[level]) if level in _WORDS else level


def reaches(level: str, asked: str) -> bool:
    """Say whether a level is the one asked or a higher one."""
    return LEVELS.index(level) <= LEVELS.index(asked)
