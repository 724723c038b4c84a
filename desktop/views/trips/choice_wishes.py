"""What employers ask for their people when batches are filled: together, apart, or nothing."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.trip_placing import EmployerWish, Wish, WishKind
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import muted, roomy


class ChoiceWishes(QWidget):
    """Employers with how many have a place; buttons set the wish of the chosen rows."""

    left = Signal()
    changed = Signal()
    said = Signal(object)  # Notice

    def __init__(self) -> None:
        super().__init__()
        self._employers: tuple[EmployerWish, ...] = ()
        self._wishes: dict[UUID, Wish] = {}
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.filter = FilterEdit(_("Organisation"))
        self.table = ShortTable(
            _("Employers and their wishes"),
            [_("Organisation"), _("Have a place"), _("Wish")],
            0,
            frozenset({1}),
        )
        self.together = QPushButton(icon("account-group"), _("Together"))
        self.apart = QPushButton(icon("call-split"), _("Apart, in a batch at most"))
        self.most = QSpinBox(minimum=1, maximum=99, value=1)
        self.most.setAccessibleName(_("At most so many of an employer in a batch"))
        self.none = QPushButton(_("No wish"))
        self.hint = QLabel(
            _("Wishes count from the next placing on. The programme's own limit goes before them.")
        )
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.filter.filter_changed.connect(self._fill)
        self.together.clicked.connect(self._set_together)
        self.apart.clicked.connect(self._set_apart)
        self.none.clicked.connect(self._set_none)
        self.table.said.connect(self.said)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def show_employers(self, employers: tuple[EmployerWish, ...], *, fresh: bool) -> None:
        """Show the employers; with ``fresh`` the wishes on file replace those being set."""
        self._employers = employers
        if fresh:
            self._wishes = {one.organisation_id: one.wish for one in employers if one.wish is not None}
        self._fill()

    def wishes(self) -> Mapping[UUID, Wish]:
        """Return the wishes as they are set, of employers who are still in the list."""
        there = {one.organisation_id for one in self._employers}
        return {key: wish for key, wish in self._wishes.items() if key in there}

    def _set_together(self) -> None:
        self._set(Wish(WishKind.TOGETHER))

    def _set_apart(self) -> None:
        self._set(Wish(WishKind.APART, self.most.value()))

    def _set_none(self) -> None:
        self._set(None)

    def _set(self, wish: Wish | None) -> None:
        keys = self.table.row_keys()
        for number in {index.row() for index in self.table.selectedIndexes()}:
            key = keys[number]
            if isinstance(key, UUID) and wish is not None:
                self._wishes[key] = wish
            elif isinstance(key, UUID):
                self._wishes.pop(key, None)
        self._fill()
        self.changed.emit()

    def _fill(self, _text: str = "") -> None:
        text = self.filter.text().strip().casefold()
        self.table.show_rows(
            [
                ShortRow(
                    one.organisation_id,
                    (one.organisation, str(one.people), _wish_words(self._wishes.get(one.organisation_id))),
                )
                for one in self._employers
                if text in one.organisation.casefold()
            ]
        )
        if self.table.currentRow() < 0 and self.table.rowCount():
            self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        muted(self.hint)
        self.hint.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.back)
        top.addWidget(self.filter, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for part in (self.together, self.apart, self.most, self.none):
            deeds.addWidget(part)
        deeds.addStretch(1)
        for part in (self.back, self.together, self.apart, self.most, self.none):
            roomy(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        column.addLayout(deeds)


def _wish_words(wish: Wish | None) -> str:
    if wish is None:
        return ""
    if wish.kind is WishKind.TOGETHER:
        return _("together")
    return _("at most {n} in a batch").format(n=wish.most)
