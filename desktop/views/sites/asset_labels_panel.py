"""Labels before they are printed: on which sheet of stickers, from which one on."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.asset_labels import LabelSize, LabelsRequest, prepare_labels, size_word, stickers_a_page
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools

_MEMORY = "sites/labels/"


class LabelsPanel(QWidget):
    """The preview, the kind of stickers, the first free one and what stands on top."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._assets: tuple[UUID, ...] = ()
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.stickers = QComboBox()
        self.stickers.setAccessibleName(_("Stickers"))
        for size in LabelSize:
            self.stickers.addItem(size_word(size), size.value)
        self.start = QSpinBox()
        self.start.setAccessibleName(_("First free sticker"))
        self.start.setPrefix(_("from sticker "))
        self.owner = QLineEdit(str(tools.memory.value(_MEMORY + "owner", "") or ""))
        self.owner.setPlaceholderText(_("Whose it is (stands on top)"))
        self.owner.setAccessibleName(_("Whose it is (stands on top)"))
        self.owner.setMaxLength(30)
        self.outlines = QCheckBox(_("With outlines"))
        self.outlines.setToolTip(_("For plain paper, and to try whether the stickers fit"))
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        toned(self.warning, "due")
        self.preview = Preview(tools.runner)
        remembered = self.stickers.findData(str(tools.memory.value(_MEMORY + "size", "") or ""))
        self.stickers.setCurrentIndex(max(0, remembered))
        self._lay_out()
        self._bound_start()
        self.preview.said.connect(self.said)
        self.back.clicked.connect(self.left)
        self.stickers.activated.connect(self._choose_size)
        self.start.valueChanged.connect(self._draw)
        self.owner.editingFinished.connect(self._draw)
        self.outlines.toggled.connect(self._draw)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def show_assets(self, assets: Sequence[UUID]) -> None:
        """Draw the labels of these pieces."""
        self._assets = tuple(assets)
        self._draw()
        self.preview.view.setFocus()

    def _choose_size(self, _number: int) -> None:
        self._tools.memory.setValue(_MEMORY + "size", self.stickers.currentData())
        self._bound_start()
        self._draw()

    def _bound_start(self) -> None:
        self.start.setRange(1, stickers_a_page(LabelSize(self.stickers.currentData())))

    def _draw(self, _change: object = None) -> None:
        if not self._assets:
            return
        owner = self.owner.text().strip()
        self._tools.memory.setValue(_MEMORY + "owner", owner)
        request = LabelsRequest(
            self._assets,
            LabelSize(self.stickers.currentData()),
            self.start.value(),
            owner,
            self.outlines.isChecked(),
        )
        store = self._tools.store

        def work(progress: Progress) -> tuple[Papers, tuple[str, ...]]:
            made = store.read(prepare_labels, store.code_key, request, progress)
            return papers_of(made.pdf, made.pages, _("Equipment labels")), warnings(
                made.unprintable, made.cut
            )

        self._tools.runner.read_newest(work, done=self._show, failed=self._refused)

    def _show(self, made: tuple[Papers, tuple[str, ...]]) -> None:
        papers, warned = made
        self.preview.show_papers(papers)
        self.warning.setText(" ".join(warned))
        self.warning.setVisible(bool(warned))

    def _refused(self, failure: Failure) -> None:
        self.preview.clear()
        self.said.emit(notice_of(failure))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        parts: tuple[QWidget, ...] = (self.back, self.stickers, self.start, self.owner, self.outlines)
        for part in parts:
            roomy(part)
            row.addWidget(part, int(part is self.owner))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
