"""The identity number: what is sound, and how each fault is named."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.core.errors import FieldError
from desktop.core.national_id import IdFault, age, check, check_character, fault_words, mask_id, normalise

GOOD = "33092219871111139X"

numbers = st.builds(
    lambda region, day, order: f"{region}{day:%Y%m%d}{order:03d}",
    st.sampled_from(["330902", "330903", "522121", "110101", "820000"]),
    st.dates(date(1930, 1, 1), date(2010, 12, 31)),
    st.integers(0, 999),
).map(lambda first: first + check_character(first))


def kind(given: str | float) -> str:
    with pytest.raises(IdFault) as caught:
        check(given)
    return caught.value.kind


def test_a_sound_number_tells_birthday_and_sex() -> None:
    found = check(GOOD)
    assert (found.number, found.birthday, found.sex) == (GOOD, date(1987, 11, 11), "M")


@pytest.mark.parametrize(
    "written",
    [
        "33092219871111139x",
        "\t33092219871111139X ",
        "'33092219871111139X",
        "３３０９２２１９８７１１１１１３９Ｘ",
        "330922 19871111 139X",
        "330922-19871111-139X",
        "\u200b33092219871111139X\ufeff",
        "33092219871111139×",
    ],
)
def test_ways_of_writing_are_forgiven(written: str) -> None:
    assert check(written).number == GOOD


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", "length"),
        ("3309221987111113", "length"),
        (GOOD + "1", "length"),
        ("330903198609130", "length"),
        ("330903200112051", "length"),
        ("33092219871111I39X"[:17] + "X", "digits"),
        ("3309221987111113OX", "digits"),
        ("33092219871111139A", "digits"),
        ("330922198713111390", "birthday"),
        ("330922298711111390", "birthday"),
        ("330922198711111391", "check-digit"),
        ("330922198711111000", "damaged"),
        ("3.30922E+17", "damaged"),
        ("4.4E+17", "damaged"),
        (3.309031992033115e17, "damaged"),
        (330903199203311518, "damaged"),
    ],
)
def test_each_fault_has_its_kind(written: str | float, expected: str) -> None:
    assert kind(written) == expected


def test_an_old_number_of_fifteen_places_is_lengthened() -> None:
    assert check("330903860913012").number == "330903198609130122"
    assert check(330903860913012.0).number == "330903198609130122"


def test_every_fault_has_a_sentence_and_a_remedy() -> None:
    for fault in ("length", "digits", "birthday", "check-digit", "damaged"):
        sentence, remedy = fault_words(fault)
        assert sentence and remedy
    assert issubclass(IdFault, FieldError)


@given(numbers)
def test_every_number_made_by_the_rule_is_sound(number: str) -> None:
    assert check(number).number == number
    assert check(number).sex == ("M" if int(number[16]) % 2 else "F")


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_found(number: str, place: int, wrong: str) -> None:
    assume(number[place] != wrong)
    with pytest.raises(IdFault):
        check(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, 16))
def test_any_exchange_of_neighbours_is_found(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(IdFault):
        check(swapped)


@given(st.text(max_size=30))
def test_any_text_is_answered_with_a_number_or_a_fault(text: str) -> None:
    try:
        assert len(check(text).number) == 18
    except IdFault as fault:
        assert fault.sentence


def test_age_counts_completed_years() -> None:
    assert age(date(1990, 11, 23), date(2026, 11, 22)) == 35
    assert age(date(1990, 11, 23), date(2026, 11, 23)) == 36
    assert age(date(2000, 2, 29), date(2026, 2, 28)) == 25


def test_a_mask_keeps_region_and_last_four() -> None:
    assert mask_id(GOOD) == "330922********139X"
    assert mask_id("E123") == "****"


def test_normalise_drops_a_decimal_tail() -> None:
    assert normalise("330903860913012.0") == "330903860913012"
