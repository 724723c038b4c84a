"""How values are written down so that JSON, both databases and the journal agree."""

import uuid
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.base import Base, plain, plain_moment, same
from desktop.models.people import Sex

ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2200, 1, 1), timezones=ZONES)


@given(MOMENTS, MOMENTS)
def test_the_text_of_moments_sorts_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert (plain_moment(one) < plain_moment(other)) == (one < other)
    assert datetime.fromisoformat(plain_moment(one)) == one


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        plain_moment(datetime(2026, 1, 1))


def test_each_kind_of_value_has_one_plain_form() -> None:
    key = uuid.UUID(int=7)
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    values = [None, True, 3, "王", key, date(2026, 1, 2), Sex.MALE, moment, {"b": 1}]
    expected = [
        None, True, 3, "王", key.hex, "2026-01-02", "M", "2026-01-02T00:00:00.000000+00:00", '{"b": 1}',
    ]  # fmt: skip
    assert [plain(value) for value in values] == expected


def test_a_stored_key_is_the_noted_one_however_the_driver_gives_it() -> None:
    key, column = uuid.UUID(int=7), Base.metadata.tables["worker"].c["id"]
    assert all(same(column, stored, key.hex) for stored in (key, key.hex, str(key)))
    assert not same(column, uuid.UUID(int=8), key.hex)
