"""The log of what changed on the rosters: of the batch in sight, or of all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from desktop.core.i18n import _
from desktop.services.trip_roster_log import ChangeLine, kind_word
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import muted, roomy
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools
from desktop.views.trips.roster_part import RosterPart, Seen


class RosterChanges(RosterPart):
    """A line a change; below it who was passed over, and why."""

    print_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.all = QCheckBox(_("All batches"))
        self.print = QPushButton(icon("printer-outline"), _("Print the record"))
        roomy(self.print)
        self.table = ShortTable(
            _("Changes of the rosters"),
            [_("No."), _("When"), _("What"), _("Who left"), _("Who came"), _("Reason"), _("Decided by")],
            5,
            frozenset({0}),
        )
        self.empty = EmptyState(
            "history",
            _("Nothing changed yet"),
            _("Who leaves, comes instead, moves or is missing is kept here with the reason."),
        )
        self.passed = QLabel()
        self.passed.setTextFormat(Qt.TextFormat.PlainText)
        self.passed.setWordWrap(True)
        self.passed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        muted(self.passed)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.all)
        top.addStretch(1)
        top.addWidget(self.print)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self.passed)
        self.all.toggled.connect(self._show)
        self.print.clicked.connect(self.print_asked)
        self.table.chosen.connect(self._tell_passed)
        self.table.said.connect(self.said)

    def show_seen(self, seen: Seen) -> None:
        """Show the log."""
        super().show_seen(seen)
        self._show()

    def _show(self, _ticked: bool = False) -> None:
        rows = [_row(one) for one in self._lines()]
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.print.setEnabled(bool(rows))
        self.table.show_rows(rows)
        self._tell_passed()

    def _lines(self) -> list[ChangeLine]:
        if self.seen is None:
            return []
        batch = self.seen.roster.batch.id if self.seen.roster else None
        if self.all.isChecked() or batch is None:
            return list(self.seen.log)
        return [one for one in self.seen.log if batch in (one.from_batch_id, one.to_batch_id)]

    def _tell_passed(self, _key: object = None) -> None:
        key = self.table.key()
        chosen = next((one for one in self._lines() if one.id == key), None)
        words = chosen.passed_over if chosen else ""
        self.passed.setText(_("Passed over:") + "\n" + words if words else "")
        self.passed.setVisible(bool(words))


def _row(one: ChangeLine) -> ShortRow:
    came = one.in_name or (one.to_batch if one.to_batch != one.from_batch else "")
    where = one.from_batch if one.from_batch == one.to_batch else f"{one.from_batch} → {one.to_batch}"
    return ShortRow(
        one.id,
        (
            str(one.number),
            moment_words(one.at),
            kind_word(one.kind),
            one.out_name or "–",
            came or "–",
            one.reason,
            one.by,
        ),
        hint=f"{where.strip(' →')} · {one.out_organisation} · {one.in_organisation}".rstrip(" ·"),
    )
