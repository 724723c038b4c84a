"""The rota on the wall shows who is on duty, holidays and the days worked for them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pypdfium2
import pytest

from desktop.services import duty, duty_turns
from desktop.services.duty import RotaEntry
from desktop.services.duty_poster import NothingPlanned, PosterRequest, PreparedPoster, prepare_poster
from desktop.storage.store import Store

DAY = date(2026, 10, 7)


def _words(poster: PreparedPoster) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(poster.pdf))


@pytest.fixture
def rota(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Two people, a day each, in October 2026."""
    monkeypatch.setattr(file_store, "_clock", lambda: datetime(2026, 9, 21, tzinfo=UTC))
    key = file_store.do(duty.create_rota, RotaEntry("总台", hours="08:30-17:30"))
    file_store.do(duty.add_members, key, "江海燕 13800001111\n郑小舟 13800002222")
    file_store.do(duty_turns.plan, key, date(2026, 10, 1), date(2026, 10, 31))
    return key


def test_a_week_in_large_type_names_people_telephones_and_holidays(file_store: Store, rota: UUID) -> None:
    made = file_store.read(prepare_poster, PosterRequest(rota, DAY))
    words = _words(made)
    for word in ("江海燕", "13800001111", "National Day", "Worked for National Day", "08:30-17:30"):
        assert word in words
    assert (made.pages, made.cut, made.unprintable) == (1, (), ())


def test_telephones_can_be_left_off_the_wall(file_store: Store, rota: UUID) -> None:
    for month in (False, True):
        made = file_store.read(prepare_poster, PosterRequest(rota, DAY, month=month, phones=False))
        assert "13800001111" not in _words(made)


def test_a_month_is_a_calendar_in_the_language_asked_for(file_store: Store, rota: UUID) -> None:
    made = file_store.read(prepare_poster, PosterRequest(rota, DAY, month=True, language="zh_CN"))
    words = _words(made)
    assert "国庆节" in words and "13800002222" in words and "2026" in words
    assert made.cut == ()


def test_who_has_no_room_in_a_day_is_listed_below_with_their_telephone(file_store: Store, rota: UUID) -> None:
    entry = file_store.read(duty.rota, rota).entry
    file_store.do(duty.change_rota, rota, RotaEntry(entry.name, people=4))
    file_store.do(duty.add_members, rota, "何志明 0580-2023456\n孙立 13800003333")
    file_store.do(duty_turns.plan, rota, date(2026, 10, 1), date(2026, 10, 31))
    made = file_store.read(prepare_poster, PosterRequest(rota, DAY, month=True))
    assert "孙立 13800003333" in _words(made)


def test_a_time_without_turns_has_no_poster(file_store: Store, rota: UUID) -> None:
    with pytest.raises(NothingPlanned):
        file_store.read(prepare_poster, PosterRequest(rota, date(2026, 12, 1)))
