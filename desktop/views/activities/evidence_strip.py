"""The signature an attendance rests on: its picture, where it stands on paper, and when it was read."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.reading import Evidence, evidence
from desktop.storage.store import Store
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import muted
from desktop.views.support.times import moment_words

_CROP = QSize(240, 64)


class EvidenceStrip(QFrame):
    """Hidden while the chosen line rests on no signature."""

    def __init__(self, store: Store, runner: Runner) -> None:
        super().__init__()
        self._store = store
        self._runner = runner
        self._wanted: UUID | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(_("Picture of the signature"))
        self.where = QLabel()
        self.when = QLabel()
        for label in (self.where, self.when):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        muted(self.when)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.where)
        words.addWidget(self.when)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        self.hide()

    def show_entry(self, entry: UUID | None) -> None:
        """Show the signature of an attendance or a receipt; None shows nothing."""
        self._wanted = entry
        if entry is None:
            self.hide()
            return
        self._runner.read_newest(partial(self._read, entry), done=self._show)

    def _read(self, entry: UUID, _progress: Progress) -> tuple[UUID, Evidence | None]:
        return entry, self._store.read(evidence, entry)

    def _show(self, answer: tuple[UUID, Evidence | None]) -> None:
        entry, found = answer
        if entry != self._wanted:
            return
        if found is None:
            self.hide()
            return
        self._paint(found)
        self.where.setText(_where(found))
        self.when.setText(_when(found))
        self.show()

    def _paint(self, found: Evidence) -> None:
        image = QImage.fromData(found.crop.jpeg) if found.crop is not None else QImage()
        self.picture.setVisible(not image.isNull())
        if image.isNull():
            return
        ratio = self.devicePixelRatioF()
        size = image.size().scaled(_CROP, Qt.AspectRatioMode.KeepAspectRatio)
        shown = QPixmap.fromImage(
            image.scaled(
                size * ratio,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)


def _where(found: Evidence) -> str:
    if found.row is None:
        words = _("Signed on paper: sheet {sheet}, page {page}, a row kept free")
        return words.format(sheet=found.sheet, page=found.page)
    words = _("Signed on paper: sheet {sheet}, page {page}, row {row}")
    return words.format(sheet=found.sheet, page=found.page, row=found.row)


def _when(found: Evidence) -> str:
    read = _("read {when} by {who} from {file}").format(
        when=moment_words(found.read_at), who=found.account, file=found.file_name or _("a pasted picture")
    )
    return " · ".join((read, _("decided by a person")) if found.by_person else (read,))
