"""The specimens themselves, and everyday pages read from end to end."""

import numpy as np
import pytest
from numpy.random import default_rng

from desktop.core.reading import Mark
from tests.paper.reading.corpus.camera import bend, camera
from tests.paper.reading.corpus.confusion import judge, read, run_corpus
from tests.paper.reading.corpus.corpus import specimen
from tests.paper.reading.corpus.damage import Damage
from tests.paper.reading.corpus.profiles import FLAT, KINDS, PHONE


def test_a_seed_makes_the_same_specimen_again() -> None:
    first, second = specimen(PHONE, 5, 3), specimen(PHONE, 5, 3)
    assert np.array_equal(first.picture.grey, second.picture.grey)
    assert first.truth == second.truth


def test_another_number_makes_another_specimen() -> None:
    first, second = specimen(FLAT, 5, 1), specimen(FLAT, 5, 2)
    assert first.picture.grey.shape != second.picture.grey.shape or not np.array_equal(
        first.picture.grey, second.picture.grey
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_damage_gives_a_truth_for_every_row(kind: str) -> None:
    made = specimen(kind, 1, 2)
    assert len(made.truth) == len(made.printed.rows)
    assert made.picture.grey.dtype == np.uint8
    assert made.picture.colour is None or made.picture.colour.shape[:2] == made.picture.grey.shape


def test_a_place_on_bent_paper_is_found_again_through_the_lens() -> None:
    damage = Damage(photo=True, tilt=15, turn=7, quarter=1, stretch=(1.02, 0.99))
    lifted = bend(np.zeros(2), np.array([1.0, 0.0]), 8 * (np.arange(212) / 212) ** 2)
    lens = camera(damage, (210.0, 297.0), (lifted,), default_rng(1))
    places = np.array([(5.0, 5.0), (100.0, 150.0), (205.0, 290.0)])
    assert np.abs(lens.look(lens.see(places)) - places).max() < 0.02


def test_rows_beside_the_picture_are_unseen() -> None:
    every = [truth for number in (2, 5, 8) for truth in specimen("in part", 1, number).truth]
    assert Mark.UNSEEN in {truth.mark for truth in every}


def test_a_page_read_right_leaves_nothing_odd() -> None:
    made = specimen(FLAT, 1, 0)
    reading = read(made)
    assert reading is not None
    tally, odd = judge(made, reading)
    assert tally.rows == len(made.truth)
    assert len(odd) == tally.silent + tally.doubtful


@pytest.mark.parametrize("profile", [FLAT, PHONE])
def test_everyday_pages_are_read_without_a_silent_error(profile: str) -> None:
    (tally,) = run_corpus(profile, 4, seed=8).values()
    assert (tally.silent, tally.unread) == (0, 0)
