"""The photos of a site: added by dialog, dropping or pasting, looked at large, captioned and taken away."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeySequence,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import site_photos
from desktop.services.site_photos import PhotoLine
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.theme import muted, roomy
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_SMALL = QSize(120, 90)
_ID = Qt.ItemDataRole.UserRole
Added = tuple[str, str | None, str]


class PhotosTab(SiteTab):
    """Small pictures in a row, the chosen one large below."""

    tables = frozenset({"site", "site_photo"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._lines: dict[UUID, PhotoLine] = {}
        self._pasted: TemporaryDirectory[str] | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.add_button = QPushButton(icon("image-plus-outline"), _("Add photos …"))
        self.remove_button = QPushButton(icon("delete-outline"), _("Remove"))
        self.list = QListWidget()
        self.empty = QLabel(_("No photo yet. Add some, drop files here, or paste a picture's file."))
        self.large = _Large()
        self.caption = QLineEdit()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def show_site(self, site: UUID | None) -> None:
        """Read the photos of a site."""
        self._site = site
        if site is None:
            return
        store = self._tools.store

        def look(_progress: Progress) -> tuple[UUID, list[PhotoLine]]:
            return site, store.read(site_photos.photos, site)

        self._tools.runner.read_newest(look, done=self._show)

    def take(self, files: Sequence[Path]) -> None:
        """Keep these files as photos of the site; what cannot be taken is said."""
        site, store = self._site, self._tools.store
        if site is None or not files:
            return

        def work(progress: Progress) -> Added:
            prepared, refused = site_photos.prepare_photos(files)
            progress.step(len(files), len(files))
            if prepared:
                store.do(site_photos.add_photos, site, prepared)
            words = ngettext("{n} photo added.", "{n} photos added.", len(prepared)).format(n=len(prepared))
            faults = "\n".join(str(one) for one in refused)
            return words if prepared else "", store.next_undo(), faults

        self._tools.runner.run(work, done=self._added, label=_("Adding photos"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the files that were let fall here."""
        event.acceptProposedAction()
        self.take(_files(event.mimeData()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.add_button)
        top.addStretch(1)
        top.addWidget(self.remove_button)
        self.empty.setWordWrap(True)
        muted(self.empty)
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setIconSize(_SMALL)
        self.list.setFlow(QListWidget.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setFixedHeight(_SMALL.height() + 52)
        self.list.setAccessibleName(_("Photos"))
        self.caption.setPlaceholderText(_("What the photo shows"))
        self.caption.setAccessibleName(_("What the photo shows"))
        for widget in (self.add_button, self.remove_button, self.caption):
            roomy(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.empty)
        column.addWidget(self.list)
        column.addWidget(self.large, 1)
        column.addWidget(self.caption)
        column.addStretch(0)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._ask_files)
        self.remove_button.clicked.connect(self._remove)
        self.list.currentItemChanged.connect(self._choose)
        self.caption.editingFinished.connect(self._write_caption)
        for keys, act in ((QKeySequence.StandardKey.Paste, self._paste), (Qt.Key.Key_Delete, self._remove)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _show(self, found: tuple[UUID, list[PhotoLine]]) -> None:
        site, lines = found
        if site != self._site:
            return
        before = self._chosen()
        self._lines = {one.id: one for one in lines}
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            picture = QPixmap()
            picture.loadFromData(line.small_jpeg)
            item = QListWidgetItem(QIcon(picture), day_words(line.taken_on))
            item.setData(_ID, line.id)
            item.setToolTip(line.caption)
            self.list.addItem(item)
            if before is not None and line.id == before.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and lines:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.empty.setVisible(not lines)
        for widget in (self.list, self.large, self.caption, self.remove_button):
            widget.setVisible(bool(lines))
        self._choose()

    def _chosen(self) -> PhotoLine | None:
        item = self.list.currentItem()
        return self._lines.get(item.data(_ID)) if item is not None else None

    def _choose(self, *_items: object) -> None:
        line, store = self._chosen(), self._tools.store
        self.caption.setText(line.caption if line else "")
        if line is None:
            self.large.show_jpeg(b"")
            return
        photo = line.photo_id

        def look(_progress: Progress) -> bytes:
            return store.read(site_photos.photo, photo)

        self._tools.runner.read_newest(look, done=self.large.show_jpeg)

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, _("Add photos"), "", _("Pictures") + " (*.jpg *.jpeg *.png *.webp *.bmp)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_names)
        dialog.open()

    def _take_names(self, names: list[str]) -> None:
        self.take([Path(name) for name in names])

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._pasted = TemporaryDirectory(prefix="yijia-")
            file = Path(self._pasted.name) / f"{_('A pasted picture')}.png"
            image.save(str(file))
            self.take([file])
        else:
            self.take(_files(data))

    def _added(self, outcome: Added) -> None:
        words, label, faults = outcome
        if self._pasted is not None:
            self._pasted.cleanup()
            self._pasted = None
        if words:
            self._undoing.tell(words, label, faults)
        elif faults:
            self.said.emit(Notice(faults, "", Tone.ERROR))

    def _write_caption(self) -> None:
        line, store, words = self._chosen(), self._tools.store, self.caption.text()
        if line is None or " ".join(words.split()) == line.caption:
            return
        key = line.id

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(site_photos.caption_photo, key, words)
            return _("Written under the photo."), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _remove(self) -> None:
        line, store = self._chosen(), self._tools.store
        if line is None:
            return
        key = line.id

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(site_photos.remove_photo, key)
            return _("The photo is removed."), store.next_undo()

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


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
