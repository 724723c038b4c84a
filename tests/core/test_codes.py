"""Codes say what they stand for, and nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.codes import (
    ALPHABET,
    AssetCode,
    CardCode,
    CodeKey,
    Forged,
    NotACode,
    OtherDatabase,
    PageCode,
    RowCode,
    asset_code,
    card_code,
    page_code,
    read_code,
    row_code,
)

KEY = CodeKey(mark=0x1234, key=b"0123456789abcdef")
tokens = st.integers(0, 2**40 - 1)


@given(tokens)
def test_a_row_code_reads_back_as_its_token(token: int) -> None:
    code = row_code(KEY, token)
    assert len(code) == 20
    assert read_code(code, KEY) == RowCode(token)


@given(tokens)
def test_a_card_code_reads_back_as_its_token(token: int) -> None:
    assert read_code(card_code(KEY, token), KEY) == CardCode(token)


@given(tokens)
def test_the_code_of_a_label_reads_back_as_its_token(token: int) -> None:
    code = asset_code(KEY, token)
    assert len(code) == 20
    assert read_code(code, KEY) == AssetCode(token)


@given(tokens, st.integers(1, 2**15 - 1), st.integers(1, 2**15 - 1), st.integers(0, 1023))
def test_a_page_code_reads_back_as_sheet_page_pages_and_layout(
    sheet: int, page: int, pages: int, layout: int
) -> None:
    code = page_code(KEY, sheet, page, pages, layout)
    assert len(code) == 28
    assert read_code(code, KEY) == PageCode(sheet, page, pages, layout)


@given(tokens, st.integers(4, 19), st.sampled_from(ALPHABET))
def test_one_altered_letter_is_found(token: int, place: int, letter: str) -> None:
    code = row_code(KEY, token)
    altered = code[:place] + letter + code[place + 1 :]
    if altered != code:
        with pytest.raises(Forged):
            read_code(altered, KEY)


def test_a_row_code_turned_into_a_card_code_is_forged() -> None:
    with pytest.raises(Forged):
        read_code("C" + row_code(KEY, 7)[1:], KEY)


def test_a_code_made_with_another_secret_is_forged() -> None:
    with pytest.raises(Forged):
        read_code(row_code(CodeKey(KEY.mark, b"another secret!!"), 7), KEY)


def test_a_code_with_another_mark_is_of_another_database() -> None:
    with pytest.raises(OtherDatabase):
        read_code(row_code(CodeKey(77, KEY.key), 7), KEY)


@pytest.mark.parametrize(
    "text", ["", "R", "6901234567892", "https://example.org/", "R" + "U" * 19, "X" + "0" * 19]
)
def test_anything_else_is_not_a_code(text: str) -> None:
    with pytest.raises(NotACode):
        read_code(text, KEY)


def test_lower_case_full_width_blanks_and_lookalikes_are_forgiven() -> None:
    code = row_code(KEY, 0x0010_0100_11)
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())
    assert read_code(f" {full_width}\u3000\r\n", KEY) == RowCode(0x0010_0100_11)
    assert read_code(code.replace("1", "l").replace("0", "o"), KEY) == RowCode(0x0010_0100_11)


def test_a_known_code_never_changes() -> None:
    assert row_code(KEY, 1) == "R4HM00000001XDV17WAD"


def test_a_number_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        row_code(KEY, 2**40)
