"""Signed paper entered: one operation, with the evidence of every entry, undone as one."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.names import NAME_LIMIT
from desktop.core.reading import Mark
from desktop.models.activities import Attendance
from desktop.models.base import Kept
from desktop.models.reading import PageRead, Picture, Receipt, Signature
from desktop.services import activities, attendance, door, enrolment, merging, people_edit, reading, safety
from desktop.services.activities import ActivityCard, MeetingHeld
from desktop.services.attendance import Means, Status
from desktop.services.reading import Accepted, Decision
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.reversal import MovedOn
from desktop.storage.store import Store
from tests.services.people import activity, put_named
from tests.services.signed_paper import (
    DOUBTFUL,
    EMPTY,
    SIGNED,
    UNSEEN,
    Paper,
    accept,
    decide,
    entries,
    faults,
    kept,
    picture,
    print_paper,
)  # fmt: skip


@pytest.fixture
def card(store: Store) -> ActivityCard:
    """An activity that began an hour ago with three people on its list."""
    made = activity(store, starts_at=store.now() - timedelta(hours=1))
    store.do(enrolment.enrol, made.id, put_named(store, "王伟", "李娜", "欧阳春"))
    return made


@pytest.fixture
def paper(store: Store, card: ActivityCard) -> Paper:
    """Its sign-in sheet, with two rows for walk-ins behind (slots 3 and 4)."""
    return print_paper(store, SheetRequest(card.id, walk_ins=2))


@pytest.fixture
def receipts(store: Store, card: ActivityCard) -> Paper:
    """Its receipt sheet."""
    return print_paper(
        store, SheetRequest(card.id, SheetKind.RECEIPT, walk_ins=2, item="大米", sum=Decimal("80"))
    )


def test_what_is_signed_is_entered_as_of_the_meeting_and_doubt_is_left(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    told = accept(store, picture(paper.found(1, {0: SIGNED, 1: DOUBTFUL, 3: SIGNED})))
    assert (told.attendances, told.walk_ins, told.receipts, told.already) == (2, 1, 0, 0)
    assert (told.left, told.pages, told.sum, told.closed) == (1, 1, Decimal(0), ())
    listed, walk_in = entries(store)
    assert (listed.worker_id, listed.walk_in, listed.means) == (paper.rows[0].worker_id, False, Means.PAPER)
    assert listed.at == card.meetings[0].starts_at
    assert (walk_in.worker_id, walk_in.guest_name, walk_in.walk_in) == (None, "", True)
    assert [one.sheet_row_id for one in (listed, walk_in)] == [paper.rows[0].id, paper.rows[3].id]
    assert store.log(1)[0].label == "Enter 2 signatures of “中秋联欢”"
    found = store.read(attendance.attendance, card.meetings[0].id)
    assert [line.status for line in found.lines] == [
        Status.PRESENT,
        Status.ABSENT,
        Status.ABSENT,
        Status.WALK_IN,
    ]
    assert found.lines[-1].name == "Walk-in on row 4"


def test_a_meeting_still_to_come_is_attended_now(store: Store) -> None:
    card = activity(store, starts_at=store.now() + timedelta(hours=1))
    store.do(enrolment.enrol, card.id, put_named(store, "王伟"))
    paper = print_paper(store, SheetRequest(card.id))
    accept(store, picture(paper.found(1, {0: SIGNED})))
    assert entries(store)[0].at < card.meetings[0].starts_at


def test_undo_takes_all_of_it_back_and_redo_brings_it_again(
    store: Store, paper: Paper, receipts: Paper
) -> None:
    told = accept(
        store, picture(paper.found(1, {0: SIGNED, 3: SIGNED}), receipts.found(1, {1: SIGNED}), name="a.jpg")
    )
    assert (told.attendances, told.receipts, told.sum, told.pages) == (2, 1, Decimal("80"), 2)
    tables: list[tuple[type[Kept], int]] = [(Attendance, 2), (Receipt, 1), (Signature, 3), (PageRead, 2)]
    assert [kept(store, table) for table, _count in tables] == [count for _table, count in tables]
    label = "Enter 3 signatures of “中秋联欢”"
    assert store.undo() == label
    assert [kept(store, table) for table, _count in tables] == [0] * 4
    assert store.redo() == label
    assert [kept(store, table) for table, _count in tables] == [count for _table, count in tables]
    assert faults(store) == []


def test_the_store_tells_of_every_table_an_acceptance_touches(
    store: Store, paper: Paper, receipts: Paper
) -> None:
    told: list[frozenset[str]] = []
    store.subscribe(told.append)
    accept(store, picture(paper.found(1, {0: SIGNED}), receipts.found(1, {1: SIGNED})))
    assert told == [frozenset({"attendance", "receipt", "signature", "page_read"})]


def test_signatures_are_kept_once_with_the_page_they_come_from(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    accept(
        store,
        picture(paper.found(1, {0: SIGNED, 1: DOUBTFUL}), name="门口.jpg"),
        **decide(paper, 1, Decision(Mark.SIGNED)),
    )
    first, second, third = store.read(attendance.attendance, card.meetings[0].id).lines[:3]
    assert [line.has_signature for line in (first, second, third)] == [True, True, False]
    assert first.attendance_id and second.attendance_id
    shown = store.read(reading.evidence, first.attendance_id)
    assert shown is not None and shown.crop is not None
    assert (shown.crop.jpeg, shown.crop.width, shown.crop.height) == (b"jpeg 0", 120, 40)
    assert (shown.sheet, shown.page, shown.row, shown.title) == (paper.number, 1, 1, "中秋联欢")
    assert (shown.file_name, shown.by_person, shown.confidence) == ("门口.jpg", False, 99)
    decided = store.read(reading.evidence, second.attendance_id)
    assert decided is not None and (decided.by_person, decided.confidence) == (True, 40)
    assert store.read(reading.evidence, card.id) is None


def test_a_page_entered_before_enters_nothing_again(store: Store, paper: Paper) -> None:
    read = picture(paper.found(1, {0: SIGNED, 3: SIGNED}))
    accept(store, read)
    before = store.next_undo(), kept(store, Signature), store.log(1)
    told = accept(store, read)
    assert (told.attendances, told.already) == (0, 2)
    assert (store.next_undo(), kept(store, Signature), store.log(1)) == before
    accept(store, picture(paper.found(1, {0: SIGNED, 3: SIGNED}), name="again.jpg"))
    assert (len(entries(store)), kept(store, PageRead)) == (2, 2)
    assert store.next_undo() == "Note that pages of “中秋联欢” came back"


def test_naming_a_walk_in_on_a_page_entered_before_is_no_mere_note(store: Store, paper: Paper) -> None:
    read = picture(paper.found(1, {3: SIGNED}))
    accept(store, read)
    accept(store, read, **decide(paper, 3, Decision(SIGNED, name="来宾")))
    assert store.next_undo() == "Enter 1 signatures of “中秋联欢”"


def test_two_windows_that_enter_the_same_page_at_once_enter_everybody_once(
    store: Store, paper: Paper, receipts: Paper
) -> None:
    other = Store.open(store.path or store.engine.url.render_as_string(hide_password=False))
    marks = {0: SIGNED, 1: SIGNED, 3: SIGNED}
    together = Barrier(2)

    def enter(window: Store, name: str) -> Accepted:
        read = picture(paper.found(1, marks), receipts.found(1, marks), name=name)
        assert window.read(reading.propose, [read]).counts.already == 0
        together.wait(30)
        return accept(window, read)

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(enter, (store, other), ("a.jpg", "b.jpg")))
    other.close()
    assert sorted((one.attendances, one.receipts, one.already) for one in told) == [(0, 0, 6), (3, 3, 0)]
    assert (len(entries(store)), kept(store, Receipt), kept(store, Signature)) == (3, 3, 6)
    assert faults(store) == []


def test_doubt_left_is_settled_later_and_undone_by_itself(store: Store, paper: Paper) -> None:
    def doubtful(session: Session) -> list[int]:
        return list(session.scalars(select(PageRead.doubtful)))

    read = picture(paper.found(1, {0: SIGNED, 1: DOUBTFUL, 2: DOUBTFUL}))
    assert accept(store, read).left == 2
    assert store.read(doubtful) == [2]
    told = accept(store, read, **decide(paper, 1, Decision(Mark.SIGNED)))
    assert (told.attendances, told.left) == (1, 1)
    assert store.read(doubtful) == [1]
    store.undo()
    assert (len(entries(store)), store.read(doubtful)) == (1, [2])
    store.undo()
    assert entries(store) == []


def test_who_was_in_already_stays_as_entered_and_gets_the_evidence(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    worker = paper.rows[0].worker_id
    assert worker is not None
    entered = store.do(attendance.check_in, card.meetings[0].id, worker, Means.SCANNER)
    told = accept(store, picture(paper.found(1, {0: SIGNED})))
    assert (told.attendances, told.already) == (0, 1)
    (entry,) = entries(store)
    assert (entry.id, entry.means) == (entered.attendance_id, Means.SCANNER)
    assert store.read(reading.evidence, entry.id) is not None
    store.do(attendance.take_back, entry.id)
    assert accept(store, picture(paper.found(1, {0: SIGNED}))).attendances == 1


def test_a_walk_in_scanned_at_the_door_is_named_by_the_paper(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    meeting = card.meetings[0].id
    for slot in (3, 4):
        store.do(door.scan, store.code_key, meeting, paper.rows[slot].code)
    worker = put_named(store, "孙丽")[0]
    read = picture(paper.found(1, {3: SIGNED, 4: SIGNED}))
    decided = decide(paper, 3, Decision(worker_id=worker)) | decide(paper, 4, Decision(name="陈军"))
    told = accept(store, read, **decided)
    assert (told.attendances, told.already) == (0, 0)
    first, second = entries(store)
    assert (first.worker_id, first.walk_in, second.guest_name) == (worker, True, "陈军")
    assert kept(store, Signature) == 2


def test_people_without_a_place_come_in_as_walk_ins_and_removed_ones_by_name(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    first, second, third = (row.worker_id for row in paper.rows[:3])
    assert first and second and third
    store.do(enrolment.withdraw, card.id, first, "出差")
    store.do(people_edit.remove, [second])
    keep = put_named(store, "欧阳春", organisation="普陀船厂")[0]
    store.do(merging.merge, keep, third)
    told = accept(store, picture(paper.found(1, {0: SIGNED, 1: SIGNED, 2: SIGNED})))
    assert (told.attendances, told.walk_ins) == (3, 2)
    withdrawn, removed, merged = entries(store)
    assert (withdrawn.worker_id, withdrawn.walk_in) == (first, True)
    assert (removed.worker_id, removed.guest_name, removed.guest_organisation) == (
        None,
        "李娜",
        "定海海运公司",
    )
    assert (merged.worker_id, merged.walk_in) == (keep, False)
    again = accept(store, picture(paper.found(1, {0: SIGNED, 1: SIGNED, 2: SIGNED}), name="b.jpg"))
    assert (again.attendances, again.already) == (0, 3)


def test_a_person_on_two_printings_is_entered_once_with_both_signatures(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    newer = print_paper(store, SheetRequest(card.id))
    told = accept(store, picture(paper.found(1, {0: SIGNED})), picture(newer.found(1, {0: SIGNED}), name="b"))
    assert (told.attendances, told.already) == (1, 1)
    assert (len(entries(store)), kept(store, Signature)) == (1, 2)
    assert store.log(1)[0].label == "Enter 2 signatures of “中秋联欢”"


def test_several_activities_are_one_operation_and_a_cancelled_one_is_left_out(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    other = activity(store, "书法班")
    store.do(enrolment.enrol, other.id, [row.worker_id for row in paper.rows[:1] if row.worker_id])
    there = print_paper(store, SheetRequest(other.id))
    reads = picture(paper.found(1, {0: SIGNED})), picture(there.found(1, {0: SIGNED}), name="b.jpg")
    assert accept(store, *reads).attendances == 2
    assert store.undo() == "Enter 2 signatures of 2 sheets"
    store.do(activities.cancel, other.id, "台风")
    told = accept(store, *reads)
    assert told.attendances == 1
    assert told.closed == ("“书法班” is cancelled; nothing of sheet 2 can be entered.",)
    with pytest.raises(reading.NothingToEnter, match="is cancelled"):
        accept(store, reads[1])
    with pytest.raises(reading.NothingToEnter):
        accept(store)


def test_receipts_are_entered_once_each_with_their_sum(
    store: Store, card: ActivityCard, receipts: Paper
) -> None:
    told = accept(
        store,
        picture(receipts.found(1, {0: SIGNED, 1: SIGNED, 3: SIGNED})),
        **decide(receipts, 3, Decision(name="陈军", organisation="水产局")),
    )
    assert (told.receipts, told.attendances, told.sum) == (3, 0, Decimal("160"))
    assert entries(store) == []

    def on_file(session: Session) -> Sequence[Receipt]:
        return session.scalars(select(Receipt).order_by(Receipt.id)).all()

    first, _second, guest = store.read(on_file)
    assert (first.worker_id, first.item, first.fen) == (receipts.rows[0].worker_id, "大米", 8000)
    assert (guest.guest_name, guest.guest_organisation, guest.item, guest.fen) == ("陈军", "水产局", "", None)
    assert accept(store, picture(receipts.found(1, {0: SIGNED}), name="b.jpg")).already == 1
    with pytest.raises(MeetingHeld):
        store.do(activities.remove, card.id)


def test_check_in_evidence_and_taking_back_are_undone_one_by_one(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    worker = paper.rows[0].worker_id
    assert worker is not None
    store.do(attendance.check_in, card.meetings[0].id, worker)
    accept(store, picture(paper.found(1, {0: SIGNED})))
    entry = store.read(attendance.attendance, card.meetings[0].id).lines[0].attendance_id
    assert entry is not None
    store.do(attendance.take_back, entry)
    store.undo()
    store.undo()
    store.undo()
    assert entries(store) == []


def test_an_acceptance_is_not_undone_once_an_entry_of_it_was_changed(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    accept(store, picture(paper.found(1, {3: SIGNED})))
    (entry,) = entries(store)

    def elsewhere(session: Session) -> None:
        attendance.name_guest(session, entry.id, "陈军")

    store.record(elsewhere)
    with pytest.raises(MovedOn, match="陈军 has been changed since"):
        store.undo()


def test_a_name_too_long_is_refused_and_nothing_is_entered(store: Store, paper: Paper) -> None:
    read = picture(paper.found(1, {0: SIGNED, 3: SIGNED}))
    with pytest.raises(FieldError) as told:
        accept(store, read, **decide(paper, 3, Decision(name="长" * (NAME_LIMIT + 1))))
    assert told.value.field == "name"
    assert entries(store) == []


def test_a_row_outside_the_picture_may_be_decided_without_a_crop(store: Store, paper: Paper) -> None:
    accept(store, picture(paper.found(1, {0: UNSEEN}, EMPTY)), **decide(paper, 0, Decision(Mark.SIGNED)))
    shown = store.read(reading.evidence, entries(store)[0].id)
    assert shown is not None and shown.crop is None and shown.by_person


def test_pictures_of_signatures_stay_out_of_the_journal(store: Store, paper: Paper) -> None:
    accept(store, picture(paper.found(1, {0: SIGNED})))
    store.undo()

    def pictures(session: Session) -> int:
        return session.scalar(select(func.count(Picture.id))) or 0

    assert store.read(pictures) == 1
    store.redo()
    assert store.read(reading.evidence, entries(store)[0].id) is not None
    assert faults(store) == []


def test_a_merged_twin_s_signature_bears_witness_to_the_one_that_stays(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    twin, keep = paper.rows[0].worker_id, paper.rows[1].worker_id
    assert twin and keep
    accept(store, picture(paper.found(1, {0: SIGNED})))
    store.do(attendance.check_in, card.meetings[0].id, keep)
    store.do(merging.merge, keep, twin)
    (entry,) = entries(store)
    assert entry.worker_id == keep
    shown = store.read(reading.evidence, entry.id)
    assert shown is not None and shown.row == 1
    store.undo()
    assert len(entries(store)) == 2


def test_a_server_s_back_up_holds_the_pictures_of_signatures(postgres_store: Store, tmp_path: Path) -> None:
    card = activity(postgres_store)
    postgres_store.do(enrolment.enrol, card.id, put_named(postgres_store, "王伟"))
    paper = print_paper(postgres_store, SheetRequest(card.id))
    accept(postgres_store, picture(paper.found(1, {0: SIGNED})))
    copied = Store.open(safety.back_up(postgres_store, tmp_path / "server.sqlite3"))
    shown = copied.read(reading.evidence, entries(copied)[0].id)
    assert shown is not None and shown.crop is not None and shown.crop.jpeg == b"jpeg 0"
    assert safety.check(copied).sound
    copied.undo()
    assert entries(copied) == []
    copied.close()


def test_a_nameless_walk_in_is_called_by_the_number_printed(store: Store, card: ActivityCard) -> None:
    paper = print_paper(store, SheetRequest(card.id, kept=1, walk_ins=2))
    meeting = card.meetings[0].id
    accept(store, picture(paper.found(1, {0: SIGNED, 4: SIGNED})))
    lines = store.read(attendance.attendance, meeting).lines[-2:]
    assert sorted(line.name for line in lines) == ["Guest", "Walk-in on row 4"]
    again = store.do(door.scan, store.code_key, meeting, paper.rows[4].code)
    assert (again.kind.value, again.name) == ("already-in", "Walk-in on row 4")
    assert again.attendance_id is not None
    assert store.do(attendance.take_back, again.attendance_id) == "Walk-in on row 4"
