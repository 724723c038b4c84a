"""Photos as cameras and phones leave them, made small enough to keep: upright, JPEG, without metadata."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.core.errors import PersonError
from desktop.core.i18n import _

MOST_BYTES = 25_000_000
MOST_PIXELS = 120_000_000
LONGEST = 1600  # pixels of the side kept
SMALL = 320  # pixels of the side of the picture in a list
_QUALITY = 82
_TAKEN_AT = 0x9003  # Exif: DateTimeOriginal
_EXIF = 0x8769


class PhotoRefused(PersonError):
    """The file is too large for a photo, or is none."""


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo as it is kept, its small version, and the day the camera says it was taken."""

    jpeg: bytes
    small_jpeg: bytes
    width: int
    height: int
    taken_on: date | None = None


def prepare_photo(path: Path, longest: int = LONGEST) -> PreparedPhoto:
    """Return a photo made small enough to keep. Raises ``PhotoRefused``."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise PhotoRefused(
            _("“{file}” cannot be read.").format(file=path.name), _("Copy it to this computer first.")
        ) from error
    if size > MOST_BYTES:
        raise PhotoRefused(
            _("“{file}” has {size} MB; a photo may have {most}.").format(
                file=path.name, size=round(size / 1_000_000), most=MOST_BYTES // 1_000_000
            ),
            _("Send it to yourself as “large” instead of “original”, or save it smaller, and add that one."),
        )
    try:
        with Image.open(path, formats=["JPEG", "PNG", "WEBP", "BMP", "TIFF"]) as image:
            return _prepared(image, path, longest)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise PhotoRefused(
            _("“{file}” is no picture that can be read.").format(file=path.name),
            _("Save it as JPEG or PNG and add that one."),
        ) from error


def _prepared(image: Image.Image, path: Path, longest: int) -> PreparedPhoto:
    if image.width * image.height > MOST_PIXELS:
        raise PhotoRefused(
            _("“{file}” has {size} million pixels.").format(
                file=path.name, size=round(image.width * image.height / 1e6)
            ),
            _("Save it smaller and add that one."),
        )
    taken = _taken_on(image)
    image.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = upright.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return PreparedPhoto(_jpeg(upright), _jpeg(small), upright.width, upright.height, taken)


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _taken_on(image: Image.Image) -> date | None:
    told = image.getexif().get_ifd(_EXIF).get(_TAKEN_AT)
    try:
        return datetime.strptime(str(told), "%Y:%m:%d %H:%M:%S").date()
    except ValueError:
        return None
