"""Photos of sites, of visits there and of defects found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import N_, _
from desktop.models.site_ledger import SitePhoto
from desktop.models.sites import Photo
from desktop.paper.photos import PhotoRefused, PreparedPhoto, prepare_photo
from desktop.services.clock import local, moment_of
from desktop.services.site_find import on_file
from desktop.storage import journal

__all__ = [
    "PhotoLine", "PhotoRefused", "PreparedPhoto", "add_photos", "caption_photo", "photo", "photos",
    "prepare_photos", "remove_photo",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photo as lists show it; the whole picture comes from :func:`photo` by ``photo_id``."""

    id: UUID
    photo_id: UUID
    small_jpeg: bytes
    taken_on: date
    caption: str
    inspection_id: UUID | None
    defect_id: UUID | None


def prepare_photos(paths: Iterable[Path]) -> tuple[list[PreparedPhoto], list[PhotoRefused]]:
    """Make files small enough to keep, without the database; those that cannot be taken come second."""
    taken: list[PreparedPhoto] = []
    refused: list[PhotoRefused] = []
    for path in paths:
        try:
            taken.append(prepare_photo(path))
        except PhotoRefused as error:
            refused.append(error)
    return taken, refused


def add_photos(
    session: Session,
    site_id: UUID,
    prepared: Iterable[PreparedPhoto],
    caption: str = "",
    inspection_id: UUID | None = None,
    defect_id: UUID | None = None,
) -> list[UUID]:
    """Keep photos with a site (and the visit or defect they show); return their keys. Raises NotFound."""
    site = on_file(session, site_id)
    today = local(moment_of(session)).date()
    kept = []
    for one in prepared:
        picture = Photo(jpeg=one.jpeg, small_jpeg=one.small_jpeg, width=one.width, height=one.height)
        session.add(picture)
        session.flush()
        line = SitePhoto(
            site_id=site_id,
            photo_id=picture.id,
            inspection_id=inspection_id,
            defect_id=defect_id,
            taken_on=min(one.taken_on or today, today),
            caption=caption.strip(),
        )
        session.add(line)
        kept.append(line.id)
    session.flush()
    journal.describe(session, N_("Add {count} photos of {name}"), count=len(kept), name=site.name)
    return kept


def photos(
    session: Session, site_id: UUID, inspection_id: UUID | None = None, defect_id: UUID | None = None
) -> list[PhotoLine]:
    """Return the photos of a site, or of one visit or defect there, the newest first."""
    query = (
        select(SitePhoto, Photo.small_jpeg)
        .join(Photo, Photo.id == SitePhoto.photo_id)
        .where(SitePhoto.site_id == site_id, SitePhoto.removed_at.is_(None))
        .order_by(SitePhoto.taken_on.desc(), SitePhoto.id.desc())
    )
    if inspection_id is not None:
        query = query.where(SitePhoto.inspection_id == inspection_id)
    if defect_id is not None:
        query = query.where(SitePhoto.defect_id == defect_id)
    return [
        PhotoLine(row.id, row.photo_id, small, row.taken_on, row.caption, row.inspection_id, row.defect_id)
        for row, small in session.execute(query)
    ]


def photo(session: Session, photo_id: UUID) -> bytes:
    """Return the whole picture as JPEG. Raises NotFound."""
    found = session.get(Photo, photo_id)
    if found is None:
        raise NotFound(_("That photo is no longer on file."), _("Undo brings it back."))
    return found.jpeg


def caption_photo(session: Session, line_id: UUID, caption: str) -> None:
    """Write under a photo what it shows. Raises NotFound."""
    line = _line(session, line_id)
    line.caption = " ".join(caption.split())
    session.flush()
    journal.describe(session, N_("Write under a photo: {caption}"), caption=line.caption)


def remove_photo(session: Session, line_id: UUID) -> None:
    """Take a photo away; undo brings it back. Raises NotFound."""
    line = _line(session, line_id)
    line.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove a photo"))


def _line(session: Session, line_id: UUID) -> SitePhoto:
    line = session.get(SitePhoto, line_id)
    if line is None or line.removed_at is not None:
        raise NotFound(_("That photo is no longer on file."), _("Undo brings it back."))
    return line
