"""A document onto a printer, at true size: nothing is fitted or shrunk."""

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.paper_view import MM, Papers, draw

DPI = 300.0  # codes of 14 mm have five dots a module at this


class PrinterRefused(PersonError):
    """The printer did not take the document."""


def printer_for(papers: Papers) -> QPrinter:
    """Return a printer set to the document's paper, without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    landscape = papers.width > papers.height
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDocName(papers.name)
    return printer


def print_papers(papers: Papers, printer: QPrinter, progress: Progress) -> int:
    """Print the chosen pages at true size, on any thread; return how many. Raises :class:`PrinterRefused`.

    The paper's corner is the corner of the picture: a printer cannot print on the last 3 to 6 mm of the
    paper, which the sheets keep free.
    """
    printer.setFullPage(True)  # the dialog may have set it back
    pages = _chosen(papers, printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused(
            _("The printer did not take the document."),
            _("See that it is switched on and has paper, or save the document as a PDF."),
        )
    try:
        dots = printer.resolution() / MM
        for number, page in enumerate(pages):
            progress.step(number, len(pages), _("page {n}").format(n=page))
            if number and not printer.newPage():
                raise PrinterRefused(_("The printer stopped."), _("See to the printer, then print again."))
            whole = QRectF(0, 0, papers.width * dots, papers.height * dots)
            painter.drawImage(whole, draw(papers, page, min(DPI, printer.resolution())))
    finally:
        painter.end()
    return len(pages)


def _chosen(papers: Papers, printer: QPrinter) -> range:
    first, last = 1, papers.pages
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(last, printer.toPage() or last)
    return range(first, last + 1)
