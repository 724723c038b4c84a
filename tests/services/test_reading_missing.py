"""Pages of signed sheets that have not come back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core.errors import FieldError, NotFound
from desktop.services import activities, enrolment, reading
from desktop.services.activities import ActivityCard
from desktop.services.overview import overview
from desktop.services.reading import CameBack, MissingPages
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.store import Store
from tests.services.people import activity, put_workers
from tests.services.signed_paper import EMPTY, SIGNED, UNSEEN, Paper, picture, print_paper


@pytest.fixture
def card(store: Store) -> ActivityCard:
    """A past activity with people for three pages."""
    made = activity(store, starts_at=store.now() - timedelta(days=2))
    store.do(enrolment.enrol, made.id, put_workers(store, 30))
    return made


@pytest.fixture
def paper(store: Store, card: ActivityCard) -> Paper:
    """Its sign-in sheet."""
    printed = print_paper(store, SheetRequest(card.id))
    assert printed.pages == 3
    return printed


def come_back(paper: Paper, *pages: int) -> None:
    reads = [picture(paper.found(page, {0: SIGNED}), name=f"{paper.number}-{page}.jpg") for page in pages]
    paper.store.do(reading.accept, reads)


def missing(store: Store) -> list[MissingPages]:
    return store.read(reading.missing_pages, store.now())


def told(store: Store) -> list[tuple[int, tuple[int, ...]]]:
    return [(one.number, one.missing) for one in missing(store)]


def test_pages_are_missing_once_others_of_the_sheet_came_back(store: Store, paper: Paper) -> None:
    assert told(store) == []
    come_back(paper, 2)
    (one,) = missing(store)
    assert (one.title, one.pages, one.missing, one.partly) == ("中秋联欢", 3, (1, 3), ())
    assert one.starts_at is not None and one.kind is SheetKind.SIGN_IN
    assert store.read(overview, store.now()).missing_pages == (one,)
    come_back(paper, 1, 3)
    assert told(store) == []
    store.undo()
    assert told(store) == [(1, (1, 3))]


def test_a_page_given_up_with_its_reason_is_not_missing_any_more(store: Store, paper: Paper) -> None:
    come_back(paper, 1)
    store.do(reading.note_lost, paper.sheet_id, 2, " 被雨淋湿 ")
    assert told(store) == [(1, (3,))]
    assert store.log(1)[0].label == "Give up page 2 of sheet 1 of 中秋联欢: 被雨淋湿"
    store.do(reading.note_lost, paper.sheet_id, 3, "丢失")
    assert told(store) == []
    store.undo()
    assert told(store) == [(1, (3,))]


def test_only_a_page_that_has_not_come_can_be_given_up_and_for_a_reason(store: Store, paper: Paper) -> None:
    come_back(paper, 1)
    with pytest.raises(CameBack):
        store.do(reading.note_lost, paper.sheet_id, 1, "丢失")
    with pytest.raises(FieldError):
        store.do(reading.note_lost, paper.sheet_id, 2, "  ")
    with pytest.raises(NotFound):
        store.do(reading.note_lost, paper.sheet_id, 4, "丢失")


def test_a_page_seen_in_part_is_wanted_again_until_its_other_part_came(store: Store, paper: Paper) -> None:
    come_back(paper, 2, 3)
    slots = [row.slot for row in paper.on(1)]
    upper = paper.found(1, dict.fromkeys(slots[6:], UNSEEN))
    lower = paper.found(1, dict.fromkeys(slots[:5], UNSEEN))
    store.do(reading.accept, [picture(upper, name="upper.jpg")])
    (one,) = missing(store)
    assert (one.missing, one.partly) == ((), (1,))
    store.do(reading.accept, [picture(lower, name="lower.jpg")])
    assert missing(store) == []


def test_an_older_print_is_not_missing_where_a_newer_one_came_back_whole(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    newer = print_paper(store, SheetRequest(card.id))
    come_back(paper, 1)
    assert told(store) == [(1, (2, 3))]
    come_back(newer, 1, 2, 3)
    assert told(store) == []


def test_an_unused_print_is_not_missing_where_another_was_used(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    print_paper(store, SheetRequest(card.id))
    come_back(paper, 1, 2)
    assert told(store) == [(1, (3,))]
    come_back(paper, 3)
    assert told(store) == []


def test_another_sheet_of_a_past_meeting_is_missing_when_its_paper_comes_back(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    receipts = print_paper(store, SheetRequest(card.id, SheetKind.RECEIPT, item="大米"))
    print_paper(store, SheetRequest(card.id, SheetKind.ROSTER))
    come_back(paper, 1, 2, 3)
    assert told(store) == [(receipts.number, tuple(range(1, receipts.pages + 1)))]


def test_another_sheet_of_a_meeting_under_way_is_not_missing_yet(store: Store) -> None:
    card = activity(store)
    store.do(enrolment.enrol, card.id, put_workers(store, 3))
    signed = print_paper(store, SheetRequest(card.id))
    print_paper(store, SheetRequest(card.id, SheetKind.RECEIPT, item="大米"))
    come_back(signed, 1)
    assert told(store) == []


def test_nothing_is_missing_of_an_activity_called_off(store: Store, card: ActivityCard, paper: Paper) -> None:
    come_back(paper, 1)
    store.do(activities.cancel, card.id, "台风")
    assert told(store) == []


def test_a_page_that_came_in_an_empty_state_came(store: Store, paper: Paper) -> None:
    empty = [picture(paper.found(page, {}, EMPTY), name=f"{page}.jpg") for page in (1, 2, 3)]
    store.do(reading.accept, empty)
    assert told(store) == []


def test_sheets_are_told_with_the_latest_meeting_first(
    store: Store, card: ActivityCard, paper: Paper
) -> None:
    later = activity(store, "书法班", starts_at=store.now() - timedelta(days=1))
    store.do(enrolment.enrol, later.id, put_workers(store, 20))
    second = print_paper(store, replace(SheetRequest(card.id), activity_id=later.id))
    come_back(paper, 1)
    come_back(second, 1)
    assert [one.title for one in missing(store)] == ["书法班", "中秋联欢"]
