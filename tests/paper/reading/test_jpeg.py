"""A JPEG is decoded to what is there of it, and no further."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop.paper.reading import failures, jpeg
from desktop.paper.reading.failures import Spoilt
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.sources import picture, pictures_in
from tests.paper.reading import makers
from tests.paper.reading.makers import dark_corner, held, paper, written

ORDINARY = {"quality": 80}


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_the_header_tells_size_and_kind(mode: str, progressive: bool) -> None:
    data = makers.jpeg(paper(123, 77).convert(mode), progressive=progressive)
    header = jpeg.header_of(data)
    assert (header.width, header.height, header.progressive) == (123, 77, progressive)
    assert header.colours == {"L": 1, "RGB": 3, "CMYK": 4}[mode]
    assert b"\xff\xda" in data[header.scan - 16 : header.scan]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x00", b"\xff\xd8" + b"\xff" * 99]
)
def test_what_only_begins_like_a_jpeg_has_no_header(data: bytes) -> None:
    with pytest.raises(jpeg.TornJpeg):
        jpeg.header_of(data)


@pytest.mark.parametrize("share", [0.4, 0.7, 0.95])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_of_a_torn_photo_the_whole_part_comes_and_then_a_word(
    tmp_path: Path, share: float, mode: str
) -> None:
    whole = _noisy(mode)
    data = makers.jpeg(whole, **ORDINARY)
    path = written(tmp_path / "photo.jpg", data[: int(len(data) * share)])
    found, word = pictures_in(path)
    assert isinstance(found, Picture) and isinstance(word, Spoilt)
    height = found.grey.shape[0]
    assert 0.5 * share < height / whole.height <= share + 0.02
    same = np.asarray(Image.open(io.BytesIO(data)).convert("L"), np.int16)[:height]
    assert np.abs(found.grey.astype(np.int16) - same).max() <= 3
    assert (word.number, word.sentence) == (
        1,
        "The end of photo.jpg is missing; what is there of the picture was read.",
    )
    assert picture(path).grey.shape == found.grey.shape


def test_zeroes_for_the_missing_end_are_no_picture(tmp_path: Path) -> None:
    data = makers.jpeg(_noisy("L"), **ORDINARY)
    half = len(data) // 2
    found, _word = pictures_in(written(tmp_path / "photo.jpg", data[:half] + bytes(len(data) - half)))
    assert isinstance(found, Picture)
    assert found.grey.shape[0] < 0.55 * 600


def test_a_photo_that_lacks_nothing_but_its_end_mark_is_whole(tmp_path: Path) -> None:
    data = makers.jpeg(_noisy("L"), **ORDINARY)
    (found,) = pictures_in(written(tmp_path / "photo.jpg", data[:-2]))
    assert isinstance(found, Picture)
    assert found.grey.shape == (600, 440)


def test_a_torn_photo_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    data = makers.jpeg(_noisy("L").transpose(Image.Transpose.ROTATE_90), exif=held(6), **ORDINARY)
    found, _word = pictures_in(written(tmp_path / "photo.jpg", data[: len(data) * 3 // 4]))
    assert isinstance(found, Picture)
    assert found.grey.shape[0] == 600 and found.grey.shape[1] < 440


def test_a_photo_of_which_next_to_nothing_is_there_is_refused(tmp_path: Path) -> None:
    data = makers.jpeg(_noisy("L"), **ORDINARY)
    for length in (30, 400, jpeg.header_of(data).scan + 40):
        with pytest.raises(failures.PictureTorn):
            next(pictures_in(written(tmp_path / "photo.jpg", data[:length])))


def test_a_torn_photo_that_sharpens_by_and_by_is_refused(tmp_path: Path) -> None:
    data = makers.jpeg(_noisy("L"), progressive=True, **ORDINARY)
    with pytest.raises(failures.PictureTorn):
        next(pictures_in(written(tmp_path / "photo.jpg", data[: len(data) // 2])))


def test_what_a_phone_hangs_on_behind_does_not_hurt(tmp_path: Path) -> None:
    data = makers.jpeg(paper(), exif=held(1)) + b"some more of the maker" * 50
    (found,) = pictures_in(written(tmp_path / "photo.jpg", data))
    assert isinstance(found, Picture)
    assert dark_corner(found.grey) == "top left"


@pytest.mark.parametrize(("longer", "kept"), [(5400, 5400), (9000, 5000), (10_400, 5200), (16_000, 4000)])
def test_a_huge_photo_is_decoded_at_a_fraction(tmp_path: Path, longer: int, kept: int) -> None:
    path = written(tmp_path / "photo.jpg", makers.jpeg(paper(longer, 64)))
    assert picture(path).grey.shape[1] == kept


def test_a_huge_photo_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    stored = paper(640, 12_000).transpose(Image.Transpose.ROTATE_90)
    found = picture(written(tmp_path / "photo.jpg", makers.jpeg(stored, exif=held(6))))
    assert found.grey.shape == (5000, 267)
    assert dark_corner(found.grey) == "top left"


def test_what_the_ink_printers_call_colours_is_read_as_on_the_screen(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", makers.jpeg(paper(red=True).convert("CMYK")))
    found = picture(path)
    assert found.grey[500:].mean() > 225
    assert found.colour is not None
    assert found.colour[70, 260, 0] > 150 > 90 > found.colour[70, 260, 1]


def _noisy(mode: str) -> Image.Image:
    """A page with as much to store in every row as a photo has."""
    pixels = np.asarray(paper(440, 600), np.int16)
    noise = np.random.default_rng(3).normal(0, 6, pixels.shape[:2])[..., None]
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8)).convert(mode)
