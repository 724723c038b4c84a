"""Where on earth a place is: degrees of latitude and longitude (WGS 84), as people write them."""

import re
import unicodedata
from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt

from desktop.core.errors import FieldError
from desktop.core.i18n import _

LATITUDES = (3.0, 54.0)
LONGITUDES = (73.0, 136.0)
"""What the country spans, its islands included."""

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

_PART = re.compile(
    r"(?P<before>[NSEW]|北纬|南纬|东经|西经)?\s*"
    r"(?P<minus>-)?(?P<degrees>\d{1,3}(?:\.\d+)?)\s*[°度]?\s*"
    r"(?:(?P<minutes>[0-5]?\d(?:\.\d+)?)\s*['′分]\s*)?"
    r"(?:(?P<seconds>[0-5]?\d(?:\.\d+)?)\s*(?:[\"″秒]|'')\s*)?"
    r"(?P<after>[NSEW])?"
)
_LABELS = re.compile(r"(?:纬度|经度|坐标|latitude|longitude|lat|lng|lon)\s*[:=]?", re.IGNORECASE)
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "”": '"', "“": '"', "″": '"', "，": ",", "；": ",", ";": ","}
)
_LATITUDE_MARKS = frozenset({"N", "S", "北纬", "南纬"})
_NEGATIVE_MARKS = frozenset({"S", "W", "南纬", "西经"})

Point = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a pair of coordinates; ``field`` is ``latitude`` or ``longitude``."""

    field: str
    sentence: str
    remedy: str


class BadCoordinates(FieldError):
    """A text that does not tell where a place is."""


def check(latitude: float | None, longitude: float | None) -> Fault | None:
    """Return what is wrong with the coordinates of a place in this country, or None."""
    if latitude is None or longitude is None:
        return _half(latitude, longitude)
    if _within(latitude, LATITUDES) and _within(longitude, LONGITUDES):
        return None
    if _within(longitude, LATITUDES) and _within(latitude, LONGITUDES):
        return Fault(
            "latitude",
            _("Latitude and longitude look swapped: {first}, {second}.").format(
                first=degrees(latitude), second=degrees(longitude)
            ),
            _("Put latitude {first} and longitude {second}.").format(
                first=degrees(longitude), second=degrees(latitude)
            ),
        )
    return Fault(
        "longitude" if _within(latitude, LATITUDES) else "latitude",
        _("{first}, {second} lies outside the country.").format(
            first=degrees(latitude), second=degrees(longitude)
        ),
        _("Latitude lies between 3 and 54, longitude between 73 and 136; compare with a map."),
    )


def demand(latitude: float | None, longitude: float | None) -> None:
    """Raise :class:`BadCoordinates` where :func:`check` finds a fault."""
    if fault := check(latitude, longitude):
        raise BadCoordinates(fault.field, fault.sentence, fault.remedy)


def parse(text: str) -> Point:
    """Return the point a text names: ``30.0153,122.1069``, ``122°06′25″E 30°00′55″N``.

    Without letters the order is told by the size: in this country a longitude is never a latitude.
    Raises :class:`BadCoordinates`.
    """
    plain = _LABELS.sub(" ", _plain(text))
    found = [match for match in _PART.finditer(plain) if match["degrees"]]
    rest = re.sub(r"[\s,()/、]+", "", _PART.sub("", plain))
    if len(found) != 2 or rest:
        raise _unreadable(text)
    first, second = (_value(match) for match in found)
    marks = [match["before"] or match["after"] for match in found]
    turned = _longitude_first(marks) if any(marks) else _swapped(first, second)
    latitude, longitude = (second, first) if turned else (first, second)
    demand(latitude, longitude)
    return latitude, longitude


def parse_degrees(text: str) -> float:
    """Return one latitude or longitude: ``30.0153``, ``122°06′25″``, ``东经122.1``.

    Raises :class:`BadCoordinates`.
    """
    found = _PART.fullmatch(_LABELS.sub(" ", _plain(text)).strip())
    if not found:
        raise _unreadable(text)
    return _value(found)


def degrees(value: float) -> str:
    """Return degrees as they are written: at most six decimals (0.1 m), no noughts at the end."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def written(latitude: float, longitude: float) -> str:
    """Return a point as :func:`parse` reads it."""
    return f"{degrees(latitude)}, {degrees(longitude)}"


def distance_m(one: Point, other: Point) -> float:
    """Return the metres between two points along the earth (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_QUOTES)).replace("''", '"').strip().upper()


def _half(latitude: float | None, longitude: float | None) -> Fault | None:
    if latitude is None and longitude is None:
        return None
    if latitude is None:
        return Fault("latitude", _("The latitude is missing."), _("Give both, or leave both empty."))
    return Fault("longitude", _("The longitude is missing."), _("Give both, or leave both empty."))


def _within(value: float, span: tuple[float, float]) -> bool:
    return isfinite(value) and span[0] <= value <= span[1]


def _swapped(first: float, second: float) -> bool:
    return _within(first, LONGITUDES) and _within(second, LATITUDES)


def _longitude_first(marks: list[str | None]) -> bool:
    return (marks[0] is not None and marks[0] not in _LATITUDE_MARKS) or marks[1] in _LATITUDE_MARKS


def _value(found: re.Match[str]) -> float:
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    value = float(found["degrees"]) + minutes / 60 + seconds / 3600
    negative = found["minus"] or found["before"] in _NEGATIVE_MARKS or found["after"] in _NEGATIVE_MARKS
    return -value if negative else value


def _unreadable(text: str) -> BadCoordinates:
    return BadCoordinates(
        "latitude",
        _("“{text}” does not tell where the site is.").format(text=text.strip()),
        _("Write latitude and longitude like 30.0153, 122.1069."),
    )
