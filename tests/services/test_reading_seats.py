"""Who stands behind a signed row, as things are on file now."""

from datetime import timedelta

from desktop.models.activities import Attendance
from desktop.services import attendance, enrolment, people_edit
from desktop.services.attendance import Status
from desktop.services.sheets import SheetRequest
from desktop.storage.store import Store
from tests.services.people import activity, put_named
from tests.services.signed_paper import SIGNED, accept, entries, faults, kept, picture, print_paper


def test_who_left_the_books_after_the_meeting_is_present_as_the_one_on_its_list(store: Store) -> None:
    start = store.now() - timedelta(days=2)
    past = activity(store, starts_at=start)
    (worker,) = put_named(store, "王伟")
    store.do(enrolment.enrol, past.id, [worker])
    paper = print_paper(store, SheetRequest(past.id))
    store.do(people_edit.remove, [worker])
    told = accept(store, picture(paper.found(1, {0: SIGNED})))
    assert (told.attendances, told.walk_ins) == (1, 0)
    (entry,) = entries(store)
    assert (entry.worker_id, entry.guest_name, entry.walk_in) == (worker, "", False)
    assert [line.status for line in store.read(attendance.attendance, past.meetings[0].id).lines] == [
        Status.PRESENT
    ]
    store.undo()
    store.undo()
    assert (kept(store, Attendance), faults(store)) == (0, [])
