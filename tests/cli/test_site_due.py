"""`yijia site due`, as a person and a program call it."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.cli.main import run
from desktop.core.settings import Places
from desktop.models.sites import SiteKind
from desktop.services import defects
from desktop.services.clock import local
from desktop.services.defects import DefectEntry
from desktop.storage.store import Store
from tests.services.sites import put_site


def note_defect(days: int) -> None:
    """Note a defect whose deadline is so many days from now."""
    store = Store.open(Places(Path(os.environ["YIJIA_DATA"])).database)
    today = local(store.now()).date()
    site = put_site(store, "环城北路温馨空间", SiteKind.WARM_SPACE)
    entry = DefectEntry("门锁损坏", "周海明", deadline=today + timedelta(days))
    store.do(defects.add, site, today - timedelta(30), entry)
    store.close()


def test_what_is_due_is_told_without_alarm(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site", "due"]) == 0
    assert capsys.readouterr().out == "Nothing is due at the sites.\n"
    note_defect(3)
    assert run(["site", "due"]) == 0
    assert capsys.readouterr().out == "in 3 days · Defect due · 环城北路温馨空间 · 门锁损坏\n"
    assert run(["site", "due", "--overdue"]) == 0
    assert capsys.readouterr().out == "Nothing is due at the sites.\n"


def test_something_overdue_answers_with_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    note_defect(-1)
    assert run(["site", "due", "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["kind"], one["site"], one["days"], one["overdue"]) == (
        "overdue-defect",
        "环城北路温馨空间",
        -1,
        True,
    )
    assert (one["item_kind"], len(one["item_id"])) == ("defect", 36)


def test_what_is_due_today_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    note_defect(0)
    assert run(["site", "due"]) == 0
    assert capsys.readouterr().out.startswith("today · ")
