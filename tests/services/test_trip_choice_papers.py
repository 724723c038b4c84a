"""The draw goes to paper and workbook with all that is needed to do it again."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop.core.i18n import in_language
from desktop.models.trips import TripCategory
from desktop.services import trip_choice, trip_placing, trip_placing_best
from desktop.services.trip_choice import Lots
from desktop.services.trip_choice_papers import NothingDrawn, prepare_draw, write_draw
from desktop.storage.store import Store
from tests.services.trip_choices import name_sound, put_port
from tests.services.trips import put, put_batch, put_programme


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_draw_is_drawn_in_both_languages_with_nothing_cut(file_store: Store, language: str) -> None:
    programme, port = put_port(file_store, places=3, named=4, frontline_min=2)
    put(
        file_store,
        TripCategory(programme_id=programme, key="toxic", name="有毒有害岗位", points=5, position=1),
    )
    for number in range(20):
        name_sound(file_store, programme, port, frontline=number % 2 == 0, categories="toxic")
    file_store.do(trip_choice.settle, programme, Lots("3 5 6", "三颗骰子，监督：王主席"))
    with in_language(language):
        paper = file_store.read(prepare_draw, programme)
    assert (paper.pages, paper.unprintable, paper.cut) == (2, (), ())


def test_the_workbook_has_lots_whole_and_the_batches(file_store: Store, tmp_path: Path) -> None:
    programme, _port = put_port(file_store, places=2, named=3)
    put_batch(file_store, programme, 1, capacity=2)
    made = file_store.do(trip_choice.settle, programme, Lots("8"))
    case = file_store.read(trip_placing.case_of, programme)
    file_store.do(trip_placing.settle, trip_placing_best.best(case))
    path = tmp_path / "draw.xlsx"
    assert file_store.read(write_draw, programme, path) == 3
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Choice", "Batches", "Placing"]
    rows = book.get_sheet_by_name("Choice").to_python()
    assert [row[7] for row in rows[-3:]] == [line.decided.key for line in made.lines]
    assert [row[-1] for row in rows[-3:]] == ["Batch 1", "Batch 1", ""]


def test_before_the_choice_there_is_nothing_to_print(file_store: Store) -> None:
    programme = put_programme(file_store)
    with pytest.raises(NothingDrawn):
        file_store.read(prepare_draw, programme)
