"""A year's figures of the trips: who counts, how groups are made, and the sentence sent upward."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.core.i18n import in_language
from desktop.models.people import Sex
from desktop.models.trip_papers import TripSettlement, TripShare
from desktop.models.trip_people import NomineeState
from desktop.models.trips import TripCategory, TripRule
from desktop.services import trip_figures, trip_year
from desktop.services.trip_figures import Group, PastYear
from desktop.storage.store import Store
from tests.services.trips import (
    put,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_taken,
    put_worker,
)


@pytest.fixture
def year(store: Store) -> Store:
    """Five places of 2026: three people have one (two of them front line), one waits, one withdrew."""
    city = put_organisation(store, "舟山市总工会")
    county = put_organisation(store, "普陀区总工会", city)
    yard, school = put_organisation(store, "海晟船舶", county), put_organisation(store, "定海小学", city)
    programme = put_programme(store, places=5, organisation_id=city)
    put(store, TripRule(programme_id=programme, key="frontline-share", value="70"))
    put(store, TripCategory(programme_id=programme, key="heavy", name="苦脏累险", points=5, position=1))
    first = put_batch(store, programme, 1, name="莫干山")
    put_batch(store, programme, 2)
    chosen = NomineeState.CHOSEN
    welder = put_worker(store, "陈海生", yard, sex=Sex.MALE)
    put_nominee(
        store, programme, yard, welder, state=chosen, batch_id=first, frontline=True, trade="电焊工",
        categories="heavy,retiring",
    )  # fmt: skip
    sailor = put_worker(store, "林小渔", yard, sex=Sex.FEMALE)
    went = put_nominee(
        store, programme, yard, sailor, state=NomineeState.WENT, batch_id=first, frontline=True, post="水手"
    )
    teacher = put_worker(store, "周老师", school, sex=Sex.FEMALE)
    put_nominee(store, programme, school, teacher, state=chosen, frontline=False)
    put_nominee(store, programme, school, state=NomineeState.WAITING, frontline=True)
    put_nominee(store, programme, school, state=NomineeState.WITHDRAWN)
    put(
        store,
        TripShare(
            batch_id=first, nominee_id=went, total_fen=300_000, union_fen=200_000, employer_fen=40_050,
            personal_fen=59_950,
        ),
    )  # fmt: skip
    put(
        store,
        TripSettlement(
            batch_id=first, settled_on=date(2026, 9, 1), settled_by="李敏", people=1, total_fen=300_000
        ),
    )
    put_taken(store, sailor, 2026, programme_id=programme)
    put_taken(store, teacher, 2019)
    return store


def test_those_with_a_place_are_counted_every_way(year: Store) -> None:
    told = year.read(trip_figures.report, 2026)
    assert (told.places, told.named, told.people, told.frontline, told.women, told.priority) == (
        5, 5, 3, 2, 2, 1,
    )  # fmt: skip
    assert (told.needed, told.share) == (4, Fraction(2, 3))
    assert told.batches == (Group("Batch 1 莫干山", 2, 2, 1), Group("Batch 2", 0, 0, 0), Group("", 1, 0, 1))
    assert told.unions == (Group("普陀区总工会", 2, 2, 1), Group("定海小学", 1, 0, 1))
    assert told.organisations == (Group("海晟船舶", 2, 2, 1), Group("定海小学", 1, 0, 1))
    assert told.trades == (Group("水手", 1, 1, 1), Group("电焊工", 1, 1, 0), Group("", 1, 0, 1))
    assert told.sexes == (Group("F", 2, 1, 2), Group("M", 1, 1, 0))
    assert told.categories == (Group("retiring", 1, 1, 0), Group("苦脏累险", 1, 1, 0))
    assert told.years == (PastYear(2026, 5, 1), PastYear(2019, None, 1))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "In 2026 the federation gave 3 places for convalescence trips, of 5 places in its programme, "
            "2 of them to the front line (66.7 %), in 1 batch, 1 person being of a priority category. "
            "The trip of 1 person is settled at 3,000.00 yuan, 2,000.00 of it paid by the federation.",
        ),
        (
            "zh_CN",
            "2026年舟山市总工会共安排职工疗休养3人，方案名额5个，其中一线职工2人，占66.7%，分1批，"
            "优先类别人员1人。已结算1人，费用合计3,000.00元，其中工会承担2,000.00元。",
        ),
    ],
)
def test_the_sentence_tells_the_year_in_both_languages(year: Store, language: str, sentence: str) -> None:
    told = year.read(trip_figures.report, 2026)
    with in_language(language):
        assert trip_year.trip_sentence(told, "舟山市总工会" if language != "en" else "") == sentence


def test_a_year_without_programme_or_people_is_said(store: Store) -> None:
    put_programme(store, 2026, places=1)
    told = [trip_year.trip_sentence(store.read(trip_figures.report, year)) for year in (2026, 2020)]
    assert told == [
        "In 2026 the federation has 1 place for convalescence trips; nobody has one yet.",
        "2020: no trip programme is on file.",
    ]


def test_the_tables_go_into_one_workbook(year: Store, tmp_path: Path) -> None:
    told = year.read(trip_figures.report, 2026)
    tables = trip_year.year_tables(told)
    assert [table.key for table in tables] == list(trip_year.TABLES)
    assert tables[1].rows[-1] == ("Total", 3, 2, "66.7", 2)
    file = tmp_path / "figures.xlsx"
    assert trip_year.export(told, file) == sum(len(table.rows) for table in tables)
    assert file.stat().st_size > 0


@pytest.mark.parametrize(
    ("share", "words"),
    [(Fraction(3, 4), "75"), (Fraction(2, 3), "66.7"), (Fraction(191, 272), "70.2"), (Fraction(0), "0")],
)
def test_a_share_has_at_most_one_decimal(share: Fraction, words: str) -> None:
    assert trip_year.percent(share) == words
