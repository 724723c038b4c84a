"""Names: one spelling, one key, masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.names import (
    clean_name,
    is_chinese,
    mask_name,
    name_key,
    split_name,
    surname_reading,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王　伟", "王伟"),
        (" 王 伟\n", "王伟"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 ‧ 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("古丽・艾合买提", "古丽·艾合买提"),
        ("Anna   Maria  Smith", "Anna Maria Smith"),
        ("Ａｎｎａ", "Anna"),
        ("李 David Lee", "李David Lee"),
        ("'王伟", "王伟"),
        ("王\u200b伟", "王伟"),
        ("𠮷田龘", "𠮷田龘"),
        ("顾䶮㛃", "顾䶮㛃"),
    ],
)
def test_a_name_is_kept_in_one_spelling(written: str, kept: str) -> None:
    assert clean_name(written) == kept


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张*丰"),
        ("欧阳修", "欧阳*"),
        ("欧阳锋利", "欧阳*利"),
        ("欧阳", "欧*"),
        ("阿依古丽·买买提", "阿依古丽·*"),
        ("Anna Smith", "Anna *"),
        ("Anna", "A*"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_a_masked_name_shows_no_more_than_a_notice_may(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_spellings_of_one_name_share_a_key() -> None:
    assert name_key("阿依古丽·买买提") == name_key("阿依古丽 买买提") == name_key("阿依古丽买买提")
    assert name_key("ANNA Smith") == name_key("Anna  smith") == name_key("Anna-Smith")
    assert name_key("王伟") != name_key("王玮")


def test_compound_surnames_are_split_whole_and_read_their_own_way() -> None:
    assert split_name("司徒勇") == ("司徒", "勇")
    assert split_name("司徒") == ("司", "徒")
    assert split_name("Anna Smith") == ("", "Anna Smith")
    assert surname_reading("尉迟恭") == ("yu", "chi")
    assert surname_reading("王伟") == ()


def test_chinese_is_told_from_latin() -> None:
    assert is_chinese("𠮷") and not is_chinese("Anna")


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
    assert name_key(clean_name(text)) == name_key(text)


@given(st.text(alphabet="王张欧阳司徒丰伟·阿 ", min_size=2, max_size=12))
def test_a_mask_never_shows_the_whole_name(text: str) -> None:
    name = clean_name(text)
    if len(name) > 1:
        assert mask_name(name) != name
