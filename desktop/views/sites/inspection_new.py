"""A visit being entered: the site and time, whether the door was open, the check sheet, the defects."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.dates import parse_moment
from desktop.core.errors import FieldError
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import inspections, sites
from desktop.services.clock import local
from desktop.services.inspections import CheckResult, InspectionEntry, LineEntry, Recorded, ToInspect, score
from desktop.services.site_words import site_word
from desktop.views.sites.defect_steps import INSPECTOR
from desktop.views.sites.inspection_check_table import CheckTable
from desktop.views.sites.inspection_defect_box import DefectBox
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import MomentField
from desktop.views.support.fields import LineField
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import Named, NamedField, Spelt, spell
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class _Offered:
    """The sites one may name, and the one asked for."""

    sites: Spelt
    chosen: ToInspect | None


class NewVisit(QWidget):
    """Filled by keyboard from top to bottom; Ctrl+S saves, Esc leaves an empty one."""

    recorded = Signal(object, str, object)  # UUID of the visit, sentence, label of the undo step
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._told: ToInspect | None = None
        title = QLabel(_("New visit"))
        titled(title, 1.3)
        self.site = NamedField("site", _("Site"), _("No site has this name."), required=True)
        self.hours = QLabel()
        self.at = MomentField("at", _("When"), self._parse, required=True)
        self.inspector = LineField("inspector", _("Who was there"), required=True)
        doors: list[tuple[bool | None, str]] = [
            (True, _("It was open")),
            (False, _("It was locked or closed")),
            (None, _("Not known")),
        ]
        self.door = ChoiceField["bool | None"]("found_open", _("The door was"), doors)
        self.table = CheckTable()
        self.rest = QPushButton(icon("check-all"), _("All others pass"))
        self.marks = [
            (CheckResult.PASS, QPushButton(_("Pass (P)"))),
            (CheckResult.FAIL, QPushButton(_("Fail (F)"))),
            (CheckResult.NOT_ASKED, QPushButton(_("Not asked (N)"))),
        ]
        self.points = QLabel()
        self.box = DefectBox()
        self.remark = LineField("remark", _("Remark"))
        self.fault = QLabel()
        self.save_button = QPushButton(_("Save the visit"))
        self.back_button = QPushButton(_("Not now"))
        self._lay_out(title)
        self._connect()

    def begin(self, site: UUID | None = None) -> None:
        """Show an empty visit, of a site where one is known."""
        now = local(self._tools.store.now()).replace(second=0, microsecond=0)
        self._told = None
        self.site.show_named(None, "")
        self.at.set_value(now)
        self.inspector.set_value(str(self._tools.memory.value(INSPECTOR, "")))
        self.door.set_value(True)
        self.remark.set_value("")
        self._show_sheet(None)
        self.fault.hide()
        self.save_button.setEnabled(True)
        self._read(site)
        self.site.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_dirty(self) -> bool:
        """Say whether something entered would be lost."""
        return not self.isHidden() and (self.table.is_marked() or self.remark.is_dirty())

    def save(self) -> None:
        """Put the visit on file."""
        entry = self._entry()
        if entry is None or not self.save_button.isEnabled():
            return
        self._tools.memory.setValue(INSPECTOR, entry.inspector)
        self.save_button.setEnabled(False)
        store = self._tools.store

        def work(_progress: Progress) -> tuple[Recorded, str | None]:
            return store.do(inspections.record, entry), store.next_undo()

        self._tools.runner.run(work, done=self._saved, failed=self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves where nothing would be lost."""
        if event.key() == Qt.Key.Key_Escape and not self.is_dirty():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, title: QLabel) -> None:
        self.hours.setWordWrap(True)
        self.fault.setWordWrap(True)
        muted(self.hours)
        toned(self.fault, "error")
        primary(self.save_button)
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(_labelled(self.site, self.at))
        column.addWidget(self.hours)
        column.addLayout(_labelled(self.inspector, self.door))
        marks = QHBoxLayout()
        marks.setSpacing(8)
        for _result, button in self.marks:
            roomy(button)
            marks.addWidget(button)
        roomy(self.rest)
        marks.addWidget(self.rest)
        marks.addStretch(1)
        marks.addWidget(self.points)
        self.table.setMinimumHeight(200)
        column.addWidget(self.table, 1)
        column.addLayout(marks)
        column.addWidget(self.box)
        column.addLayout(_labelled(self.remark))
        column.addWidget(self.fault)
        inner = QWidget()
        inner.setLayout(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 8, 0)
        foot.addStretch(1)
        roomy(self.back_button)
        foot.addWidget(self.back_button)
        foot.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.site.line.editingFinished.connect(self._choose_site)
        completer = self.site.line.completer()
        completer.activated.connect(self._choose_site)
        self.at.line.editingFinished.connect(self._read_hours)
        self.table.changed.connect(self._tell_points)
        self.table.line_changed.connect(self._show_box)
        self.table.failed.connect(self._show_box)
        self.rest.clicked.connect(self.table.pass_rest)
        for _result, button in self.marks:
            button.clicked.connect(self._mark)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.left)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def _read(self, site: UUID | None) -> None:
        store = self._tools.store

        def look(_progress: Progress) -> _Offered:
            named = [
                Named(one.id, one.name, " · ".join(filter(None, (one.district, one.code))))
                for one in store.read(sites.listed)
            ]
            return _Offered(spell(named), store.read(inspections.to_inspect, site) if site else None)

        self._tools.runner.read_newest(look, done=self._offer)

    def _offer(self, offered: _Offered) -> None:
        self.site.offer(offered.sites)
        if offered.chosen is not None:
            self.site.show_named(offered.chosen.id, offered.chosen.name)
            self._show_sheet(offered.chosen)
            self.inspector.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_site(self, _words: str = "") -> None:
        try:
            key = self.site.value()
        except FieldError:
            return
        if key is not None and (self._told is None or self._told.id != key):
            self._read_site(key)

    def _read_hours(self) -> None:
        if self._told is not None:
            self._read_site(self._told.id)

    def _read_site(self, site: UUID) -> None:
        store, at = self._tools.store, self._moment()

        def look(_progress: Progress) -> ToInspect:
            return store.read(inspections.to_inspect, site, at)

        self._tools.runner.read_newest(look, done=self._site_read)

    def _site_read(self, told: ToInspect) -> None:
        if self._told is not None and self._told.id == told.id:
            self._told = told
            self._tell_hours()
        else:
            self._show_sheet(told)

    def _show_sheet(self, told: ToInspect | None) -> None:
        self._told = told
        at = self._moment() or local(self._tools.store.now())
        self.table.show_sheet(told.sheet if told else ())
        self.box.begin(told.contact if told else "", told.contact_phone if told else "", at.date())
        self._tell_hours()
        self._tell_points()

    def _tell_hours(self) -> None:
        told = self._told
        if told is None:
            self.hours.setText(_("Its check sheet appears once the site is named."))
            return
        posted = _("no hours are posted")
        if told.hours:
            now = _("open then") if told.open_now else _("closed then")
            posted = _("posted hours {hours} ({now})").format(hours=told.hours, now=now)
        words = [site_word(told.kind, told.afloat), posted]
        if told.not_closed:
            wait = ngettext(
                "{n} defect is not closed: look again",
                "{n} defects are not closed: look again",
                told.not_closed,
            )
            words.append(wait.format(n=told.not_closed))
        self.hours.setText(" · ".join(words))

    def _tell_points(self) -> None:
        told = self._told
        reached = score(told.sheet, self.table.entries()) if told else None
        self.points.setText(
            _("{points} of {most} points").format(points=reached[0], most=reached[1]) if reached else ""
        )
        self._show_box(self.table.currentRow())

    def _show_box(self, row: int) -> None:
        """Show the defect of a failed line; going on to the next leaves it in sight."""
        told = self._told
        if told is None:
            self.box.show_line(None)
        elif self.table.result(row) is CheckResult.FAIL:
            self.box.show_line(told.sheet[row])
        else:
            shown = [n for n, line in enumerate(told.sheet) if line == self.box.line()]
            if not shown or self.table.result(shown[0]) is not CheckResult.FAIL:
                self.box.show_line(None)

    def _mark(self) -> None:
        row = self.table.currentRow()
        for result, button in self.marks:
            if button is self.sender():
                self.table.mark(row, result)
        self.table.setCurrentCell(min(row + 1, self.table.rowCount() - 1), 1)

    def _entry(self) -> InspectionEntry | None:
        """Return the visit, or None where something could not be understood; that is said in its place."""
        self.fault.hide()
        fields = (self.site, self.at, self.inspector)
        for field in fields:
            field.clear_error()
        for field in fields:
            try:
                field.value()
            except FieldError as error:
                field.show_error(str(error))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
        site, at, lines = self.site.value(), self._moment(), self._lines()
        if site is None or at is None or lines is None:
            return None
        words = self.inspector.value()
        return InspectionEntry(site, at, words, self.door.value(), lines, self.remark.value())

    def _lines(self) -> tuple[LineEntry, ...] | None:
        """Return the lines with their defects; a deadline nobody understands is said."""
        found = []
        for row, line in enumerate(self.table.entries()):
            try:
                defect = self.box.entry(line.item) if line.result is CheckResult.FAIL else None
            except FieldError as error:
                self.table.setCurrentCell(row, 1)
                self._say(str(error))
                self.box.deadline.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
            found.append(replace(line, defect=defect))
        return tuple(found)

    def _saved(self, outcome: tuple[Recorded, str | None]) -> None:
        done, label = outcome
        words = [_("The visit is entered.")]
        if done.points is not None:
            words.append(_("{points} of {most} points.").format(points=done.points, most=done.points_of))
        count = len(done.defect_ids)
        if count:
            noted = ngettext("{n} defect noted.", "{n} defects noted.", count)
            words.append(noted.format(n=count))
        self._show_sheet(None)
        self.remark.set_value("")
        self.recorded.emit(done.id, " ".join(words), label)

    def _refused(self, failure: Failure) -> None:
        self.save_button.setEnabled(True)
        words = f"{failure.sentence} {failure.remedy}".strip()
        for field in (self.at, self.inspector):
            if field.key == failure.field:
                field.show_error(words)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._say(words)

    def _say(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()

    def _moment(self) -> datetime | None:
        try:
            return self.at.value()
        except FieldError:
            return None

    def _parse(self, text: str) -> datetime:
        return parse_moment(text, local(self._tools.store.now()))


def _labelled(*fields: LineField | NamedField | MomentField | ChoiceField[bool | None]) -> QHBoxLayout:
    """Put fields side by side, each under its label."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for field in fields:
        label = QLabel(field.label + (" *" if field.required else ""))
        label.setBuddy(field.editor)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(field)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row
