"""What is shown is what prints, at its true size; files are whole or not there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.core.progress import Silent
from desktop.paper.preview import PagePicture, count_pages, render_page
from desktop.views.support.paper_view import Papers, draw
from desktop.views.support.pdf_files import FileNotWritten, file_name, for_a_moment, write_pdf
from desktop.views.support.preview import Preview
from desktop.views.support.printing import print_papers, printer_for
from desktop.views.support.tasks import Runner


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    """Five A4 pages, each with a black square of 40 mm whose corner lies 28 mm right and 37 mm down."""
    file = tmp_path / "sheet.pdf"
    canvas = Canvas(str(file), pagesize=(210 * mm, 297 * mm))
    for _page in range(5):
        canvas.rect(28 * mm, (297 - 37 - 40) * mm, 40 * mm, 40 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    pdf = file.read_bytes()
    return Papers(pdf, 5, lambda page, dpi: render_page(pdf, page, dpi), "签到表")


@pytest.fixture
def preview(qtbot: QtBot, runner: Runner, papers: Papers) -> Iterator[Preview]:
    made = Preview(runner)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    made.show_papers(papers)
    qtbot.waitUntil(lambda: black_seen(made))
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy())


def black_seen(preview: Preview) -> bool:
    image = preview.view.viewport().grab().toImage()
    return any(
        image.pixelColor(x, y) == QColor("black")
        for x in range(0, image.width(), 12)
        for y in range(0, image.height(), 12)
    )


def test_only_pages_in_sight_are_drawn(qtbot: QtBot, runner: Runner, papers: Papers) -> None:
    drawn: list[int] = []

    def render(page: int, dpi: float) -> PagePicture:
        drawn.append(page)
        return render_page(papers.pdf, page, dpi)

    preview = Preview(runner)
    qtbot.addWidget(preview)
    preview.resize(700, 600)
    preview.show()
    preview.show_papers(replace(papers, render=render))
    qtbot.waitUntil(lambda: black_seen(preview))
    qtbot.waitUntil(lambda: not runner.is_busy())
    assert 5 not in drawn
    preview.view.go_to(5)
    qtbot.waitUntil(lambda: 5 in drawn)
    qtbot.waitUntil(lambda: not runner.is_busy())


def test_a_hundred_per_cent_is_the_true_size(preview: Preview) -> None:
    preview.zoom.setCurrentIndex(3)
    preview.zoom.activated.emit(3)
    assert preview.view.zoom() == 1.0
    assert preview.view.verticalScrollBar().maximum() == pytest.approx(
        5 * (297 / 25.4 * preview.view.screen_dpi() + 16) + 16 - preview.view.viewport().height(), abs=2
    )
    preview.zoom.activated.emit(0)
    assert preview.zoom.currentIndex() == 0


def test_pages_are_turned_by_keys_and_buttons(qtbot: QtBot, preview: Preview) -> None:
    preview.view.setFocus()
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.where.text() == "page 2 of 5"
    QTest.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.view.page() == 5
    QTest.keyClick(preview.view, Qt.Key.Key_Home)
    QTest.mouseClick(preview.forth, Qt.MouseButton.LeftButton)
    assert preview.view.page() == 2


def test_what_is_printed_has_its_true_size_and_place(qapp: object, papers: Papers, tmp_path: Path) -> None:
    printer = printer_for(papers)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_papers(papers, printer, Silent()) == 2
    out = tmp_path / "out.pdf"
    assert count_pages(out) == 2
    again = draw(replace(papers, render=lambda page, dpi: render_page(out, page, dpi)), 1, 254)
    assert black_box(again) == pytest.approx((280, 370, 680, 770), abs=3)


def black_box(image: QImage) -> tuple[int, int, int, int]:
    row = [x for x in range(image.width()) if image.pixelColor(x, 500).lightness() < 128]
    column = [y for y in range(image.height()) if image.pixelColor(400, y).lightness() < 128]
    return row[0], column[0], row[-1] + 1, column[-1] + 1


def test_printing_goes_through_the_runner_and_is_told(
    qtbot: QtBot, preview: Preview, papers: Papers, tmp_path: Path
) -> None:
    printer = printer_for(papers)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(preview.printed) as told:
        preview.print_on(printer)
    assert told.args == [5]


def test_a_saved_pdf_is_whole(qtbot: QtBot, preview: Preview, papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "kept.pdf"
    with qtbot.waitSignal(preview.said):
        preview.save_to(str(file))
    assert file.read_bytes() == papers.pdf
    assert sorted(part.name for part in tmp_path.iterdir()) == ["kept.pdf", "sheet.pdf"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten, match=r"kept\.pdf could not be written"):
        write_pdf(b"%PDF", tmp_path / "nowhere" / "kept.pdf")


def test_names_are_made_fit_for_files() -> None:
    assert file_name('12/5 "读书会": 签到表?') == "12_5 _读书会__ 签到表_"
    assert file_name(" . ") == "yijia"


def test_a_pdf_for_a_moment_is_private() -> None:
    file = for_a_moment(b"%PDF", "名单")
    assert file.name == "名单.pdf"
    assert file.parent.stat().st_mode & 0o077 == 0


def test_nothing_shown_nothing_to_print(preview: Preview) -> None:
    preview.clear()
    assert not preview.print_button.isEnabled()
    preview.ask_printer()
    preview.ask_file()
    preview.open_outside()
    assert preview.where.text() == ""


def test_a_page_that_cannot_be_drawn_is_told_once(qtbot: QtBot, runner: Runner, papers: Papers) -> None:
    asked: list[int] = []

    def render(page: int, dpi: float) -> PagePicture:
        asked.append(page)
        raise OSError("torn")

    preview = Preview(runner)
    qtbot.addWidget(preview)
    preview.resize(500, 400)
    preview.show()
    with qtbot.waitSignal(runner.went_wrong):
        preview.show_papers(replace(papers, pages=1, render=render))
    preview.view.viewport().repaint()
    qtbot.waitUntil(lambda: not runner.is_busy())
    assert asked == [1]


def test_the_person_is_asked_for_a_printer_and_for_a_place(
    qtbot: QtBot, preview: Preview, tmp_path: Path
) -> None:
    preview.ask_printer()
    printing = preview.findChild(QPrintDialog)
    assert printing is not None and printing.isVisible()
    printing.reject()
    qtbot.waitUntil(lambda: preview.findChild(QPrintDialog) is None)
    preview.ask_file()
    saving = preview.findChild(QFileDialog)
    assert saving is not None
    assert Path(saving.selectedFiles()[0]).name == "签到表.pdf"
    with qtbot.waitSignal(preview.said):
        saving.fileSelected.emit(str(tmp_path / "chosen.pdf"))
    saving.reject()
    qtbot.waitUntil(lambda: preview.findChild(QFileDialog) is None)
    assert (tmp_path / "chosen.pdf").is_file()


def test_the_size_stays_within_bounds(preview: Preview) -> None:
    for factor in (100.0, 0.0001):
        preview.view.set_zoom(factor)
        assert 0.25 <= preview.view.zoom() <= 4.0
