"""A row becomes a worker, with everything wrong or doubtful named."""

from datetime import date
from pathlib import Path

import pytest

from desktop.core.i18n import in_language
from desktop.spreadsheets.cells import Honour, honours_of, plain_text, sex_of, yes_or_no
from desktop.spreadsheets.columns import recognise
from desktop.spreadsheets.faults import Fault
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.rows import WorkerRow, worker_rows
from desktop.spreadsheets.table import find_tables
from tests.spreadsheets.makers import id_number, xlsx

HEADINGS = [
    "姓名",
    "性别",
    "身份证号",
    "出生年月",
    "手机",
    "单位",
    "岗位",
    "是否一线",
    "会员号",
    "荣誉",
    "备注",
]


def worker(tmp_path: Path, **given: Cell) -> WorkerRow:
    """Return the only worker of a list; what is not given is as it should be."""
    cells: dict[str, Cell] = {"name": "王伟", "id": id_number(1), "phone": "13800000001", "unit": "引航站"}
    cells |= given
    keys = ["name", "sex", "id", "born", "phone", "unit", "post", "frontline", "member", "honours", "remark"]
    path = xlsx(tmp_path / "a.xlsx", {"S": [HEADINGS, [cells.get(key) for key in keys]]})
    with open_book(path) as book:
        (table,) = find_tables(book)
        (found,) = worker_rows(table, recognise(table) | {"id_number": 2, "phone": 4})
    return found


def test_a_full_row_is_read_field_by_field(tmp_path: Path) -> None:
    found = worker(
        tmp_path, name="王　伟", sex="男", phone="138-0000-0001", post="水手", frontline="√",
        member=330902000123.0,
        honours="市劳动模范(2019)；先进工作者 2021", remark=" 组长 ",
    )  # fmt: skip
    assert not found.faults and not found.warnings
    assert (found.sheet, found.row, found.name, found.sex) == ("S", 2, "王伟", "M")
    assert (found.id_number, found.birthday) == (id_number(1), date(1970, 2, 7))
    assert (found.phone, found.organisation, found.post) == ("13800000001", "引航站", "水手")
    assert (found.frontline, found.member_number, found.remark) == (True, "330902000123", "组长")
    assert found.honours == (Honour("市劳动模范", 2019, "city"), Honour("先进工作者", 2021, "unit"))


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("id", id_number(1)[:15], "length"),
        ("id", id_number(1)[:17] + ("0" if id_number(1)[17] != "0" else "1"), "check-digit"),
        ("id", "33090219701332001X", "birthday"),
        ("id", "3309O2197002070031"[:18], "digits"),
        ("id", 3.30902197002e17, "damaged"),
        ("id", "3.30902E+17", "damaged"),
        ("name", "", "no-name"),
        ("name", "12345", "no-name"),
        ("name", "——", "no-name"),
        ("name", "王" * 200, "name-too-long"),
        ("unit", "港" * 501, "too-long"),
    ],
)
def test_a_fault_is_named_and_told_in_words(tmp_path: Path, field: str, value: Cell, kind: str) -> None:
    found = worker(tmp_path, **{field: value})
    assert [fault.kind for fault in found.faults] == [kind]
    assert found.faults[0].sentence
    if field == "id":
        assert found.id_number is None
        assert found.faults[0].remedy


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("sex", "女", "sex-differs"),
        ("sex", "某", "sex-unread"),
        ("born", date(1988, 1, 1), "birthday-differs"),
        ("born", "属龙", "birthday-unread"),
        ("phone", "1380000000", "phone-odd"),
        ("phone", "13800000001/13900000002", "phone-several"),
        ("frontline", "看情况", "frontline-unread"),
    ],
)
def test_a_doubt_leaves_the_row_usable(tmp_path: Path, field: str, value: Cell, kind: str) -> None:
    found = worker(tmp_path, **{field: value})
    assert [doubt.kind for doubt in found.warnings] == [kind]
    assert not found.faults and found.name and found.sex == "M"
    assert found.warnings[0].value in found.warnings[0].sentence


@pytest.mark.parametrize("born", [date(1970, 2, 7), "1970.02", 197002.0, "1970年2月", 25606.0, "无"])
def test_a_birthday_that_agrees_however_written_is_no_doubt(tmp_path: Path, born: Cell) -> None:
    assert not worker(tmp_path, born=born).warnings


def test_without_an_identity_number_the_cells_are_believed(tmp_path: Path) -> None:
    found = worker(tmp_path, id="无", sex="女", born="1988-01-02", phone="——")
    assert (found.id_number, found.sex, found.birthday, found.phone) == (None, "F", date(1988, 1, 2), None)
    assert not found.faults and not found.warnings


def test_numbers_written_full_width_or_as_old_ones_are_put_right(tmp_path: Path) -> None:
    wide = id_number(1).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    assert worker(tmp_path, id=wide, phone="１３８００００００01").id_number == id_number(1)
    assert worker(tmp_path, id=330903860913012).id_number == "330903198609130122"


def test_a_row_keeps_its_cells_as_they_came(tmp_path: Path) -> None:
    assert worker(tmp_path, id=3.30902197002e17).cells[2] == 3.30902197002e17


def test_sentences_are_told_in_the_language_in_force() -> None:
    fault = Fault("phone-odd", "phone", "12{3}")
    with in_language("en"):
        assert fault.sentence == "“12{3}” does not look like a telephone number."


@pytest.mark.parametrize("yes", ["是", "√", "✓", "Y", "1", 1.0, True, "一线", "Ｙ", " 是 "])
@pytest.mark.parametrize("no", ["否", "×", "N", "0", 0.0, False, "非一线"])
def test_ticks_and_crosses_are_understood(yes: Cell, no: Cell) -> None:
    assert yes_or_no(yes) is True
    assert yes_or_no(no) is False
    assert yes_or_no("") is None


def test_sexes_are_understood_in_two_languages() -> None:
    assert [sex_of(text) for text in ("男", "女性", "M", "female", "")] == ["M", "F", "M", "F", None]


@pytest.mark.parametrize(
    ("text", "honours"),
    [
        ("", ()),
        ("无", ()),
        ("全国五一劳动奖章 2018年", (Honour("全国五一劳动奖章", 2018, "national"),)),
        ("2019年度浙江省劳动模范", (Honour("浙江省劳动模范", 2019, "province"),)),
        ("定海区先进工作者（2020年）、公司优秀员工2021",
         (Honour("定海区先进工作者", 2020, "county"), Honour("公司优秀员工", 2021, "unit"))),
        ("劳模", (Honour("劳模"),)),
    ],
)  # fmt: skip
def test_honours_are_taken_apart(text: str, honours: tuple[Honour, ...]) -> None:
    assert honours_of(text) == honours


def test_cells_of_every_type_become_plain_text() -> None:
    assert [plain_text(cell) for cell in (3.0, 2.5, True, date(2026, 1, 2), "a\n b ", 7)] == [
        "3", "2.5", "1", "2026-01-02", "a b", "7",
    ]  # fmt: skip
