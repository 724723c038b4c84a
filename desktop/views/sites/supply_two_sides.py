"""A list on the left, the chosen thing on the right; what was typed is not lost by choosing another."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.support.pending import UnsavedBar


class TwoSides(QWidget):
    """Base of the views of goods and of rounds."""

    def __init__(self, listing: QWidget, side: QWidget, widths: tuple[int, int]) -> None:
        super().__init__()
        self._side = side
        self._wanted: UUID | None = None
        self.unsaved = UnsavedBar()
        self._right = QStackedWidget()
        self._right.addWidget(QWidget())
        self._right.addWidget(side)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.unsaved)
        column.addWidget(self._right, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(listing)
        split.addWidget(right)
        split.setStretchFactor(0, widths[0])
        split.setStretchFactor(1, widths[1])
        split.setSizes(list(widths))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.unsaved.save.connect(self._save)
        self.unsaved.forget.connect(self._forget)

    def refresh(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    def choose(self, item: UUID) -> None:
        """Put the cursor on a thing in the list."""
        raise NotImplementedError

    def begin_new(self) -> None:
        """Begin a new thing, unless something typed would be lost."""
        if self.may_leave():
            self.show_side()
            self.start_new()

    def start_new(self) -> None:
        """Show an empty form."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; ask what is to become of it otherwise."""
        if self.side_is_dirty():
            self.unsaved.show()
            return False
        self.unsaved.hide()
        return True

    def show_side(self) -> None:
        """Show the right side."""
        self._right.setCurrentWidget(self._side)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._right.setCurrentIndex(0)

    def take_choice(self, item: UUID | None) -> None:
        """Show what was chosen in the list, or ask first what is to become of what was typed."""
        shown = self.shown_item()
        if item is None:
            if not self.side_is_new():
                self.show_nothing()
        elif item != shown or self.side_is_new():
            if self.side_is_dirty():
                self._wanted = item
                self.unsaved.show()
                if shown is not None:
                    self.choose(shown)
                return
            self.unsaved.hide()
            self.show_side()
            self.open_in_side(item)

    def shown_item(self) -> UUID | None:
        """Return what the side shows."""
        raise NotImplementedError

    def side_is_new(self) -> bool:
        """Say whether the side writes a new thing."""
        raise NotImplementedError

    def side_is_dirty(self) -> bool:
        """Say whether something was typed in the side."""
        raise NotImplementedError

    def open_in_side(self, item: UUID) -> None:
        """Show a thing in the side."""
        raise NotImplementedError

    def forget_in_side(self) -> None:
        """Let go of what was typed."""
        raise NotImplementedError

    def save_in_side(self) -> None:
        """Save what was typed."""
        raise NotImplementedError

    def _forget(self) -> None:
        wanted, self._wanted = self._wanted, None
        self.unsaved.hide()
        self.forget_in_side()
        if wanted is not None:
            self.show_side()
            self.open_in_side(wanted)
            self.choose(wanted)

    def _save(self) -> None:
        self._wanted = None
        self.unsaved.hide()
        self.save_in_side()
