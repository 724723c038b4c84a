"""The photos of a site: small in a row, the chosen one large below with what it shows."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import site_photos
from desktop.services.site_photos import PhotoLine
from desktop.views.sites.photo_strip import PhotosOf, PhotoStrip
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_SMALL = QSize(120, 90)


class PhotosTab(SiteTab):
    """All photos of the site, those of visits and defects among them."""

    tables = frozenset({"site", "site_photo"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.strip = PhotoStrip(tools, _SMALL)
        self.remove_button = QPushButton(icon("delete-outline"), _("Remove"))
        self.empty = QLabel(_("No photo yet. Add some, drop files here, or paste a picture's file."))
        self.large = _Large()
        self.caption = QLineEdit()
        self._lay_out()
        self.strip.said.connect(self.said)
        self.strip.shown.connect(self._show_count)
        self.strip.chosen_changed.connect(self._choose)
        self.remove_button.clicked.connect(self.strip.remove)
        self.caption.editingFinished.connect(self._write_caption)

    def show_site(self, site: UUID | None) -> None:
        """Read the photos of a site."""
        if site is not None:
            self.strip.show_photos(PhotosOf(site))

    def _lay_out(self) -> None:
        self.empty.setWordWrap(True)
        muted(self.empty)
        self.caption.setPlaceholderText(_("What the photo shows"))
        self.caption.setAccessibleName(_("What the photo shows"))
        for widget in (self.remove_button, self.caption):
            roomy(widget)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.caption, 1)
        foot.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addWidget(self.empty)
        column.addWidget(self.large, 1)
        column.addLayout(foot)
        column.addStretch(0)

    def _show_count(self, count: int) -> None:
        self.empty.setVisible(not count)
        for widget in (self.large, self.caption, self.remove_button):
            widget.setVisible(bool(count))

    def _choose(self, line: PhotoLine | None) -> None:
        store = self._tools.store
        self.caption.setText(line.caption if line else "")
        if line is None:
            self.large.show_jpeg(b"")
            return
        photo = line.photo_id

        def look(_progress: Progress) -> bytes:
            return store.read(site_photos.photo, photo)

        self._tools.runner.read_newest(look, done=self.large.show_jpeg)

    def _write_caption(self) -> None:
        line, store, words = self.strip.chosen(), self._tools.store, self.caption.text()
        if line is None or " ".join(words.split()) == line.caption:
            return
        key = line.id

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(site_photos.caption_photo, key, words)
            return _("Written under the photo."), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)


class _Large(QLabel):
    """A picture as large as there is room."""

    def __init__(self) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self._whole = QPixmap()
        self.setMinimumHeight(120)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("The photo chosen"))

    def show_jpeg(self, jpeg: bytes) -> None:
        """Show a picture; no bytes show nothing."""
        self._whole = QPixmap()
        if jpeg:
            self._whole.loadFromData(jpeg)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the new room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        fitted = self._whole.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)
