"""The picture under the map: kept, tied by two points, moved, taken away and brought back."""

from pathlib import Path

import pytest
from PIL import Image

from desktop.core.coordinates import BadCoordinates
from desktop.core.errors import NotFound
from desktop.core.geo import Anchor, BadAnchors, Point, Spot, on_plane
from desktop.services.map_ground import (
    Ground,
    PhotoRefused,
    ground,
    ground_picture,
    lay_ground,
    move_ground,
    prepare_ground,
    remove_ground,
)
from desktop.storage.store import Store

WEST = Anchor(Point(100, 700), Spot(30.0153, 122.1069))
EAST = Anchor(Point(900, 900), Spot(29.9452, 122.2983))


def laid(store: Store) -> Ground:
    found = store.read(ground)
    assert found is not None
    return found


def islands(folder: Path, width: int = 1200, height: int = 1000) -> Path:
    file = folder / "islands.png"
    Image.new("RGB", (width, height), (180, 210, 230)).save(file)
    return file


def test_a_picture_is_laid_under_the_map_and_lies_where_its_points_say(store: Store, tmp_path: Path) -> None:
    assert store.read(ground) is None
    store.do(lay_ground, prepare_ground(islands(tmp_path)), "海图", WEST, EAST)
    found = laid(store)
    assert (found.name, found.width, found.height) == ("海图", 1200, 1000)
    assert found.placed()(WEST.pixel).x == pytest.approx(on_plane(WEST.spot).x)
    assert store.read(ground_picture, found.photo_id)[:2] == b"\xff\xd8"


def test_the_newest_picture_counts_and_undo_brings_the_one_before(store: Store, tmp_path: Path) -> None:
    picture = prepare_ground(islands(tmp_path))
    store.do(lay_ground, picture, "old", WEST, EAST)
    store.do(lay_ground, picture, "new", WEST, EAST)
    assert laid(store).name == "new"
    store.do(remove_ground, laid(store).id)
    assert store.read(ground) is None
    store.undo()
    store.undo()
    assert laid(store).name == "old"


def test_a_picture_is_tied_anew(store: Store, tmp_path: Path) -> None:
    before = store.do(lay_ground, prepare_ground(islands(tmp_path)), "海图", WEST, EAST)
    other = Anchor(Point(850, 880), EAST.spot)
    assert store.do(move_ground, before.id, WEST, other).second == other
    store.undo()
    assert laid(store).second == EAST


def test_a_large_picture_is_kept_smaller(tmp_path: Path) -> None:
    assert max(prepare_ground(islands(tmp_path, 5000, 200)).width, 0) == 4096


def test_points_that_cannot_be_are_refused_and_nothing_changes(store: Store, tmp_path: Path) -> None:
    picture = prepare_ground(islands(tmp_path))
    with pytest.raises(BadAnchors):
        store.do(lay_ground, picture, "海图", EAST, Anchor(WEST.pixel, EAST.spot))
    with pytest.raises(BadCoordinates):
        store.do(lay_ground, picture, "海图", Anchor(WEST.pixel, Spot(122.1, 30.0)), EAST)
    assert store.read(ground) is None


def test_no_picture_and_no_longer_laid_are_said_in_words(store: Store, tmp_path: Path) -> None:
    words = tmp_path / "map.jpg"
    words.write_text("no picture")
    with pytest.raises(PhotoRefused):
        prepare_ground(words)
    gone = store.do(lay_ground, prepare_ground(islands(tmp_path)), "海图", WEST, EAST)
    store.do(remove_ground, gone.id)
    with pytest.raises(NotFound):
        store.do(move_ground, gone.id, WEST, EAST)
