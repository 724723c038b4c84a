"""Two entries of one person are made one: their trips come together."""

from desktop.services import merging, trip_nominees
from desktop.services.trip_nominees import NomineeState
from desktop.storage.store import Store
from tests.services.trips import put_nominee, put_organisation, put_programme, put_taken, put_worker


def test_nominations_and_years_gone_come_to_the_entry_that_stays(store: Store) -> None:
    programme, one, other = (
        put_programme(store),
        put_organisation(store, "甲厂"),
        put_organisation(store, "乙厂"),
    )
    keep, gone = put_worker(store, "王海", one), put_worker(store, "王海", other, id_number=None)
    put_nominee(store, programme, one, keep)
    better = put_nominee(store, programme, one, gone, state=NomineeState.CHOSEN)
    put_nominee(store, programme, other, gone)
    put_taken(store, keep, 2023)
    put_taken(store, gone, 2023)
    put_taken(store, gone, 2021)
    store.do(merging.merge, keep, gone)
    lines = store.read(trip_nominees.listed, programme)
    assert [(line.id == better, line.worker_id, line.organisation) for line in lines] == [
        (True, keep, "甲厂"),
        (False, keep, "乙厂"),
    ]
    store.undo()
    assert [line.worker_id for line in store.read(trip_nominees.listed, programme)] == [keep, gone, gone]


def test_of_two_nominations_by_one_employer_the_worse_goes(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    keep, gone = put_worker(file_store, "王海", employer), put_worker(file_store, "王海", id_number=None)
    named = put_nominee(file_store, programme, employer, keep)
    put_nominee(file_store, programme, employer, gone, state=NomineeState.WITHDRAWN)
    file_store.do(merging.merge, keep, gone)
    assert [line.id for line in file_store.read(trip_nominees.listed, programme)] == [named]
