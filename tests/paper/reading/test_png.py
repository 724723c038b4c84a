"""A large PNG is decoded in bands to what it would be at once; of a torn one comes what is there."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop.paper.reading import failures, png
from desktop.paper.reading.failures import Spoilt
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.sources import picture, pictures_in
from tests.paper.reading.makers import dark_corner, paper, written


def stored(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P"])
@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_bands_join_without_a_seam(mode: str, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.effect_noise((120, 90), 60).convert("RGB")
    image = image.quantize(200) if mode == "P" else image.convert("RGBA").convert(mode)
    data = stored(image)
    header = png.header_of(io.BytesIO(data))
    assert header.in_bands
    monkeypatch.setattr(png, "_BAND_BYTES", rows * header.row)
    found = png.decoded_in_bands(io.BytesIO(data), header)
    assert not found.torn
    expected = np.asarray(image.convert("RGB").convert("L"), np.int16)
    assert np.abs(found.grey.astype(np.int16) - expected).max() <= 1


def test_what_is_transparent_in_a_band_is_white() -> None:
    image = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    data = stored(image)
    found = png.decoded_in_bands(io.BytesIO(data), png.header_of(io.BytesIO(data)))
    assert found.grey.min() == 255


def test_a_picture_of_a_hundred_million_pixels_comes_small(tmp_path: Path) -> None:
    image = Image.new("L", (10_000, 10_000), 240)
    image.paste(10, (0, 0, 2000, 2000))
    path = tmp_path / "large.png"
    image.save(path, compress_level=1)
    found = picture(path)
    assert found.grey.shape == (5000, 5000)
    assert dark_corner(found.grey) == "top left"
    assert set(np.unique(found.grey)) == {10, 240}


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_of_a_torn_picture_the_whole_part_comes_and_then_a_word(tmp_path: Path, share: float) -> None:
    noise = np.random.default_rng(1).integers(200, 256, (600, 400), np.uint8)
    data = stored(Image.fromarray(noise))
    found, word = pictures_in(written(tmp_path / "page.png", data[: int(len(data) * share)]))
    assert isinstance(found, Picture) and isinstance(word, Spoilt)
    height = found.grey.shape[0]
    assert share - 0.1 < height / 600 < share + 0.05
    assert np.array_equal(found.grey, noise[:height])
    assert word.sentence.startswith("The end of page.png is missing")


@pytest.mark.parametrize("length", [10, 33, 60])
def test_a_picture_of_which_next_to_nothing_is_there_is_refused(tmp_path: Path, length: int) -> None:
    data = stored(Image.fromarray(np.random.default_rng(1).integers(0, 256, (300, 300), np.uint8)))
    with pytest.raises(failures.PictureTorn):
        next(pictures_in(written(tmp_path / "page.png", data[:length])))


def test_pixels_that_are_wrong_all_over_are_refused(tmp_path: Path) -> None:
    data = bytearray(stored(paper()))
    start = data.index(b"IDAT") + 4
    data[start : start + 40] = b"\xff" * 40
    with pytest.raises(failures.PictureTorn):
        next(pictures_in(written(tmp_path / "page.png", bytes(data))))


@pytest.mark.parametrize(("mode", "depth"), [("1", 1), ("I;16", 16)])
def test_other_depths_are_read_too(tmp_path: Path, mode: str, depth: int) -> None:
    grey = paper().convert("L")
    image = grey.convert("1") if depth == 1 else Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    path = written(tmp_path / "page.png", stored(image))
    with path.open("rb") as file:
        assert png.header_of(file).depth == depth
    assert dark_corner(picture(path).grey) == "top left"
    assert picture(path).grey[400:].mean() > 225
