"""What this is, its version, and whose work it stands on."""

from importlib import metadata

from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from desktop import __version__
from desktop.core.i18n import _
from desktop.views.support.theme import muted, titled

PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("reportlab", "BSD"),
    ("qrcode", "BSD"),
    ("python-calamine", "MIT"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("pypinyin", "MIT"),
    ("platformdirs", "MIT"),
    ("QtAwesome", "MIT"),
    ("psycopg", "LGPL-3.0"),
    ("pypdfium2", "BSD-3-Clause / Apache-2.0"),
    ("tzdata", "Apache-2.0"),
)


class AboutPanel(QWidget):
    """Name, version and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel("驿家 Yijia")
        titled(name, 1.8)
        version = QLabel(_("Version {version}").format(version=__version__))
        what = QLabel(_("For workers' activity centres: lists, activities, sign-in sheets and attendance."))
        what.setWordWrap(True)
        muted(what)
        licence = QLabel(_("Free software under the MIT licence. It stands on:"))
        licence.setWordWrap(True)
        parts = QTextBrowser()
        parts.setAccessibleName(_("Parts and their licences"))
        parts.setPlainText("\n".join(f"{part} {_version(part)}  –  {terms}" for part, terms in PARTS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (name, version, what, licence):
            column.addWidget(label)
        column.addWidget(parts, 1)


def _version(part: str) -> str:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return ""
