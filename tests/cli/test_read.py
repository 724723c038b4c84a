"""Signed sheets come back in by the command line, printed, signed and scanned for real."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from desktop.cli.desk import DONE, LOOK, REFUSED, Desk
from desktop.cli.main import parser_for, run
from desktop.cli.read import run_read
from desktop.core.settings import Places
from desktop.core.sheet_content import SheetKind
from desktop.core.sheet_layout import layout_of
from desktop.services.sheets import SheetRequest, prepare_sheet
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from tests.views.signed_pages import SCAN_DPI, Signed, sign_sheet

NAMES = [
    "王伟",
    "李娜",
    "张敏",
    "赵强",
    "陈静",
    "刘洋",
    "杨帆",
    "黄磊",
    "周婷",
    "吴刚",
    "徐丽",
    "孙涛",
    "胡军",
]


class Office:
    """A data folder with an activity and everybody on its list, and the command line to it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._folder = folder
        self.code = 0
        self.err = ""
        people = folder / "people.xlsx"
        rows = [(name, f"138000000{n:02}", "舟山港务集团") for n, name in enumerate(NAMES)]
        write_table(people, [SheetOut("名单", ("姓名", "手机号", "单位"), rows)])
        new = self.ask("activity", "new", "--title", "健步走", "--start", "2026-11-02T09:00")
        self.activity = str(new["id"])
        self.say("activity", "enrol", self.activity, people, "--add-unknown")

    def say(self, *words: object) -> str:
        """Give a command and return what it answered."""
        self.code = run([str(word) for word in words])
        said = self._capsys.readouterr()
        self.err = said.err
        return said.out

    def ask(self, *words: object) -> dict[str, object]:
        """Give a command and return its JSON."""
        answer = json.loads(self.say(*words, "--json"))
        assert isinstance(answer, dict)
        return answer

    def signed(self, **how: object) -> Signed:
        """Print a sheet, have it signed and scan it into ``scans``."""
        store = Store.open(Path(os.environ["YIJIA_DATA"]) / "yijia.sqlite3")
        try:
            return sign_sheet(store, UUID(self.activity), self._folder / "scans", **how)  # type: ignore[arg-type]
        finally:
            store.close()

    def wiped(self, scan: Path, row: int, to: Path) -> Path:
        """Make a second picture of a page without the signature of a row (from 0)."""
        store = Store.open(Path(os.environ["YIJIA_DATA"]) / "yijia.sqlite3")
        prepared = store.read(prepare_sheet, store.code_key, SheetRequest(UUID(self.activity)))
        store.close()
        box = layout_of(prepared.content).slots[row].signature
        assert box is not None
        with Image.open(scan) as page:
            wiped = page.copy()
        inner = (box.x + 1, box.y + 1, box.right - 1, box.bottom - 1)
        left, top, right, bottom = (round(mm * SCAN_DPI / 25.4) for mm in inner)
        wiped.paste("white", (left, top, right, bottom))
        wiped.save(to)
        return to

    def present(self) -> object:
        """How many are in by now."""
        return self.ask("attendance", self.activity)["present"]


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def test_without_accept_the_proposal_is_shown_and_nothing_written(office: Office) -> None:
    paper = office.signed(unsigned=(2, 5))
    said = office.say("read", *paper.files)
    assert office.code == DONE
    assert said.splitlines() == [
        "Sheet 1, sign-in sheet, “健步走”: page 1 of 1",
        "  11 signed · 2 not signed · 0 doubtful",
        "Nothing is entered yet; with --accept what is sure is entered.",
    ]
    assert office.present() == 0


def test_with_accept_what_is_signed_is_on_file_and_one_undo_takes_it_back(office: Office) -> None:
    paper = office.signed(unsigned=(2, 5))
    said = office.say("read", paper.files[0].parent, "--accept")
    assert office.code == DONE
    assert said.splitlines()[-1] == "11 signatures entered"
    listed = office.ask("attendance", office.activity)
    rows = listed["rows"]
    assert isinstance(rows, list)
    absent = {row["name"] for row in rows if row["status"] == "absent"}
    assert (listed["present"], len(absent)) == (11, 2)
    office.say("undo")
    assert (office.code, office.present()) == (DONE, 0)
    office.say("redo")
    assert office.present() == 11


def test_the_json_has_the_counts_the_sheets_and_every_row(office: Office) -> None:
    paper = office.signed(unsigned=(0,), walk_ins=2, came=1)
    told = office.ask("read", *paper.files, "--accept")
    assert office.code == LOOK
    assert {key: told[key] for key in ("signed", "empty", "doubtful", "walk_ins", "already", "sum")} == {
        "signed": 12, "empty": 1, "doubtful": 0, "walk_ins": 1, "already": 0, "sum": "0.00",
    }  # fmt: skip
    accepted, sheets = told["accepted"], told["sheets"]
    assert isinstance(accepted, dict) and isinstance(sheets, list)
    assert (accepted["attendances"], accepted["walk_ins"], accepted["left"]) == (13, 1, 0)
    (sheet,) = sheets
    assert (sheet["sheet"], sheet["kind"], sheet["title"]) == (1, "sign-in", "健步走")
    assert sheet["activity"] == office.activity
    assert len(sheet["rows"]) == 15
    first, walk_in = sheet["rows"][0], sheet["rows"][13]
    assert (first["mark"], first["standing"], first["enters"]) == ("empty", "on-list", False)
    assert (walk_in["mark"], walk_in["part"], walk_in["standing"]) == ("signed", "walk-in", "unnamed")
    assert told["not_read"] == []


def test_a_doubtful_row_is_left_out_and_listed(office: Office, tmp_path: Path) -> None:
    """Of two pictures of a page one shows a signature that the other does not."""
    paper = office.signed()
    again = office.wiped(paper.files[0], 3, tmp_path / "scans" / "again.png")
    said = office.say("read", paper.files[0], again, "--accept")
    assert office.code == LOOK
    assert "  12 signed · 0 not signed · 1 doubtful" in said
    assert "page 1, row 4 · 赵强 舟山港务集团 · doubtful: two pictures differ" in said
    assert said.splitlines()[-1] == "12 signatures entered · 1 doubtful row left out"
    assert office.present() == 12


def test_a_page_still_to_come_is_named(office: Office) -> None:
    request = SheetRequest(UUID(office.activity), walk_ins=20)
    paper = office.signed(request=request, walk_ins=20, pages=(1,))
    assert paper.pages > 2
    said = office.say("read", *paper.files)
    assert f"page 1 of {paper.pages}; pages 2–{paper.pages} have not come back yet" in said
    told = office.ask("read", *paper.files)
    sheets = told["sheets"]
    assert isinstance(sheets, list)
    assert sheets[0]["pages_missing"] == list(range(2, paper.pages + 1))


def test_reading_the_same_paper_again_enters_nothing_twice(office: Office) -> None:
    paper = office.signed()
    office.say("read", *paper.files, "--accept")
    told = office.ask("read", *paper.files, "--accept")
    accepted = told["accepted"]
    assert isinstance(accepted, dict)
    assert (accepted["attendances"], accepted["already"]) == (0, 13)
    assert office.code == LOOK
    assert office.present() == 13


def test_a_receipt_sheet_tells_the_sum(office: Office) -> None:
    request = SheetRequest(UUID(office.activity), SheetKind.RECEIPT, item="毛巾", sum=Decimal(50))
    paper = office.signed(request=request, kind=SheetKind.RECEIPT, unsigned=(0, 1, 2))
    said = office.say("read", *paper.files, "--accept")
    assert "10 signed · 3 not signed · 0 doubtful · 500.00 yuan" in said
    assert said.splitlines()[-1] == "10 receipts entered, 500.00 yuan"
    assert office.present() == 0


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(office: Office, tmp_path: Path) -> None:
    paper = office.signed()
    (tmp_path / "scans" / "film.jpg").write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(99))
    Image.new("L", (600, 800), 200).save(tmp_path / "scans" / "wall.png")
    said = office.say("read", tmp_path / "scans", tmp_path / "gone.pdf")
    assert office.code == LOOK
    assert "13 signed" in said
    assert "\nfilm.jpg is no picture but a video. " in said
    assert "\nNot used: wall.png: There is no sheet of ours in this picture. " in said
    assert "\nThere is no file gone.pdf there. " in said
    told = office.ask("read", tmp_path / "scans")
    not_read = told["not_read"]
    assert isinstance(not_read, list)
    assert [Path(one["file"]).name for one in not_read] == ["film.jpg", "wall.png"]
    assert all(one["sentence"] and one["picture"] == 1 for one in not_read)
    assert len(paper.files) == 1


def test_the_same_about_many_pages_of_a_file_is_said_once(office: Office, tmp_path: Path) -> None:
    walls = [Image.new("L", (300, 400), 200) for _ in range(5)]
    walls[0].save(tmp_path / "walls.tif", save_all=True, append_images=walls[1:])
    said = office.say("read", tmp_path / "walls.tif")
    assert office.code == REFUSED
    assert said.splitlines()[0].startswith("Not used: walls.tif, pictures 1–5: ")
    assert len(said.splitlines()) == 2


def test_the_same_about_many_files_is_said_once(office: Office, tmp_path: Path) -> None:
    for number in range(9):
        Image.new("L", (300, 400), 200).save(tmp_path / f"wall{number}.png")
    said = office.say("read", *sorted(tmp_path.glob("wall*.png")))
    assert said.splitlines()[0].startswith(
        "Not used: wall0.png, wall1.png, wall2.png and 6 others: There is no sheet of ours in this picture."
    )
    assert len(said.splitlines()) == 2


def test_of_many_broken_files_the_first_are_named_and_the_rest_counted(
    office: Office, tmp_path: Path
) -> None:
    for number in range(9):
        (tmp_path / f"film{number}.jpg").write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(99))
    said = office.say("read", *sorted(tmp_path.glob("film*.jpg"))).splitlines()
    assert [line.split(" is ")[0] for line in said[:3]] == ["film0.jpg", "film1.jpg", "film2.jpg"]
    assert said[3:] == ["So it is with 6 other files.", "No signed sheet was read."]


def test_a_picture_read_in_part_is_not_called_unused(office: Office) -> None:
    (scan,) = office.signed().files
    torn = scan.with_name("torn.jpg")
    with Image.open(scan) as page:
        page.save(torn, quality=90)
    data = torn.read_bytes()
    torn.write_bytes(data[: len(data) * 3 // 4])
    said = office.say("read", torn)
    assert office.code == LOOK
    assert "\nThe end of torn.jpg is missing; what is there of the picture was read. " in said
    assert "Not used" not in said


def test_rows_kept_free_are_told_apart_from_those_with_a_number(office: Office) -> None:
    request = SheetRequest(UUID(office.activity), kept=2)
    paper = office.signed(request=request, unsigned=(2, 3))
    said = office.say("read", *paper.files)
    assert "  page 1, kept row 2 · somebody without a printed name signed" in said.splitlines()


@pytest.mark.parametrize("accept", [(), ("--accept",)])
def test_where_nothing_can_be_read_it_is_refused(
    office: Office, tmp_path: Path, accept: tuple[str, ...]
) -> None:
    (tmp_path / "empty").mkdir()
    said = office.say("read", tmp_path / "empty", *accept)
    assert office.code == REFUSED
    assert "There are no pictures in the folder empty." in said
    assert "No signed sheet was read." in said


def test_of_a_cancelled_activity_nothing_is_entered(office: Office) -> None:
    paper = office.signed()
    office.say("activity", "cancel", office.activity, "--reason", "台风")
    said = office.say("read", *paper.files)
    assert office.code == LOOK
    assert "“健步走” is cancelled; nothing of sheet 1 can be entered." in said
    said = office.say("read", *paper.files, "--accept")
    assert office.code == REFUSED
    assert "Nothing was entered." in said


class Terminal(io.StringIO):
    """What a person sees."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    desk = Desk(Places(Path(os.environ["YIJIA_DATA"])), out=io.StringIO(), err=Terminal())
    yield desk
    desk.close()


def test_a_person_at_a_terminal_sees_how_far_it_is(office: Office, desk: Desk) -> None:
    paper = office.signed()
    words = ["read", *(str(file) for file in paper.files)]
    assert run_read(desk, parser_for(words).parse_args(words)) == DONE
    shown = desk.err.getvalue()  # type: ignore[attr-defined]
    assert "0 of 1 files read" in shown
    assert shown.endswith("\r")


def test_stopping_while_reading_leaves_nothing_half_done(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = office.signed()

    def stop(_text: str) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.err, "write", stop)
    words = ["read", *(str(file) for file in paper.files), "--accept"]
    with pytest.raises(KeyboardInterrupt):
        run_read(desk, parser_for(words).parse_args(words))
    assert office.present() == 0
    assert "健步走" not in office.say("undo")


def test_the_command_line_loads_what_reads_pictures_only_for_reading() -> None:
    words = "import sys; from desktop.cli.main import parser_for; parser_for([]); print('cv2' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
