"""Which page a picture shows, by the codes in it, and what else there is."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.core.codes import CodeKey, card_code, page_code, row_code
from desktop.core.sheet_content import LAYOUT_VERSION
from desktop.models.sheets import Sheet
from desktop.services import enrolment
from desktop.services.reading import Identified, known_pages
from desktop.services.sheets import Column, SheetKind, SheetRequest
from desktop.storage.store import Store
from tests.services.people import activity, put_workers
from tests.services.signed_paper import Paper, print_paper


@pytest.fixture
def paper(store: Store) -> Paper:
    """Thirty on the list and two walk-in rows, on several pages."""
    card = activity(store)
    store.do(enrolment.enrol, card.id, put_workers(store, 30))
    return print_paper(store, SheetRequest(card.id, kept=1, walk_ins=2))


def seen(paper: Paper, *texts: str) -> Identified:
    return paper.store.read(known_pages, paper.store.code_key, texts)


def codes(paper: Paper, page: int) -> list[str]:
    return [row.code for row in paper.on(page)]


def test_a_page_is_known_by_its_own_code_and_its_rows(paper: Paper) -> None:
    (page,) = seen(paper, *codes(paper, 1), paper.page_code(1), "https://example.org").pages
    assert (page.sheet_id, page.number, page.page) == (paper.sheet_id, paper.number, 1)
    assert [code.slot for code in page.codes if code.slot is not None] == [row.slot for row in paper.on(1)]
    assert [code.index for code in page.codes if code.slot is None] == [len(paper.on(1))]
    assert (page.spec.kind, page.spec.rows, page.layout_version) == (SheetKind.SIGN_IN, 33, LAYOUT_VERSION)
    assert page.blank == {0}


def test_a_page_whose_own_code_is_torn_off_is_known_by_its_rows(paper: Paper) -> None:
    (page,) = seen(paper, *codes(paper, paper.pages)[1:]).pages
    assert page.page == paper.pages
    assert [code.slot for code in page.codes] == [row.slot for row in paper.on(paper.pages)][1:]
    assert page.blank == {row.slot for row in paper.on(paper.pages) if row.worker_id is None}


def test_two_pages_in_one_picture_are_two(paper: Paper) -> None:
    told = seen(paper, paper.page_code(2), *codes(paper, 2), *codes(paper, 1), paper.page_code(1))
    assert sorted(page.page for page in told.pages) == [1, 2]
    assert told.odd == ()


def test_a_scanner_s_lower_case_and_wide_letters_are_read(paper: Paper) -> None:
    assert len(seen(paper, paper.page_code(1).lower()).pages) == 1


def test_forged_codes_cards_and_other_offices_paper_are_said_and_left_out(paper: Paper) -> None:
    key = paper.store.code_key
    other = CodeKey(key.mark ^ 1, key.key)
    forged = CodeKey(key.mark, b"a key somebody made up")
    told = seen(paper, row_code(other, 5), row_code(forged, 6), row_code(forged, 7), card_code(key, 8))
    assert told.pages == ()
    assert told.odd == (
        "2 codes are altered or made up; they were not used.",
        "There is paper printed by another office's database; it can be read in only there.",
        "There is a member card or badge; it was not used.",
    )


def test_paper_printed_before_an_older_back_up_was_put_back_is_not_taken_for_a_newer_sheet(
    paper: Paper,
) -> None:
    key = paper.store.code_key
    lost_rows = [row_code(key, token) for token in (1, 2, 3)]
    told = seen(paper, paper.page_code(1), *lost_rows)
    assert told.pages == ()
    assert told.odd[0].startswith("Sheet 1 is not on record here")
    (sentence,) = seen(paper, *lost_rows).odd
    assert sentence.startswith("3 rows are not on record here")
    (sentence,) = seen(paper, page_code(key, 99, 1, 1, 1)).odd
    assert sentence.startswith("Sheet 99 is not on record here")
    (sentence,) = seen(paper, page_code(key, 1, 1, paper.pages + 1, 1)).odd
    assert sentence.startswith("Sheet 1 is not on record here")


def test_a_head_that_says_another_page_than_the_rows_is_said_and_the_rows_count(paper: Paper) -> None:
    told = seen(paper, paper.page_code(2), *codes(paper, 1))
    assert [page.page for page in told.pages] == [1]
    assert told.odd == (
        "The code at the head says page 2 of sheet 1, the rows are of page 1 of sheet 1: the rows count.",
    )


def test_two_copies_of_a_page_in_one_picture_are_said(paper: Paper) -> None:
    told = seen(paper, *codes(paper, 1), *codes(paper, 1))
    assert told.odd == ("The same code is there twice: photograph each page by itself.",)


def test_a_sheet_nobody_signs_on_is_said(paper: Paper, store: Store) -> None:
    card = activity(store, "名单")
    store.do(enrolment.enrol, card.id, put_workers(store, 2))
    asked = SheetRequest(card.id, SheetKind.ROSTER)
    roster = print_paper(store, asked)
    bare = print_paper(store, replace(asked, kind=SheetKind.SIGN_IN, columns=(Column.NAME, Column.CODE)))
    for one in (roster, bare):
        told = seen(one, one.page_code(1))
        assert told.pages == ()
        assert told.odd == (f"Nobody signs on sheet {one.number}: it has no place for it.",)


def test_a_layout_of_a_newer_program_keeps_its_version(paper: Paper, store: Store) -> None:
    def newer(session: Session) -> None:
        session.execute(update(Sheet).values(layout_version=7))
        session.get_one(Sheet, paper.sheet_id).title = "新版"

    store.record(newer)
    code = page_code(store.code_key, paper.number, 1, paper.pages, 7)
    (page,) = seen(paper, code).pages
    assert page.layout_version == 7
