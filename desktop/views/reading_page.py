"""Signed sheets back in: pictures are read, looked through side by side with the paper, and entered."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import reading
from desktop.services.reading_parts import MissingPages, Proposal
from desktop.views.reading.busy_bar import BusyBar
from desktop.views.reading.handed import Handed, handed, is_handed, keep_pasted
from desktop.views.reading.kept import Kept, load_kept, save_kept
from desktop.views.reading.looking_through import LookingThrough
from desktop.views.reading.proposal_view import ProposalView
from desktop.views.reading.stack import Entered, Stack
from desktop.views.reading.start_panel import StartPanel
from desktop.views.reading.watching import Watching
from desktop.views.reading.words import entered_words, left_words
from desktop.views.support.notice import Notice, notice_of
from desktop.views.support.page import Page
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

PICTURES = "*.jpg *.jpeg *.png *.tif *.tiff *.pdf *.bmp *.webp"


class ReadingPage(Page):
    """Takes pictures in by every way there is; what they say is entered only once a person has seen it."""

    tables = frozenset(
        {
            "activity",
            "meeting",
            "enrolment",
            "attendance",
            "worker",
            "organisation",
            "sheet",
            "page_read",
            "receipt",
        }
    )
    help_topic = "reading"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._kept = load_kept(tools.places.folder)
        self._waiting = self._kept  # until it is read again or forgotten
        self._wished: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self.stack = Stack(tools.store, tools.runner, self)
        self.watching = Watching(tools.runner, tools.places.folder, self)
        self.start = StartPanel()
        self.busy = BusyBar()
        self.view = ProposalView()
        self.looking = LookingThrough(tools, self.stack, self.view, self)
        self.either = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.start.show_offer(len(self._kept.files()))
        self._watch(self._kept.watched)

    def refresh(self) -> None:
        """Look at the people of the rows again, and at what has not come back."""
        if self.stack.reads:
            self.stack.propose_soon()
        store = self._tools.store

        def look(_progress: Progress) -> Sequence[MissingPages]:
            return store.read(reading.missing_pages, store.now())

        self._tools.runner.read_newest(look, done=self._show_missing)

    def focus_search(self) -> None:
        """Go to the rows, or to the first way in."""
        self._take_focus()

    def undo_here(self) -> bool:
        """Take back the last decision about a row; without one, Ctrl+Z means the last operation."""
        return self.looking.undo_last()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a sheet with pages that have not come back, ready to note that one will not."""
        if kind == "missing-page":
            self._wished = item
            self.refresh()

    def begin(self, step: str) -> None:
        """Choose files where another page offered it."""
        if step == "files":
            self.ask_files()

    def read(self, files: Sequence[Path]) -> None:
        """Read files and folders, with what is here already."""
        self.stack.add(files)

    def ask_files(self) -> None:
        """Let the person choose pictures."""
        words = _("Photos and scans ({patterns})").format(patterns=f"{PICTURES} {PICTURES.upper()}")
        dialog = self._dialog(_("Choose photos or scans"), QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([words, _("All files (*)")])
        dialog.filesSelected.connect(self._read_chosen)
        dialog.open()

    def ask_folder(self) -> None:
        """Let the person choose a folder to read."""
        dialog = self._dialog(_("Choose a folder to read"), QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._read_chosen)
        dialog.open()

    def ask_watched(self) -> None:
        """Let the person choose the folder to watch."""
        dialog = self._dialog(_("Choose the folder to watch"), QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.watch)
        dialog.open()

    def watch(self, folder: str) -> None:
        """Read new pictures of this folder by themselves from now on; "" stops that."""
        self._watch(folder)
        self._write(replace(self._kept, watched=folder))

    def paste(self) -> None:
        """Read what was copied: files, or a picture, which is kept in the data folder first."""
        self._take(handed(QGuiApplication.clipboard().mimeData()))

    def showEvent(self, event: QShowEvent) -> None:
        """Have the keys work at once."""
        super().showEvent(event)
        self._take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures anywhere on the page."""
        if is_handed(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was let fall."""
        event.acceptProposedAction()
        self._take(handed(event.mimeData()))

    def _connect(self) -> None:
        start, stack = self.start, self.stack
        start.files_asked.connect(self.ask_files)
        start.folder_asked.connect(self.ask_folder)
        start.paste_asked.connect(self.paste)
        start.watch_asked.connect(self.ask_watched)
        start.unwatch_asked.connect(self._stop_watching)
        start.again_asked.connect(self._read_again)
        start.forget_asked.connect(self._forget)
        start.lost_asked.connect(self._note_lost)
        self.view.more_asked.connect(self.ask_files)
        self.view.away_asked.connect(self._put_away)
        self.busy.stop_asked.connect(stack.stop)
        stack.began.connect(self.busy.begin)
        stack.reached.connect(self.busy.show_reach)
        stack.ended.connect(self.busy.hide)
        stack.proposed.connect(self._show)
        stack.entered.connect(self._tell_entered)
        stack.refused.connect(self._refuse)
        stack.changed.connect(self._keep)
        self._tools.feed.tables_changed.connect(self._look_whether_undone)
        self.watching.found.connect(self._read_watched)
        self.watching.trouble.connect(self._tell_trouble)
        self.looking.said.connect(self.said)
        self._undoing.said.connect(self.said)
        keys_here = (
            ("Ctrl+V", self.paste),
            ("Ctrl+O", self.ask_files),
            ("Ctrl+Return", self.looking.accept),
            ("Ctrl+Enter", self.looking.accept),
        )
        for keys, act in keys_here:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.either.addWidget(self.start)
        self.either.addWidget(self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 12)
        whole.setSpacing(8)
        whole.addWidget(self.busy)
        whole.addWidget(self.either, 1)

    def _show(self, proposal: Proposal) -> None:
        there = bool(proposal.sheets or proposal.unused)
        was_there = self.either.currentWidget() is self.view
        self.either.setCurrentWidget(self.view if there else self.start)
        if there != was_there and self.isVisible():
            self._take_focus()

    def _show_missing(self, sheets: Sequence[MissingPages]) -> None:
        self.start.show_missing(sheets)
        wished, self._wished = self._wished, None
        if wished is not None:
            self.start.point_at(wished)

    def _take_focus(self) -> None:
        there = self.either.currentWidget() is self.view
        (self.view.rows if there else self.start.files).setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, found: Handed | None) -> None:
        if found is None:
            self.said.emit(Notice(_("There is no picture to paste."), _("Copy a picture or files first.")))
        elif found.image is not None:
            work = partial(keep_pasted, found.image, self._tools.places.incoming)
            self._tools.runner.run(work, done=self._read_pasted)
        else:
            self.read(found.files)

    def _read_watched(self, files: list[Path]) -> None:
        self.read(files)
        if not self.isVisible():
            count = len(files)
            words = ngettext(
                "{n} new picture in the watched folder is being read.",
                "{n} new pictures in the watched folder are being read.",
                count,
            )
            self.said.emit(Notice(words.format(n=count), action_label=_("Show"), action=self._come_here))

    def _come_here(self) -> None:
        self.open_page.emit("reading", "")

    def _look_whether_undone(self, tables: frozenset[str]) -> None:
        if "page_read" in tables:
            self.stack.look_whether_undone()

    def _read_pasted(self, file: Path) -> None:
        self.read([file])

    def _read_chosen(self, files: list[str]) -> None:
        self.read([Path(file) for file in files])

    def _read_again(self) -> None:
        waiting = self._waiting
        self._forget_offer()
        self.stack.decisions.update(waiting.decisions)
        self.read(waiting.files())

    def _forget(self) -> None:
        self._forget_offer()
        self._keep()

    def _forget_offer(self) -> None:
        self._waiting = Kept()
        self.start.show_offer(0)

    def _put_away(self) -> None:
        files, decisions = self.stack.files(), dict(self.stack.decisions)
        self.stack.clear()
        self._show(Proposal((), ()))

        def bring_back() -> None:
            self.stack.decisions.update(decisions)
            self.read(files)

        words = _("Put away; nothing of it was entered.")
        self.said.emit(Notice(words, action_label=_("Read it again"), action=bring_back))

    def _watch(self, folder: str) -> None:
        self.watching.watch(folder)
        self.start.show_watched(folder)

    def _stop_watching(self) -> None:
        self.watch("")

    def _tell_trouble(self, words: str) -> None:
        self.start.show_watched(self._kept.watched, words)

    def _keep(self) -> None:
        """Remember on disk what is not entered, so that closing the window loses nothing."""
        files = dict.fromkeys((*self._waiting.unentered, *map(str, self.stack.files())))
        decisions = {**self._waiting.decisions, **self.stack.decisions} if files else {}
        self._write(replace(self._kept, unentered=tuple(files), decisions=decisions))

    def _write(self, kept: Kept) -> None:
        if kept != self._kept:
            self._kept = kept
            self._tools.runner.run(partial(_save, self._tools.places.folder, kept))

    def _note_lost(self, sheet: UUID, page: int, reason: str) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(reading.note_lost, sheet, page, reason)
            return _("Page {page} is expected no more.").format(page=page), store.next_undo()

        self._tools.runner.run(work, done=self._noted, failed=self.start.reason.refuse)

    def _noted(self, outcome: tuple[str, str | None]) -> None:
        self.start.reason.close_bar()
        self._undoing.tell(*outcome)

    def _tell_entered(self, entered: Entered) -> None:
        accepted = entered.accepted
        self._undoing.tell(entered_words(accepted), entered.label, left_words(accepted))

    def _refuse(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        remembered = str(self._tools.memory.value("reading/folder", str(Path.home())))
        dialog = QFileDialog(self, title, remembered)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.directoryEntered.connect(self._remember_folder)
        return dialog

    def _remember_folder(self, folder: str) -> None:
        self._tools.memory.setValue("reading/folder", folder)


def _save(folder: Path, kept: Kept, _progress: Progress) -> None:
    save_kept(folder, kept)
