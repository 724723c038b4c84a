"""A visit: found open against the hours posted, lines with points, and defects noted in the same step."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import LANGUAGES, in_language
from desktop.models.sites import OpeningHours, SiteKind
from desktop.services import defects, inspections
from desktop.services.check_sheets import check_sheet
from desktop.services.inspections import CheckResult, DefectEntry, InspectionEntry, LineEntry, VisitWorkedOn
from desktop.services.site_standards import item_words
from desktop.storage.store import Store
from tests.services.sites import put_site

# Friday of a usual week; the hours of tests are local, whatever the zone of the machine.
NOON = datetime(2026, 5, 22, 12, 0).astimezone()
TODAY = date(2026, 5, 22)
PASS, FAIL, NOT_ASKED = CheckResult.PASS, CheckResult.FAIL, CheckResult.NOT_ASKED


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose clock stands still."""
    monkeypatch.setattr(store, "_clock", lambda: NOON.astimezone(UTC))
    return store


def entry(site: UUID, *lines: LineEntry, found_open: bool | None = True) -> InspectionEntry:
    return InspectionEntry(site, NOON, "陈亚珍", found_open, lines)


def post_hours(store: Store, site: UUID, weekday: int, opens: int, closes: int) -> None:
    def put(session: Session) -> None:
        session.add(OpeningHours(site_id=site, weekday=weekday, opens=opens * 60, closes=closes * 60))

    store.do(put)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_sheet_of_a_hundred_points_in_both_languages(language: str) -> None:
    with in_language(language):
        for kind in SiteKind:
            lines = check_sheet(kind)
            assert sum(line.points for line in lines) == 100, kind
            assert len({line.item for line in lines}) == len(lines)
            assert all(line.wording and line.fault for line in lines)
        boat = check_sheet(SiteKind.LIBRARY, afloat=True)
        assert sum(line.points for line in boat) == 100 and boat != check_sheet(SiteKind.LIBRARY)


def test_every_amenity_on_a_sheet_is_known_to_the_standards() -> None:
    for kind in SiteKind:
        for line in check_sheet(kind):
            assert not line.amenity or item_words(line.amenity) != line.amenity, line


def test_a_visit_keeps_its_lines_and_rates_only_what_was_looked_at(office: Store) -> None:
    site = put_site(office)
    done = office.do(
        inspections.record,
        entry(
            site,
            LineEntry("sign", PASS),
            LineEntry("seating", PASS, points=7, remark="一把椅子松动"),
            LineEntry("drinking_water", FAIL),
            LineEntry("microwave", NOT_ASKED),
        ),
    )
    assert (done.points, done.points_of, done.defect_ids) == (13, 28, ())
    card = office.read(inspections.visit_card, done.id)
    assert [(line.item, line.points, line.points_of) for line in card.lines] == [
        ("sign", 6, 6),
        ("seating", 7, 10),
        ("drinking_water", 0, 12),
        ("microwave", 0, 0),
    ]
    assert card.lines[0].wording == "The sign is there, clean and whole"
    with in_language("zh_CN"):
        assert office.read(inspections.visit_card, done.id).lines[0].wording == "标识牌齐全、清晰、未破损"


def test_defects_are_noted_in_the_step_of_the_visit_and_undone_with_it(office: Store) -> None:
    site = put_site(office)
    failing = LineEntry("air_conditioning", FAIL, defect=DefectEntry("", "周海明"))
    done = office.do(inspections.record, entry(site, LineEntry("sign", PASS), failing))
    (key,) = done.defect_ids
    card = office.read(defects.defect_card, key, TODAY)
    assert (card.what, card.item, card.responsible) == (
        "The air-conditioning does not work",
        "air_conditioning",
        "周海明",
    )
    assert (card.deadline, card.inspection_id) == (date(2026, 5, 29), done.id)
    assert office.undo() == "Enter a visit to 定海港务码头爱心驿站, defects noted: 1"
    assert office.read(inspections.visits) == []
    with pytest.raises(NotFound):
        office.read(defects.defect_card, key, TODAY)


@pytest.mark.parametrize(
    ("weekday", "found_open", "posted", "words"),
    [
        (4, True, True, "Open as posted"),
        (4, False, True, "Locked inside its posted hours"),
        (0, False, False, "Closed, outside its posted hours"),
        (0, True, False, "Open outside its posted hours"),
        (None, False, None, "Closed; no hours are posted"),
    ],
)
def test_the_door_is_judged_by_the_hours_posted(
    office: Store, weekday: int | None, found_open: bool, posted: bool | None, words: str
) -> None:
    site = put_site(office)
    if weekday is not None:
        post_hours(office, site, weekday, 8, 17)
    office.do(inspections.record, entry(site, found_open=found_open))
    (line,) = office.read(inspections.visits)
    assert (line.found_open, line.posted_open) == (found_open, posted)
    assert inspections.open_words(line) == words
    assert line.was_locked is (words == "Locked inside its posted hours")


def test_on_a_public_holiday_the_hours_of_holidays_are_posted(office: Store) -> None:
    site = put_site(office)
    post_hours(office, site, 4, 8, 17)
    labour_day = datetime(2026, 5, 1, 12, 0).astimezone()  # a Friday
    assert office.read(inspections.posted_open, site, labour_day) is False
    assert office.read(inspections.posted_open, site, NOON) is True


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"at": datetime(2026, 5, 22, 12, 1)}, "at"),
        ({"inspector": " "}, "inspector"),
        ({"lines": (), "found_open": None}, "lines"),
        ({"lines": (LineEntry("nappy_table", PASS),)}, "lines"),
        ({"lines": (LineEntry("sign", PASS, points=7),)}, "points"),
        ({"lines": (LineEntry("sign", FAIL, defect=DefectEntry("", "")),)}, "responsible"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_whole(
    office: Store, change: dict[str, object], field: str
) -> None:
    given: dict[str, object] = {"at": NOON, "inspector": "陈亚珍", "found_open": True, "lines": ()} | change
    at, inspector, found_open, lines = (given[k] for k in ("at", "inspector", "found_open", "lines"))
    assert isinstance(at, datetime) and isinstance(inspector, str) and isinstance(lines, tuple)
    assert found_open is None or isinstance(found_open, bool)
    wrong = InspectionEntry(put_site(office), at, inspector, found_open, lines)
    with pytest.raises(FieldError) as refused:
        office.do(inspections.record, wrong)
    assert refused.value.field == field
    assert office.read(inspections.visits) == []


def test_a_visit_whose_defects_were_worked_on_stays_on_file(office: Store) -> None:
    site = put_site(office)
    failing = LineEntry("sign", FAIL, defect=DefectEntry("标识牌缺失", "周海明"))
    first = office.do(inspections.record, entry(site, failing))
    second = office.do(inspections.record, entry(site, failing))
    office.do(defects.report_fixed, first.defect_ids[0], TODAY)
    with pytest.raises(VisitWorkedOn):
        office.do(inspections.remove, first.id)
    office.do(inspections.remove, second.id)
    assert [line.id for line in office.read(inspections.visits)] == [first.id]
    assert [d.id for d in office.read(defects.defects, TODAY)] == [first.defect_ids[0]]


def test_before_a_visit_one_sees_hours_contact_and_sheet(office: Store) -> None:
    site = put_site(office, always_open=True, contact="周海明", contact_phone="13805801234")
    office.do(defects.add, site, TODAY, DefectEntry("门锁损坏", "周海明"))
    told = office.read(inspections.to_inspect, site)
    assert told.not_closed == 1
    assert (told.hours, told.open_now, told.contact) == ("24 hours", True, "周海明")
    assert told.sheet == check_sheet(SiteKind.REST_STATION)


@pytest.mark.parametrize("year", [1, 1926])
def test_a_visit_of_a_mistyped_year_is_refused(office: Store, year: int) -> None:
    visit = InspectionEntry(put_site(office), datetime(year, 1, 1, 10), "陈亚珍", True, ())
    with pytest.raises(FieldError, match="too long ago"):
        office.do(inspections.record, visit)
