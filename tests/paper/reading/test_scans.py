"""Of a scanned PDF come the scanner's own pictures; anything else is rendered."""

import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.paper.preview import render_page
from desktop.paper.reading import failures
from desktop.paper.reading.failures import Spoilt
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.sources import count_pictures, picture, pictures_in
from desktop.paper.sheet_pdf import draw_sheet
from tests.paper.reading.makers import dark_corner, jpeg, paper, scanned_pdf, written
from tests.paper.sheets import sheet

A4 = (595.0, 842.0)


def test_a_scanned_page_is_the_scanners_own_picture(tmp_path: Path) -> None:
    data = jpeg(paper(827, 1170, red=True), quality=80)
    found = picture(scanned_pdf(tmp_path / "scan.pdf", [data]))
    own = picture(written(tmp_path / "own.jpg", data))
    assert np.array_equal(found.grey, own.grey)
    assert found.colour is not None and own.colour is not None
    assert np.array_equal(found.colour, own.colour)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("written_on", [False, True])
def test_a_page_is_seen_as_the_pdf_shows_it(
    tmp_path: Path, rotation: int, quarters: int, written_on: bool
) -> None:
    """Whether the picture is taken out or rendered makes no difference to how it lies."""
    path = scanned_pdf(
        tmp_path / "scan.pdf",
        [jpeg(paper(827, 1170))],
        rotation=rotation,
        quarters=quarters,
        written_on=written_on,
    )
    found = picture(path).grey
    shown = render_page(path, 1, 50)
    seen = np.frombuffer(shown.pixels, np.uint8).reshape(shown.height, shown.width, 3)[..., 0]
    assert dark_corner(found) == dark_corner(seen)
    assert found.shape[1] / found.shape[0] == pytest.approx(shown.width / shown.height, rel=0.02)


def test_what_was_written_on_a_scan_is_seen(tmp_path: Path) -> None:
    data = [jpeg(paper(827, 1170))]
    bare = picture(scanned_pdf(tmp_path / "bare.pdf", data)).grey
    marked = picture(scanned_pdf(tmp_path / "marked.pdf", data, written_on=True)).grey
    assert (marked < 60).mean() > (bare < 60).mean() + 0.01


def test_the_hidden_words_of_a_recognised_scan_change_nothing(tmp_path: Path) -> None:
    canvas, path = _canvas(tmp_path / "words.pdf")
    canvas.drawImage(_reader(jpeg(paper(827, 1170))), 0, 0, *A4)
    words = canvas.beginText(100, 100)
    words.setTextRenderMode(3)
    words.textLine("recognised")
    canvas.drawText(words)
    canvas.save()
    assert picture(path).grey.shape == (1170, 827)


def test_a_page_scanned_in_black_and_white_is_rendered_as_finely_as_it_was_scanned(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    paper(2480, 3508).convert("1", dither=Image.Dither.NONE).save(path, resolution=300)
    found = picture(path)
    assert found.grey.shape == pytest.approx((3508, 2480), abs=3)
    assert found.colour is None
    assert dark_corner(found.grey) == "top left"
    assert found.grey[2000:].mean() > 250


def test_a_page_that_was_never_paper_is_rendered_at_200_dpi(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    draw_sheet(sheet(), path)
    assert picture(path).grey.shape == pytest.approx((2339, 1654), abs=1)


def test_a_page_put_together_from_strips_is_one_picture(tmp_path: Path) -> None:
    canvas, path = _canvas(tmp_path / "strips.pdf")
    whole = paper(827, 1170)
    for n in range(3):
        strip = whole.crop((0, 390 * n, 827, 390 * (n + 1)))
        canvas.drawImage(_reader(jpeg(strip)), 0, A4[1] * (2 - n) / 3, A4[0], A4[1] / 3)
    canvas.save()
    (found,) = pictures_in(path)
    assert isinstance(found, Picture)
    assert dark_corner(found.grey) == "top left"
    assert found.grey.shape == pytest.approx((1754, 1240), abs=3)


def test_a_negative_that_the_pdf_turns_round_is_read_as_shown(tmp_path: Path) -> None:
    page = paper(827, 1170).convert("L").point(lambda value: 255 - value)
    path = tmp_path / "scan.pdf"
    data = scanned_pdf(tmp_path / "plain.pdf", [jpeg(page)]).read_bytes()
    assert b"/ColorSpace/DeviceGray" in data or b"/ColorSpace /DeviceGray" in data
    mark = b"/ColorSpace/DeviceGray" if b"/ColorSpace/DeviceGray" in data else b"/ColorSpace /DeviceGray"
    written(path, data.replace(mark, mark + b"/Decode[1 0]"))
    assert picture(path).grey[600:].mean() > 225


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=1))
    canvas.drawString(100, 100, "hidden")
    canvas.save()
    for call in (count_pictures, picture):
        with pytest.raises(failures.PdfLocked) as told:
            call(path)
        assert told.value.sentence == "locked.pdf is protected with a password."


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    path = tmp_path / "owned.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("", "owner"))
    canvas.drawString(100, 100, "open")
    canvas.save()
    assert picture(path).grey.min() < 100


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_what_only_begins_like_a_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(failures.PictureTorn):
        next(pictures_in(written(tmp_path / "scan.pdf", data)))


def test_of_a_pdf_cut_off_come_the_pages_that_are_there_or_a_sentence(tmp_path: Path) -> None:
    data = scanned_pdf(tmp_path / "whole.pdf", [jpeg(paper(300 + n, 420)) for n in range(5)]).read_bytes()
    for share in (0.2, 0.5, 0.8, 0.99):
        path = written(tmp_path / "cut.pdf", data[: int(len(data) * share)])
        try:
            found = list(pictures_in(path))
        except failures.PictureTorn:
            continue
        assert found


def test_a_torn_page_does_not_lose_those_behind_it(tmp_path: Path) -> None:
    middle = jpeg(paper(310, 420))
    path = scanned_pdf(tmp_path / "scan.pdf", [jpeg(paper(300, 420)), middle, jpeg(paper(320, 420))])
    data = path.read_bytes()
    assert data.count(middle) == 1
    written(path, data.replace(middle, middle[:2] + bytes(len(middle) - 2)))
    first, *torn, last = pictures_in(path)
    assert isinstance(first, Picture) and isinstance(last, Picture)
    assert (first.number, last.number, last.grey.shape[1]) == (1, 3, 320)
    assert [one.number for one in torn] == [2]
    assert isinstance(torn[0], Spoilt)


def test_a_page_with_a_picture_nobody_can_hold_is_passed_over(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "scan.pdf", [jpeg(paper(300, 420)), jpeg(paper(310, 420))])
    data = path.read_bytes()
    assert data.count(b"/Width 300") == 1
    written(path, data.replace(b"/Width 300", b"/Width 9000000"))
    found = list(pictures_in(path))
    assert isinstance(found[0], Spoilt)
    assert "too large" in found[0].sentence
    assert isinstance(found[1], Picture)


def test_a_long_stack_comes_whole_and_in_order(tmp_path: Path) -> None:
    """The document is opened anew now and then, so that memory does not grow with it."""
    path = scanned_pdf(tmp_path / "scan.pdf", [jpeg(paper(100 + n, 140)) for n in range(45)])
    found = [one for one in pictures_in(path) if isinstance(one, Picture)]
    assert [one.number for one in found] == list(range(1, 46))
    assert [one.grey.shape[1] for one in found] == [100 + n for n in range(45)]


def test_one_page_is_read_again_by_its_number(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "scan.pdf", [jpeg(paper(300 + n, 420)) for n in range(4)])
    assert count_pictures(path) == 4
    assert (picture(path, 3).number, picture(path, 3).grey.shape[1]) == (3, 302)
    for number in (0, 5):
        with pytest.raises(failures.NoSuchPage):
            picture(path, number)


def test_others_may_draw_while_a_stack_is_being_read(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "scan.pdf", [jpeg(paper(300, 420)) for _ in range(6)])
    drawn_pages = []
    reading = pictures_in(path)
    next(reading)
    other = threading.Thread(target=lambda: drawn_pages.append(render_page(path, 1, 30)))
    other.start()
    other.join(30)
    assert len(drawn_pages) == 1
    assert len(list(reading)) == 5


def test_a_stack_left_in_the_middle_lets_go_of_its_file(tmp_path: Path) -> None:
    path = scanned_pdf(tmp_path / "scan.pdf", [jpeg(paper(300, 420)) for _ in range(3)])
    reading = pictures_in(path)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    path.unlink()
    assert not path.exists()


def _canvas(path: Path) -> tuple[Canvas, Path]:
    return Canvas(str(path), pagesize=A4), path


def _reader(data: bytes) -> ImageReader:
    return ImageReader(io.BytesIO(data))
