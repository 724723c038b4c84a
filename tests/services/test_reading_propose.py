"""What signed paper would enter, and all that a person should look at before."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.reading import Mark
from desktop.models.activities import Meeting
from desktop.services import activities, attendance, enrolment, merging, people_edit, reading
from desktop.services.activities import ActivityCard
from desktop.services.attendance import Means
from desktop.services.clock import moment_of
from desktop.services.reading import Decision, PictureRead, Proposal, ProposedRow, RowPart, Standing
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.store import Store
from tests.services.people import activity, put_named, put_workers
from tests.services.signed_paper import DOUBTFUL, EMPTY, SIGNED, UNSEEN, Paper, picture, print_paper


@dataclass(frozen=True)
class Stack:
    """An activity with people and a printed sheet."""

    card: ActivityCard
    workers: list[UUID]
    paper: Paper

    @property
    def store(self) -> Store:
        """The store it lies in."""
        return self.paper.store

    def row(self, worker: int) -> ProposedRow:
        """Return the row of a worker where everybody signed."""
        return self.rows()[worker]

    def rows(self) -> list[ProposedRow]:
        """Return the rows of the printed names where everybody signed."""
        told = propose(self.store, *whole(self.paper))
        return [row for row in told.sheets[0].rows if row.part is RowPart.LISTED]


def whole(paper: Paper) -> list[PictureRead]:
    """Return every page of a sheet, signed by all that are printed and nobody else."""
    reads = []
    for page in range(1, paper.pages + 1):
        marks = {row.slot: SIGNED for row in paper.on(page) if row.worker_id}
        reads.append(picture(paper.found(page, marks), name=f"{page}.jpg"))
    return reads


def propose(store: Store, *reads: PictureRead, decisions: dict[UUID, Decision] | None = None) -> Proposal:
    return store.read(reading.propose, reads, decisions or {})


@pytest.fixture
def stack(store: Store) -> Stack:
    """Four people on the list and two rows for walk-ins, one page."""
    card = activity(store)
    workers = put_named(store, "王伟", "李娜", "欧阳春", "赵敏")
    store.do(enrolment.enrol, card.id, workers)
    return Stack(card, workers, print_paper(store, SheetRequest(card.id, kept=1, walk_ins=2)))


def test_rows_are_counted_by_what_they_tell(stack: Stack) -> None:
    marks = {1: SIGNED, 2: EMPTY, 3: DOUBTFUL, 4: UNSEEN, 5: SIGNED, 6: EMPTY, 0: EMPTY}
    (sheet,) = propose(stack.store, picture(stack.paper.found(1, marks))).sheets
    counts = sheet.counts
    assert (counts.signed, counts.empty, counts.doubtful, counts.unseen) == (1, 1, 1, 1)
    assert (counts.walk_ins, counts.already) == (1, 0)
    assert [row.number for row in sheet.rows] == [None, 1, 2, 3, 4, 5, 6]
    assert [row.part for row in sheet.rows][:2] == [RowPart.KEPT, RowPart.LISTED]
    assert [row.name for row in sheet.rows] == ["", "王伟", "李娜", "欧阳春", "赵敏", "", ""]
    assert [row.enters for row in sheet.rows] == [False, True, False, False, False, True, False]
    assert sheet.rows[1].organisation == "定海海运公司"
    assert sheet.rows[1].crop is not None and sheet.rows[1].crop.jpeg == b"jpeg 1"
    assert sheet.rows[5].is_walk_in and not sheet.rows[6].is_walk_in


def test_nothing_is_written_by_a_proposal(stack: Stack) -> None:
    before = stack.store.next_undo()
    propose(stack.store, *whole(stack.paper))
    assert stack.store.next_undo() == before


def test_a_decision_goes_before_what_was_judged_and_can_be_taken_back(stack: Stack) -> None:
    read = picture(stack.paper.found(1, {1: DOUBTFUL, 2: SIGNED}))
    first, second = stack.paper.rows[1].id, stack.paper.rows[2].id
    decided = {first: Decision(Mark.SIGNED), second: Decision(Mark.EMPTY)}
    rows = propose(stack.store, read, decisions=decided).sheets[0].rows
    assert [(row.mark, row.judged, row.decided) for row in rows[1:3]] == [
        (SIGNED, DOUBTFUL, True),
        (EMPTY, SIGNED, True),
    ]
    assert [row.decided for row in propose(stack.store, read).sheets[0].rows[1:3]] == [False, False]


def test_everybody_is_looked_up_as_things_are_now(stack: Stack) -> None:
    store, card = stack.store, stack.card
    wei, na, chun, min_ = stack.workers
    store.do(attendance.check_in, card.meetings[0].id, wei, Means.SCANNER)
    store.do(enrolment.withdraw, card.id, na, "出差")
    store.do(enrolment.withdraw, card.id, chun, "换班")
    other = activity(store, "书法班")
    store.do(enrolment.enrol, other.id, [chun])
    store.do(people_edit.remove, [min_])
    rows = stack.rows()
    assert [row.standing for row in rows] == [
        Standing.ALREADY_IN,
        Standing.WITHDRAWN,
        Standing.OTHER_LIST,
        Standing.REMOVED,
    ]
    assert [row.enters for row in rows] == [False, True, True, True]
    assert rows[0].sentence.startswith("Already in since ")
    assert rows[1].sentence == "Withdrew from this activity."
    assert rows[2].sentence == "No longer on this list, but on the one of “书法班”."
    assert rows[3].sentence == "Removed from the books: comes in as a guest of this name."
    assert (rows[3].worker_id, rows[3].name) == (None, "赵敏")
    assert propose(store, *whole(stack.paper)).sheets[0].counts.already == 1


def test_a_list_that_somebody_was_on_before_the_printing_is_no_move(stack: Stack) -> None:
    store = stack.store
    other = activity(store, "书法班")
    store.do(enrolment.enrol, other.id, stack.workers)
    later = print_paper(store, SheetRequest(stack.card.id))
    store.do(enrolment.withdraw, stack.card.id, stack.workers[0], "出差")
    told = propose(store, *whole(later)).sheets[0].rows[0]
    assert (told.standing, told.sentence) == (Standing.WITHDRAWN, "Withdrew from this activity.")


def test_who_waits_again_is_said_to_wait(store: Store) -> None:
    card = activity(store, capacity=1)
    workers = put_named(store, "王伟", "李娜")
    store.do(enrolment.enrol, card.id, workers[:1])
    paper = print_paper(store, SheetRequest(card.id))
    store.do(enrolment.withdraw, card.id, workers[0], "出差")
    store.do(enrolment.enrol, card.id, workers[1:])
    store.do(enrolment.enrol, card.id, workers[:1])
    (row,) = propose(store, *whole(paper)).sheets[0].rows
    assert (row.standing, row.sentence) == (Standing.WAITING, "On the waiting list, without a place.")


def test_a_merged_twin_is_entered_as_who_it_was_merged_into(stack: Stack) -> None:
    store = stack.store
    keep = put_named(store, "王伟", organisation="普陀船厂")[0]
    store.do(merging.merge, keep, stack.workers[0])
    row = stack.row(0)
    assert (row.worker_id, row.standing) == (keep, Standing.ON_LIST)
    assert row.sentence == "Merged into 王伟, who is entered."


def test_the_same_person_on_two_printings_is_entered_once(stack: Stack) -> None:
    newer = print_paper(stack.store, SheetRequest(stack.card.id))
    told = propose(stack.store, *whole(newer), *whole(stack.paper))
    older, newest = told.sheets
    assert [row.enters for row in older.rows if row.worker_id] == [True] * 4
    assert [row.standing for row in newest.rows] == [Standing.ALREADY_IN] * 4
    assert newest.rows[0].sentence == "Signed on sheet 1 too."
    assert told.entering == 4 and told.counts.already == 4
    assert any("the newest is sheet 2 of" in notice for notice in older.notices)
    assert newest.notices == ()


def test_a_walk_in_is_whom_the_person_says(stack: Stack) -> None:
    store = stack.store
    stranger = put_named(store, "孙丽", organisation="嵊泗渔业公司")[0]
    blank = [row for row in stack.paper.rows if row.worker_id is None]
    read = picture(stack.paper.found(1, {row.slot: SIGNED for row in blank}))
    decided = {
        blank[0].id: Decision(worker_id=stack.workers[0]),
        blank[1].id: Decision(worker_id=stranger),
        blank[2].id: Decision(name="  陈  军 ", organisation=" 水产局 "),
    }
    rows = propose(store, read, decisions=decided).sheets[0].rows
    told = {row.row_id: row for row in rows}
    on_list, not_on_list, named = (told[row.id] for row in blank)
    assert (on_list.name, on_list.standing) == ("王伟", Standing.ON_LIST)
    assert (not_on_list.standing, not_on_list.sentence) == (Standing.NOT_ENROLLED, "Not on this list.")
    assert (named.name, named.organisation, named.standing) == ("陈军", "水产局", Standing.NAMED)
    assert propose(store, read).sheets[0].rows[-1].standing is Standing.UNNAMED


def test_missing_pages_and_pages_come_before_are_named(store: Store) -> None:
    card = activity(store)
    store.do(enrolment.enrol, card.id, put_workers(store, 40))
    paper = print_paper(store, SheetRequest(card.id))
    pages = whole(paper)
    assert paper.pages > 3
    store.do(reading.accept, pages[:1])
    store.do(reading.note_lost, paper.sheet_id, 2, "被雨淋湿")
    (sheet,) = propose(store, pages[0], pages[2]).sheets
    assert (sheet.pages_now, sheet.pages_before) == ((1, 3), (1,))
    assert sheet.missing == tuple(range(4, paper.pages + 1))
    assert any(notice.startswith("Page 1 was entered before, on ") for notice in sheet.notices)
    (sheet,) = propose(store, pages[1]).sheets
    assert "Page 2 had been given up; here it is after all." in sheet.notices


def test_two_pictures_of_a_page_are_put_together_and_the_same_one_is_read_once(stack: Stack) -> None:
    upper = stack.paper.found(1, {1: SIGNED, 2: SIGNED, 3: UNSEEN, 4: UNSEEN, 5: UNSEEN, 6: UNSEEN})
    lower = stack.paper.found(1, {0: UNSEEN, 1: UNSEEN, 2: DOUBTFUL, 3: SIGNED})
    (half,) = propose(stack.store, picture(upper)).sheets
    assert half.notices == ("Page 1 lies partly outside the picture: 4 rows cannot be seen.",)
    one, two = picture(upper, name="a.jpg"), picture(lower, name="b.jpg")
    (both,) = propose(stack.store, one, two, one).sheets
    assert [row.mark for row in both.rows[1:5]] == [SIGNED, SIGNED, SIGNED, EMPTY]
    assert [row.picture for row in both.rows[1:5]] == [0, 0, 1, 1]
    assert both.notices == (
        "The same picture of page 1 came twice; it was read once.",
        "Page 1 is in 2 pictures; they were put together.",
    )
    assert both.counts.unseen == 0


def test_an_activity_cancelled_or_a_meeting_removed_enters_nothing_and_is_said(stack: Stack) -> None:
    store = stack.store
    store.do(activities.cancel, stack.card.id, "台风")
    (sheet,) = propose(store, *whole(stack.paper)).sheets
    assert sheet.is_closed and not any(row.enters for row in sheet.rows)
    assert sheet.notices == ("“中秋联欢” is cancelled; nothing of sheet 1 can be entered.",)
    store.undo()

    def remove_meeting(session: Session) -> None:
        session.get_one(Meeting, stack.card.meetings[0].id).removed_at = moment_of(session)

    store.do(remove_meeting)
    (sheet,) = propose(store, *whole(stack.paper)).sheets
    assert sheet.is_closed
    assert sheet.notices == ("The meeting of sheet 1 was removed; nothing of it can be entered.",)


def test_odd_things_beside_a_page_are_told_with_the_picture_s_name(stack: Stack) -> None:
    read = replace(whole(stack.paper)[0], notices=("There is a member card or badge; it was not used.",))
    (sheet,) = propose(stack.store, read).sheets
    assert sheet.notices == ("1.jpg: There is a member card or badge; it was not used.",)
    none = PictureRead(None, "猫.jpg", 1, "x", sentence="There is no sheet of ours in this picture.")
    assert propose(stack.store, read, none).unused == (none,)


def test_a_receipt_sheet_tells_what_was_received_once(stack: Stack) -> None:
    store = stack.store
    asked = SheetRequest(stack.card.id, SheetKind.RECEIPT, item="大米", sum=Decimal("100.50"), walk_ins=2)
    paper = print_paper(store, asked)
    marks = {0: SIGNED, 1: SIGNED, 2: DOUBTFUL, 4: SIGNED}
    (sheet,) = propose(store, picture(paper.found(1, marks))).sheets
    assert (sheet.kind, sheet.sum, sheet.without_sum) == (SheetKind.RECEIPT, Decimal("201.00"), 1)
    assert [row.fen for row in sheet.rows[:5]] == [10050, 10050, 10050, 10050, None]
    store.do(reading.accept, [picture(paper.found(1, marks))])
    again = print_paper(store, asked)
    (sheet,) = propose(store, picture(again.found(1, {0: SIGNED, 3: SIGNED}))).sheets
    assert [row.enters for row in sheet.rows if row.mark is SIGNED] == [False, True]
    assert sheet.rows[0].sentence == "Received already, by sheet 2."
    oil = print_paper(store, replace(asked, item="食用油"))
    assert propose(store, picture(oil.found(1, {0: SIGNED}))).sheets[0].rows[0].enters


def test_a_stack_of_two_hundred_pages_is_proposed_in_the_order_of_its_sheets(store: Store) -> None:
    workers = put_workers(store, 26)
    reads = []
    for n in range(3):
        card = activity(store, f"第{n}场", starts_at=store.now() - timedelta(days=n))
        store.do(enrolment.enrol, card.id, workers)
        reads += whole(print_paper(store, SheetRequest(card.id)))
    told = propose(store, *reversed(reads))
    assert [sheet.number for sheet in told.sheets] == [1, 2, 3]
    assert [sheet.pages_now for sheet in told.sheets] == [(1, 2)] * 3
    assert told.counts.signed == told.entering == 78


def test_a_page_whose_sheet_went_off_the_record_is_told_and_left_out(stack: Stack) -> None:
    (read,) = whole(stack.paper)
    gone = replace(read, pages=(replace(read.pages[0], sheet_id=stack.card.id),))
    told = propose(stack.store, gone)
    assert told.sheets == ()
    assert [one.sentence for one in told.unused] == ["That sheet is not on record."]
