"""Who was there: the counts of a meeting, its list, and what is put right by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.ids import new_id
from desktop.core.progress import Progress
from desktop.services import attendance, several
from desktop.services.activities import ActivityCard
from desktop.services.attendance import MeetingAttendance, Status, Verdict, status_word
from desktop.services.attendance_export import write_attendance
from desktop.views.activities.evidence_strip import EvidenceStrip
from desktop.views.activities.nearest import nearest
from desktop.views.activities.people_columns import Attended, attendance_columns
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.pdf_files import file_name
from desktop.views.support.theme import roomy, titled
from desktop.views.support.times import day_words, span_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class AttendancePanel(QWidget):
    """The attendance list of one meeting of an activity."""

    said = Signal(object)  # Notice
    door_asked = Signal(object)  # UUID of the meeting

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: ActivityCard | None = None
        self._found: MeetingAttendance | None = None
        self._rows: dict[UUID, Attended] = {}
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.meeting = QComboBox()
        self.meeting.setAccessibleName(_("Meeting"))
        self.export = QPushButton(icon("file-excel-outline"), _("Export …"))
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        titled(self.counts, 1.1)
        self.status = QComboBox()
        self.status.setAccessibleName(_("Who is shown"))
        self.status.addItem(_("Everybody"), "")
        for status in Status:
            self.status.addItem(status_word(status), status.value)
        self.table: LazyTable[Attended] = LazyTable(
            "attendance",
            attendance_columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "account-check-outline",
                _("Nobody is expected yet"),
                _("Enrol people first; whoever comes is checked in at the door."),
            ),
            _("Name or organisation"),
        )
        self.evidence = EvidenceStrip(tools.store, tools.runner)
        self.present = QPushButton(icon("check"), _("Mark as present"))
        self.back = QPushButton(icon("undo-variant"), _("Take check-in back"))
        self.guest = QLineEdit()
        self.guest.setPlaceholderText(_("Name of a walk-in"))
        self.guest.setAccessibleName(_("Name of a walk-in"))
        self.guest_unit = QLineEdit()
        self.guest_unit.setPlaceholderText(_("Organisation"))
        self.guest_unit.setAccessibleName(_("Organisation of the walk-in"))
        self.guest_button = QPushButton(_("Add walk-in"))
        self._lay_out()
        self._connect()

    def show_activity(self, card: ActivityCard | None) -> None:
        """Show the meeting nearest in time, or the one already chosen."""
        before = self.meeting.currentData()
        same = card is not None and self._card is not None and card.id == self._card.id
        self._card = card
        self.meeting.blockSignals(True)
        self.meeting.clear()
        for one in card.meetings if card else ():
            self.meeting.addItem(span_words(one.starts_at, one.ends_at), one.id)
        now = self._tools.store.now()
        wanted = before if same and self.meeting.findData(before) >= 0 else None
        if wanted is None and card is not None and card.meetings:
            wanted = nearest(card, now).id
        self.meeting.setCurrentIndex(self.meeting.findData(wanted))
        self.meeting.blockSignals(False)
        self.read()

    def meeting_id(self) -> UUID | None:
        """Return the meeting shown."""
        found = self.meeting.currentData()
        return found if isinstance(found, UUID) else None

    def read(self) -> None:
        """Read the meeting again."""
        meeting, store = self.meeting_id(), self._tools.store
        if meeting is None:
            return

        def look(_progress: Progress) -> MeetingAttendance:
            return store.read(attendance.attendance, meeting)

        self._tools.runner.read_newest(look, done=self._show)

    def save_to(self, file: str) -> None:
        """Write the attendance list as a spreadsheet."""
        meeting, store, path = self.meeting_id(), self._tools.store, Path(file)
        if meeting is None:
            return

        def work(_progress: Progress) -> Path:
            store.read(write_attendance, meeting, path)
            return path

        self._tools.runner.read(work, done=self._saved, label=_("Writing the list"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.meeting, 1)
        top.addWidget(self.export)
        self.table.toolbar.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.present, self.back):
            foot.addWidget(button)
        foot.addStretch(1)
        guests = QHBoxLayout()
        guests.setSpacing(8)
        guests.addWidget(self.guest, 1)
        guests.addWidget(self.guest_unit, 1)
        guests.addWidget(self.guest_button)
        edits = (self.guest, self.guest_unit, self.guest_button, self.present, self.back)
        for widget in (*edits, self.export, self.meeting, self.status):
            roomy(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.counts)
        column.addWidget(self.table, 1)
        column.addWidget(self.evidence)
        column.addLayout(foot)
        column.addLayout(guests)
        self.setTabOrder(self.table.filter, self.status)
        self.setTabOrder(self.status, self.table.view)

    def _connect(self) -> None:
        self.meeting.currentIndexChanged.connect(self._choose)
        self.status.currentIndexChanged.connect(self._narrow)
        self.table.filter_changed.connect(self._narrow)
        self.table.selection_changed.connect(self._look_at_choice)
        self.table.opened.connect(self._mark_opened)
        self.table.removal_asked.connect(self._take_back)
        self.table.said.connect(self.said)
        self.present.clicked.connect(self._mark_present)
        self.back.clicked.connect(self._take_back)
        self.export.clicked.connect(self._ask_file)
        self.guest_button.clicked.connect(self._let_guest_in)
        self.guest.returnPressed.connect(self._let_guest_in)
        self.guest_unit.returnPressed.connect(self._let_guest_in)
        self.present.setToolTip(_("Enter in the list does the same"))

    def _choose(self, _number: int) -> None:
        self.read()

    def _show(self, found: MeetingAttendance) -> None:
        self._found = found
        counts = found.counts
        self.counts.setText(
            _("Expected {expected} · present {present} · absent {absent} · walk-ins {walk_ins}").format(
                expected=counts.expected,
                present=counts.present,
                absent=counts.absent,
                walk_ins=counts.walk_ins,
            )
        )
        everybody = [Attended(line.worker_id or line.attendance_id or new_id(), line) for line in found.lines]
        self._rows = {one.id: one for one in everybody}
        self._narrow()

    def _narrow(self, _what: object = None) -> None:
        status, text = self.status.currentData(), self.table.filter_text().lower()
        self.table.show_ids(
            [
                key
                for key, row in self._rows.items()
                if (not status or row.line.status.value == status)
                and (text in row.line.name.lower() or text in row.line.organisation.lower())
            ]
        )
        self._look_at_choice()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[Attended]:
        rows = self._rows
        return [rows[key] for key in ids if key in rows]

    def _chosen(self) -> list[Attended]:
        return [self._rows[key] for key in self.table.selected_ids() if key in self._rows]

    def _look_at_choice(self) -> None:
        chosen = self._chosen()
        self.present.setEnabled(any(row.line.attendance_id is None for row in chosen))
        self.back.setEnabled(any(row.line.attendance_id is not None for row in chosen))

        signed = len(chosen) == 1 and chosen[0].line.has_signature
        self.evidence.show_entry(chosen[0].line.attendance_id if signed else None)

    def _mark_opened(self, _key: UUID) -> None:
        self._mark_present()

    def _mark_present(self) -> None:
        meeting, store = self.meeting_id(), self._tools.store
        workers = [
            r.line.worker_id for r in self._chosen() if r.line.attendance_id is None and r.line.worker_id
        ]
        if meeting is None or not workers:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            count = store.do(several.check_in, meeting, workers)
            words = ngettext("{n} person marked as present.", "{n} people marked as present.", count)
            return words.format(n=count), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _take_back(self) -> None:
        store = self._tools.store
        entries = [r.line.attendance_id for r in self._chosen() if r.line.attendance_id is not None]
        if not entries:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            count = store.do(several.take_back, entries)
            words = ngettext("{n} check-in taken back.", "{n} check-ins taken back.", count)
            return words.format(n=count), store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _let_guest_in(self) -> None:
        meeting, store = self.meeting_id(), self._tools.store
        name, unit = self.guest.text(), self.guest_unit.text()
        if meeting is None:
            return
        if not name.strip():
            self.guest.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            verdict: Verdict = store.do(attendance.guest, meeting, name, unit)
            return _("{name} is in, as a walk-in.").format(name=verdict.name), store.next_undo()

        self._tools.runner.run(work, done=self._guest_in)

    def _guest_in(self, outcome: tuple[str, str | None]) -> None:
        self.guest.clear()
        self.guest_unit.clear()
        self.guest.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed(outcome)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)

    def _ask_file(self) -> None:
        if self._found is None:
            return
        day = day_words(self._found.starts_at.astimezone().date())
        name = file_name(_("Attendance {title} {day}").format(title=self._found.title, day=day))
        place = Path.home() / f"{name}.xlsx"
        dialog = QFileDialog(self, _("Export the attendance"), str(place), "Excel (*.xlsx)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _saved(self, file: Path) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=file.name)))
