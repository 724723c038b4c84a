"""Labels before they are printed: on which sheet of stickers, from which one on."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.asset_labels import LabelSize, LabelsRequest, prepare_labels, size_word, stickers_a_page
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools

_MEMORY = "sites/labels/"


class LabelsPanel(PrintPanel):
    """The preview, the kind of stickers, the first free one and what stands on top."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._assets: tuple[UUID, ...] = ()
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
        remembered = self.stickers.findData(str(tools.memory.value(_MEMORY + "size", "") or ""))
        self.stickers.setCurrentIndex(max(0, remembered))
        for part in (self.stickers, self.start, self.owner, self.outlines):
            self.add_choice(part, int(part is self.owner))
        self._bound_start()
        self.stickers.activated.connect(self._choose_size)
        self.start.valueChanged.connect(self._draw)
        self.owner.editingFinished.connect(self._draw)
        self.outlines.toggled.connect(self._draw)

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

        def work(progress: Progress) -> Drawn:
            made = store.read(prepare_labels, store.code_key, request, progress)
            return papers_of(made.pdf, made.pages, _("Equipment labels")), warnings(
                made.unprintable, made.cut
            )

        self.draw(work)
