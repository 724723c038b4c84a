"""What a new office sees first: three steps, and a way to look around before taking them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.overview import FirstSteps
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, primary, roomy, titled


class FirstStepsPanel(QWidget):
    """Three cards; the next one to take stands out, those taken are ticked."""

    asked = Signal(str, str)  # page, step
    look_around_asked = Signal()

    def __init__(self, can_look_around: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(_("From a list of workers to a signed-in activity, in three steps"))
        heading.setWordWrap(True)
        titled(heading, 1.4)
        self.cards = [
            _Card(
                "account-multiple-plus-outline",
                _("1. Take in a list of workers"),
                _("An Excel, WPS or CSV file as it comes; you see what is new before it is saved."),
                _("Import a list"),
                ("people", "import"),
            ),
            _Card(
                "calendar-plus",
                _("2. Set up an activity"),
                _("Title, time and place; then put people on its list, with a waiting list if it is full."),
                _("New activity"),
                ("activities", "new"),
            ),
            _Card(
                "printer-outline",
                _("3. Print the sign-in sheet"),
                _("Each row has a code to scan at the door; the attendance is then on file by itself."),
                _("Print a sheet"),
                ("paper", ""),
            ),
        ]
        row = QHBoxLayout()
        row.setSpacing(12)
        for card in self.cards:
            card.asked.connect(self.asked)
            row.addWidget(card, 1)
        self.sites = QPushButton(icon("map-marker-multiple-outline"), _("Take in a list of sites"))
        self.sites.setToolTip(_("Centres, rest stations, mommy rooms, libraries: a row each, as they come."))
        self.sites.clicked.connect(self._ask_sites)
        roomy(self.sites)
        self.look_around = QPushButton(icon("eye-outline"), _("Look around with demonstration data"))
        roomy(self.look_around)
        self.look_around.setToolTip(_("Your own books stay as they are."))
        self.look_around.clicked.connect(self.look_around_asked)
        self.look_around.setVisible(can_look_around)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addLayout(row)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.sites)
        ways.addWidget(self.look_around)
        ways.addStretch(1)
        column.addLayout(ways)

    def show_steps(self, steps: FirstSteps) -> None:
        """Tick what is done and offer the next."""
        done = (steps.has_workers, steps.has_activities, steps.has_sheets)
        first = next((n for n, taken in enumerate(done) if not taken), len(done))
        for number, (card, taken) in enumerate(zip(self.cards, done, strict=True)):
            card.show_state(taken, is_next=number == first)

    def _ask_sites(self) -> None:
        self.asked.emit("sites", "import")


class _Card(QFrame):
    asked = Signal(str, str)

    def __init__(
        self, icon_name: str, title: str, sentence: str, button: str, leads_to: tuple[str, str]
    ) -> None:
        super().__init__()
        self._icon = icon_name
        self._leads_to = leads_to
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.sign = QLabel()
        heading = QLabel(title)
        heading.setWordWrap(True)
        titled(heading, 1.1)
        words = QLabel(sentence)
        words.setWordWrap(True)
        muted(words)
        self.next = QPushButton(button)
        primary(self.next)
        self.again = QPushButton(button)
        roomy(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.sign)
        column.addWidget(heading)
        column.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        for one in (self.next, self.again):
            one.clicked.connect(self._ask)
            column.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_state(self, taken: bool, is_next: bool) -> None:
        """Show whether the step is done, next, or later."""
        name, colour = ("check-circle", "good") if taken else (self._icon, "accent" if is_next else "quiet")
        self.sign.setPixmap(icon(name, colour).pixmap(QSize(36, 36)))
        self.sign.setAccessibleName(_("Done") if taken else "")
        self.next.setVisible(is_next)
        self.again.setVisible(not is_next)

    def _ask(self) -> None:
        self.asked.emit(*self._leads_to)
