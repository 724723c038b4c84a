"""Papers of a site: the plate at its door, a notice, and its whole file, each as it will print."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import sites
from desktop.services.site_file import FileRequest, prepare_site_file
from desktop.services.site_papers import NoticeRequest, prepare_notice, prepare_plates
from desktop.services.sites import SiteCard, SiteFilter
from desktop.storage.store import Store
from desktop.views.sites.papers_options import Asked, Many, PapersOptions
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import toned
from desktop.views.support.tools import Tools

Drawn = tuple[Papers, tuple[str, ...]]


class PapersTab(SiteTab):
    """Drawn anew at each change of what is wanted; the newest wish counts."""

    tables = frozenset({"site", "opening_hours", "site_amenity"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._drawn: Asked | None = None
        self.options = PapersOptions(self._today)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        self.preview = Preview(tools.runner)
        self.preview.compact()
        self.preview.folder = tools.places.papers
        self.preview.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.options)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        self.options.changed.connect(self._draw)

    def show_site(self, site: UUID | None) -> None:
        """Draw the paper chosen last for another site, or anew for this one."""
        other, self._site, self._drawn = site != self._site, site, None
        if not other or site is None:
            self._draw()
            return
        self.preview.clear()
        store = self._tools.store

        def look(_progress: Progress) -> SiteCard:
            return store.read(sites.card, site)

        self._tools.runner.read_newest(look, done=self._begin)

    def _begin(self, card: SiteCard) -> None:
        if card.id == self._site:
            self.options.offer(card)
            self._draw()

    def _draw(self) -> None:
        site, store = self._site, self._tools.store
        asked = None if site is None else self.options.asked(site, self._tools.settings.office)
        if site is None or asked is None or asked == self._drawn:
            return
        self._drawn = asked

        def work(progress: Progress) -> Drawn:
            return drawn(store, site, asked, progress)

        self._tools.runner.read_newest(work, done=self._show, failed=self._refused)

    def _show(self, outcome: Drawn) -> None:
        papers, faults = outcome
        self._warn("\n".join(faults), "due")
        self.preview.show_papers(papers)

    def _refused(self, failure: Failure) -> None:
        """Say what is missing: under its field, or above the paper."""
        self._drawn = None
        self.preview.clear()
        at_field = self.options.refuse(failure)
        self._warn("" if at_field else f"{failure.sentence} {failure.remedy}".strip(), "error")

    def _warn(self, words: str, tone: str) -> None:
        toned(self.warning, tone)
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()


def drawn(store: Store, site: UUID, asked: Asked, progress: Progress) -> Drawn:
    """Draw what is asked for (any thread). Raises what the services raise."""
    card, request = store.read(sites.card, site), asked.request
    if isinstance(request, FileRequest):
        made, name = store.read(prepare_site_file, request, progress), _("File of {name}")
    elif isinstance(request, NoticeRequest):
        made, name = store.read(prepare_notice, request), _("Notice of {name}")
    else:
        request = replace(request, site_ids=_all(store, site, asked.many))
        made, name = store.read(prepare_plates, request, progress), _("Door plate of {name}")
    return papers_of(made.pdf, made.pages, name.format(name=card.name)), warnings(made.unprintable, made.cut)


def _all(store: Store, site: UUID, many: Many) -> tuple[UUID, ...]:
    """Return the sites of which plates are wanted, this one first."""
    if many is Many.THIS:
        return (site,)
    if many is Many.INSIDE:
        wanted = SiteFilter(inside=site)
    else:
        entry = store.read(sites.card, site).entry
        districts = frozenset({entry.district}) if many is Many.DISTRICT else frozenset[str]()
        wanted = SiteFilter(kinds=frozenset({entry.kind}), districts=districts)
    lines = store.read(sites.listed, wanted)
    others = [line.id for line in lines if line.status is not sites.SiteStatus.CLOSED]
    return (site, *(one for one in others if one != site))
