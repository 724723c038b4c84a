"""How bad it gets: the everyday profiles, and one for each kind of damage at three levels."""

from collections.abc import Callable
from enum import StrEnum

from numpy.random import Generator

from tests.paper.reading.corpus.damage import Damage


class Level(StrEnum):
    """How much of a kind of damage; everyday pictures have their own mixture."""

    EVERYDAY = "everyday"
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


LEVELS = (Level.LOW, Level.MIDDLE, Level.HIGH)
FLAT, PHONE, OLD_LAYOUT = "flat", "phone", "old layout"
_A4_INCHES = 210 / 25.4


def damage_of(profile: str, level: Level, chance: Generator) -> Damage:
    """Draw the damage of one page. Raises KeyError for a profile not known here."""
    if profile == FLAT:
        return flat(chance)
    if profile == PHONE:
        return phone(chance)
    return KINDS[profile](LEVELS.index(level), chance)


def flat(chance: Generator) -> Damage:
    """A page on the glass of an office scanner at 150, 200 or 300 dpi."""
    return Damage(
        width=round(float(chance.choice((150, 200, 200, 300))) * _A4_INCHES),
        turn=float(chance.normal(0, 0.8)),
        quarter=int(chance.choice((0, 1, 2, 3), p=(0.85, 0.05, 0.06, 0.04))),
        stretch=_stretch(chance, 0.004),
        blur=float(chance.uniform(0.2, 0.6)),
        noise=float(chance.uniform(0.5, 4)),
        jpeg=None if chance.random() < 0.3 else int(chance.integers(60, 96)),
        colour=bool(chance.random() < 0.6),
        show_through=float(chance.uniform(0.01, 0.05)) if chance.random() < 0.2 else 0.0,
    )


def phone(chance: Generator) -> Damage:
    """A page on a table, photographed by somebody in a hurry."""
    width = 1240 + int(2760 * chance.beta(1.1, 2.4))
    return Damage(
        photo=True,
        width=width,
        turn=float(chance.normal(0, 3)),
        quarter=int(chance.choice((0, 1, 2, 3), p=(0.7, 0.12, 0.06, 0.12))),
        stretch=_stretch(chance, 0.004),
        tilt=float(min(20, abs(chance.normal(0, 7)))),
        curl=float(chance.uniform(0, 6)),
        corner=float(chance.uniform(2, 8)) if chance.random() < 0.2 else 0.0,
        folds=int(chance.choice((0, 1, 2), p=(0.8, 0.15, 0.05))),
        fold_depth=float(chance.uniform(0.5, 2)),
        light=float(chance.uniform(0.05, 0.4)),
        shadow=float(chance.uniform(0.15, 0.4)) if chance.random() < 0.4 else 0.0,
        blur=float(chance.uniform(0.4, 1.0 if width < 2000 else 1.5)),
        noise=float(chance.uniform(1, 6)),
        jpeg=int(chance.integers(40, 91)),
        show_through=float(chance.uniform(0.01, 0.06)) if chance.random() < 0.15 else 0.0,
    )


def _stretch(chance: Generator, most: float) -> tuple[float, float]:
    return 1 + float(chance.uniform(-most, most)), 1 + float(chance.uniform(-most, most))


def _usual_scan(**changes: object) -> Damage:
    return Damage(**{"blur": 0.4, "noise": 2.0, "jpeg": 80} | changes)  # type: ignore[arg-type]


def _usual_photo(**changes: object) -> Damage:
    usual = {"photo": True, "width": 2000, "light": 0.1, "blur": 0.6, "noise": 2.0, "jpeg": 85}
    return Damage(**usual | changes)  # type: ignore[arg-type]


def _either(chance: Generator, **changes: object) -> Damage:
    return (_usual_scan if chance.random() < 0.5 else _usual_photo)(**changes)


def _rotation(level: int, chance: Generator) -> Damage:
    most = (4, 9, 15)[level]
    turn = float(chance.uniform(most * 0.6, most)) * (1 if chance.random() < 0.5 else -1)
    return _usual_photo(turn=turn, quarter=int(chance.integers(0, 4)))


def _perspective(level: int, chance: Generator) -> Damage:
    most = (7, 14, 20)[level]
    return _usual_photo(tilt=float(chance.uniform(most * 0.7, most)))


def _uneven_light(level: int, chance: Generator) -> Damage:
    return _usual_photo(light=(0.25, 0.45, 0.65)[level])


def _shadow(level: int, chance: Generator) -> Damage:
    return _usual_photo(shadow=(0.25, 0.4, 0.55)[level])


def _noise(level: int, chance: Generator) -> Damage:
    return _either(chance, noise=(5.0, 9.0, 14.0)[level])


def _blur(level: int, chance: Generator) -> Damage:
    return _either(chance, width=int(chance.choice((1240, 1654, 2000))), blur=(0.8, 1.15, 1.5)[level])


def _jpeg(level: int, chance: Generator) -> Damage:
    return _either(chance, jpeg=(70, 55, 40)[level], width=int(chance.choice((1240, 1654, 2480))))


def _width(level: int, chance: Generator) -> Damage:
    return _either(chance, width=(4000, 2000, 1240)[level])


def _folds(level: int, chance: Generator) -> Damage:
    return _either(chance, folds=(1, 2, 3)[level], fold_depth=(1.0, 2.5, 4.0)[level])


def _curl(level: int, chance: Generator) -> Damage:
    high = (5.0, 10.0, 16.0)[level]
    curl = float(chance.uniform(0.7, 1)) * high
    corner = high * 1.5 if chance.random() < 0.4 else 0.0
    return _usual_photo(curl=curl, corner=corner, tilt=float(chance.uniform(0, 8)))


def _coffee(level: int, chance: Generator) -> Damage:
    return _either(chance, coffee=(0.35, 0.65, 1.0)[level])


def _show_through(level: int, chance: Generator) -> Damage:
    return _either(chance, show_through=(0.05, 0.11, 0.18)[level], faintest=(0.0, 0.35, 0.45)[level])


def _photocopy(level: int, chance: Generator) -> Damage:
    """Copies lose the palest lines, so every pen is pressed harder."""
    return _usual_scan(
        copies=(1, 2, 2)[level], faintest=(0.45, 0.55, 0.55)[level], noise=(2.0, 2.0, 4.0)[level]
    )


def _stretched(level: int, chance: Generator) -> Damage:
    most = (0.007, 0.014, 0.02)[level]
    signs = [1 if chance.random() < 0.5 else -1 for _way in range(2)]
    if chance.random() < 0.6:
        signs[int(chance.integers(0, 2))] = 0
    return _either(chance, stretch=(1 + signs[0] * most, 1 + signs[1] * most))


def _in_part(level: int, chance: Generator) -> Damage:
    return _usual_photo(cut=(0.1, 0.25, 0.45)[level])


def _scrawl(level: int, chance: Generator) -> Damage:
    return _either(chance, scrawls=(0.15, 0.3, 0.5)[level])


def _office_seal(level: int, chance: Generator) -> Damage:
    """One seal on every page: in colour, in the grey of most office scanners, and on a copy."""
    if level == 0:
        return _either(chance, seals=1.0)
    return _usual_scan(seals=1.0, colour=False, copies=level - 1, faintest=0.45)


KINDS: dict[str, Callable[[int, Generator], Damage]] = {
    "rotation": _rotation,
    "perspective": _perspective,
    "light": _uneven_light,
    "shadow": _shadow,
    "noise": _noise,
    "blur": _blur,
    "jpeg": _jpeg,
    "width": _width,
    "folds": _folds,
    "curl": _curl,
    "coffee": _coffee,
    "show-through": _show_through,
    "photocopy": _photocopy,
    "stretch": _stretched,
    "in part": _in_part,
    "scrawl": _scrawl,
    "office seal": _office_seal,
    OLD_LAYOUT: lambda _level, chance: _either(chance),
}
PROFILES = (FLAT, PHONE, *KINDS)
