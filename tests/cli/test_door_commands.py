"""The way from an office's list to attendance, by the command line alone."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.write import SheetOut, write_table

PEOPLE = [("王伟", "13800000001"), ("李娜", "13800000002"), ("张敏", "13800000003"), ("赵强", "13800000004")]


class Line:
    """The command line of one data folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.err = ""
        self.code = 0

    def say(self, *words: object, stdin: Sequence[str] = ()) -> str:
        """Give a command and return what it answered."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in stdin)))
        self.code = run([str(word) for word in words])
        said = self._capsys.readouterr()
        self.err = said.err
        return said.out

    def ask(self, *words: object) -> dict[str, object]:
        """Give a command and return its JSON."""
        answer = json.loads(self.say(*words, "--json"))
        assert isinstance(answer, dict)
        return answer

    def new(self, *words: object) -> str:
        """Set an activity up and return its number."""
        return str(
            self.ask("activity", "new", "--title", "中秋联欢", "--start", "2026-12-05T19:00", *words)["id"]
        )


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(capsys, monkeypatch)


@pytest.fixture
def office_list(tmp_path: Path) -> Path:
    path = tmp_path / "名单.xlsx"
    rows = [(name, phone, "舟山港务集团") for name, phone in PEOPLE]
    write_table(path, [SheetOut("名单", ("姓名", "手机号", "单位"), rows)])
    return path


def codes_of(pdf: Path) -> list[str]:
    """Read the codes of rows and cards off the paper, from top to bottom."""
    codes: list[str] = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        found = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
        rows = [(code.position.top_left.y, code.text) for code in found if code.text[0] in "RC"]
        codes += [text for _y, text in sorted(rows)]
    document.close()
    return codes


def test_from_an_office_list_to_attendance_on_file(line: Line, office_list: Path, tmp_path: Path) -> None:
    number = line.new("--place", "工人文化宫", "--capacity", 3, "--kind", "get-together")
    enrolled = line.ask("activity", "enrol", number[:8], office_list, "--add-unknown")
    assert (enrolled["enrolled"], enrolled["waiting"], enrolled["already"], enrolled["unknown"]) == (
        3,
        1,
        0,
        [],
    )
    pdf = tmp_path / "签到表.pdf"
    printed = line.ask("sheet", "sign-in", number, "--out", pdf, "--walk-ins", 2, "--kept", 1, "--lang", "zh")
    assert (printed["pages"], printed["rows"], printed["unprintable"]) == (1, 6, [])
    codes = codes_of(pdf)
    assert len(codes) == 6

    answers = [json.loads(text) for text in line.say("scan", number, stdin=codes[1:3]).splitlines()]
    assert line.code == DONE
    assert [(a["code"], a["verdict"], a["name"]) for a in answers] == [
        (codes[1], "in", "王伟"),
        (codes[2], "in", "李娜"),
    ]
    assert all(a["at"].startswith("20") for a in answers)
    mixed = line.say("scan", number, stdin=[codes[1], "nonsense", codes[4]]).splitlines()
    assert line.code == LOOK
    assert [json.loads(text)["verdict"] for text in mixed] == ["already-in", "unknown", "in"]

    out = tmp_path / "到场.xlsx"
    found = line.ask("attendance", number, "--out", out)
    assert [found[k] for k in ("expected", "present", "absent", "walk_ins")] == [3, 2, 1, 1]
    rows = found["rows"]
    assert isinstance(rows, list)
    assert [(r["name"], r["status"]) for r in rows][:3] == [
        ("王伟", "present"),
        ("李娜", "present"),
        ("张敏", "absent"),
    ]
    with open_book(out) as book:
        (sheet,) = book.sheets()
        assert any("王伟" in cells for _number, cells in sheet.rows())


def test_unknown_people_are_told_and_the_answer_asks_for_a_look(line: Line, office_list: Path) -> None:
    number = line.new()
    answer = line.ask("activity", "enrol", number, office_list)
    assert line.code == LOOK
    unknown = answer["unknown"]
    assert isinstance(unknown, list)
    assert [u["name"] for u in unknown] == [name for name, _phone in PEOPLE]
    assert "王伟" in line.say("activity", "enrol", number, office_list)


@pytest.mark.parametrize("kind", ["receipt", "roster", "badges", "cards"])
def test_every_kind_of_paper_is_printed(line: Line, office_list: Path, tmp_path: Path, kind: str) -> None:
    number = line.new()
    line.ask("activity", "enrol", number, office_list, "--add-unknown")
    more = ["--sum", "100.50", "--project", "春节慰问"] if kind == "receipt" else []
    printed = line.ask("sheet", kind, number, "--out", tmp_path / "p.pdf", "--lang", "en", *more)
    assert (printed["pages"], printed["rows"], line.code) == (1, 4, DONE)
    codes = codes_of(tmp_path / "p.pdf")
    assert len(codes) == (0 if kind == "roster" else 4)
    if codes:
        assert json.loads(line.say("scan", number, stdin=codes[:1]))["verdict"] == "in"


def test_activities_are_listed_shown_and_called_off(line: Line) -> None:
    assert json.loads(line.say("activity", "list", "--json")) == []
    assert "no activity" in line.say("activity", "list")
    number = line.new("--end", "2026-12-05 21:30")
    (listed,) = json.loads(line.say("activity", "list", "--json"))
    assert listed["id"] == number
    assert (listed["start"][:16], listed["end"][:16]) == ("2026-12-05T19:00", "2026-12-05T21:30")
    assert line.ask("activity", "cancel", number, "--reason", "台风")["cancelled"] is True
    assert "台风" in line.say("activity", "show", number[:13])


@pytest.mark.parametrize(
    "words",
    [
        ("activity", "new", "--title", "x", "--start", "2026-12-05T19:00", "--capacity", 0),
        ("activity", "new", "--title", "x", "--start", "2026-12-05T19:00", "--end", "2026-12-05T18:00"),
        ("activity", "new", "--title", " ", "--start", "2026-12-05T19:00"),
        ("activity", "new", "--title", "x", "--start", "some day"),
        ("activity", "show", "abc"),
        ("activity", "enrol", "0123456", "nowhere.xlsx"),
        ("scan", "ffffffff"),
        ("attendance", "ffffffff"),
        ("sheet", "sign-in", "ffffffff", "--out", "x.pdf"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(line: Line, words: tuple[object, ...]) -> None:
    assert line.say(*words) == ""
    assert line.code == REFUSED
    assert line.err.strip()


def test_a_sum_or_a_meeting_that_is_none_is_refused(line: Line, tmp_path: Path) -> None:
    number = line.new()
    for words in (
        ("sheet", "receipt", number, "--out", tmp_path / "x.pdf", "--sum", "many"),
        ("sheet", "receipt", number, "--out", tmp_path / "x.pdf", "--sum", "-1"),
        ("sheet", "sign-in", number, "--out", tmp_path / "x.pdf", "--walk-ins", -1),
        ("sheet", "sign-in", number, "--out", tmp_path / "nowhere" / "x.pdf"),
        ("sheet", "badges", number, "--out", tmp_path / "x.pdf"),
        ("attendance", number, "--meeting", 2),
    ):
        line.say(*words)
        assert line.code == REFUSED and line.err.strip(), words
    assert not (tmp_path / "x.pdf").exists()
