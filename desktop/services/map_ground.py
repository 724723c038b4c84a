"""The office's own picture of its islands, laid under the map and tied to the earth by two points."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.coordinates import demand
from desktop.core.errors import NotFound
from desktop.core.geo import Anchor, Point, Similarity, Spot, tie
from desktop.core.i18n import N_, _
from desktop.models.sites import MapGround, Photo
from desktop.paper.photos import PhotoRefused, PreparedPhoto, prepare_photo
from desktop.services.clock import moment_of
from desktop.storage import journal

__all__ = [
    "Ground",
    "PhotoRefused",
    "PreparedPhoto",
    "ground",
    "ground_picture",
    "lay_ground",
    "move_ground",
    "prepare_ground",
    "remove_ground",
]

LONGEST = 4096
"""Pixels of the longer side kept: enough for paper, and painted without a pause."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The picture under the map: how large it is in pixels, and its two points."""

    id: UUID
    photo_id: UUID
    name: str
    width: int
    height: int
    first: Anchor
    second: Anchor

    def placed(self) -> Similarity:
        """Return what takes its pixels to the plane."""
        return tie(self.first, self.second, self.width, self.height)


def prepare_ground(path: Path) -> PreparedPhoto:
    """Read a picture and make it small enough to keep, without the database. Raises ``PhotoRefused``."""
    return prepare_photo(path, LONGEST)


def ground(session: Session) -> Ground | None:
    """Return the picture under the map: the one laid last."""
    row = session.execute(
        select(MapGround, Photo.width, Photo.height)
        .join(Photo, Photo.id == MapGround.photo_id)
        .where(MapGround.removed_at.is_(None))
        .order_by(MapGround.added_at.desc(), MapGround.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _ground(*row)


def ground_picture(session: Session, photo_id: UUID) -> bytes:
    """Return the picture as a JPEG. Raises NotFound."""
    jpeg = session.scalar(select(Photo.jpeg).where(Photo.id == photo_id))
    if jpeg is None:
        raise NotFound(_("That picture is no longer on file."), _("Lay another one under the map."))
    return jpeg


def lay_ground(session: Session, picture: PreparedPhoto, name: str, first: Anchor, second: Anchor) -> Ground:
    """Lay a picture under the map in place of the one before. Raises ``BadAnchors``, BadCoordinates."""
    _demand_sound(first, second, picture.width, picture.height)
    _take_away(session)
    photo = Photo(
        jpeg=picture.jpeg, small_jpeg=picture.small_jpeg, width=picture.width, height=picture.height
    )
    session.add(photo)
    session.flush()
    row = MapGround(
        photo_id=photo.id,
        name=name,
        added_at=moment_of(session),
        x1=first.pixel.x,
        y1=first.pixel.y,
        latitude1=first.spot.latitude,
        longitude1=first.spot.longitude,
        x2=second.pixel.x,
        y2=second.pixel.y,
        latitude2=second.spot.latitude,
        longitude2=second.spot.longitude,
    )
    session.add(row)
    session.flush()
    journal.describe(session, N_("Lay {name} under the map"), name=name)
    return _ground(row, photo.width, photo.height)


def move_ground(session: Session, ground_id: UUID, first: Anchor, second: Anchor) -> Ground:
    """Tie the picture by two other points. Raises NotFound, ``BadAnchors``, BadCoordinates."""
    row = _on_file(session, ground_id)
    photo = session.get(Photo, row.photo_id)
    if photo is None:
        raise _gone()
    _demand_sound(first, second, photo.width, photo.height)
    row.x1, row.y1, row.x2, row.y2 = first.pixel.x, first.pixel.y, second.pixel.x, second.pixel.y
    row.latitude1, row.longitude1 = first.spot.latitude, first.spot.longitude
    row.latitude2, row.longitude2 = second.spot.latitude, second.spot.longitude
    session.flush()
    journal.describe(session, N_("Move the picture under the map"))
    return _ground(row, photo.width, photo.height)


def remove_ground(session: Session, ground_id: UUID) -> None:
    """Take the picture from under the map; undo brings it back. Raises NotFound."""
    _on_file(session, ground_id)
    _take_away(session)
    journal.describe(session, N_("Take the picture from under the map"))


def _take_away(session: Session) -> None:
    for row in session.scalars(select(MapGround).where(MapGround.removed_at.is_(None))):
        row.removed_at = moment_of(session)
    session.flush()


def _on_file(session: Session, ground_id: UUID) -> MapGround:
    row = session.get(MapGround, ground_id)
    if row is None or row.removed_at is not None:
        raise _gone()
    return row


def _gone() -> NotFound:
    return NotFound(_("That picture is no longer under the map."), _("Lay another one under the map."))


def _demand_sound(first: Anchor, second: Anchor, width: int, height: int) -> None:
    for anchor in (first, second):
        demand(anchor.spot.latitude, anchor.spot.longitude)
    tie(first, second, width, height)


def _ground(row: MapGround, width: int, height: int) -> Ground:
    return Ground(
        row.id,
        row.photo_id,
        row.name,
        width,
        height,
        Anchor(Point(row.x1, row.y1), Spot(row.latitude1, row.longitude1)),
        Anchor(Point(row.x2, row.y2), Spot(row.latitude2, row.longitude2)),
    )
