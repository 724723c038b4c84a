"""The disinfection log of mommy rooms, which holds no name of anybody who used them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from desktop.core.errors import FieldError, NotFound
from desktop.core.ids import new_id
from desktop.models import Base
from desktop.models.sites import SiteKind
from desktop.services import disinfection
from desktop.services.disinfection import LogEntry, NotAMommyRoom
from desktop.spreadsheets.read import open_book
from desktop.storage.store import Store
from tests.services.sites import put_site

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ENTRY = LogEntry(NOON - timedelta(hours=2), "护理台、 婴儿床", "含氯消毒液擦拭", "周岚", "通风半小时")


@pytest.fixture
def store(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database on a day that stays the same."""
    monkeypatch.setattr(store, "_clock", lambda: NOON)
    return store


@pytest.fixture
def room(store: Store) -> UUID:
    """A mommy room."""
    return put_site(
        store, "普陀医院妈咪暖心小屋", SiteKind.MOMMY_ROOM, code="MM-01", opened_on=date(2026, 1, 1)
    )


def test_a_line_is_written_corrected_and_taken_out(store: Store, room: UUID) -> None:
    row = store.do(disinfection.note, room, ENTRY)
    assert (row.area, row.method, row.operator) == ("护理台、 婴儿床", "含氯消毒液擦拭", "周岚")
    assert store.next_undo() == "Disinfection of 普陀医院妈咪暖心小屋, 2026-11-23"
    other = LogEntry(ENTRY.at, "全室", "紫外线灯", "周岚")
    assert store.do(disinfection.correct, row.id, other).area == "全室"
    assert store.do(disinfection.remove, [row.id]) == 1
    assert store.read(disinfection.log, room) == []
    store.undo()
    assert [line.area for line in store.read(disinfection.log, room)] == ["全室"]
    with pytest.raises(NotFound):
        store.do(disinfection.remove, [new_id()])


def test_the_last_line_is_written_again_now(store: Store, room: UUID) -> None:
    with pytest.raises(NotFound, match="Nothing was written"):
        store.do(disinfection.note_like_last, room)
    store.do(disinfection.note, room, ENTRY)
    row = store.do(disinfection.note_like_last, room)
    assert (row.at, row.area, row.operator, row.remark) == (NOON, ENTRY.area, "周岚", "")
    assert store.read(disinfection.log, room)[0].id == row.id
    assert store.read(disinfection.last_days) == {room: NOON}
    assert store.read(disinfection.offered).methods == ("含氯消毒液擦拭",)


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (LogEntry(NOON, " ", "x", "x"), "area", "Say what was disinfected."),
        (LogEntry(NOON, "x", "", "x"), "method", "Say how"),
        (LogEntry(NOON, "x", "x", ""), "operator", "Say who"),
        (LogEntry(NOON, "x" * 201, "x", "x"), "area", "longer than 200"),
        (LogEntry(NOON + timedelta(hours=1), "x", "x", "x"), "at", "has not come yet"),
        (
            LogEntry(datetime(2025, 12, 30, 9, 0, tzinfo=UTC), "x", "x", "x"),
            "at",
            "opened only on 2026-01-01",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    store: Store, room: UUID, entry: LogEntry, field: str, sentence: str
) -> None:
    with pytest.raises(FieldError, match=sentence) as refused:
        store.do(disinfection.note, room, entry)
    assert refused.value.field == field


def test_other_sites_have_no_such_log(store: Store) -> None:
    with pytest.raises(NotAMommyRoom, match="is no mommy room"):
        store.do(disinfection.note, put_site(store), ENTRY)


def test_the_log_is_exported_and_printed_by_month(store: Store, room: UUID, tmp_path: Path) -> None:
    store.do(disinfection.note, room, ENTRY)
    store.do(disinfection.note, room, LogEntry(NOON - timedelta(days=40), "地面", "拖洗", "沈芸"))
    out = tmp_path / "log.xlsx"
    assert store.read(disinfection.write_log, room, out) == 2
    with open_book(out) as book:
        rows = [row for _number, row in next(book.sheets()).rows()]
    assert rows[1][1:4] == ["Part of the room", "Method", "Done by"] and rows[2][3] == "周岚"
    paper = store.read(disinfection.prepare, room, 202611)
    document = pypdfium2.PdfDocument(paper.pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "周岚" in text and "沈芸" not in text and "MM-01" in text and paper.printed.cut == ()
    assert paper.name == "Disinfection log 普陀医院妈咪暖心小屋 November 2026"


def test_nothing_about_a_mommy_room_has_a_place_for_who_used_it() -> None:
    """Counts and the log only: the words of the columns are those of the room and of who cleans it."""
    columns = {name: {column.name for column in Base.metadata.tables[name].columns} for name in _LEDGER}
    assert columns == {
        "disinfection": {"id", "removed_at", "site_id", "at", "area", "method", "operator", "remark"},
        "tally_month": {"id", "removed_at", "site_id", "month", "days", "total", "told"},
        "tally_hours": {"id", "removed_at", "site_id", "day", "hours"},
    }
    for table in _LEDGER:
        targets = {key.column.table.name for key in Base.metadata.tables[table].foreign_keys}
        assert targets == {"site"}, "a visit is tied to no worker"


_LEDGER = ("disinfection", "tally_month", "tally_hours")
