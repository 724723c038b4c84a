"""The quota table tells places, front line, batches, who is named and what is left, for all or below one."""

from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from desktop.models.trip_people import NomineeState
from desktop.services import trip_quota_papers, trip_quota_table
from desktop.services.trip_quota_table import NothingAllocated, QuotaTable
from desktop.storage.store import Store
from tests.services.allocations import put_allocation, put_quota
from tests.services.trips import put_batch, put_claim, put_nominee, put_organisation, put_programme


@pytest.fixture
def programme(file_store: Store) -> UUID:
    """A programme with two districts of two unions each, allocated; a batch is kept for a trade."""
    programme = put_programme(file_store, places=12)
    batch = put_batch(file_store, programme, reserved_trade="环卫工人", capacity=2)
    top = put_organisation(file_store, "舟山市总工会")
    places: dict[UUID, int] = {}
    for name, got in (("定海区总工会", (4, 1)), ("普陀区总工会", (5, 0))):
        district = put_organisation(file_store, name, top)
        for kind, count in zip(("环卫所工会", f"{name[:2]}船厂工会"), got, strict=True):
            union = put_organisation(file_store, kind, district)
            places[union] = count
            put_claim(file_store, programme, union, members=1000, contact="李主席", phone="13800000001")
    allocation = put_allocation(file_store, programme, places)
    first = next(iter(places))
    put_quota(file_store, allocation, first, 2, batch_id=batch, frontline_min=2)
    put_nominee(file_store, programme, first)
    put_nominee(file_store, programme, first, state=NomineeState.WITHDRAWN)
    return programme


def _table(store: Store, programme: UUID, below: UUID | None = None) -> QuotaTable:
    return store.read(trip_quota_table.quota_table, programme, below)


def test_the_table_sums_up_what_each_organisation_has(file_store: Store, programme: UUID) -> None:
    table = _table(file_store, programme)
    first = next(one for one in table.rows if one.places == 6)
    assert (first.organisation, first.frontline_min, first.batches) == ("环卫所工会", 2, "Batch 1 2")
    assert (first.named, first.left, first.members, first.contact) == (1, 5, 1000, "李主席")
    assert sorted(one.places for one in table.rows) == [0, 1, 5, 6]
    assert (table.total.members, table.total.places, table.total.named, table.total.left) == (4000, 12, 1, 11)


def test_the_table_can_be_narrowed_to_what_stands_below_one(file_store: Store, programme: UUID) -> None:
    above = dict(file_store.read(trip_quota_table.parents, programme))
    assert list(above.values()) == [
        "舟山市总工会", "舟山市总工会 › 定海区总工会", "舟山市总工会 › 普陀区总工会",
    ]  # fmt: skip
    table = _table(file_store, programme, list(above)[1])
    assert (table.below, table.total.places, len(table.rows)) == ("定海区总工会", 7, 2)


def test_without_an_allocation_there_is_no_table(file_store: Store) -> None:
    with pytest.raises(NothingAllocated):
        _table(file_store, put_programme(file_store))


def test_the_workbook_holds_every_column_and_the_sums(
    file_store: Store, programme: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "quota.xlsx"
    assert file_store.read(trip_quota_papers.write_quota_table, programme, path) == 4
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[1] == (
        "No.", "Organisation", "Belongs to", "Union members", "Places", "Of them front line ≥", "In batches",
        "Named so far", "Places left", "Contact", "Telephone", "Remark",
    )  # fmt: skip
    assert rows[-1][1:9] == ("Total", None, 4000, 12, 2, None, 1, 11)


@pytest.mark.parametrize("count", [1, 40])
def test_the_paper_has_a_line_for_each_and_the_sums_at_the_end(file_store: Store, count: int) -> None:
    programme = put_programme(file_store)
    places = {put_organisation(file_store, f"第{n}基层工会"): n for n in range(count)}
    put_allocation(file_store, programme, places)
    paper = file_store.read(trip_quota_papers.prepare_quota_table, programme)
    assert paper.pdf.startswith(b"%PDF")
    assert (paper.pages, paper.cut, paper.unprintable) == (1 if count == 1 else 3, (), ())
