"""Telephone numbers: one spelling, their kind, their mask."""

import pytest

from desktop.core.phones import clean_phone, has_several, mask_phone, mask_within, phone_kind


@pytest.mark.parametrize(
    ("written", "kept", "kind"),
    [
        ("13812345678", "13812345678", "mobile"),
        ("138-1234-5678", "13812345678", "mobile"),
        ("１３８１２３４５６７８", "13812345678", "mobile"),
        ("+86 138 1234 5678", "13812345678", "mobile"),
        ("0086-13812345678", "13812345678", "mobile"),
        ("8613812345678", "13812345678", "mobile"),
        ("013812345678", "13812345678", "mobile"),
        (13917476896.0, "13917476896", "mobile"),
        ("13917476896.0", "13917476896", "mobile"),
        ("\t13812345678", "13812345678", "mobile"),
        ("13812345678/13912345678", "13812345678", "mobile"),
        ("0580-2023456", "0580-2023456", "landline"),
        ("（0580）2023456", "0580-2023456", "landline"),
        ("05802023456", "0580-2023456", "landline"),
        ("010 6234 5678 转801", "010-62345678-801", "landline"),
        ("0580-2023456-801", "0580-2023456-801", "landline"),
        ("+86 580 2023456", "0580-2023456", "landline"),
        ("2023456", "2023456", "landline"),
        ("400-800-1234", "4008001234", "landline"),
        ("12812345678", "12812345678", "odd"),
        ("1381234567", "1381234567", "odd"),
        ("无", "无", "odd"),
        ("1.39E+10", "1.39E+10", "odd"),
        ("", "", "odd"),
    ],
)
def test_a_number_is_kept_in_one_spelling(written: str | float, kept: str, kind: str) -> None:
    assert clean_phone(written) == kept
    assert phone_kind(kept) == kind
    assert clean_phone(kept) == kept


def test_a_mask_hides_the_middle() -> None:
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("0580-2023456-801") == "0580-****456"
    assert mask_phone("2023456") == "****456"
    assert mask_phone("无") == "*"


def test_two_numbers_in_a_cell_are_noticed() -> None:
    assert has_several("13812345678、13912345678")
    assert not has_several("13812345678")


def test_mobile_numbers_inside_a_sentence_are_masked() -> None:
    assert mask_within("“13805800001、5550001” holds several") == "“138****0001、5550001” holds several"
    assert mask_within("330902199001010013") == "330902199001010013"
