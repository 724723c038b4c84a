"""Drawing by lot is the same everywhere and can be done again by hand."""

import random

import pytest

from desktop.core.draw import DrawnTwice, draw_key, draw_lots, in_order


def test_a_key_is_the_digest_anyone_gets_from_sha256sum() -> None:
    # printf '%s' '2026|甲厂' | sha256sum
    assert draw_key("2026", "甲厂") == "0b441e1c7e15b70b6ed7d6f1e7552e6ca25c25cb1d271f8a121d6fbf0c51836a"


def test_blanks_around_and_ways_to_write_an_accent_do_not_change_the_draw() -> None:
    assert draw_key(" 2026 ", "Rene\u0301 ") == draw_key("2026", "Ren\u00e9")


def test_the_smallest_key_is_drawn_first_in_whatever_order_the_names_come() -> None:
    names = [f"单位{n}" for n in range(40)]
    drawn = in_order("开奖号 3 7 21", names)
    random.Random(5).shuffle(names)
    assert in_order("开奖号 3 7 21", names) == drawn
    keys = [lot.key for lot in draw_lots("开奖号 3 7 21", names)]
    assert keys == sorted(keys)
    assert set(drawn) == set(names)


def test_another_seed_gives_another_order() -> None:
    names = [f"单位{n}" for n in range(40)]
    assert in_order("1", names) != in_order("2", names)


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(DrawnTwice, match="甲厂"):
        in_order("1", ["甲厂", "乙厂", "甲厂 "])
