"""The lists as offices sent them come out as their truth files say, row by row."""

import csv

import pytest

from desktop.spreadsheets.columns import recognise
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.rows import worker_rows
from desktop.spreadsheets.table import find_tables
from tests.spreadsheets.makers import SAMPLES


@pytest.mark.parametrize("sample", ["titled-roster.xlsx", "gbk-export.csv", "damaged-ids.xlsx"])
def test_a_sample_comes_out_as_its_truth_says(sample: str) -> None:
    path = SAMPLES / sample
    with (SAMPLES / f"{path.stem}.truth.csv").open(encoding="utf-8-sig", newline="") as file:
        truth = {int(line["row"]): line for line in csv.DictReader(file)}
    with open_book(path) as book:
        (table,) = find_tables(book)
        found = {worker.row: worker for worker in worker_rows(table, recognise(table))}
    assert found.keys() == truth.keys()
    for number, line in truth.items():
        worker, fault = found[number], line["fault"].replace(" ", "-")
        assert [f.kind for f in worker.faults] == ([fault] if fault else []), number
        assert worker.name == ("" if fault == "no-name" else line["name"])
        if fault in ("", "no-name"):
            assert worker.id_number == line["id"]
        assert not worker.warnings


def test_the_birthday_column_stays_usable_where_the_numbers_are_damaged() -> None:
    with open_book(SAMPLES / "damaged-ids.xlsx") as book:
        (table,) = find_tables(book)
        damaged = [w for w in worker_rows(table, recognise(table)) if w.faults]
    with (SAMPLES / "damaged-ids.truth.csv").open(encoding="utf-8-sig", newline="") as file:
        truth = {int(line["row"]): line["id"] for line in csv.DictReader(file)}
    assert len(damaged) == 32
    for worker in damaged:
        assert worker.birthday is not None
        assert f"{worker.birthday:%Y%m%d}" == truth[worker.row][6:14]
