"""Something due that is kept elsewhere: said in words, with the way to it."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.site_due import Due, due_kind_word
from desktop.views.sites.inspection_rows import days_words
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.times import day_words


class DueSide(QWidget):
    """What is due, where, since when; opened with one click."""

    open_item = Signal(str, object)  # kind, UUID

    def __init__(self) -> None:
        super().__init__()
        self._due: Due | None = None
        self.kind, self.site, self.what, self.day = QLabel(), QLabel(), QLabel(), QLabel()
        self.open_button = QPushButton(icon("arrow-right", "on_accent"), "")
        self.site_button = QPushButton(icon("map-marker-outline"), _("Open the site"))
        titled(self.kind, 1.3)
        titled(self.day, 1.0)
        muted(self.site)
        primary(self.open_button)
        roomy(self.site_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 8, 0)
        column.setSpacing(8)
        for label in (self.kind, self.site, self.day, self.what):
            label.setWordWrap(True)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open_button)
        row.addWidget(self.site_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.open_button.clicked.connect(self.open)
        self.site_button.clicked.connect(self._open_site)

    def show_due(self, due: Due) -> None:
        """Show one thing."""
        self._due = due
        self.kind.setText(due_kind_word(due.kind))
        self.site.setText(due.site)
        self.what.setText(due.what)
        day = f"{day_words(due.due_on)} · {days_words(due.days)}" if due.due_on else ""
        self.day.setText(day)
        self.day.setVisible(bool(day))
        toned(self.day, "error" if due.is_overdue else "due")
        elsewhere = due.item_kind != "site"
        self.open_button.setText(_("Open the goods") if elsewhere else _("Open the site"))
        self.site_button.setVisible(elsewhere and due.site_id is not None)

    def open(self) -> None:
        """Go to where it is kept."""
        if self._due is not None:
            self.open_item.emit(self._due.item_kind, self._due.item_id)

    def _open_site(self) -> None:
        key: UUID | None = self._due.site_id if self._due is not None else None
        if key is not None:
            self.open_item.emit("site", key)
