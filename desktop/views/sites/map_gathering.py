"""Which marks and clusters a frame of the map shows; what was gathered once is kept while one pans."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.core.geo import Point, clusters
from desktop.core.map_frame import Frame
from desktop.services.site_map import MapSite
from desktop.views.sites.map_painting import Gathered

_LEVELS_KEPT = 12
_BEYOND = 40.0  # pixels outside the frame from which a mark may reach into it


@dataclass(frozen=True)
class _Region:
    """What was gathered, from an upper left to a lower right corner."""

    low: Point
    high: Point
    groups: list[Gathered]

    def holds(self, low: Point, high: Point) -> bool:
        return self.low.x <= low.x and self.low.y <= low.y and self.high.x >= high.x and self.high.y >= high.y


class MapGroups:
    """Gathers around the frame as far again as it is wide, so that most steps of a pan find all done.

    The grid is fixed to the plane: what lies in sight is gathered alike, whatever the region.
    """

    def __init__(self, sites: Sequence[MapSite] = ()) -> None:
        placed = [(site, site.place) for site in sites if site.place is not None]
        placed.sort(key=lambda one: one[1].x)
        self._placed = placed
        self._xs = [point.x for _site, point in placed]
        self._regions: OrderedDict[int, _Region] = OrderedDict()

    def points(self) -> list[Point]:
        """Return where all sites lie."""
        return [point for _site, point in self._placed]

    def sites(self) -> list[MapSite]:
        """Return the sites that lie somewhere."""
        return [site for site, _point in self._placed]

    def place_of(self, site: UUID | None) -> Point | None:
        """Return where a site lies."""
        return next((point for one, point in self._placed if one.id == site), None)

    def at(self, frame: Frame) -> list[Gathered]:
        """Return the marks and clusters that may be in sight."""
        low, high = frame.at(Point(-_BEYOND, -_BEYOND)), _far(frame, _BEYOND, _BEYOND)
        region = self._regions.get(frame.level)
        if region is None or not region.holds(low, high):
            region = self._gather(frame)
            self._regions[frame.level] = region
            while len(self._regions) > _LEVELS_KEPT:
                self._regions.popitem(last=False)
        return [
            group
            for group in region.groups
            if low.x <= group.middle.x <= high.x and low.y <= group.middle.y <= high.y
        ]

    def _gather(self, frame: Frame) -> _Region:
        low = frame.at(Point(-frame.width, -frame.height))
        high = _far(frame, frame.width, frame.height)
        first, last = bisect_left(self._xs, low.x), bisect_right(self._xs, high.x)
        around = [one for one in self._placed[first:last] if low.y <= one[1].y <= high.y]
        found = clusters(around, frame.cell)
        return _Region(low, high, [Gathered(one.middle, one.members) for one in found])


def _far(frame: Frame, right: float, down: float) -> Point:
    return frame.at(Point(frame.width + right, frame.height + down))
