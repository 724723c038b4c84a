"""The map with ten thousand sites: frames while one pans and zooms, against a scene with an item a site."""

import os
import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from desktop.core.geo import Anchor, Point, Spot, on_plane, tie
from desktop.core.ids import new_id
from desktop.core.map_marks import kind_mark
from desktop.services.site_map import MapSite, Wanted, nearest, wanted_sites
from desktop.services.site_words import SiteKind, SiteStatus
from desktop.views.sites.map_painting import LaidGround
from desktop.views.sites.map_view import MapView
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import each_ms, percentile

SITES = 10_000
FRAMES = 120
SIZE = QSize(940, 620)
_SHAPE = f"{SIZE.width()} x {SIZE.height()}"
MUST_MS, AIM_MS = 1000 / 30, 1000 / 60
ISLANDS = ((30.03, 122.08), (29.95, 122.29), (30.25, 122.19), (30.72, 122.45), (29.74, 122.11))


def measures() -> Iterable[Measure]:
    """Yield the slow frames of panning far and near, of zooming, and the rival's; then the list's answers."""
    application = QApplication.instance() or QApplication([])
    sites = _sites()
    view = MapView()
    view.resize(SIZE)
    view.show_sites(sites)
    for words, ground in (("", None), (" over a picture of 4,096 pixels", _ground())):
        view.show_ground(ground)
        view.fit()
        yield _frames(f"pan, all sites in sight{words}", view)
        view.zoom(4, _towards(view, sites[0]))
        yield _frames(f"pan, an island in sight{words}", view)
    view.fit()
    zooms = [_painted(view, _zoomer(view, 1.19 if n < 30 else 1 / 1.19)) for n in range(60)]
    yield Measure("map: first frame after a step of zoom, p95", percentile(zooms, 0.95), "ms", aim=50)
    view.fit()
    ours = median(_panned(view))
    scene = _rival(sites)
    theirs = median(_rival_frames(scene))
    yield Measure(
        "map: an item a site takes, against ours",
        theirs / ours,
        "x",
        aim=2,
        higher_is_better=True,
        detail=f"a frame with all sites in sight: {theirs:.1f} ms against {ours:.1f} ms",
    )
    yield _answers(sites)
    application.processEvents()


def _sites() -> list[MapSite]:
    chance = random.Random(5)
    kinds, states = list(SiteKind), [SiteStatus.OPEN] * 9 + [SiteStatus.PAUSED]
    sites = []
    for n in range(SITES):
        latitude, longitude = chance.choice(ISLANDS)
        spot = Spot(chance.gauss(latitude, 0.04), chance.gauss(longitude, 0.05))
        kind, status, name = chance.choice(kinds), chance.choice(states), f"{n + 1}号站点"
        sites.append(MapSite(new_id(), name, kind, status, "定海区", "", False, "", "", spot, name))
    return sites


def _ground() -> LaidGround:
    """Return a picture of 4,096 pixels, turned a little, so that no short cut of straight pictures holds."""
    picture = QImage(4096, 3072, QImage.Format.Format_RGB32)
    picture.fill(QColor(203, 222, 235))
    painter = QPainter(picture)
    for n in range(400):
        painter.fillRect(QRectF(n * 37 % 4000, n * 53 % 3000, 90, 60), QColor(233, 226, 203 - n % 100))
    painter.end()
    first = Anchor(Point(200, 2800), Spot(29.6, 121.8))
    second = Anchor(Point(3900, 300), Spot(30.9, 122.7))
    smaller = (picture, picture.scaled(2048, 1536), picture.scaled(1024, 768), picture.scaled(512, 384))
    return LaidGround(smaller, tie(first, second, 4096, 3072))


def _towards(view: MapView, site: MapSite) -> QPointF:
    assert site.spot is not None
    pixel = view.frame_shown().on_screen(on_plane(site.spot))
    return QPointF(pixel.x, pixel.y)


def _frames(what: str, view: MapView) -> Measure:
    times = _panned(view)
    return Measure(
        f"map: {what}, p95",
        percentile(times, 0.95),
        "ms a frame",
        MUST_MS,
        AIM_MS,
        detail=f"{SITES:,} sites, {FRAMES} frames of {_SHAPE}, median {median(times):.1f}",
    )


def _panned(view: MapView) -> list[float]:
    return [_painted(view, _panner(view, n)) for n in range(FRAMES)]


def _panner(view: MapView, n: int) -> Callable[[], None]:
    way = 9 if n % 60 < 30 else -9
    return lambda: view.pan(way, way / 2)


def _zoomer(view: MapView, factor: float) -> Callable[[], None]:
    return lambda: view.zoom(factor)


def _painted(view: MapView, move: Callable[[], None]) -> float:
    """Return how long it takes from a movement to the finished picture of the widget, in ms."""
    began = time.perf_counter()
    move()
    view.grab()
    return (time.perf_counter() - began) * 1000


def _rival(sites: Iterable[MapSite]) -> QGraphicsScene:
    """Return the plain way: a scene that holds an item for every site."""
    scene = QGraphicsScene()
    pen = QPen(QColor("#ffffff"), 1)
    pen.setCosmetic(True)
    for site in sites:
        assert site.spot is not None
        point, mark = on_plane(site.spot), kind_mark(site.kind)
        shape = QPolygonF([QPointF(x * 9, y * 9) for x, y in mark.corners])
        item = scene.addPolygon(shape, pen, QBrush(QColor(*mark.colour)))
        item.setFlag(item.GraphicsItemFlag.ItemIgnoresTransformations)
        item.setPos(point.x, point.y)
    return scene


def _rival_frames(scene: QGraphicsScene) -> list[float]:
    view = QGraphicsView(scene)
    view.resize(SIZE)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.fitInView(scene.itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    times = []
    for n in range(FRAMES // 4):
        began = time.perf_counter()
        bar = view.horizontalScrollBar()
        bar.setValue(bar.value() + (9 if n % 30 < 15 else -9))
        view.grab()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _answers(sites: list[MapSite]) -> Measure:
    chance = random.Random(6)
    spots = [Spot(chance.gauss(30.1, 0.2), chance.gauss(122.2, 0.2)) for _n in range(20)]
    works: list[Callable[[], object]] = [partial(nearest, sites, spot) for spot in spots]
    works += [partial(wanted_sites, sites, Wanted(f"{n}号", SiteKind.LIBRARY)) for n in range(20)]
    slow = percentile(each_ms(works), 0.95)
    return Measure("map: nearest to a spot, or narrowed as one types, p95", slow, "ms", aim=50)
