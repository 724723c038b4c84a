"""The fields of the chosen site, or of a new one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import sites
from desktop.services.site_words import SiteKind
from desktop.services.sites import SiteCard, SiteEntry, StatusLine
from desktop.views.sites.site_form import Offered, SiteForm
from desktop.views.sites.site_tab import SiteTab
from desktop.views.sites.state_history import StateHistory
from desktop.views.support.named_fields import Named, spell
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class DetailsTab(SiteTab):
    """The form; a new site is written in it too."""

    kept = Signal(object, bool)  # UUID of the site just saved, whether it was new
    given_up = Signal()  # the new site was put away unsaved

    tables = frozenset({"site", "site_status"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._new = False
        self._outdated = True  # what the fields complete from
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.form = SiteForm(self._today)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)
        self.form.kind.edited.connect(self._ask_code)
        inside = QWidget()
        padded = QVBoxLayout(inside)
        padded.setContentsMargins(0, 12, 12, 8)
        padded.setSpacing(12)
        padded.addWidget(self.form)
        self.history = StateHistory()
        padded.addWidget(self.history)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_site(self, site: UUID | None) -> None:
        """Read a site; what is being typed about the same one stays."""
        if site is None or (site == self._site and not self._new and self.form.is_dirty()):
            return
        if site != self._site or self._new:
            self._area.verticalScrollBar().setValue(0)
        self._site, self._new = site, False
        self._offer()
        store = self._tools.store

        def look(_progress: Progress) -> tuple[list[SiteCard], Sequence[StatusLine]]:
            return store.read(sites.cards, [site]), store.read(sites.status_history, site)

        self._tools.runner.read_newest(look, done=self._show)

    def show_new(self, entry: SiteEntry, parent: str) -> None:
        """Show a form for a new site."""
        self._site, self._new = None, True
        self._area.verticalScrollBar().setValue(0)
        self.form.show_blank(entry, parent)
        self.history.show_lines(())
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()
        self._ask_code()

    def outdate(self) -> None:
        """Read what the fields complete from again when it is next needed."""
        self._outdated = True

    def is_new(self) -> bool:
        """Say whether a new site is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.form.is_dirty()

    def forget(self) -> None:
        """Put back what was typed."""
        self.form.put_back()

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def _show(self, outcome: tuple[list[SiteCard], Sequence[StatusLine]]) -> None:
        found, history = outcome
        if not found or found[0].id != self._site or self._new:
            return
        self.history.show_lines(history)
        if not self.form.is_dirty():
            self.form.show_card(found[0])

    def _offer(self) -> None:
        if not self._outdated:
            return
        self._outdated = False
        store = self._tools.store

        def look(_progress: Progress) -> Offered:
            lines = store.read(sites.listed)
            return Offered(
                spell([Named(one.id, one.name, one.code or one.district) for one in lines]),
                store.read(sites.districts),
                store.read(sites.islands),
                store.read(sites.hosts),
                store.read(sites.fund_sources),
            )

        self._tools.runner.read_newest(look, done=self.form.offer)

    def _ask_code(self) -> None:
        if not self._new or self.form.code.is_dirty():
            return
        store, kind = self._tools.store, self.form.kind.value()

        def look(_progress: Progress) -> tuple[SiteKind, str]:
            return kind, store.read(sites.next_code, kind)

        self._tools.runner.read_newest(look, done=self._propose_code)

    def _propose_code(self, proposal: tuple[SiteKind, str]) -> None:
        kind, code = proposal
        if self._new and self.form.kind.value() is kind:
            self.form.propose_code(code)

    def _save(self) -> None:
        entry, store, site = self.form.entry(), self._tools.store, self._site

        def work(_progress: Progress) -> tuple[SiteCard, str | None]:
            card = store.do(sites.create, entry) if site is None else store.do(sites.change, site, entry)
            return card, store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[SiteCard, str | None]) -> None:
        card, label = outcome
        was_new, self._new, self._site = self._new, False, card.id
        self.form.show_card(card)
        words = _("“{name}” is on the register.") if was_new else _("“{name}” is saved.")
        self._undoing.tell(words.format(name=card.name), label)
        self.kept.emit(card.id, was_new)

    def _put_away(self) -> None:
        if self._new:
            self.given_up.emit()
