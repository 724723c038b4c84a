"""The defect a failed line becomes: offered with its words, a deadline and who answers for it."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.core.dates import parse_date
from desktop.core.i18n import _
from desktop.services.defects import usual_deadline
from desktop.services.inspections import CheckLine, DefectEntry
from desktop.views.support.theme import muted, roomy, titled


@dataclass(frozen=True)
class Draft:
    """A defect as it is being typed."""

    wanted: bool
    what: str
    responsible: str
    phone: str
    deadline: str


class DefectBox(QFrame):
    """Keeps a draft for each failed line; the one of the current line is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._drafts: dict[str, Draft] = {}
        self._line: CheckLine | None = None
        self._contact = self._phone = ""
        self._day = date.min
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        titled(self.heading, 1.0)
        self.wanted = QCheckBox(_("Note a defect"))
        self.what = self._edit(_("What is wrong"))
        self.responsible = self._edit(_("Who answers for it"))
        self.phone = self._edit(_("Telephone"))
        self.deadline = self._edit(_("Deadline"))
        self._fields = QWidget()
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        places = (
            (self.what, 0, 0, 3),
            (self.deadline, 0, 3, 1),
            (self.responsible, 2, 0, 2),
            (self.phone, 2, 2, 2),
        )
        for edit, row, column, span in places:
            label = QLabel(edit.accessibleName())
            label.setBuddy(edit)
            muted(label)
            grid.addWidget(label, row, column, 1, span)
            grid.addWidget(edit, row + 1, column, 1, span)
        for column, share in enumerate((2, 1, 1, 2)):
            grid.setColumnStretch(column, share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.setSpacing(4)
        whole.addWidget(self.heading)
        whole.addWidget(self.wanted)
        whole.addWidget(self._fields)
        self.wanted.toggled.connect(self._typed)
        self.hide()

    def begin(self, contact: str, phone: str, day: date) -> None:
        """Forget all drafts; the contact of a site answers for what is wrong there."""
        self._drafts.clear()
        self._contact, self._phone, self._day = contact, phone, day
        self.show_line(None)

    def show_line(self, line: CheckLine | None) -> None:
        """Show the draft of a failed line; None: hide."""
        self._line = None
        if line is not None:
            usual = Draft(True, line.fault, self._contact, self._phone, usual_deadline(self._day).isoformat())
            draft = self._drafts.setdefault(line.item, usual)
            self.heading.setText(line.wording)
            self.wanted.setChecked(draft.wanted)
            self.what.setText(draft.what)
            self.responsible.setText(draft.responsible)
            self.phone.setText(draft.phone)
            self.deadline.setText(draft.deadline)
            self._fields.setVisible(draft.wanted)
        self._line = line
        self.setVisible(line is not None)

    def line(self) -> CheckLine | None:
        """Return the line whose draft is shown."""
        return self._line

    def entry(self, item: str) -> DefectEntry | None:
        """Return the defect of a failed line, None where none is to be noted. Raises BadDate."""
        draft = self._drafts.get(item)
        if draft is None or not draft.wanted:
            return None
        deadline = parse_date(draft.deadline, self._day) if draft.deadline.strip() else None
        return DefectEntry(draft.what, draft.responsible, draft.phone, deadline)

    def _edit(self, words: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(words)
        roomy(edit)
        edit.textChanged.connect(self._typed)
        return edit

    def _typed(self, _what: object) -> None:
        if self._line is None:
            return
        self._fields.setVisible(self.wanted.isChecked())
        self._drafts[self._line.item] = replace(
            self._drafts[self._line.item],
            wanted=self.wanted.isChecked(),
            what=self.what.text(),
            responsible=self.responsible.text(),
            phone=self.phone.text(),
            deadline=self.deadline.text(),
        )
