"""The field only sheets have: the columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from desktop.core.i18n import _
from desktop.core.sheet_content import USUAL_COLUMNS, Column, SheetKind
from desktop.views.support.fields import Field


class ColumnsField(Field[tuple[Column, ...]]):
    """Which columns a sheet has. ``value`` is empty where they are the usual ones."""

    def __init__(self, key: str, label: str) -> None:
        self._kind = SheetKind.SIGN_IN
        self._dense = False
        self.box = QWidget()
        grid = QGridLayout(self.box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.ticks = {column: QCheckBox(words) for column, words in column_words().items()}
        super().__init__(key, label, self.box)
        for number, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, number // 2, number % 2)
            tick.toggled.connect(self._touched)
        self.ticks[Column.NAME].setEnabled(False)

    def show_usual(self, kind: SheetKind) -> None:
        """Tick the usual columns of this kind of sheet."""
        self._kind = kind
        self.set_value(USUAL_COLUMNS[kind])

    def chosen(self) -> tuple[Column, ...]:
        """Return the columns ticked, in the order they will stand in."""
        ticked = {column for column, tick in self.ticks.items() if tick.isChecked()}
        usual = USUAL_COLUMNS[self._kind]
        return usual if ticked == set(usual) else tuple(column for column in Column if column in ticked)

    def value(self) -> tuple[Column, ...]:
        """Return the columns ticked; none where they are the usual ones."""
        found = self.chosen()
        return () if found == USUAL_COLUMNS[self._kind] else found

    def words(self) -> str:
        """Return the columns ticked, as a line."""
        return " ".join(self.chosen())

    def setFocus(self) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name, one of its two forms
        """Go to the first tick."""
        next(iter(self.ticks.values())).setFocus()

    def _show(self, value: Sequence[Column]) -> None:
        for column, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(column in value)
            tick.blockSignals(False)


def column_words() -> dict[Column, str]:
    """Return what each column is called."""
    return {
        Column.NUMBER: _("No."),
        Column.ORGANISATION: _("Organisation"),
        Column.NAME: _("Name"),
        Column.SEX: _("Sex"),
        Column.POST: _("Post"),
        Column.PHONE: _("Phone"),
        Column.ID_NUMBER: _("Identity number"),
        Column.MEMBER_NUMBER: _("Member number"),
        Column.ITEM: _("Item"),
        Column.SUM: _("Sum (yuan)"),
        Column.SIGNATURE: _("Signature"),
        Column.REMARK: _("Remark"),
        Column.CODE: _("Code to scan"),
    }
