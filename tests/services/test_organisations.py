"""The tree of organisations: its order, its counts, and what may not be done to it."""

import pytest

from desktop.core.errors import FieldError
from desktop.services import organisations, people_edit
from desktop.services.organisations import (
    AlreadyThere,
    NotEmpty,
    OrganisationEntry,
    OrganisationLine,
    UnderItself,
)
from desktop.services.people_edit import WorkerEntry
from desktop.storage.store import Store


def put(store: Store, name: str, above: OrganisationLine | None = None) -> OrganisationLine:
    return store.do(organisations.add, OrganisationEntry(name), above.id if above else None)


def test_the_tree_lists_parents_before_children_and_counts_whole_branches(store: Store) -> None:
    city = put(store, "舟山市总工会")
    county = put(store, "普陀区总工会", city)
    employer = put(store, "东海水产", county)
    put(store, "岱山县总工会", city)
    for name, place in (("王伟", employer), ("李芳", employer), ("张敏", county)):
        store.do(people_edit.add, WorkerEntry(name, organisation=place.id))
    lines = store.read(organisations.tree)
    assert [(one.name, one.depth, one.workers, one.workers_below) for one in lines] == [
        ("舟山市总工会", 0, 0, 3),
        ("岱山县总工会", 1, 0, 0),
        ("普陀区总工会", 1, 1, 3),
        ("东海水产", 2, 2, 2),
    ]
    assert lines[3].path == "舟山市总工会 › 普陀区总工会 › 东海水产"
    assert store.read(organisations.line, employer.id) == lines[3]


def test_an_organisation_is_never_put_below_itself(store: Store) -> None:
    city = put(store, "舟山市总工会")
    county = put(store, "普陀区总工会", city)
    for below in (city.id, county.id):
        with pytest.raises(UnderItself):
            store.do(organisations.move, city.id, below)
    assert store.do(organisations.move, county.id, None).depth == 0
    store.undo()
    assert store.read(organisations.line, county.id).depth == 1


def test_only_an_empty_organisation_is_removed_and_undo_brings_it_back(store: Store) -> None:
    city = put(store, "舟山市总工会")
    county = put(store, "普陀区总工会", city)
    worker = store.do(people_edit.add, WorkerEntry("王伟", organisation=county.id))
    for full in (city.id, county.id):
        with pytest.raises(NotEmpty):
            store.do(organisations.remove, full)
    store.do(people_edit.remove, [worker.id])
    store.do(organisations.remove, county.id)
    assert [one.name for one in store.read(organisations.tree)] == ["舟山市总工会"]
    store.undo()
    assert len(store.read(organisations.tree)) == 2


def test_the_same_name_stands_once_at_one_place(store: Store) -> None:
    city = put(store, "舟山市总工会")
    put(store, "机关工会", city)
    with pytest.raises(AlreadyThere):
        put(store, "机关 工会", city)
    other = put(store, "机关工会")
    with pytest.raises(AlreadyThere):
        store.do(organisations.move, other.id, city.id)


def test_an_organisation_may_keep_its_own_name_when_it_is_edited(store: Store) -> None:
    city = put(store, "舟山市总工会")
    line = store.do(organisations.edit, city.id, OrganisationEntry("舟山市 总工会", contact="王伟"))
    assert (line.name, line.contact) == ("舟山市总工会", "王伟")


def test_a_name_is_needed(store: Store) -> None:
    with pytest.raises(FieldError):
        put(store, "（ ）")


@pytest.mark.parametrize(
    "spelt", ["东海（舟山）水产", "东海(舟山)水产", "东海 舟山 水产", "东海【舟山】水产"]
)
def test_spellings_of_one_name_have_one_key(spelt: str) -> None:
    assert organisations.name_key(spelt) == "东海舟山水产"


def test_a_branch_is_told_apart_by_its_number() -> None:
    assert organisations.name_key("舟山分公司（一）") != organisations.name_key("舟山分公司（二）")
