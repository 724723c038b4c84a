"""Doubtful rows of a list: whom they may mean, and a person's word for it."""

from pathlib import Path

import pytest

from desktop.core.errors import NotFound
from desktop.services import imports, people, people_edit
from desktop.services.imports_rows import FieldChange, Verdict
from desktop.services.people_edit import WorkerEntry
from desktop.storage.store import Store
from tests.services.test_imports import listed, look

PHONE = "13805800001"


def two_alike(store: Store) -> tuple[str, str]:
    """Put two namesakes with one telephone on file; return their posts."""
    for post in ("船长", "轮机长"):
        store.do(people_edit.add, WorkerEntry("王海燕", phone=PHONE, post=post))
    return "船长", "轮机长"


def posts(store: Store) -> list[str]:
    return sorted(line.post for line in store.read(people.rows, store.read(people.ids)))


def test_a_row_that_fits_several_names_them_as_candidates(store: Store, tmp_path: Path) -> None:
    two_alike(store)
    row = look(store, listed(tmp_path, ["王海燕", "", PHONE, "", "", "大副", ""])).rows[0]
    assert (row.verdict, row.fault, row.worker_id) == (Verdict.DOUBTFUL, "several", None)
    assert {line.post for line in store.read(people.rows, row.candidates)} == {"船长", "轮机长"}


def test_a_row_changes_the_one_it_is_said_to_mean(store: Store, tmp_path: Path) -> None:
    two_alike(store)
    shown = look(store, listed(tmp_path, ["王海燕", "", PHONE, "", "", "大副", ""]))
    captain = next(
        line.id for line in store.read(people.rows, shown.rows[0].candidates) if line.post == "船长"
    )
    pointed = store.read(imports.pointed, shown.rows[0], captain)
    assert pointed.changes == (FieldChange("post", "船长", "大副"),)
    done = store.do(imports.save, shown, (0,), meant={0: captain})
    assert (done.new, done.updated) == (0, 1)
    assert posts(store) == ["大副", "轮机长"]
    store.undo()
    assert posts(store) == ["船长", "轮机长"]


def test_a_doubtful_row_may_be_taken_as_somebody_new(store: Store, tmp_path: Path) -> None:
    two_alike(store)
    shown = look(store, listed(tmp_path, ["王海燕", "", PHONE, "", "", "大副", ""]))
    assert store.do(imports.save, shown, (0,)).new == 1
    assert posts(store) == ["大副", "船长", "轮机长"]


def test_two_rows_cannot_mean_one_worker(store: Store, tmp_path: Path) -> None:
    two_alike(store)
    for post in ("船长", "轮机长"):
        store.do(people_edit.add, WorkerEntry("陈伟", phone=PHONE, post=post))
    shown = look(
        store,
        listed(tmp_path, ["王海燕", "", PHONE, "", "", "大副", ""], ["陈伟", "", PHONE, "", "", "水手", ""]),
    )
    one = shown.rows[0].candidates[0]
    with pytest.raises(imports.PointedTwice):
        store.do(imports.save, shown, (0, 1), meant={0: one, 1: one})
    assert posts(store) == ["船长", "船长", "轮机长", "轮机长"]


def test_whoever_was_removed_meanwhile_cannot_be_meant(store: Store, tmp_path: Path) -> None:
    two_alike(store)
    shown = look(store, listed(tmp_path, ["王海燕", "", PHONE, "", "", "大副", ""]))
    gone = shown.rows[0].candidates[0]
    store.do(people_edit.remove, [gone])
    with pytest.raises(NotFound):
        store.do(imports.save, shown, (0,), meant={0: gone})


def test_numbers_are_masked_in_what_changes(store: Store, tmp_path: Path) -> None:
    assert FieldChange("phone", "13805800001", "13905800002").words == "138****0001 → 139****0002"
    hidden = FieldChange("phone", "13805800001", "13811110001").words
    assert hidden == "138****0001 → 138****0001 (other digits in the middle)"
