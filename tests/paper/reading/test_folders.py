"""Folders are gone through as a person would sort them, and never in circles."""

import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from desktop.paper.reading import failures
from desktop.paper.reading.sources import files_in, pictures_in


def laid(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def names(folder: Path, *paths: Path) -> list[str]:
    return [found.relative_to(folder).as_posix() for found in files_in(paths or [folder])]


def test_page_two_comes_before_page_ten(tmp_path: Path) -> None:
    laid(tmp_path, "page10.jpg", "page2.jpg", "Page1.PNG", "a/scan3.pdf", "b.tiff", "12.jpg", "3.jpg")
    assert names(tmp_path) == [
        "a/scan3.pdf", "b.tiff", "Page1.PNG", "page2.jpg", "page10.jpg", "3.jpg", "12.jpg",
    ]  # fmt: skip


def test_letters_lists_and_hidden_files_in_a_folder_are_left_out(tmp_path: Path) -> None:
    laid(
        tmp_path, "page.jpg", "名单.xlsx", "letter.docx", ".hidden.jpg", "._page.jpg", "~lock.jpg",
        "Thumbs.db", "film.mp4", ".git/page.jpg", "scan", "IMG_1.HEIC",
    )  # fmt: skip
    assert names(tmp_path) == ["IMG_1.HEIC", "page.jpg", "scan"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    laid(tmp_path, "list.xlsx", ".hidden.jpg")
    given = [tmp_path / "list.xlsx", tmp_path / ".hidden.jpg", tmp_path / "gone.jpg"]
    assert list(files_in(given)) == given


def test_a_file_given_twice_comes_once(tmp_path: Path) -> None:
    laid(tmp_path, "a.jpg", "sub/b.jpg")
    given = [tmp_path / "a.jpg", tmp_path, tmp_path / "sub", tmp_path / "sub" / ".." / "a.jpg"]
    assert names(tmp_path, *given) == ["a.jpg", "sub/b.jpg"]


def test_an_empty_folder_is_kept_so_that_reading_it_tells(tmp_path: Path) -> None:
    laid(tmp_path, "full/a.jpg", "lists/b.xlsx")
    (tmp_path / "empty").mkdir()
    given = [tmp_path / "empty", tmp_path / "lists", tmp_path / "full"]
    assert list(files_in(given)) == [tmp_path / "empty", tmp_path / "lists", tmp_path / "full" / "a.jpg"]
    with pytest.raises(failures.FolderEmpty):
        next(pictures_in(tmp_path / "lists"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_lead_back_are_not_followed_for_ever(tmp_path: Path) -> None:
    laid(tmp_path, "a.jpg", "sub/b.jpg")
    (tmp_path / "sub" / "back").symlink_to(tmp_path)
    (tmp_path / "sub" / "itself").symlink_to(tmp_path / "sub" / "itself")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere.jpg")
    assert names(tmp_path) == ["a.jpg", "broken", "sub/b.jpg", "sub/itself"]


def test_ten_thousand_files_are_listed_in_well_under_a_second(tmp_path: Path) -> None:
    for n in range(10_000):
        (tmp_path / f"IMG_{n}.jpg").touch()
    before = time.process_time()
    found = list(files_in([tmp_path]))
    assert time.process_time() - before < 1
    assert len(found) == 10_000
    assert [path.name for path in islice(found, 9, 11)] == ["IMG_9.jpg", "IMG_10.jpg"]
