"""The watched folder tells each file once, when it is whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.i18n import set_language
from desktop.paper.reading.incoming import FolderOutOfReach, Incoming, PictureNotKept, set_aside_pasted


def test_a_file_is_told_when_it_has_not_grown_between_two_looks(tmp_path: Path) -> None:
    watched = Incoming(tmp_path)
    page = tmp_path / "page.jpg"
    page.write_bytes(b"half")
    assert watched.look() == []
    page.write_bytes(b"half and half")
    assert watched.look() == []
    assert watched.look() == [page]
    assert watched.look() == []


def test_a_file_changed_without_growing_is_waited_for(tmp_path: Path) -> None:
    watched = Incoming(tmp_path)
    page = tmp_path / "page.jpg"
    page.write_bytes(b"1234")
    watched.look()
    os.utime(page, ns=(1, 1))
    assert watched.look() == []
    assert watched.look() == [page]


def test_a_new_scan_under_an_old_name_is_told_again(tmp_path: Path) -> None:
    watched = Incoming(tmp_path)
    page = tmp_path / "scan.pdf"
    page.write_bytes(b"first")
    watched.look()
    assert watched.look() == [page]
    page.write_bytes(b"second scan")
    assert [watched.look(), watched.look(), watched.look()] == [[], [page], []]


def test_what_lay_there_before_is_told_in_the_order_of_its_pages(tmp_path: Path) -> None:
    for n in (10, 9, 1):
        (tmp_path / f"page{n}.jpg").write_bytes(b"x")
    watched = Incoming(tmp_path)
    assert watched.look() == []
    assert [path.name for path in watched.look()] == ["page1.jpg", "page9.jpg", "page10.jpg"]


def test_unfinished_empty_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "empty.jpg").touch()
    for name in (
        "a.jpg.part", "a.jpg.crdownload", "~page.jpg", ".page.jpg", "a.tmp", "list.xlsx", "a.JPG.PART",
    ):  # fmt: skip
        (tmp_path / name).write_bytes(b"x")
    watched = Incoming(tmp_path)
    assert [watched.look(), watched.look()] == [[], []]


def test_a_folder_that_is_away_is_told_and_watched_on(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    watched = Incoming(folder)
    for _look in range(2):
        with pytest.raises(FolderOutOfReach) as told:
            watched.look()
        assert str(folder) in told.value.sentence
    folder.mkdir()
    (folder / "page.jpg").write_bytes(b"x")
    watched.look()
    assert watched.look() == [folder / "page.jpg"]


def test_a_folder_that_was_away_for_a_moment_tells_nothing_twice(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "page.jpg").write_bytes(b"x")
    watched = Incoming(folder)
    watched.look()
    assert len(watched.look()) == 1
    folder.rename(tmp_path / "away")
    with pytest.raises(FolderOutOfReach):
        watched.look()
    (tmp_path / "away").rename(folder)
    assert [watched.look(), watched.look()] == [[], []]


def test_what_was_told_on_an_earlier_day_is_not_told_again(tmp_path: Path) -> None:
    folder, memory = tmp_path / "scans", tmp_path / "data" / "watched.json"
    folder.mkdir()
    (folder / "page1.jpg").write_bytes(b"x")
    first = Incoming(folder, memory)
    first.look()
    assert len(first.look()) == 1
    (folder / "page2.jpg").write_bytes(b"x")
    second = Incoming(folder, memory)
    second.look()
    assert second.look() == [folder / "page2.jpg"]
    third = Incoming(folder, memory)
    assert [third.look(), third.look()] == [[], []]


@pytest.mark.parametrize("found", ["", "[]", "{}", '{"folder": 1}', '{"folder": "F", "told": {"a": 3}}'])
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, found: str) -> None:
    (tmp_path / "page.jpg").write_bytes(b"x")
    memory = tmp_path / "watched.json"
    memory.write_text(found.replace("F", tmp_path.as_posix()), "utf-8")
    watched = Incoming(tmp_path, memory)
    watched.look()
    assert watched.look() == [tmp_path / "page.jpg"]


def test_the_memory_is_of_one_folder(tmp_path: Path) -> None:
    memory = tmp_path / "watched.json"
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.jpg").write_bytes(b"x")
        watched = Incoming(tmp_path / name, memory)
        watched.look()
        assert watched.look() == [tmp_path / name / "page.jpg"]


def test_pasted_pictures_are_kept_each_under_its_own_name(tmp_path: Path) -> None:
    kept = [set_aside_pasted(bytes([n]), tmp_path / "incoming") for n in range(3)]
    assert [path.read_bytes() for path in kept] == [b"\0", b"\1", b"\2"]
    assert all(path.suffix == ".png" and path.name.startswith("pasted-2") for path in kept)


def test_a_pasted_picture_is_named_in_the_language_in_force(tmp_path: Path, chinese: None) -> None:
    set_language("zh_CN")
    assert set_aside_pasted(b"x", tmp_path).name.startswith("粘贴")


def test_a_pasted_picture_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "incoming").touch()
    with pytest.raises(PictureNotKept):
        set_aside_pasted(b"x", tmp_path / "incoming")


def test_watching_a_folder_loads_nothing_heavy() -> None:
    """The window imports this before the first picture is looked at."""
    words = "import sys, desktop.paper.reading.incoming; print({'cv2', 'numpy', 'PIL'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
