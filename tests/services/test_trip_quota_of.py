"""What an organisation may name people for: its places in force, less what it gave back."""

from uuid import UUID, uuid4

from desktop.core.ids import new_id
from desktop.services.trip_allocation import quota_line

ONE = UUID(int=1)


def test_what_came_back_leaves_the_open_places_first() -> None:
    batch = new_id()
    line = quota_line(ONE, [(batch, 3), (None, 2)], 4, 3)
    assert (line.places, line.batches, line.returned) == (2, {batch: 2}, 3)
    assert line.frontline_min == 2


def test_no_more_comes_back_than_there_was() -> None:
    line = quota_line(ONE, [(None, 2), (uuid4(), 1)], 1, 9)
    assert (line.places, dict(line.batches), line.returned, line.frontline_min) == (0, {}, 3, 0)
