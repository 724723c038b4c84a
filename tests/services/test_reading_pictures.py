"""Signed paper from its picture to the attendance on file."""

from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.core.errors import Cancelled, PersonError
from desktop.core.reading import Mark
from desktop.models.sheets import Sheet
from desktop.paper.reading.codes import find_codes
from desktop.paper.reading.sources import picture
from desktop.services import attendance, enrolment, reading
from desktop.services.activities import ActivityCard
from desktop.services.reading import Decision, PictureRead
from desktop.services.reading_pictures import page_view, read_files
from desktop.services.sheets import SheetRequest
from desktop.storage.store import Store
from tests.services.people import activity, put_workers
from tests.views.signed_pages import Signed, sign_sheet


@pytest.fixture
def card(file_store: Store) -> ActivityCard:
    """An activity of this morning with eight people."""
    made = activity(file_store, starts_at=file_store.now() - timedelta(hours=3))
    file_store.do(enrolment.enrol, made.id, put_workers(file_store, 8))
    return made


@pytest.fixture
def signed(file_store: Store, card: ActivityCard, tmp_path: Path) -> Signed:
    """Its sheet, signed by all but the third, by the fifth with a mere tick, and by one walk-in."""
    return sign_sheet(file_store, card.id, tmp_path / "scans", unsigned={2}, faint={4}, walk_ins=2, came=1)


def told(store: Store, *paths: Path) -> list[PictureRead]:
    return list(read_files(store, paths))


class Stopping:
    """Progress that a person stops after so many steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int, doing: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_a_signed_page_becomes_attendance_with_its_evidence(
    file_store: Store, card: ActivityCard, signed: Signed
) -> None:
    reads = told(file_store, *signed.files)
    (sheet,) = file_store.read(reading.propose, reads).sheets
    assert (sheet.number, sheet.missing, sheet.notices) == (signed.number, (), ())
    listed = sheet.rows[:8]
    assert [row.mark for row in listed if row.slot not in (2, 4)] == [Mark.SIGNED] * 6
    assert listed[2].mark is Mark.EMPTY
    assert listed[4].mark in (Mark.SIGNED, Mark.DOUBTFUL)
    assert [row.is_walk_in for row in sheet.rows[8:]] == [True, False]
    decisions = {listed[4].row_id: Decision(Mark.SIGNED), sheet.rows[8].row_id: Decision(name="陈军")}
    accepted = file_store.do(reading.accept, reads, decisions)
    assert (accepted.attendances, accepted.walk_ins, accepted.left) == (8, 1, 0)
    lines = file_store.read(attendance.attendance, card.meetings[0].id).lines
    assert [line.has_signature for line in lines] == [True, True, False, True, True, True, True, True, True]
    shown = file_store.read(reading.evidence, lines[0].attendance_id or card.id)
    assert shown is not None and shown.crop is not None
    assert len(shown.crop.jpeg) < 20_000
    crop = cv2.imdecode(np.frombuffer(shown.crop.jpeg, np.uint8), cv2.IMREAD_UNCHANGED)
    assert crop is not None and crop.shape == (shown.crop.height, shown.crop.width)


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(
    file_store: Store, signed: Signed, tmp_path: Path
) -> None:
    folder = signed.files[0].parent
    (folder / "0.jpg").write_bytes(b"no picture")
    cv2.imwrite(str(folder / "cat.png"), np.full((900, 600), 200, np.uint8))
    reads = told(file_store, folder, tmp_path / "gone.jpg")
    by_name = {read.name: read for read in reads}
    assert [name for name, read in by_name.items() if read.is_used] == [signed.files[0].name]
    assert all(bool(read.sentence) is not read.is_used for read in reads)
    assert by_name["cat.png"].sentence == "There is no sheet of ours in this picture."
    assert "gone.jpg" in by_name["gone.jpg"].sentence and "0.jpg" in by_name["0.jpg"].sentence
    proposal = file_store.read(reading.propose, reads)
    assert len(proposal.sheets) == 1 and len(proposal.unused) == 3


@pytest.mark.parametrize("shape", [(30_000, 1), (2, 5000), (1, 1)])
def test_a_mere_line_of_pixels_shows_no_sheet(
    file_store: Store, tmp_path: Path, shape: tuple[int, int]
) -> None:
    cv2.imwrite(str(tmp_path / "line.png"), np.full(shape, 200, np.uint8))
    (read,) = told(file_store, tmp_path / "line.png")
    assert read.sentence == "There is no sheet of ours in this picture."


def test_no_more_files_are_read_at_one_go_than_can_be_looked_through(
    file_store: Store, tmp_path: Path
) -> None:
    for n in range(3):
        (tmp_path / f"{n}.jpg").write_bytes(b"no picture")
    reads = list(read_files(file_store, [tmp_path / f"{n}.jpg" for n in range(3)], most=2))
    assert [read.name for read in reads] == ["0.jpg", "1.jpg", "…"]
    assert reads[-1].sentence == "There are more than 2 files; the first of them were read."


def test_a_person_can_stop_the_reading_and_keep_what_was_read(
    file_store: Store, signed: Signed, tmp_path: Path
) -> None:
    kept = []
    with pytest.raises(Cancelled):
        for read in read_files(file_store, [*signed.files, tmp_path / "x.jpg"], Stopping(after=1)):
            kept.append(read)
    assert [read.is_used for read in kept] == [True]


def test_paper_of_another_database_is_said_to_be(file_store: Store, signed: Signed, tmp_path: Path) -> None:
    elsewhere = Store.open(tmp_path / "elsewhere.db")
    (read,) = told(elsewhere, *signed.files)
    elsewhere.close()
    assert not read.is_used
    assert read.sentence.startswith("There is paper printed by another office's database")


def test_two_pages_side_by_side_are_both_read(
    file_store: Store, card: ActivityCard, signed: Signed, tmp_path: Path
) -> None:
    again = sign_sheet(file_store, card.id, tmp_path / "again")
    pages = [cv2.imread(str(file), cv2.IMREAD_COLOR) for file in (*signed.files, *again.files)]
    both = tmp_path / "both.jpg"
    cv2.imwrite(str(both), np.hstack([page for page in pages if page is not None]))
    (read,) = told(file_store, both)
    assert sorted(page.number for page in read.pages if page.reading) == [signed.number, again.number]
    proposal = file_store.read(reading.propose, [read])
    assert [sheet.counts.signed for sheet in proposal.sheets][1] == 8


def test_half_a_page_is_used_as_far_as_it_goes(file_store: Store, signed: Signed) -> None:
    whole = cv2.imread(str(signed.files[0]), cv2.IMREAD_COLOR)
    assert whole is not None
    cv2.imwrite(str(signed.files[0]), whole[: whole.shape[0] // 2])
    (sheet,) = file_store.read(reading.propose, told(file_store, *signed.files)).sheets
    assert sheet.counts.signed >= 3 and sheet.counts.unseen >= 2
    assert "lies partly outside the picture" in sheet.notices[0]


def test_a_layout_that_only_a_newer_program_knows_is_said(file_store: Store, signed: Signed) -> None:
    def newer(session: Session) -> None:
        session.execute(update(Sheet).values(layout_version=900))
        session.get_one(Sheet, signed.sheet_id).title = "新版"

    file_store.record(newer)
    whole = cv2.imread(str(signed.files[0]), cv2.IMREAD_COLOR)
    assert whole is not None
    whole[: whole.shape[0] // 6] = 255  # its own code names the version it was printed with
    cv2.imwrite(str(signed.files[0]), whole)
    (read,) = told(file_store, *signed.files)
    assert read.sentence == (
        "Sheet 1 was printed by a newer version of this program; it can be read in there."
    )


def test_a_page_is_shown_straight_with_the_places_of_its_rows(file_store: Store, signed: Signed) -> None:
    (read,) = told(file_store, *signed.files)
    view = page_view(file_store, read, signed.sheet_id, 1)
    image = cv2.imdecode(np.frombuffer(view.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None and image.shape[:2] == (view.height, view.width)
    assert [slot for slot, _box in view.rows] == list(range(10))
    assert all(box.x > 0 and box.right < view.width and box.bottom < view.height for _slot, box in view.rows)
    with pytest.raises(PersonError):
        page_view(file_store, read, signed.sheet_id, 2)
    signed.files[0].unlink()
    with pytest.raises(PersonError):
        page_view(file_store, read, signed.sheet_id, 1)


def test_the_same_list_read_twice_enters_nobody_twice(
    file_store: Store, card: ActivityCard, signed: Signed
) -> None:
    reads = told(file_store, *signed.files)
    first = file_store.do(reading.accept, reads)
    later = file_store.do(reading.accept, told(file_store, *signed.files))
    assert later.attendances == 0 and later.already == first.attendances
    newer = sign_sheet(file_store, card.id, signed.files[0].parent / "new", request=SheetRequest(card.id))
    third = file_store.do(reading.accept, told(file_store, *newer.files))
    assert third.already + third.attendances + third.left == 8


def test_a_code_pasted_from_another_page_enters_nobody_of_that_page(
    file_store: Store, tmp_path: Path
) -> None:
    card = activity(file_store)
    file_store.do(enrolment.enrol, card.id, put_workers(file_store, 26))
    printed = sign_sheet(file_store, card.id, tmp_path / "scans")
    first, second = (cv2.imread(str(file), cv2.IMREAD_COLOR) for file in printed.files)
    assert first is not None and second is not None
    codes = find_codes(picture(printed.files[1]))
    stranger = min(codes, key=lambda code: float(code.corners[:, 1].sum()) if len(code.text) == 20 else 9e9)
    own = max(find_codes(picture(printed.files[0])), key=lambda code: float(code.corners[:, 1].sum()))
    (left, top), (right, bottom) = stranger.corners.min(axis=0) - 8, stranger.corners.max(axis=0) + 8
    x, y = (int(n) for n in own.corners.min(axis=0) - 8)
    cut = second[int(top) : int(bottom), int(left) : int(right)]
    first[y : y + cut.shape[0], x : x + cut.shape[1]] = cut
    cv2.imwrite(str(printed.files[0]), first)
    (read,) = told(file_store, printed.files[0])
    assert [(page.page, page.reading is not None) for page in read.pages] == [(1, True), (2, False)]
    (sheet,) = file_store.read(reading.propose, [read]).sheets
    assert (sheet.pages_now, sheet.counts.signed) == ((1,), 13)


def test_a_page_laid_over_another_is_left_out_and_what_it_may_hide_is_in_doubt(
    file_store: Store, card: ActivityCard, signed: Signed, tmp_path: Path
) -> None:
    over = sign_sheet(file_store, card.id, tmp_path / "over")
    below, above = (cv2.imread(str(file), cv2.IMREAD_COLOR) for file in (*signed.files, *over.files))
    assert below is not None and above is not None
    half = below.shape[0] // 2
    below[half:] = above[: below.shape[0] - half]
    cv2.imwrite(str(signed.files[0]), below)
    (read,) = told(file_store, *signed.files)
    kept = [page for page in read.pages if page.reading is not None]
    assert len(kept) <= 1
    for page in kept:
        assert page.reading is not None
        assert {row.mark for row in page.reading.rows[-2:]} <= {Mark.DOUBTFUL, Mark.UNSEEN}
    told_of = " ".join(notice for page in read.pages for notice in page.notices)
    assert "lies where another one does" in told_of or "too little of it can be seen" in told_of
