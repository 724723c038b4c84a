"""A line of the disinfection log, written or corrected."""

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.dates import parse_moment
from desktop.core.i18n import _
from desktop.services.disinfection import LogEntry, LogRow, Offered
from desktop.views.support.date_fields import MomentField
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import SuggestField
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, titled
from desktop.views.support.tools import Tools


class DisinfectionForm(QWidget):
    """Begins with what the last line said, so that mostly Enter is enough."""

    kept = Signal(object, object)  # LogEntry, UUID of the line corrected | None
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._line: UUID | None = None
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.heading = QLabel()
        titled(self.heading, 1.1)
        self.form = Form()
        self.at = self.form.add(MomentField("at", _("Time"), self._moment, required=True))
        self.area = self.form.add(SuggestField("area", _("Part of the room"), required=True))
        self.method = self.form.add(SuggestField("method", _("Method"), required=True))
        self.operator = self.form.add(SuggestField("operator", _("Done by"), required=True))
        self.remark = self.form.add(LineField("remark", _("Remark")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        roomy(self.back)
        column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.heading)
        column.addWidget(self.form, 1)
        self.back.clicked.connect(self.left)
        self.form.save_asked.connect(self._save)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def offer(self, offered: Offered) -> None:
        """Offer what was written before."""
        self.area.offer(offered.areas)
        self.method.offer(offered.methods)
        self.operator.offer(offered.operators)

    def begin(self, now: datetime, newest: LogRow | None) -> None:
        """Begin a line of the present time, like the newest one."""
        self._line = None
        self.heading.setText(_("New line of the log"))
        self._fill(
            LogEntry(
                now,
                newest.area if newest else "",
                newest.method if newest else "",
                newest.operator if newest else "",
            )
        )
        self.form.save_button.setEnabled(True)

    def correct(self, row: LogRow) -> None:
        """Show a line to be corrected."""
        self._line = row.id
        self.heading.setText(_("Correct a line of the log"))
        self._fill(LogEntry(row.at, row.area, row.method, row.operator, row.remark))

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty()

    def refuse(self, failure: Failure) -> None:
        """Show why it was not saved."""
        self.form.refuse(failure)
        self.form.save_button.setEnabled(True)

    def _fill(self, entry: LogEntry) -> None:
        self.at.set_value(entry.at)
        self.area.set_value(entry.area)
        self.method.set_value(entry.method)
        self.operator.set_value(entry.operator)
        self.remark.set_value(entry.remark)
        self.form.settle()
        (self.area if not entry.area else self.at).setFocus()

    def _save(self) -> None:
        entry = LogEntry(
            self.at.value() or self._tools.store.now(),
            self.area.value(),
            self.method.value(),
            self.operator.value(),
            self.remark.value(),
        )
        self.form.set_busy(True)
        self.kept.emit(entry, self._line)

    def _moment(self, text: str) -> datetime:
        return parse_moment(text, self._tools.store.now().astimezone())
