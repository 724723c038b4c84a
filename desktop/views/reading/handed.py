"""What is let fall on the page or pasted: files, or a picture that is no file yet."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from desktop.core.progress import Progress
from desktop.paper.reading.incoming import set_aside_pasted


@dataclass(frozen=True)
class Handed:
    """Files and folders as they were handed over, or a picture without a file."""

    files: tuple[Path, ...] = ()
    image: QImage | None = None


def is_handed(data: QMimeData) -> bool:
    """Say whether there is anything to read, without taking a picture apart for it."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def handed(data: QMimeData) -> Handed | None:
    """Return what lies in dropped or copied data; a file goes before the picture that stands for it."""
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files:
        return Handed(files)
    found = data.imageData() if data.hasImage() else None
    image = found if isinstance(found, QImage) else None
    return Handed(image=image) if image is not None and not image.isNull() else None


def png_of(image: QImage) -> bytes:
    """Return the picture as a PNG file's bytes; slow for a large one, so on a thread."""
    packed = QByteArray()
    buffer = QBuffer(packed)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(packed.data())


def keep_pasted(image: QImage, folder: Path, _progress: Progress) -> Path:
    """Write a pasted picture into the folder for what comes in, so that it is not lost; return its file."""
    return set_aside_pasted(png_of(image), folder)
