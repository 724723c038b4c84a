"""Places down a tree: every branch gets what those below it claim, and shares exactly that."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.apportion import Method
from desktop.core.apportion_checks import ApportionmentRefused, TooFewForAll
from desktop.core.apportion_tree import Bid, Group, flat_group, groups_of, share_down


def _key(number: int) -> UUID:
    return UUID(int=number)


#        1 city: 2 district (4, 5), 3 district itself with 6; 7 employer under the city
PARENTS: dict[UUID, UUID | None] = {
    _key(1): None, _key(2): _key(1), _key(4): _key(2), _key(5): _key(2),
    _key(3): _key(1), _key(6): _key(3), _key(7): _key(1), _key(8): _key(1),
}  # fmt: skip
NAMES = {_key(n): f"单位{n}" for n in range(1, 9)}
LEAVES = [_key(n) for n in (7, 6, 5, 4, 3)]


def _grown() -> tuple[tuple[UUID, ...], tuple[Group, ...]]:
    return groups_of(LEAVES, NAMES, PARENTS)


def test_groups_follow_the_tree_and_leave_out_whoever_claims_nothing() -> None:
    order, groups = _grown()
    assert [key.int for key in order] == [4, 5, 3, 6, 7]
    assert [(group.key and group.key.int, [m.key.int for m in group.members]) for group in groups] == [
        (None, [2, 3, 7]),
        (2, [4, 5]),
        (3, [3, 6]),
    ]


def test_a_branch_gets_what_those_below_it_claim_together() -> None:
    _order, groups = _grown()
    bids = [Bid(30), Bid(10), Bid(20), Bid(20), Bid(20)]
    shared = share_down(groups, bids, 10, Method.LARGEST_REMAINDER, "", NAMES)
    assert shared.branches[0].result.given == [4, 4, 2]
    assert shared.places == (3, 1, 2, 2, 2)


def test_of_one_name_each_is_told_apart_by_its_key() -> None:
    group = flat_group([_key(1), _key(2), _key(3)], {_key(1): "甲", _key(2): "乙", _key(3): "甲"})
    assert [member.label for member in group.members] == ["甲 (000001)", "乙", "甲 (000003)"]


def test_floors_and_ceilings_of_leaves_are_kept_down_the_tree() -> None:
    _order, groups = _grown()
    bids = [Bid(90, ceiling=2), Bid(5, floor=3), Bid(1), Bid(1), Bid(3)]
    shared = share_down(groups, bids, 9, Method.SAINTE_LAGUE, "", NAMES)
    assert sum(shared.places) == 9
    assert shared.places[0] == 2
    assert shared.places[1] >= 3


def test_a_method_that_gives_everybody_one_gives_it_to_every_leaf() -> None:
    _order, groups = _grown()
    bids = [Bid(1), Bid(1), Bid(1), Bid(1), Bid(1000)]
    assert share_down(groups, bids, 6, Method.HILL, "", NAMES).places == (1, 1, 1, 1, 2)
    with pytest.raises(TooFewForAll, match="1 more"):
        share_down(groups, bids, 4, Method.ADAMS, "", NAMES)


def test_debts_of_all_in_a_branch_do_not_keep_its_places_from_them() -> None:
    order, groups = _grown()
    bids = [Bid(10, carried=Fraction(-9, 10))] * 2 + [Bid(10)] * 3
    for method in Method:
        shared = share_down(groups, bids, 5, method, "", NAMES)
        assert sum(shared.places) == 5
        assert len(shared.places) == len(order)


bids_drawn = st.lists(
    st.builds(
        Bid, st.integers(0, 30), st.integers(0, 2), st.none() | st.integers(2, 9), st.just(Fraction(0))
    ),
    min_size=5,
    max_size=5,
)


@given(bids_drawn, st.integers(0, 40), st.sampled_from(Method))
def test_every_place_reaches_a_leaf_within_its_bounds(bids: list[Bid], places: int, method: Method) -> None:
    order, groups = _grown()
    try:
        shared = share_down(groups, bids, places, method, "9", NAMES)
    except ApportionmentRefused:
        with pytest.raises(ApportionmentRefused):
            share_down([flat_group(order, NAMES)], bids, places, method, "9", NAMES)
        return
    assert sum(shared.places) == places
    for bid, got in zip(bids, shared.places, strict=True):
        assert got >= bid.floor
        assert bid.ceiling is None or got <= bid.ceiling
