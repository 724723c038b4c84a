"""Photos kept with sites: made small, upright, and refused in words where they cannot be taken."""

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desktop.core.errors import NotFound
from desktop.paper.photos import LONGEST, MOST_BYTES, SMALL
from desktop.services import site_photos
from desktop.storage.store import Store
from tests.services.sites import put_site


def snapped(
    folder: Path, name: str = "IMG_1.jpg", turned: int = 1, taken: str = "2026:05:01 09:30:00"
) -> Path:
    """Write a photo of 2,400 by 1,200 pixels as a phone would, its upper left corner red."""
    image = Image.new("RGB", (2400, 1200), "white")
    image.paste("red", (0, 0, 400, 400))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[0x9003] = taken
    path = folder / name
    image.save(path, exif=exif)
    return path


def test_a_photo_is_kept_small_and_upright_without_what_the_phone_wrote_in_it(
    store: Store, tmp_path: Path
) -> None:
    site = put_site(store)
    prepared, refused = site_photos.prepare_photos([snapped(tmp_path, turned=6)])
    assert not refused
    store.do(site_photos.add_photos, site, prepared, "门口")
    [line] = store.read(site_photos.photos, site)
    assert (line.taken_on, line.caption) == (date(2026, 5, 1), "门口")
    with Image.open(io.BytesIO(store.read(site_photos.photo, line.photo_id))) as whole:
        assert whole.size == (LONGEST // 2, LONGEST) and not whole.getexif()
        red, green, _blue = whole.convert("RGB").getpixel((LONGEST // 2 - 30, 30))  # type: ignore[misc]
        assert red > 200 > green + 100  # turned a quarter clockwise, the corner lies at the right
    with Image.open(io.BytesIO(line.small_jpeg)) as small:
        assert max(small.size) == SMALL


def test_a_photo_taken_tomorrow_by_a_wrong_clock_is_of_today(store: Store, tmp_path: Path) -> None:
    site = put_site(store)
    prepared, _refused = site_photos.prepare_photos([snapped(tmp_path, taken="2199:01:01 00:00:00")])
    store.do(site_photos.add_photos, site, prepared)
    [line] = store.read(site_photos.photos, site)
    assert line.taken_on == store.now().astimezone().date()


def test_a_file_too_large_or_no_picture_is_refused_in_words_and_the_others_are_taken(tmp_path: Path) -> None:
    large, text, gone = tmp_path / "大图.jpg", tmp_path / "说明.jpg", tmp_path / "没有.jpg"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 15_000_000)
    text.write_text("不是图片")
    prepared, refused = site_photos.prepare_photos([large, text, gone, snapped(tmp_path)])
    assert len(prepared) == 1
    assert [one.sentence for one in refused] == [
        "“大图.jpg” has 40 MB; a photo may have 25.",
        "“说明.jpg” is no picture that can be read.",
        "“没有.jpg” cannot be read.",
    ]
    assert all(one.remedy for one in refused)


def test_a_photo_is_taken_away_and_brought_back(store: Store, tmp_path: Path) -> None:
    site = put_site(store)
    prepared, _refused = site_photos.prepare_photos([snapped(tmp_path)])
    [key] = store.do(site_photos.add_photos, site, prepared)
    store.do(site_photos.caption_photo, key, " 坏了的  空调 ")
    store.do(site_photos.remove_photo, key)
    assert store.read(site_photos.photos, site) == []
    with pytest.raises(NotFound):
        store.do(site_photos.remove_photo, key)
    store.undo()
    assert [one.caption for one in store.read(site_photos.photos, site)] == ["坏了的 空调"]
