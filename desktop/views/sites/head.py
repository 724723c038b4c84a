"""What stands above the tabs of a site: its name, what and where it is, its state, and what one does."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services.site_words import SiteKind, SiteStatus, kind_word, site_word, status_word
from desktop.services.sites import SiteCard, SiteLine
from desktop.views.sites.looks import kind_picture, status_tones
from desktop.views.support.date_fields import spelt_day
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, titled, toned

_MOST_LISTED = 40  # sites inside, in the menu


class Head(QWidget):
    """The head of one site, or of a new one."""

    status_asked = Signal()
    removal_asked = Signal()
    new_asked = Signal(object)  # SiteKind
    site_asked = Signal(object)  # UUID

    def __init__(self) -> None:
        super().__init__()
        self._parent_site: UUID | None = None
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        titled(self.title, 1.3)
        self.what = QLabel()
        self.what.setWordWrap(True)
        self.what.setTextFormat(Qt.TextFormat.PlainText)
        muted(self.what)
        self.state, self.now = _label(), _label()
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        muted(self.reason)
        self.above, self.inside = QToolButton(autoRaise=True), QToolButton(autoRaise=True)
        self.new_here = QToolButton()
        self.change = QPushButton(icon("swap-horizontal"), _("Change the state…"))
        self.remove = QPushButton(icon("trash-can-outline"), _("Remove"))
        self._lay_out()
        self.above.clicked.connect(self._ask_parent)
        self.change.clicked.connect(self.status_asked)
        self.remove.clicked.connect(self.removal_asked)

    def show_site(self, card: SiteCard, inside: Sequence[SiteLine], open_now: bool | None) -> None:
        """Show what is known of a site; ``inside`` are the sites that stand directly in it."""
        self.title.setText(card.name)
        self.what.setText(_what_words(card))
        self._show_state(card, open_now)
        self._parent_site = card.entry.parent_id
        self.above.setText(_("Inside {name}").format(name=card.parent))
        self.above.setVisible(card.entry.parent_id is not None)
        self._show_inside(inside)
        for widget in (self.new_here, self.change, self.remove):
            widget.show()

    def show_new(self, parent: str) -> None:
        """Show the head of a site that is not on file yet."""
        self.title.setText(_("New site in {name}").format(name=parent) if parent else _("New site"))
        self.what.setText(_("A name, what kind it is and its district are enough; the rest may follow."))
        unknown: tuple[QWidget, ...] = (self.state, self.now, self.reason, self.above, self.inside)
        for widget in (*unknown, self.new_here, self.change, self.remove):
            widget.hide()

    def _show_state(self, card: SiteCard, open_now: bool | None) -> None:
        status = card.entry.status
        self.state.setText(status_word(status))
        toned(self.state, *status_tones(status))
        self.state.show()
        self.now.setVisible(open_now is not None and status is SiteStatus.OPEN)
        self.now.setText(_("Open now") if open_now else _("Shut now"))
        toned(self.now, "good" if open_now else "quiet", "good_ground" if open_now else "stripe")
        self.reason.setText(_reason_words(card))
        self.reason.setVisible(bool(self.reason.text()))

    def _show_inside(self, inside: Sequence[SiteLine]) -> None:
        count = len(inside)
        words = ngettext("Contains {n} site", "Contains {n} sites", count)
        self.inside.setText(words.format(n=count))
        self.inside.setVisible(count > 0)
        menu = QMenu(self.inside)
        for one in inside[:_MOST_LISTED]:
            action = menu.addAction(icon(kind_picture(one.kind, one.afloat)), one.name.replace("&", "&&"))
            action.triggered.connect(partial(self.site_asked.emit, one.id))
        old = self.inside.menu()
        self.inside.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _lay_out(self) -> None:
        self.above.setIcon(icon("arrow-up"))
        self.above.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.above.setToolTip(_("Show the site it stands in"))
        self.inside.setIcon(icon("file-tree-outline"))
        self.inside.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.inside.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.new_here.setIcon(icon("plus"))
        self.new_here.setText(_("New in here"))
        self.new_here.setToolTip(_("A new site that stands inside this one"))
        self.new_here.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.new_here.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        kinds = QMenu(self.new_here)
        for kind in SiteKind:
            action = kinds.addAction(icon(kind_picture(kind)), kind_word(kind))
            action.triggered.connect(partial(self.new_asked.emit, kind))
        self.new_here.setMenu(kinds)
        states = QHBoxLayout()
        states.setSpacing(8)
        for widget in (self.state, self.now, self.above, self.inside):
            states.addWidget(widget)
        states.addStretch(1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in (self.change, self.new_here, self.remove):
            roomy(button)
            actions.addWidget(button)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.what)
        column.addLayout(states)
        column.addWidget(self.reason)
        column.addLayout(actions)

    def _ask_parent(self) -> None:
        if self._parent_site is not None:
            self.site_asked.emit(self._parent_site)


def _label() -> QLabel:
    label = QLabel()
    label.setContentsMargins(10, 3, 10, 3)
    return label


def _what_words(card: SiteCard) -> str:
    entry = card.entry
    stars = ""
    if card.stars:
        stars = "★" * card.stars + (f" {card.stars_year}" if card.stars_year else "")
    parts = (site_word(entry.kind, entry.afloat), entry.district, entry.island, entry.code, stars, card.hours)
    return " · ".join(part for part in parts if part)


def _reason_words(card: SiteCard) -> str:
    """Return since when and why; of a planned site, for when."""
    entry = card.entry
    if entry.status is SiteStatus.OPEN:
        return ""
    if entry.status is SiteStatus.PLANNED and entry.planned_for is not None:
        return _("Planned for {day}. {reason}").format(
            day=spelt_day(entry.planned_for), reason=entry.status_reason
        )
    if card.status_since is None:
        return entry.status_reason
    return _("Since {day}: {reason}").format(day=spelt_day(card.status_since), reason=entry.status_reason)
