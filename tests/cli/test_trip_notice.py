"""`yijia trip notice` drafts, posts and closes; `objection` and `objections` keep and answer what is said."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.models.trip_people import NomineeState
from desktop.paper.preview import count_pages
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from tests.services.trips import put_approved, put_nominee, put_organisation, put_programme, put_worker

WHERE = ("--contact", "李敏", "--phone", "0580-2021234", "--place", "市总工会203室")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two people chosen for the trips of 2026."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    programme = put_programme(store, 2026)
    employer = put_organisation(store)
    for name in ("张国丰", "欧阳海"):
        put_nominee(store, programme, employer, put_worker(store, name), state=NomineeState.CHOSEN)
    put_approved(store, programme, [TripStep.CHOICE])
    store.close()
    return folder


def told(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, object]:
    code = run(["--data", str(data), "trip", *words, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_a_draft_posts_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "draft.pdf"
    words = ("notice", "2026", "--posted-on", "2026-04-30", "--out", str(file))
    code, draft = told(data, capsys, *words)
    assert isinstance(draft, dict)
    assert (code, draft["posted"], draft["first_day"], draft["last_day"]) == (
        DONE, False, "2026-05-01", "2026-05-11",
    )  # fmt: skip
    assert [line["name"] for line in draft["lines"]] == ["张*丰", "欧阳*"]
    assert count_pages(file.read_bytes()) == 1
    assert told(data, capsys, *words)[1] == draft


def test_a_notice_without_a_telephone_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "trip", "notice", "2026", "--post", "--contact", "李敏"]) == REFUSED
    assert "telephone" in capsys.readouterr().err


def test_a_notice_is_posted_objected_to_answered_and_closed(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long_ago = (date.today() - timedelta(days=60)).isoformat()
    file = data / "notice.pdf"
    code, posted = told(
        data, capsys, "notice", "2026", "--posted-on", long_ago, "--post", "--out", str(file), *WHERE
    )
    assert isinstance(posted, dict)
    assert (code, posted["number"], len(posted["lines"])) == (DONE, 1, 2)
    assert file.exists()
    code, taken = told(data, capsys, "objection", "2026", "他去年去过。", "--line", "1", "--means", "来信")
    assert isinstance(taken, dict)
    assert (code, taken["number"], taken["name"], taken["in_time"]) == (LOOK, 1, "张*丰", False)
    assert told(data, capsys, "notice", "2026", "--number", "1", "--close", "李敏")[0] == REFUSED
    assert told(data, capsys, "objections", "2026")[0] == LOOK
    record = data / "record.pdf"
    code, answered = told(
        data, capsys, "objections", "2026", "--answer", "1", "--outcome", "upheld",
        "--text", "属实。", "--by", "王主席", "--out", str(record),
    )  # fmt: skip
    assert isinstance(answered, list)
    assert (code, answered[0]["outcome"]) == (DONE, "upheld")
    assert count_pages(record.read_bytes()) == 1
    code, closed = told(data, capsys, "notice", "2026", "--number", "1", "--close", "李敏")
    assert isinstance(closed, dict)
    assert (code, closed["closed_by"]) == (DONE, "李敏")


def test_a_notice_of_nobody_is_not_drafted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(data, capsys, "notice", "2026", "--posted-on", "2026-04-30", "--post", *WHERE)
    file = data / "nobody.pdf"
    assert run(["--data", str(data), "trip", "notice", "2026", "--out", str(file)]) == REFUSED
    assert "stands on a notice already" in capsys.readouterr().err
    assert not file.exists()
