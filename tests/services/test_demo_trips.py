"""The demonstration's trips: a year of 272 places settled by every rule, and the next one begun."""

from datetime import date
from pathlib import Path

import pytest

from desktop.core.i18n import LANGUAGES, in_language
from desktop.models.trip_people import NomineeState
from desktop.services import demo, demo_trips, trip_eligibility, trip_figures, trip_progress, trip_year, trips
from desktop.services.trip_eligibility import Outcome
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The whole demonstration, made once: nobody here changes it."""
    store = Store.open(Path(tmp_path_factory.mktemp("demo")) / "yijia.db")
    demo.fill_if_empty(store)
    return store


def test_the_year_has_its_272_places_and_204_of_the_front_line(shown: Store) -> None:
    year = shown.read(trips.programmes)[1].year
    told = shown.read(trip_figures.report, year)
    assert (told.places, told.people, told.frontline, trip_year.percent(told.share)) == (272, 272, 204, "75")
    assert told.states[NomineeState.WENT] == 272
    assert [group.people for group in told.batches] == [50, 45, 45, 44, 44, 44]
    assert (told.batches[0].frontline, told.needed) == (50, 191)
    said = {}
    for language in LANGUAGES:
        with in_language(language):
            said[language] = trip_year.trip_sentence(told, "舟山市总工会")
    assert f"{year}年舟山市总工会共安排职工疗休养272人，其中一线职工204人，占75%，分6批" in said["zh_CN"]
    assert "gave 272 places for convalescence trips, 204 of them to the front line (75 %)" in said["en"]


def test_every_step_of_that_year_is_approved_and_nobody_went_against_a_rule(shown: Store) -> None:
    programme = shown.read(trips.programmes)[1]
    assert all(one.state.is_approved for one in shown.read(trip_progress.progress, programme.id))
    verdicts = shown.read(trip_eligibility.check, programme.id)
    went = [one for one in verdicts.lines if one.state == NomineeState.WENT]
    assert len(went) == 272
    assert {one.outcome for one in went} == {Outcome.PASS}


def test_what_was_approved_lacks_nothing(shown: Store) -> None:
    programme = shown.read(trips.programmes)[1]
    for step in TripStep:
        blocking = [one for one in shown.read(trip_progress.missing, programme.id, step) if one.blocks]
        assert (step, blocking) == (step, [])


def test_the_next_year_is_begun_and_lies_ahead(shown: Store) -> None:
    newest = shown.read(trips.programmes)[0]
    steps = shown.read(trip_progress.progress, newest.id)
    assert [one.state.is_approved for one in steps] == [True, True] + [False] * 6
    assert all(one.starts_on is not None for one in shown.read(trips.batches, newest.id))


@pytest.mark.parametrize(
    "today", [date(2026, 1, 1), date(2026, 8, 16), date(2026, 8, 17), date(2026, 11, 23), date(2026, 12, 31)]
)
def test_one_year_is_always_over_and_the_trips_of_the_other_ahead(today: date) -> None:
    years = demo_trips.years_from(today)
    assert date(years.past, 8, 16) <= today < years.next_starts
    assert years.next_starts.year == years.past + 1


def test_a_small_demonstration_goes_without_trips(file_store: Store) -> None:
    demo.fill_if_empty(file_store, workers=40)
    assert file_store.read(trips.programmes) == ()
