"""What may go wrong with a file of pictures, told so that a person can mend it."""

from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import PersonError
from desktop.core.i18n import _


class PictureError(PersonError):
    """A file, or a page of it, of which no picture can be had; ``path`` names the file."""

    def __init__(self, path: Path, sentence: str, remedy: str) -> None:
        super().__init__(sentence.replace("{file}", path.name or str(path)), remedy)
        self.path = path


class PictureGone(PictureError):
    """Nothing stands at the path any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("There is no file {file} there."),
            _("It may have been moved or renamed. Choose it again."),
        )


class PictureLocked(PictureError):
    """The system does not let us at the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is in use by another program, or you may not read it."),
            _("Close it there, or wait until it has been copied whole, and try again."),
        )


class PictureOutOfReach(PictureError):
    """The disk, the network drive or the stick under the file failed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} could not be read from its disk."),
            _("See whether the drive or stick is still connected, or copy the file to this computer first."),
        )


class FolderEmpty(PictureError):
    """A folder was given that holds no picture."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("There are no pictures in the folder {file}."),
            _("Choose the folder into which the scanner or the phone puts its pictures."),
        )


class PictureEmpty(PictureError):
    """A file without a single byte of content."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is empty."),
            _("It was not copied whole. Copy it once more from the phone or the scanner."),
        )


class NoPicture(PictureError):
    """Another kind of file, whatever its name says."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            path,
            _("{file} is no picture but {what}.").replace("{what}", what),
            _("Choose pictures (JPEG, PNG, TIFF) or a PDF of scanned pages."),
        )


class PhoneFormat(PictureError):
    """A photograph in the format that newer phones use by themselves (HEIC), which we cannot read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is a photo in the HEIC format, which cannot be read here."),
            _(
                "On an iPhone choose Settings, Camera, Formats, “Most Compatible”; on another phone "
                "switch off HEIF in the camera. Photos sent as JPEG can be read."
            ),
        )


class PictureTorn(PictureError):
    """The file begins like a picture and does not go on like one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is damaged and cannot be read."),
            _("Copy it once more from the phone or the scanner, or scan the page again."),
        )


class EndMissing(PictureError):
    """The lower part of a picture is missing; what is there was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("The end of {file} is missing; what is there of the picture was read."),
            _("Copy it once more from the phone or the scanner, and read it again for the rest."),
        )


class PageTorn(PictureError):
    """One page of a file cannot be read; those before and behind it can."""

    def __init__(self, path: Path, number: int) -> None:
        super().__init__(
            path,
            _("Page {number} of {file} is damaged and cannot be read.").replace("{number}", str(number)),
            _("The other pages are read. Scan this page again."),
        )


class PdfLocked(PictureError):
    """A PDF that opens only with a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is protected with a password."),
            _("Open it, print it into a new PDF without a password, and choose that one."),
        )


class PictureTooLarge(PictureError):
    """A picture of more pixels than can be held in memory."""

    def __init__(self, path: Path, width: int, height: int) -> None:
        size = _("{width} × {height} pixels").replace("{width}", str(width)).replace("{height}", str(height))
        super().__init__(
            path,
            _("{file} is too large: {size}.").replace("{size}", size),
            _("Scan the page at 200 or 300 dpi."),
        )


class NoSuchPage(PictureError):
    """The file has fewer pages than it had."""

    def __init__(self, path: Path, number: int) -> None:
        super().__init__(
            path,
            _("{file} has no page {number}.").replace("{number}", str(number)),
            _("It may have been changed since it was read. Choose it again."),
        )


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What is wrong with one picture of a file while the others go on; ``number`` counts from 1."""

    name: str
    number: int
    sentence: str
    remedy: str


def spoilt(error: PictureError, number: int = 1) -> Spoilt:
    """Return the failure of a page as something to go on with."""
    return Spoilt(error.path.name, number, error.sentence, error.remedy)


def of_system(path: Path, error: OSError) -> PictureError:
    """Return what to tell where the system refused a file."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return PictureGone(path)
    if isinstance(error, PermissionError):
        return PictureLocked(path)
    return PictureOutOfReach(path)
