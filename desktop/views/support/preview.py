"""Print preview: the pages as they will print, and what one does with them."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.paper_view import Papers, PaperView
from desktop.views.support.pdf_files import file_name, for_a_moment, write_pdf
from desktop.views.support.printing import print_papers, printer_for
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import muted, primary, roomy

__all__ = ["Papers", "Preview"]

_SIZES = (0.5, 0.75, 1.0, 1.5, 2.0)


class Preview(QWidget):
    """The pages, with zoom, page turning, Print, Save as PDF, and Open."""

    said = Signal(object)  # Notice
    printed = Signal(int)  # pages sent to the printer

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._papers: Papers | None = None
        self._printer: QPrinter | None = None
        self.folder = Path.home()  # offered first when the PDF is saved
        self.view = PaperView(runner)
        self.view.setAccessibleName(_("Preview"))
        self.view.page_changed.connect(self._tell_page)
        self.view.zoom_changed.connect(self._tell_zoom)
        self.where = QLabel()
        muted(self.where)
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(_("Size"))
        roomy(self.zoom)
        self.zoom.addItem(_("Whole width"), 0.0)
        for zoom in _SIZES:
            self.zoom.addItem(f"{zoom:.0%}", zoom)
        self.zoom.activated.connect(self._choose_size)
        self.back = self._turner("chevron-up", _("Page before (Page Up)"), -1)
        self.forth = self._turner("chevron-down", _("Next page (Page Down)"), 1)
        self.print_button = QPushButton(icon("printer", "on_accent"), _("Print …"))
        primary(self.print_button)
        self.print_button.clicked.connect(self.ask_printer)
        self.save_button = QPushButton(icon("content-save-outline"), _("Save as PDF …"))
        self.save_button.clicked.connect(self.ask_file)
        self.open_button = QPushButton(icon("open-in-new"), _("Open"))
        self.open_button.setToolTip(_("Open in the system's PDF viewer"))
        self.open_button.clicked.connect(self.open_outside)
        self._lay_out()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.activated.connect(self.ask_printer)
        self._enable(False)

    def show_papers(self, papers: Papers) -> None:
        """Show a document from its first page."""
        self._papers = papers
        self._enable(True)
        self.view.show_papers(papers)
        self.view.fit_width()
        self._tell_page(self.view.page())

    def papers(self) -> Papers | None:
        """Return the document shown."""
        return self._papers

    def compact(self) -> None:
        """Show open and save as icons only, where there is little room beside a list."""
        for button in (self.open_button, self.save_button):
            if not button.toolTip():
                button.setToolTip(button.text())
            button.setAccessibleName(button.text())
            button.setText("")

    def clear(self) -> None:
        """Show nothing."""
        self._papers = None
        self.view.clear()
        self.where.clear()
        self._enable(False)

    def ask_printer(self) -> None:
        """Let the person choose a printer and pages, then print."""
        if self._papers is None:
            return
        self._printer = printer_for(self._papers)
        dialog = QPrintDialog(self._printer, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, self._papers.pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.accepted.connect(self._print_as_chosen)
        dialog.show()

    def _print_as_chosen(self) -> None:
        if self._printer is not None:
            self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print at true size."""
        papers = self._papers
        if papers is None:
            return

        def work(progress: Progress) -> int:
            return print_papers(papers, printer, progress)

        self._runner.read(work, done=self._tell_printed, label=_("Printing"))

    def ask_file(self) -> None:
        """Let the person choose where the PDF goes, then write it."""
        if self._papers is None:
            return
        place = self.folder / f"{file_name(self._papers.name)}.pdf"
        dialog = QFileDialog(self, _("Save as PDF"), str(place), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, file: str) -> None:
        """Write the PDF there; an older file of that name is replaced only once the new one is whole."""
        papers = self._papers
        if papers is None:
            return

        def work(_progress: Progress) -> Path:
            return write_pdf(papers.pdf, Path(file))

        self._runner.read(work, done=self._tell_saved, label=_("Saving"))

    def open_outside(self) -> None:
        """Open the PDF in the viewer the system keeps for such files."""
        papers = self._papers
        if papers is None:
            return

        def work(_progress: Progress) -> Path:
            return for_a_moment(papers.pdf, papers.name)

        self._runner.read(work, done=self._open)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.back, self.forth, self.where, self.zoom):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.open_button, self.save_button, self.print_button):
            roomy(button)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _turner(self, icon_name: str, words: str, by: int) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(icon(icon_name))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("by", by)
        button.clicked.connect(self._turn)
        return button

    def _turn(self) -> None:
        button = self.sender()
        if button is not None:
            self.view.go_to(self.view.page() + int(button.property("by")))

    def _enable(self, there: bool) -> None:
        buttons = (self.print_button, self.save_button, self.open_button)
        for widget in (self.back, self.forth, self.zoom, *buttons):
            widget.setEnabled(there)

    def _choose_size(self, number: int) -> None:
        zoom = float(self.zoom.itemData(number) or 0)
        if zoom:
            self.view.set_zoom(zoom)
        else:
            self.view.fit_width()

    def _tell_page(self, page: int) -> None:
        if self._papers is not None:
            self.where.setText(_("page {n} of {m}").format(n=page, m=self._papers.pages))

    def _tell_zoom(self, zoom: float) -> None:
        number = next((n for n, size in enumerate(_SIZES, start=1) if abs(size - zoom) < 0.005), 0)
        self.zoom.setCurrentIndex(number)
        self.zoom.setToolTip(f"{zoom:.0%}")

    def _tell_printed(self, count: int) -> None:
        words = ngettext("{n} page sent to the printer.", "{n} pages sent to the printer.", count)
        self.said.emit(Notice(words.format(n=count)))
        self.printed.emit(count)

    def _tell_saved(self, file: Path) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=file.name)))

    def _open(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
