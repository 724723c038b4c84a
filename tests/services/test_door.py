"""The door: each code gets its verdict, and what is said to be in is on file."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import CodeKey, asset_code, card_code, page_code, row_code
from desktop.core.errors import FieldError, NotFound
from desktop.models.people import Worker
from desktop.models.sheets import Card, SheetRow
from desktop.services import activities, attendance, cards, door, enrolment, sheets
from desktop.services.activities import ActivityCard
from desktop.services.attendance import Counts, Means, Status, Verdict, VerdictKind
from desktop.storage.store import Store
from tests.services.people import activity, put_named, put_workers


class Evening:
    """An activity with three places, two of five workers waiting or away, and its printed sheet."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.card: ActivityCard = activity(store, capacity=3)
        self.workers = put_workers(store, 5)
        store.do(enrolment.enrol, self.card.id, self.workers[:4])
        self.meeting = self.card.meetings[0].id
        self.codes = print_codes(store, self.card.id, walk_ins=1)

    def scan(self, text: str) -> Verdict:
        return self.store.do(door.scan, self.store.code_key, self.meeting, text)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        found: Counts = self.store.read(attendance.counts, self.meeting)
        return found.expected, found.present, found.absent, found.walk_ins


def print_codes(store: Store, activity_id: UUID, walk_ins: int = 0) -> list[str]:
    """Print a sign-in sheet and return the codes of its rows."""
    request = sheets.SheetRequest(activity_id, walk_ins=walk_ins)
    sheet = store.record(sheets.print_sheet, store.code_key, request, BytesIO())

    def tokens(session: Session) -> list[int]:
        rows = select(SheetRow.token).where(SheetRow.sheet_id == sheet.sheet_id).order_by(SheetRow.number)
        return list(session.scalars(rows))

    return [row_code(store.code_key, token) for token in store.read(tokens)]


def print_card(store: Store, worker_id: UUID) -> str:
    """Print a member card and return its code."""
    store.record(cards.print_cards, store.code_key, cards.CardsRequest(worker_ids=(worker_id,)), BytesIO())

    def token(session: Session) -> int:
        valid = Card.removed_at.is_(None)
        return session.scalars(select(Card.token).where(Card.worker_id == worker_id, valid)).one()

    return card_code(store.code_key, store.read(token))


@pytest.fixture
def evening(store: Store) -> Evening:
    return Evening(store)


def test_a_row_of_the_list_is_in_once_and_then_already_in_since(evening: Evening) -> None:
    first = evening.scan(evening.codes[0])
    assert (first.kind, first.worker_id) == (VerdictKind.IN, evening.workers[0])
    again = evening.scan(evening.codes[0].lower() + "\r\n")
    assert (again.kind, again.at, again.name) == (VerdictKind.ALREADY_IN, first.at, first.name)
    assert evening.counts == (3, 1, 2, 0)


def test_the_label_of_a_piece_of_equipment_is_told_from_a_code_of_a_person(evening: Evening) -> None:
    told = evening.scan(asset_code(evening.store.code_key, 7))
    assert told.kind is VerdictKind.UNKNOWN
    assert "equipment" in told.sentence
    assert evening.counts == (3, 0, 3, 0)


def test_an_older_printing_of_the_same_list_still_works(evening: Evening) -> None:
    newer = print_codes(evening.store, evening.card.id)
    assert newer[1] != evening.codes[1]
    assert evening.scan(evening.codes[1]).kind is VerdictKind.IN
    assert evening.scan(newer[1]).kind is VerdictKind.ALREADY_IN


def test_a_card_stands_for_its_person_at_any_activity(evening: Evening) -> None:
    enrolled, waiting, stranger = (print_card(evening.store, evening.workers[n]) for n in (0, 3, 4))
    assert evening.scan(enrolled).kind is VerdictKind.IN
    assert evening.scan(waiting).kind is VerdictKind.WAITING_LIST
    assert evening.scan(stranger).kind is VerdictKind.NOT_ON_LIST
    assert evening.counts == (3, 1, 2, 0)


def test_a_new_card_makes_the_old_one_old(evening: Evening) -> None:
    old = print_card(evening.store, evening.workers[0])
    assert print_card(evening.store, evening.workers[0]) == old
    evening.store.do(cards.reissue, evening.workers[0])
    new = print_card(evening.store, evening.workers[0])
    assert evening.scan(old).kind is VerdictKind.REMOVED
    assert evening.scan(new).kind is VerdictKind.IN


def test_a_row_of_another_activity_is_told_by_its_title(evening: Evening) -> None:
    other = activity(evening.store, "羽毛球赛")
    evening.store.do(enrolment.enrol, other.id, evening.workers)
    verdict = evening.scan(print_codes(evening.store, other.id)[0])
    assert verdict.kind is VerdictKind.OTHER_ACTIVITY
    assert "羽毛球赛" in verdict.sentence and verdict.worker_id == evening.workers[0]


def test_who_withdrew_since_the_printing_is_cancelled_and_who_moved_up_is_in(evening: Evening) -> None:
    evening.store.do(enrolment.withdraw, evening.card.id, evening.workers[1], "生病")
    assert evening.scan(evening.codes[1]).kind is VerdictKind.CANCELLED
    assert evening.scan(print_card(evening.store, evening.workers[3])).kind is VerdictKind.IN


def test_a_cancelled_activity_lets_nobody_in(evening: Evening) -> None:
    evening.store.do(activities.cancel, evening.card.id, "台风")
    assert evening.scan(evening.codes[0]).kind is VerdictKind.CANCELLED
    assert evening.scan(evening.codes[3]).kind is VerdictKind.CANCELLED
    with pytest.raises(activities.ActivityCancelled):
        evening.store.do(attendance.let_in, evening.meeting, evening.workers[0])


def test_a_removed_worker_is_told_so_and_one_joined_to_another_is_that_one(evening: Evening) -> None:
    now = evening.store.now()

    def remove(session: Session, gone: UUID, into: UUID | None) -> None:
        worker = session.get_one(Worker, gone)
        worker.removed_at, worker.merged_into_id = now, into

    evening.store.do(remove, evening.workers[0], None)
    assert evening.scan(evening.codes[0]).kind is VerdictKind.REMOVED
    evening.store.do(remove, evening.workers[1], evening.workers[2])
    merged = evening.scan(evening.codes[1])
    assert (merged.kind, merged.worker_id) == (VerdictKind.IN, evening.workers[2])


def test_what_is_no_code_of_ours_is_unknown_forged_or_of_another_database(evening: Evening) -> None:
    key, good = evening.store.code_key, evening.codes[0]
    altered = good[:10] + ("0" if good[10] != "0" else "1") + good[11:]
    elsewhere = CodeKey((key.mark + 1) % 2**15, key.key)
    for text, kind in [
        ("", VerdictKind.UNKNOWN),
        ("https://example.org", VerdictKind.UNKNOWN),
        (row_code(key, 12345), VerdictKind.UNKNOWN),
        (card_code(key, 12345), VerdictKind.UNKNOWN),
        (page_code(key, 1, 1, 1, 1), VerdictKind.UNKNOWN),
        (altered, VerdictKind.FORGED),
        (row_code(elsewhere, 12345), VerdictKind.OTHER_DATABASE),
    ]:
        verdict = evening.scan(text)
        assert (verdict.kind, verdict.name) == (kind, ""), text
        assert verdict.sentence
    assert evening.counts == (3, 0, 3, 0)


def test_a_blank_row_is_a_walk_in_that_may_be_named_later(evening: Evening) -> None:
    verdict = evening.scan(evening.codes[3])
    assert (verdict.kind, verdict.walk_in, verdict.name) == (VerdictKind.IN, True, "Walk-in on row 4")
    assert evening.scan(evening.codes[3]).kind is VerdictKind.ALREADY_IN
    assert verdict.attendance_id is not None
    evening.store.do(attendance.name_guest, verdict.attendance_id, "来 宾", "码头管理处")
    again = evening.scan(evening.codes[3])
    assert (again.kind, again.name, again.organisation) == (VerdictKind.ALREADY_IN, "来宾", "码头管理处")
    assert evening.counts == (3, 0, 3, 1)


def test_who_waits_or_is_not_on_the_list_is_let_in_as_a_walk_in_and_keeps_waiting(evening: Evening) -> None:
    store, (waiting, stranger) = evening.store, evening.workers[3:]
    for worker in (waiting, stranger):
        assert store.do(attendance.let_in, evening.meeting, worker).walk_in
        assert store.do(attendance.let_in, evening.meeting, worker).kind is VerdictKind.ALREADY_IN
    assert evening.counts == (3, 0, 3, 2)
    store.do(enrolment.withdraw, evening.card.id, evening.workers[0], "生病")
    assert evening.counts == (3, 1, 2, 1)


def test_somebody_without_paper_is_checked_in_by_hand_and_a_guest_by_name(evening: Evening) -> None:
    store = evening.store
    assert store.do(attendance.check_in, evening.meeting, evening.workers[0]).kind is VerdictKind.IN
    waits = store.do(attendance.check_in, evening.meeting, evening.workers[3])
    assert waits.kind is VerdictKind.WAITING_LIST
    assert store.do(attendance.guest, evening.meeting, "欧阳 春", "海事局").name == "欧阳春"
    for wrong in ("  ", "长" * 61):
        with pytest.raises(FieldError):
            store.do(attendance.guest, evening.meeting, wrong)
    lines = store.read(attendance.last_in, evening.meeting)
    assert next((line.name, line.status, line.means) for line in lines) == (
        "欧阳春",
        Status.WALK_IN,
        Means.WALK_IN,
    )
    assert lines[1].means is Means.BY_HAND


def test_a_check_in_is_taken_back_by_itself_whatever_came_since(evening: Evening) -> None:
    first = evening.scan(evening.codes[0])
    evening.scan(evening.codes[1])
    assert first.attendance_id is not None
    assert evening.store.do(attendance.take_back, first.attendance_id) == first.name
    assert evening.counts == (3, 1, 2, 0)
    with pytest.raises(NotFound):
        evening.store.do(attendance.take_back, first.attendance_id)
    assert evening.scan(evening.codes[0]).kind is VerdictKind.IN


def test_two_doors_that_scan_one_person_at_once_let_them_in_once(evening: Evening) -> None:
    with ThreadPoolExecutor(4) as doors:
        verdicts = list(doors.map(evening.scan, [evening.codes[0]] * 8))
    assert Counter(verdict.kind for verdict in verdicts) == {VerdictKind.IN: 1, VerdictKind.ALREADY_IN: 7}
    assert evening.counts == (3, 1, 2, 0)


def test_undo_takes_the_last_scan_back(evening: Evening) -> None:
    name = evening.scan(evening.codes[0]).name
    assert evening.store.undo() == f"Check in {name}"
    assert evening.counts == (3, 0, 3, 0)


def test_a_scan_that_lets_nobody_in_leaves_no_undo_step(evening: Evening) -> None:
    before = evening.store.next_undo()
    evening.scan("nonsense")
    assert evening.store.next_undo() == before


def test_the_attendance_list_has_who_was_expected_in_order_and_then_the_walk_ins(evening: Evening) -> None:
    evening.scan(evening.codes[1])
    evening.scan(evening.codes[3])
    found = evening.store.read(attendance.attendance, evening.meeting)
    assert [line.status for line in found.lines] == [
        Status.ABSENT,
        Status.PRESENT,
        Status.ABSENT,
        Status.WALK_IN,
    ]
    assert (found.counts.expected, found.counts.present, found.counts.walk_ins) == (3, 1, 1)
    assert "****" in found.lines[0].phone


def test_names_are_sought_on_the_list_first_and_then_among_all(store: Store) -> None:
    first, second, third = put_named(store, "赵春华", "赵春明", "赵春")
    card = activity(store)
    store.do(enrolment.enrol, card.id, [third])
    store.do(attendance.let_in, card.meetings[0].id, third)
    for sought in ("赵春", "zhaoch", "zc"):
        found = store.read(door.find_at_door, card.meetings[0].id, sought)
        assert next(f.worker_id for f in found) == third, sought
        assert {f.worker_id for f in found} == {first, second, third}, sought
    assert found[0].since is not None and found[1].state is None
    assert store.read(door.find_at_door, card.meetings[0].id, " ") == []
