"""The proof of an allocation: everything is on it, it can be worked out again, and it is printed whole."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.apportion import Method
from desktop.core.i18n import LANGUAGES, in_language
from desktop.models.trip_quotas import TripQuota
from desktop.services.trip_allocation_inputs import inputs, proposed_settings
from desktop.services.trip_allocation_settle import settle
from desktop.services.trip_proof import NothingAllocated, proof
from desktop.services.trip_proof_papers import NotAProofFile, prepare_proof, write_proof
from desktop.spreadsheets.read import open_book
from desktop.storage.store import Store
from tests.services.trips import put_batch, put_claim, put_organisation, put_programme


def _allocated(store: Store, method: Method = Method.LARGEST_REMAINDER, seed: str = "3 8 1") -> UUID:
    programme = put_programme(store, places=30)
    top = put_organisation(store, "总工会")
    for district, factories in (("定海", 4), ("普陀", 3)):
        above = put_organisation(store, district, top)
        for number in range(factories):
            key = put_organisation(store, f"{district}{number + 1}厂", above)
            put_claim(
                store, programme, key, 100 * (number // 2 + 1), frontline=60, hazardous=7 * number,
                trades='{"环卫工人": 10}' if number == 1 else "", floor=1 if number == 2 else 0,
                ceiling=3 if number == 0 else None, carried="1/7" if number == 1 else "",
            )  # fmt: skip
    put_batch(store, programme, 1, 6, reserved_trade="环卫工人")
    given = store.read(inputs, programme)
    settings = replace(store.read(proposed_settings, given), method=method, seed=seed)
    store.do(settle, programme, settings, "首次分配")
    return programme


def _texts(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("method", Method)
def test_working_it_out_again_gives_what_is_in_force(method: Method, file_store: Store) -> None:
    made = file_store.read(proof, _allocated(file_store, method))
    assert made.agrees
    assert sum(total.places for total in made.totals) == 30
    assert [part.trade for part in made.parts] == ["环卫工人", ""]
    assert made.frontline.places == 21


def test_a_number_changed_afterwards_is_noticed(file_store: Store) -> None:
    programme = _allocated(file_store)
    file_store.do(_give_more)
    made = file_store.read(proof, programme)
    assert not made.agrees


def _give_more(session: Session) -> None:
    row = session.scalars(select(TripQuota).where(TripQuota.is_leaf, TripQuota.batch_id.is_(None))).first()
    assert row is not None
    row.places += 1


def test_nothing_is_proved_before_anything_is_allocated(file_store: Store) -> None:
    with pytest.raises(NothingAllocated):
        file_store.read(proof, put_programme(file_store))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", Method)
def test_the_sheet_shows_every_number_and_nothing_is_cut(
    language: str, method: Method, file_store: Store
) -> None:
    programme = _allocated(file_store, method)
    with in_language(language):
        paper = file_store.read(prepare_proof, programme)
    assert paper.cut == ()
    assert paper.unprintable == ()
    told = _texts(paper.pdf)
    for words in (
        "定海1厂",
        "3 8 1",
        {"en": "members", "zh_CN": "会员"}[language],
        "600",
        "2026年度职工疗休养方案",
    ):
        assert words in told


def test_lots_are_printed_with_their_keys(file_store: Store, tmp_path: Path) -> None:
    made = file_store.read(proof, _allocated(file_store))
    results = [*(group.result for part in made.parts for group in part.groups), made.frontline]
    ties = [result.tie for result in results if result.tie]
    path = tmp_path / "proof.pdf"
    write_proof(made, path)
    told = _texts(path.read_bytes())
    assert ties
    assert all(lot.key[:20] in told for tie in ties for lot in tie.lots)


def test_the_workbook_has_the_working_of_every_group(file_store: Store, tmp_path: Path) -> None:
    made = file_store.read(proof, _allocated(file_store))
    path = tmp_path / "proof.xlsx"
    assert write_proof(made, path) == 7
    with open_book(path) as book:
        assert book.sheet_names == ("How it was done", "Working", "Places in all", "Lots")
        working = [row for _number, row in book.sheet("Working").rows()]
        totals = [row for _number, row in book.sheet("Places in all").rows()]
    assert len(working) > 7
    assert sum(int(str(row[3]).removesuffix(".0")) for row in totals[1:]) == 30
    with pytest.raises(NotAProofFile):
        write_proof(made, tmp_path / "proof.doc")


def test_fractions_are_exact_on_the_sheet(file_store: Store) -> None:
    made = file_store.read(proof, _allocated(file_store))
    assert any(row.carried == Fraction(1, 7) for part in made.parts for g in part.groups for row in g.rows)
