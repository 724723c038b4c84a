"""The choice goes by points and then by lots, keeps the front line's places, and can be done by hand."""

import hashlib
import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.trip_choice import Candidate, Choice, Ground, Places, Points, choose, drawn_among, why

TOXIC, INJURED = Points("Toxic or harmful post", 5), Points("Injured at work", 4)


def named(number: int, organisation: str = "Port", frontline: bool = True, **more: object) -> Candidate:
    """Name somebody."""
    claims = more.get("claims", ())
    assert isinstance(claims, tuple)
    return Candidate(
        number,
        organisation,
        str(more.get("person", number)),
        frontline,
        trade=str(more.get("trade", "")),
        claims=claims,
    )


def taken(choice: Choice) -> list[int]:
    """Return the numbers of those who have a place, in order."""
    return [one.candidate.number for one in choice.decided if one.is_taken]


def test_more_points_come_first_whatever_the_lots_say() -> None:
    people = [named(1), named(2, claims=(INJURED,)), named(3, claims=(TOXIC,))]
    assert taken(choose(people, {"Port": Places(2)}, "any seed")) == [3, 2]


def test_points_are_added_up_or_only_the_highest_counts() -> None:
    people = [named(1, claims=(TOXIC,)), named(2, claims=(INJURED, Points("Hardship", 3)))]
    assert taken(choose(people, {"Port": Places(1)}, "s")) == [2]
    assert taken(choose(people, {"Port": Places(1)}, "s", only_highest=True)) == [1]


def test_equal_points_are_drawn_by_the_hash_of_seed_and_number() -> None:
    choice = choose([named(number) for number in range(1, 9)], {"Port": Places(3)}, "3 5 6")
    lots = {n: hashlib.sha256(f"3 5 6|{n}".encode()).hexdigest() for n in range(1, 9)}
    assert taken(choice) == sorted(lots, key=lots.__getitem__)[:3]
    assert [one.key for one in choice.decided] == sorted(lots.values())
    assert drawn_among(choice.decided) == dict.fromkeys(range(1, 9), 8)


def test_the_last_places_are_kept_for_the_front_line() -> None:
    office = [named(number, frontline=False, claims=(TOXIC,)) for number in (1, 2, 3)]
    choice = choose([*office, named(4), named(5)], {"Port": Places(4, frontline=2)}, "s")
    assert len(taken(choice)) == 4
    assert {4, 5} < set(taken(choice))
    (passed,) = (one for one in choice.decided if not one.is_taken)
    assert passed.ground is Ground.FRONTLINE
    assert why(passed) == "passed over: the 2 places left are for the front line"
    assert (passed.turn, passed.named, passed.waiting, passed.waiting_here) == (3, 5, 1, 1)


def test_places_nobody_of_the_front_line_takes_stay_empty_and_are_told() -> None:
    choice = choose([named(1, frontline=False)], {"Port": Places(3, frontline=3), "Mill": Places(2)}, "s")
    assert taken(choice) == []
    assert [(one.organisation, one.places, one.frontline) for one in choice.unused] == [
        ("Mill", 2, 0),
        ("Port", 3, 3),
    ]


def test_places_in_a_batch_kept_for_a_trade_go_to_that_trade() -> None:
    people = [named(1, claims=(TOXIC,)), named(2, claims=(INJURED,)), named(3, trade="Cleaner")]
    choice = choose(people, {"Port": Places(2, kept={"Cleaner": 1})}, "s")
    assert taken(choice) == [1, 3]
    assert choice.decided[1].ground is Ground.TRADE


def test_somebody_named_by_two_employers_gets_one_place() -> None:
    people = [named(1, person="w", claims=(TOXIC,)), named(2, "Mill", person="w"), named(3, "Mill")]
    choice = choose(people, {"Port": Places(1), "Mill": Places(2)}, "s")
    assert taken(choice) == [1, 3]


def test_an_organisation_without_places_waits() -> None:
    choice = choose([named(1)], {}, "s")
    assert choice.decided[0].ground is Ground.NO_PLACES


CANDIDATES = st.lists(
    st.builds(
        named,
        st.integers(1, 60),
        st.sampled_from(["Port", "Mill"]),
        st.booleans(),
        claims=st.sampled_from([(), (TOXIC,), (INJURED,), (TOXIC, INJURED)]),
        trade=st.sampled_from(["", "Cleaner"]),
    ),
    max_size=20,
    unique_by=lambda one: one.number,
)
PLACES = st.builds(
    lambda places, frontline, kept: Places(places, min(frontline, places), {"Cleaner": min(kept, places)}),
    st.integers(0, 8),
    st.integers(0, 8),
    st.integers(0, 3),
)


@given(CANDIDATES, PLACES, PLACES, st.randoms(use_true_random=False))
def test_no_quota_is_exceeded_and_rows_in_another_order_change_nothing(
    people: list[Candidate], port: Places, mill: Places, dice: random.Random
) -> None:
    places = {"Port": port, "Mill": mill}
    choice = choose(people, places, "s")
    got = Counter(one.candidate.organisation for one in choice.decided if one.is_taken)
    others = Counter(
        one.candidate.organisation for one in choice.decided if one.is_taken and not one.candidate.frontline
    )
    for name, of_it in places.items():
        assert got[name] <= of_it.places
        assert others[name] <= of_it.places - of_it.frontline
    shuffled = list(people)
    dice.shuffle(shuffled)
    assert choose(shuffled, places, "s") == choice


@given(CANDIDATES, PLACES)
def test_whoever_is_full_out_is_behind_everybody_taken(people: list[Candidate], port: Places) -> None:
    choice = choose(people, {"Port": port}, "s")
    last = max((one.rank for one in choice.decided if one.is_taken), default=0)
    assert all(one.rank > last for one in choice.decided if one.ground is Ground.FULL)
