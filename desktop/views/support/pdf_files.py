"""PDFs written where the person wants them, or for a moment, to be opened elsewhere."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from desktop.core.errors import PersonError
from desktop.core.i18n import _

_FORBIDDEN = '<>:"/\\|?*'  # in file names, by Windows


class FileNotWritten(PersonError):
    """The file could not be written where it was asked for."""


def file_name(words: str) -> str:
    """Return the words without what a file name may not hold."""
    kept = "".join("_" if sign in _FORBIDDEN or ord(sign) < 32 else sign for sign in words)
    return kept.strip(" .") or "yijia"


def write_pdf(pdf: bytes | Path, file: Path) -> Path:
    """Write the PDF beside its place, then move it there. Raises :class:`FileNotWritten`."""
    rough = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        rough.write_bytes(pdf if isinstance(pdf, bytes) else pdf.read_bytes())
        rough.replace(file)
    except OSError as error:
        rough.unlink(missing_ok=True)
        words = _("{file} could not be written: {reason}.")
        raise FileNotWritten(
            words.format(file=file.name, reason=error.strerror or error),
            _("Close it if it is open in another program, or choose another folder."),
        ) from error
    return file


def for_a_moment(pdf: bytes | Path, name: str, ending: str = ".pdf") -> Path:
    """Write the PDF (or picture) into a folder only this person can read, removed when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="yijia-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_pdf(pdf, folder / f"{file_name(name)}{ending}")
