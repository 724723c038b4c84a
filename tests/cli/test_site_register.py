"""`yijia site …`: the register by the command line."""

import json
from pathlib import Path

import pytest

from desktop.cli.main import run
from desktop.models.sites import SiteKind, SiteStatus
from desktop.storage.store import Store
from tests.services.sites import put_site


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with_sites = tmp_path / "data"
    store = Store.open(with_sites / "yijia.sqlite3")
    put_site(store, code="YZ-001", district="定海区", latitude=30.0153, longitude=122.1069)
    put_site(
        store,
        "沈家门书吧",
        SiteKind.LIBRARY,
        afloat=True,
        district="普陀区",
        status=SiteStatus.PAUSED,
        status_reason="进坞",
    )
    store.close()
    return with_sites


def told(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> tuple[int, object]:
    code = run(["site", *words, "--data", str(data), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_sites_are_listed_and_narrowed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def names(*words: str) -> list[str]:
        _code, lines = told(capsys, data, "list", *words)
        assert isinstance(lines, list)
        return [line["name"] for line in lines]

    assert names() == ["定海港务码头爱心驿站", "沈家门书吧"]
    assert names("--kind", "library") == ["沈家门书吧"]
    assert names("--kind", "Worker library") == ["沈家门书吧"]
    assert names("--status", "open", "--district", "定海区") == ["定海港务码头爱心驿站"]
    assert names("书吧") == ["沈家门书吧"]
    assert told(capsys, data, "list", "嵊泗") == (1, [])


def test_an_unknown_kind_is_told_with_those_there_are(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site", "list", "--kind", "hotel", "--data", str(data)]) == 2
    assert "rest-station" in capsys.readouterr().err


def test_a_chinese_office_is_told_the_kinds_in_chinese(
    data: Path, chinese: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["site", "list", "--kind", "旅馆", "--data", str(data)]) == 2
    told_in = capsys.readouterr().err
    assert "爱心驿站" in told_in and "rest-station" not in told_in


def test_one_site_is_shown_by_its_code(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = told(capsys, data, "show", "YZ-001")
    assert code == 0
    assert isinstance(shown, dict)
    assert (shown["name"], shown["latitude"], shown["status"]) == ("定海港务码头爱心驿站", 30.0153, "open")
    assert run(["site", "show", "定海港务码头爱心驿站", "--data", str(data)]) == 0
    words = capsys.readouterr().out
    assert "Coordinates: 30.0153, 122.1069" in words
    assert "In service" in words


def test_a_list_is_tried_then_taken_then_written_back(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "list.csv"
    office.write_bytes(
        "名称,类别,县区,面积\n岱山驿站,驿站,岱山县,30\n衢山驿站,驿站,岱山县,很大\n".encode("gb18030")
    )
    for words, count in ((("--dry-run",), 2), ((), 3)):
        code, answer = told(capsys, data, "import", str(office), *words)
        assert isinstance(answer, dict)
        assert (code, answer["new"], answer["rejected"][0]["fault"]) == (1, 1, "area")
        assert len(told(capsys, data, "list")[1] or []) == count  # type: ignore[arg-type]
    out = tmp_path / "sites.xlsx"
    assert told(capsys, data, "export", str(out)) == (0, {"rows": 3, "file": str(out)})
    code, answer = told(capsys, data, "import", str(out))
    assert isinstance(answer, dict)
    assert (code, answer["unchanged"], answer["changes"]) == (0, 3, [])
    assert run(["site", "template", str(tmp_path / "empty.xlsx"), "--data", str(data)]) == 0
    assert run(["site", "import", str(office), "--data", str(data)]) == 1
    assert "row 3, 衢山驿站, not taken: “很大” is no number." in capsys.readouterr().out
