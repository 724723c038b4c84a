"""`yijia site tally`: a daily figure by the command line."""

import argparse
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import site_tally
from desktop.cli.desk import DONE, Desk
from desktop.core.dates import BadDate
from desktop.core.errors import NotFound, Refused
from desktop.core.settings import Places
from desktop.core.tallies import NotACount
from desktop.services.tallies import TalliesRefused
from tests.services.sites import put_site


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with two stations on file."""
    made = Desk(Places(tmp_path / "data"), out=io.StringIO(), err=io.StringIO(), as_json=True)
    put_site(made.store, "甲站", code="DH-01", search_key="甲站|jiazhan")
    put_site(made.store, "乙站", search_key="乙站|yizhan")
    put_site(made.store, "乙站", search_key="乙站|yizhan", district="普陀区")
    yield made
    made.close()


def _run(desk: Desk, *words: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    site_tally.register(parser.add_subparsers())
    args = parser.parse_args(["tally", *words])
    assert isinstance(desk.out, io.StringIO)
    desk.out.truncate(0)
    desk.out.seek(0)
    assert args.run(desk, args) == DONE
    told: dict[str, object] = json.loads(desk.out.getvalue())
    return told


def test_a_figure_is_entered_by_code_or_name(desk: Desk) -> None:
    told = _run(desk, "DH-01", "2026-01-05", "31")
    assert (told["name"], told["day"], told["count"]) == ("甲站", "2026-01-05", 31)
    told = _run(desk, "甲站", "20260106", "４")
    assert (told["code"], told["count"], told["month_total"], told["days_told"]) == ("DH-01", 4, 35, 2)
    assert _run(desk, "甲站", "20260106", "-")["count"] is None


def test_hours_add_up(desk: Desk) -> None:
    _run(desk, "DH-01", "2026-01-05", "31", "--hour", "9")
    assert _run(desk, "DH-01", "2026-01-05", "4", "--hour", "10")["count"] == 35


def test_words_are_told_where_json_is_not_asked_for(desk: Desk) -> None:
    _run(desk, "DH-01", "2026-01-05", "31")
    desk.as_json = False
    args = argparse.Namespace(site="DH-01", day="2026-01-05", count="30", hour=None, sure=False)
    site_tally.run_tally(desk, args)
    assert isinstance(desk.out, io.StringIO)
    assert "甲站, 2026-01-05: 30 · this month 30, days told: 1" in desk.out.getvalue()


def test_what_cannot_be_meant_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="Several sites fit “乙站”"):
        _run(desk, "乙站", "2026-01-05", "31")
    with pytest.raises(NotFound, match="No site has the code or name “丁站”"):
        _run(desk, "丁站", "2026-01-05", "31")
    with pytest.raises(BadDate):
        _run(desk, "甲站", "someday", "31")
    with pytest.raises(NotACount):
        _run(desk, "甲站", "2026-01-05", "many")
    with pytest.raises(TalliesRefused, match="has not come yet"):
        _run(desk, "甲站", "2199-01-05", "31")


def test_far_more_than_usual_wants_sure(desk: Desk) -> None:
    for day in range(1, 10):
        _run(desk, "甲站", f"2026-01-0{day}", "30")
    with pytest.raises(TalliesRefused, match="about 30 a day are usual"):
        _run(desk, "甲站", "2026-01-10", "4000")
    assert isinstance(desk.err, io.StringIO)
    assert "With --sure it is entered all the same." in desk.err.getvalue()
    assert _run(desk, "甲站", "2026-01-10", "4000", "--sure")["count"] == 4000
