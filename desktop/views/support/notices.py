"""The quiet bar at the bottom that tells what happened, and the strip that shows long work."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.tasks import Reach, Runner, Task
from desktop.views.support.theme import icon_size, muted, roomy, toned

SHOWN_MS = 9000  # a notice that is no error goes away by itself
STRIP_AFTER_MS = 400  # shorter work is not worth a strip

_LOOKS = {
    Tone.TOLD: ("text", "tint", "check-circle-outline"),
    Tone.DUE: ("due", "due_ground", "clock-alert-outline"),
    Tone.ERROR: ("error", "error_ground", "alert-circle-outline"),
}


class NoticeBar(QFrame):
    """One sentence with at most one thing to do about it. Errors stay until they are closed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        self._sign = QLabel()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.act = QPushButton()
        roomy(self.act)
        self.act.clicked.connect(self._do)
        self._close = QToolButton(autoRaise=True)
        self._close.setIcon(icon("close"))
        self._close.setAccessibleName(_("Close the notice"))
        self._close.setToolTip(_("Close the notice"))
        self._close.clicked.connect(self.dismiss)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        row.addWidget(self._close)
        self._away = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._away.timeout.connect(self.dismiss)
        self.hide()

    def tell(self, notice: Notice) -> None:
        """Show a notice in the place of the one before, and have it read aloud by a screen reader."""
        self._notice = notice
        text, ground, sign = _LOOKS[notice.tone]
        words = f"{notice.sentence} {notice.remedy}".strip()
        self.words.setText(words)
        self._sign.setPixmap(icon(sign, text).pixmap(icon_size(self, 20)))
        toned(self, text, ground)
        toned(self.words, text)
        self.act.setText(notice.action_label)
        self.act.setVisible(notice.action is not None)
        self.show()
        self._away.stop()
        if notice.tone is not Tone.ERROR:
            self._away.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def notice(self) -> Notice | None:
        """Return what is being told."""
        return self._notice

    def dismiss(self) -> None:
        """Take the notice away."""
        self._away.stop()
        self._notice = None
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """A notice does not go away under the pointer."""
        super().enterEvent(event)
        self._away.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again from the moment the pointer leaves."""
        super().leaveEvent(event)
        if self._notice is not None and self._notice.tone is not Tone.ERROR:
            self._away.start()

    def _do(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice is not None and notice.action is not None:
            notice.action()


class TaskStrip(QFrame):
    """Shows the work under way: what, how far, how long still, and a button that stops it.

    Only work with a ``label`` is shown, and only once it has lasted a moment.
    """

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: list[Task] = []
        self._reaches: dict[Task, Reach] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        self.doing = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(_("Progress"))
        self.left = QLabel()
        muted(self.left)
        self.stop = QPushButton(_("Cancel"))
        roomy(self.stop)
        self.stop.clicked.connect(self._cancel)
        row.addWidget(self.doing)
        row.addWidget(self.bar, 1)
        row.addWidget(self.left)
        row.addWidget(self.stop)
        self._patience = QTimer(self, singleShot=True, interval=STRIP_AFTER_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()
        runner.started.connect(self._begun)

    def _begun(self, task: Task) -> None:
        if not task.label:
            return
        self._tasks.append(task)
        task.progressed.connect(self._reached)
        task.finished.connect(self._over)
        if len(self._tasks) == 1:
            self._patience.start()
        self._paint()

    def _reached(self, reach: Reach) -> None:
        task = self.sender()
        if isinstance(task, Task) and task in self._tasks:
            self._reaches[task] = reach
            self._paint()

    def _over(self) -> None:
        task = self.sender()
        if isinstance(task, Task) and task in self._tasks:
            self._tasks.remove(task)
            self._reaches.pop(task, None)
        if self._tasks:
            self._paint()
        else:
            self._patience.stop()
            self.hide()

    def _appear(self) -> None:
        if self._tasks:
            self._paint()
            self.show()

    def _cancel(self) -> None:
        if self._tasks:
            self._tasks[0].cancel()
            self.stop.setEnabled(False)

    def _paint(self) -> None:
        task = self._tasks[0]
        reach = self._reaches.get(task)
        words = task.label
        if reach is not None and reach.doing:
            words += " · " + reach.doing
        if len(self._tasks) > 1:
            more = len(self._tasks) - 1
            words += " · " + ngettext("{n} more waiting", "{n} more waiting", more).format(n=more)
        self.doing.setText(words)
        known = reach is not None and reach.total > 0
        self.bar.setRange(0, 1000 if known else 0)
        if reach is not None and known:
            self.bar.setValue(1000 * reach.done // reach.total)
        self.left.setText(time_left(reach.seconds_left) if reach is not None else "")
        self.stop.setEnabled(not task.is_cancelled())


def told_below(strip: TaskStrip, notices: NoticeBar) -> QGridLayout:
    """Return the foot of a window: room that is always there, for the notice over the strip.

    Were it there only while something is told, a button would move from under the pointer, and the notice's
    own button would come to stand where it was.
    """
    foot = QGridLayout()
    foot.setContentsMargins(0, 0, 0, 0)
    for bar in (strip, notices):
        policy = bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        bar.setSizePolicy(policy)
        foot.addWidget(bar, 0, 0)
    notices.raise_()
    return foot


def time_left(seconds: float | None) -> str:
    """Return the time left in round words, or nothing where it cannot be told."""
    if seconds is None:
        return ""
    if seconds < 55:
        tens = max(5, round(seconds / 5) * 5)
        return ngettext("about {n} second left", "about {n} seconds left", tens).format(n=tens)
    minutes = round(seconds / 60)
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)
