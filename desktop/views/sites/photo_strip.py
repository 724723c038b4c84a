"""Photos in a row: added by dialog, dropping or pasting, opened large, taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import site_photos
from desktop.services.site_photos import PhotoLine
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.pdf_files import for_a_moment
from desktop.views.support.theme import roomy
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_SMALL = QSize(80, 60)
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class PhotosOf:
    """What the photos show: a site, a visit there, or a defect found."""

    site: UUID
    inspection: UUID | None = None
    defect: UUID | None = None


class PhotoStrip(QWidget):
    """A button, and the small pictures beside it; Enter opens one, Delete removes it, Ctrl+V adds one."""

    said = Signal(object)  # Notice
    shown = Signal(int)  # how many photos there are, after reading
    chosen_changed = Signal(object)  # PhotoLine, or None

    def __init__(self, tools: Tools, small: QSize = _SMALL) -> None:
        super().__init__()
        self._tools = tools
        self._of: PhotosOf | None = None
        self._lines: dict[UUID, PhotoLine] = {}
        self._pasted: TemporaryDirectory[str] | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.add = QPushButton(icon("image-plus-outline"), _("Add photos …"))
        roomy(self.add)
        self.list = QListWidget()
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setFlow(QListWidget.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setIconSize(small)
        self.list.setFixedHeight(small.height() + 48)
        self.list.setAccessibleName(_("Photos"))
        self.list.setToolTip(_("Enter opens a photo, Delete removes it."))
        self.list.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.list, 1)
        row.addStretch(0)
        self.add.clicked.connect(self._ask_files)
        self.list.itemActivated.connect(self._open)
        self.list.currentItemChanged.connect(self._tell_choice)
        for keys, where, act in (
            (QKeySequence(Qt.Key.Key_Delete), self.list, self.remove),
            (QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste),
        ):
            shortcut = QShortcut(keys, where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.setAcceptDrops(True)

    def show_photos(self, of: PhotosOf) -> None:
        """Read the photos of a visit or defect and show them."""
        if of != self._of:
            self._show([])
        self._of = of
        store = self._tools.store

        def look(_progress: Progress) -> list[PhotoLine]:
            return store.read(site_photos.photos, of.site, of.inspection, of.defect)

        self._tools.runner.read_newest(look, done=self._show)

    def take(self, files: Sequence[Path]) -> None:
        """Keep these files; what cannot be taken is said."""
        of, store = self._of, self._tools.store
        if of is None or not files:
            return

        def work(_progress: Progress) -> tuple[int, str | None, str]:
            prepared, refused = site_photos.prepare_photos(files)
            if prepared:
                store.do(site_photos.add_photos, of.site, prepared, "", of.inspection, of.defect)
            return len(prepared), store.next_undo(), "\n".join(str(one) for one in refused)

        self._tools.runner.run(work, done=self._added, label=_("Adding photos"))

    def paste(self) -> None:
        """Keep what was copied in another program: files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._pasted = TemporaryDirectory(prefix="yijia-")
            file = Path(self._pasted.name) / f"{_('A pasted picture')}.png"
            image.save(str(file))
            self.take([file])
        else:
            self.take(_files(data))

    def chosen(self) -> PhotoLine | None:
        """Return the photo the cursor is on."""
        item = self.list.currentItem()
        return self._lines.get(item.data(_ID)) if item is not None else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the files that were let fall here."""
        event.acceptProposedAction()
        self.take(_files(event.mimeData()))

    def _show(self, lines: list[PhotoLine]) -> None:
        before = self.chosen()
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
        self.list.setVisible(bool(lines))
        self.shown.emit(len(lines))
        self._tell_choice()

    def _tell_choice(self, *_items: object) -> None:
        self.chosen_changed.emit(self.chosen())

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, _("Add photos"), "", _("Pictures") + " (*.jpg *.jpeg *.png *.webp *.bmp)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_names)
        dialog.open()

    def _take_names(self, names: list[str]) -> None:
        self.take([Path(name) for name in names])

    def _added(self, outcome: tuple[int, str | None, str]) -> None:
        count, label, faults = outcome
        if self._pasted is not None:
            self._pasted.cleanup()
            self._pasted = None
        if count:
            words = ngettext("{n} photo added.", "{n} photos added.", count).format(n=count)
            self._undoing.tell(words, label, faults)
        elif faults:
            self.said.emit(Notice(faults, "", Tone.ERROR))

    def _open(self, _item: QListWidgetItem) -> None:
        line, store = self.chosen(), self._tools.store
        if line is None:
            return
        photo, name = line.photo_id, line.caption or day_words(line.taken_on)

        def look(_progress: Progress) -> Path:
            return for_a_moment(store.read(site_photos.photo, photo), name, ".jpg")

        self._tools.runner.read(look, done=self._open_outside)

    def _open_outside(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def remove(self) -> None:
        """Take the chosen photo away; undo brings it back."""
        line, store = self.chosen(), self._tools.store
        if line is None:
            return
        key = line.id

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(site_photos.remove_photo, key)
            return _("The photo is removed."), store.next_undo()

        self._tools.runner.run(work, done=self._removed)

    def _removed(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
