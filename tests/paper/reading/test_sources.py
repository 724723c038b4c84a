"""Pictures come out of files whatever their format; what is no picture says so."""

import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop.paper.reading import failures
from desktop.paper.reading.failures import Spoilt
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.sources import count_pictures, picture, pictures_in
from tests.paper.reading.makers import (
    claimed_png,
    dark_corner,
    held,
    jpeg,
    paper,
    scanned_pdf,
    tiff,
    written,
)

NOBODY = 65534


def only(path: Path) -> Picture:
    """The one picture of a file."""
    (found,) = pictures_in(path)
    assert isinstance(found, Picture)
    return found


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "BMP", "WEBP", "TIFF", "GIF"])
def test_every_format_gives_the_same_picture(tmp_path: Path, format_: str) -> None:
    paper(red=True).save(tmp_path / "page", format_)
    found = only(tmp_path / "page")
    assert (found.grey.shape, found.name, found.number) == ((594, 420), "page", 1)
    assert dark_corner(found.grey) == "top left"
    assert found.colour is not None
    red, green, blue = found.colour[70, 260]
    assert red > 150 and green < 90 and blue < 90


def test_a_grey_scan_saved_in_colours_has_no_colour(tmp_path: Path) -> None:
    paper().save(tmp_path / "page.jpg")
    paper().convert("L").save(tmp_path / "grey.jpg")
    assert only(tmp_path / "page.jpg").colour is None
    assert only(tmp_path / "grey.jpg").colour is None


def test_a_thin_red_stroke_is_colour_enough(tmp_path: Path) -> None:
    page = paper(1654, 2339)
    page.paste((210, 40, 40), (400, 900, 900, 904))
    page.save(tmp_path / "page.jpg", quality=80)
    assert only(tmp_path / "page.jpg").colour is not None


def test_what_a_file_is_its_content_tells_and_not_its_name(tmp_path: Path) -> None:
    paper().save(tmp_path / "page.pdf.jpg", "PNG")
    scanned_pdf(tmp_path / "scan.png", [jpeg(paper())])
    assert only(tmp_path / "page.pdf.jpg").grey.shape == (594, 420)
    assert only(tmp_path / "scan.png").grey.shape == (594, 420)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_turned_as_the_camera_was_held(tmp_path: Path, orientation: int, format_: str) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = paper().transpose(turns[orientation]) if orientation in turns else paper()
    stored.save(tmp_path / "photo", format_, exif=held(orientation))
    found = only(tmp_path / "photo")
    assert found.grey.shape == (594, 420)
    assert dark_corner(found.grey) == "top left"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGBA", "LA", "I;16", "F", "YCbCr", "LAB"])
def test_a_tiff_of_any_kind_of_pixels_is_light_where_paper_is(tmp_path: Path, mode: str) -> None:
    page = paper()
    if mode == "I;16":
        page = Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)
    elif mode == "F":
        page = Image.fromarray(np.asarray(page.convert("L")).astype(np.float32) / 255)
    elif mode in ("1", "L", "P"):
        page = page.convert(mode)
    elif mode == "LAB":
        page = Image.fromarray(
            np.dstack([np.asarray(page.convert("L")), np.zeros((594, 420, 2), np.uint8)]), "LAB"
        )
    else:
        page = page.convert("RGBA").convert(mode) if mode in ("RGBA", "LA") else page.convert(mode)
    page.save(tmp_path / "page.tif")
    grey = only(tmp_path / "page.tif").grey
    assert grey.dtype == np.uint8
    assert grey[400:].mean() > 225
    assert grey[40:100, 30:90].mean() < 40


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    page = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    page.paste((10, 10, 10, 255), (0, 0, 60, 60))
    page.save(tmp_path / "page.png")
    page.quantize(8).save(tmp_path / "palette.png")
    for name in ("page.png", "palette.png"):
        grey = only(tmp_path / name).grey
        assert (grey[200, 200], int(grey[20, 20]) < 20) == (255, True)


def test_a_fax_page_is_stretched_to_its_true_shape(tmp_path: Path) -> None:
    paper(816, 560).convert("1", dither=Image.Dither.NONE).save(
        tmp_path / "fax.tif", compression="group4", dpi=(204, 98)
    )
    height, width = only(tmp_path / "fax.tif").grey.shape
    assert width == 816
    assert height == pytest.approx(560 * 204 / 98, abs=2)


def test_every_page_of_a_tiff_comes_in_order(tmp_path: Path) -> None:
    pages = [paper(200 + 20 * n).convert("1") for n in range(4)]
    path = tiff(tmp_path / "stack.tif", pages, compression="group4")
    found = [one for one in pictures_in(path) if isinstance(one, Picture)]
    assert [(one.number, one.grey.shape[1]) for one in found] == [(1, 200), (2, 220), (3, 240), (4, 260)]
    assert count_pictures(path) == 4
    assert picture(path, 3).grey.shape[1] == 240


def test_the_preview_inside_a_tiff_is_no_page(tmp_path: Path) -> None:
    tiff(tmp_path / "scan.tif", [paper(80, 120)], tiffinfo={254: 1})
    assert list(pictures_in(tmp_path / "scan.tif")) == []


def test_a_torn_page_of_a_tiff_does_not_lose_those_behind_it(tmp_path: Path) -> None:
    path = tiff(tmp_path / "stack.tif", [paper(200), paper(210), paper(220)], compression="tiff_lzw")
    with Image.open(path) as image:
        image.seek(1)
        strips = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    data = bytearray(path.read_bytes())
    data[strips[0][0] : strips[0][0] + strips[1][0]] = b"\xff" * strips[1][0]
    path.write_bytes(data)
    first, torn, last = pictures_in(path)
    assert isinstance(first, Picture) and isinstance(last, Picture)
    assert isinstance(torn, Spoilt)
    assert (torn.name, torn.number) == ("stack.tif", 2)
    assert torn.sentence == "Page 2 of stack.tif is damaged and cannot be read."
    assert (last.number, last.grey.shape[1]) == (3, 220)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_tiff_cut_off_somewhere_tells_it(tmp_path: Path, share: float) -> None:
    data = tiff(tmp_path / "whole.tif", [paper(), paper()]).read_bytes()
    path = written(tmp_path / "cut.tif", data[: int(len(data) * share)])
    try:
        told = [one.sentence for one in pictures_in(path) if isinstance(one, Spoilt)]
    except failures.PictureTorn as error:
        told = [error.sentence]
    assert told and all("cut.tif" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"\x00\x00\x00\x18ftypmp42" + bytes(40), "a video"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "a video"),
        (b"PK\x03\x04" + bytes(22) + b"word/document.xml", "a text document"),
        (b"PK\x03\x04" + bytes(22) + b"xl/workbook.xml", "a spreadsheet"),
        (b"PK\x03\x04" + bytes(40), "a document or a packed folder"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "a document or a packed folder"),
        (b"Rar!\x1a\x07", "a packed folder"),
        (b"<html><body>", "a web page"),
        ("签到表".encode(), "a file of another program"),
        (b"BM is how this letter begins", "a file of another program"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, start: bytes, what: str) -> None:
    path = written(tmp_path / "photo.jpg", start)
    with pytest.raises(failures.NoPicture) as told:
        next(pictures_in(path))
    assert told.value.sentence == f"photo.jpg is no picture but {what}."
    assert told.value.remedy


def test_a_photo_of_a_newer_phone_is_told_how_to_become_readable(tmp_path: Path) -> None:
    path = written(tmp_path / "IMG_0001.jpg", b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic" + bytes(80))
    with pytest.raises(failures.PhoneFormat) as told:
        next(pictures_in(path))
    assert "Most Compatible" in told.value.remedy


@pytest.mark.parametrize("data", [b"", bytes(5000)])
def test_an_empty_file_is_named(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(failures.PictureEmpty):
        next(pictures_in(written(tmp_path / "page.jpg", data)))


def test_a_file_that_has_gone_is_named(tmp_path: Path) -> None:
    for call in (lambda path: next(pictures_in(path)), count_pictures, picture):
        with pytest.raises(failures.PictureGone) as told:
            call(tmp_path / "page.jpg")
        assert told.value.sentence == "There is no file page.jpg there."


@pytest.fixture
def humble() -> Iterator[Path]:
    """A folder, and for the time of the test the rights of somebody who may not read everything."""
    if sys.platform == "win32":
        pytest.skip("rights are no matter of modes there")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        if os.geteuid() != os.getuid():
            os.seteuid(os.getuid())


def give_up_rights() -> None:
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


def test_a_file_one_may_not_read_is_named(humble: Path) -> None:
    path = written(humble / "page.jpg", jpeg(paper()))
    path.chmod(0)
    give_up_rights()
    with pytest.raises(failures.PictureLocked):
        next(pictures_in(path))


def test_what_the_system_says_is_told_by_what_happened() -> None:
    path = Path("page.jpg")
    assert isinstance(failures.of_system(path, PermissionError()), failures.PictureLocked)
    assert isinstance(failures.of_system(path, OSError(5, "Input/output error")), failures.PictureOutOfReach)


def test_a_folder_nobody_may_look_into_is_not_called_empty(humble: Path) -> None:
    (humble / "closed").mkdir()
    (humble / "closed").chmod(0)
    give_up_rights()
    with pytest.raises(failures.PictureLocked):
        list(pictures_in(humble / "closed"))


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(failures.FolderEmpty):
        next(pictures_in(tmp_path))


@pytest.mark.parametrize("name", ["bomb.png", "bomb.jpg", "bomb.bmp"])
def test_a_picture_of_a_size_nobody_can_hold_is_refused_unread(tmp_path: Path, name: str) -> None:
    if name == "bomb.png":
        data = claimed_png(60_000, 60_000)
    elif name == "bomb.jpg":
        data = jpeg(paper(16, 16)).replace(b"\x08\x00\x10\x00\x10\x03", b"\x08\xea\x60\xea\x60\x03")
    else:
        paper(16, 16).convert("L").save(tmp_path / name)
        data = (tmp_path / name).read_bytes()
        data = data[:18] + 2 * (60_000).to_bytes(4, "little") + data[26:]
    with pytest.raises(failures.PictureTooLarge) as told:
        next(pictures_in(written(tmp_path / name, data)))
    assert told.value.sentence == f"{name} is too large: 60000 × 60000 pixels."


def test_a_page_of_such_a_size_is_passed_over(tmp_path: Path) -> None:
    path = tiff(tmp_path / "bomb.tif", [paper(16, 16).convert("L")])
    size = (60_000).to_bytes(4, "little")
    written(path, _with_tags(path.read_bytes(), {256: size, 257: size}))
    (found,) = pictures_in(path)
    assert isinstance(found, Spoilt)
    assert found.sentence == "bomb.tif is too large: 60000 × 60000 pixels."


def _with_tags(data: bytes, values: dict[int, bytes]) -> bytes:
    """Change values in the directory of a little-endian TIFF."""
    start = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[start : start + 2], "little")
    out = bytearray(data)
    for at in range(start + 2, start + 2 + 12 * entries, 12):
        tag = int.from_bytes(data[at : at + 2], "little")
        if tag in values:
            out[at + 2 : at + 12] = b"\x04\x00\x01\x00\x00\x00" + values[tag]
    return bytes(out)


def test_a_very_large_picture_comes_smaller(tmp_path: Path) -> None:
    paper(6000, 4000).convert("L").save(tmp_path / "large.jpg")
    paper(6000, 4000).convert("1").save(tmp_path / "large.tif", compression="group4")
    for name in ("large.jpg", "large.tif"):
        found = only(tmp_path / name)
        assert found.grey.shape == (3333, 5000)
        assert dark_corner(found.grey) == "top left"


def test_only_the_first_of_the_pictures_in_a_phones_file_is_read(tmp_path: Path) -> None:
    paper().save(tmp_path / "photo.jpg", "MPO", save_all=True, append_images=[paper(100, 80)])
    assert only(tmp_path / "photo.jpg").grey.shape == (594, 420)
    assert count_pictures(tmp_path / "photo.jpg") == 1


def test_there_is_no_second_picture_in_a_photo(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", jpeg(paper()))
    with pytest.raises(failures.NoSuchPage) as told:
        picture(path, 2)
    assert told.value.sentence == "photo.jpg has no page 2."


def test_damage_anywhere_in_a_file_never_ends_otherwise_than_with_a_sentence(tmp_path: Path) -> None:
    whole = {}
    for name in ("a.png", "a.jpg", "a.bmp", "a.webp", "a.gif"):
        paper(64, 48, red=True).save(tmp_path / name)
        whole[name] = (tmp_path / name).read_bytes()
    whole["a.tif"] = tiff(tmp_path / "a.tif", [paper(64, 48), paper(48, 64)]).read_bytes()
    whole["l.tif"] = tiff(tmp_path / "l.tif", [paper(64, 48)], compression="tiff_lzw").read_bytes()
    whole["a.pdf"] = scanned_pdf(tmp_path / "a.pdf", [jpeg(paper(64, 48))]).read_bytes()
    rng = np.random.default_rng(7)
    for name, _turn in itertools.product(whole, range(25)):
        data = bytearray(whole[name])
        for at in rng.integers(8, len(data), 6):
            data[at] = rng.integers(256)
        _read_or_told(written(tmp_path / f"bad-{name}", bytes(data)))
        _read_or_told(written(tmp_path / f"cut-{name}", bytes(data[: rng.integers(8, len(data))])))


def _read_or_told(path: Path) -> None:
    try:
        for one in pictures_in(path):
            assert isinstance(one, Picture) or one.sentence
        assert count_pictures(path) >= 1
    except failures.PictureError as error:
        assert path.name in error.sentence
