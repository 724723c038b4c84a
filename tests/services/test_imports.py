"""Taking lists in: what becomes of each row, and that one import is one step."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.core.errors import Cancelled, PersonError
from desktop.services import exports, imports, organisations, people, people_edit
from desktop.services.honours import HonourLine
from desktop.services.imports_read import NoSuchSheet
from desktop.services.imports_rows import Imported, Preview, Verdict
from desktop.services.people_edit import WorkerEntry
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store

SAMPLES = Path(__file__).parents[1] / "samples"
HEADINGS = ("姓名", "身份证号", "手机", "单位", "出生年月", "岗位", "荣誉")
MAN, WOMAN, THIRD = "330903198209273474", "33092119630627494X", "330922197107095253"


def listed(path: Path, *rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> Path:
    file = path / "list.xlsx"
    write_table(file, [SheetOut("名单", headings, rows)])
    return file


def look(store: Store, file: Path, without_faulty_ids: bool = False) -> Preview:
    return store.read(imports.preview, file, without_faulty_ids=without_faulty_ids)


def take_in(store: Store, file: Path, without_faulty_ids: bool = False) -> Imported:
    return store.do(imports.save, look(store, file, without_faulty_ids))


def verdicts(shown: Preview) -> list[tuple[str, str]]:
    return [(row.verdict.value, row.fault) for row in shown.rows]


@pytest.mark.parametrize("sample", ["titled-roster.xlsx", "gbk-export.csv", "damaged-ids.xlsx"])
def test_the_samples_come_out_as_their_truth_says(store: Store, sample: str) -> None:
    with (SAMPLES / sample).with_suffix(".truth.csv").open(encoding="utf-8-sig") as file:
        truth = list(csv.DictReader(file))
    shown = look(store, SAMPLES / sample)
    told = {row.row: row for row in shown.rows}
    assert [(row.row, row.fault) for row in shown.rows] == [
        (int(one["row"]), one["fault"].replace(" ", "-")) for one in truth
    ]
    for one in truth:
        if not one["fault"]:
            assert told[int(one["row"])].id_number == one["id"]
    done = store.do(imports.save, shown)
    sound = sum(1 for one in truth if not one["fault"])
    assert (done.read, done.new, len(done.left_out)) == (len(truth), sound, len(truth) - sound)
    assert store.read(people.count) == sound


def test_the_same_list_once_more_changes_nothing(store: Store) -> None:
    take_in(store, SAMPLES / "titled-roster.xlsx")
    again = take_in(store, SAMPLES / "titled-roster.xlsx")
    assert (again.new, again.updated, again.unchanged) == (0, 0, 308)


def test_an_import_is_one_step_of_undo_and_of_redo(store: Store, tmp_path: Path) -> None:
    store.do(people_edit.add, WorkerEntry("王伟", id_number=MAN, post="焊工"))
    file = listed(
        tmp_path, ("王伟", MAN, "", "港务集团", "", "电工", ""), ("李芳", WOMAN, "", "", "", "", "")
    )
    done = take_in(store, file)
    assert (done.new, done.updated, done.organisations_made) == (1, 1, ("港务集团",))
    assert store.undo() == "Import list.xlsx: 1 new, 1 changed"
    assert store.read(people.count) == 1
    assert store.read(organisations.tree) == ()
    assert store.read(people.find, "lifang") == []
    store.redo()
    assert [line.post for line in store.read(people.find, "wangwei")] == ["电工"]
    assert len(store.read(people.find, "港务")) == 1


def test_a_change_is_shown_old_to_new_and_a_blank_cell_erases_nothing(store: Store, tmp_path: Path) -> None:
    card = store.do(
        people_edit.add,
        WorkerEntry("王伟", id_number=MAN, phone="13812345678", post="焊工", organisation="港务集团"),
    )
    file = listed(tmp_path, ("王 伟", MAN, "", "海运公司", "", "电工", "市劳动模范(2019)"))
    (row,) = look(store, file).rows
    assert row.verdict is Verdict.CHANGED
    assert [change.words for change in row.changes] == [
        "焊工 → 电工",
        "港务集团 → 海运公司",
        "(nothing) → 市劳动模范(2019)",
    ]
    take_in(store, file)
    after = store.read(people.card, card.id)
    assert (after.phone, after.post, after.organisation) == ("13812345678", "电工", "海运公司")
    assert after.honours == (HonourLine("市劳动模范", 2019, "city"),)


def test_without_a_number_a_person_is_known_by_name_and_telephone(store: Store, tmp_path: Path) -> None:
    card = store.do(people_edit.add, WorkerEntry("王伟", phone="13812345678"))
    (row,) = look(store, listed(tmp_path, ("王伟", MAN, "138-1234-5678", "", "", "", ""))).rows
    assert (row.verdict, row.worker_id) == (Verdict.CHANGED, card.id)
    assert "(nothing) → 330903********3474" in [change.words for change in row.changes]


def test_or_by_name_organisation_and_birthday(store: Store, tmp_path: Path) -> None:
    card = store.do(people_edit.add, WorkerEntry("王伟", id_number=MAN, organisation="港务集团"))
    (row,) = look(store, listed(tmp_path, ("王伟", "", "", "港务 集团", "1982-09-27", "", ""))).rows
    assert (row.verdict, row.worker_id) == (Verdict.SAME, card.id)


def test_namesakes_are_never_merged_by_name_alone(store: Store, tmp_path: Path) -> None:
    store.do(people_edit.add, WorkerEntry("王伟", phone="13812345678", organisation="港务集团"))
    shown = look(
        store,
        listed(
            tmp_path,
            ("王伟", "", "", "", "", "", ""),
            ("王伟", "", "", "港务集团", "", "", ""),
            ("王伟", "", "13900000000", "港务集团", "", "", ""),
        ),
    )
    assert verdicts(shown) == [("refused", "no-key"), ("refused", "no-key"), ("new", "")]
    assert shown.rows[2].notes[0].kind == "namesake"


def test_a_number_that_belongs_to_another_name_on_file_is_left_out_until_a_person_says_so(
    store: Store, tmp_path: Path
) -> None:
    store.do(people_edit.add, WorkerEntry("王伟", id_number=MAN))
    shown = look(store, listed(tmp_path, ("李芳", MAN, "", "", "", "", "")))
    assert verdicts(shown) == [("doubtful", "other-name")]
    assert (
        store.do(imports.save, shown).left_out[0].sentence == "On file this identity number belongs to 王伟."
    )
    assert store.do(imports.save, shown, take=[0]).updated == 1
    assert [line.name for line in store.read(people.find, "lf")] == ["李芳"]


def test_the_same_name_and_telephone_with_another_number_is_doubtful(store: Store, tmp_path: Path) -> None:
    store.do(people_edit.add, WorkerEntry("王伟", id_number=MAN, phone="13812345678"))
    shown = look(store, listed(tmp_path, ("王伟", THIRD, "13812345678", "", "", "", "")))
    assert verdicts(shown) == [("doubtful", "other-number")]


def test_a_telephone_shared_with_another_name_is_told_and_the_row_taken(store: Store, tmp_path: Path) -> None:
    store.do(people_edit.add, WorkerEntry("王伟", phone="13812345678"))
    done = take_in(store, listed(tmp_path, ("李芳", WOMAN, "13812345678", "", "", "", "")))
    assert done.new == 1
    assert done.told[0].sentence == "On file this telephone belongs to 王伟."


def test_a_person_twice_in_the_list_is_taken_once(store: Store, tmp_path: Path) -> None:
    shown = look(
        store,
        listed(
            tmp_path,
            ("王伟", MAN, "13812345678", "", "", "", ""),
            ("王伟", MAN, "", "", "", "", ""),
            ("王伟", MAN, "13900000000", "", "", "", ""),
            ("李芳", MAN, "", "", "", "", ""),
            ("王伟", "", "13812345678", "", "", "", ""),
            ("王伟", THIRD, "13812345678", "", "", "", ""),
        ),
    )
    assert verdicts(shown) == [("new", ""), *[("refused", "duplicate")] * 4, ("new", "")]
    assert "row 2" in shown.rows[1].sentence
    assert "beside the name 王伟" in shown.rows[3].sentence
    assert shown.rows[5].notes[0].kind == "other-number-in-list"


def test_a_faulty_number_is_left_behind_on_demand_where_something_else_tells_who_it_is(
    store: Store, tmp_path: Path
) -> None:
    faulty = "330903198209273475"
    file = listed(
        tmp_path,
        ("王伟", faulty, "13812345678", "", "", "", ""),
        ("李芳", faulty, "", "港务集团", "1982-09-27", "", ""),
        ("张敏", faulty, "", "港务集团", "", "", ""),
    )
    assert verdicts(look(store, file)) == [("refused", "check-digit")] * 3
    done = take_in(store, file, without_faulty_ids=True)
    assert (done.new, [row.name for row in done.left_out]) == (2, ["张敏"])
    assert all("identity number" in row.sentence for row in done.told)
    assert [line.id_number for line in store.read(people.find, "王伟")] == [""]


def test_refused_rows_come_back_as_a_workbook_that_can_be_corrected_and_imported(
    store: Store, tmp_path: Path
) -> None:
    shown = look(store, SAMPLES / "titled-roster.xlsx")
    done = store.do(imports.save, shown)
    back = tmp_path / "rejects.xlsx"
    assert imports.rejects(shown, done.left_out, back) == 12
    assert [row.fault for row in look(store, back).rows] == [row.fault for row in done.left_out]


def test_a_corrected_mapping_is_remembered_for_lists_with_these_headings(
    store: Store, tmp_path: Path
) -> None:
    headings = ("甲方人员", "联络", "单位")
    file = listed(tmp_path, ("王伟", "13812345678", "港务集团"), headings=headings)
    shown = store.read(imports.preview, file, mapping={"名单": {"name": 0, "phone": 1, "remark": 2}})
    store.do(imports.save, shown)
    again = look(store, listed(tmp_path, ("李芳", "13912345678", "海运公司"), headings=headings))
    assert again.tables[0].remembered
    assert [column.field for column in again.tables[0].columns] == ["name", "phone", "remark"]
    assert again.rows[0].remark == "海运公司"


def test_rows_left_by_a_person_are_not_taken(store: Store, tmp_path: Path) -> None:
    shown = look(
        store, listed(tmp_path, ("王伟", MAN, "", "", "", "", ""), ("李芳", WOMAN, "", "", "", "", ""))
    )
    done = store.do(imports.save, shown, leave=[1])
    assert (done.new, [row.name for row in done.left_out]) == (1, ["李芳"])


def test_what_was_written_since_the_preview_is_looked_at_again(store: Store, tmp_path: Path) -> None:
    shown = look(store, listed(tmp_path, ("王伟", MAN, "", "", "", "", "")))
    store.do(people_edit.add, WorkerEntry("王伟", id_number=MAN))
    done = store.do(imports.save, shown)
    assert (done.new, done.unchanged) == (0, 1)


def test_an_export_for_a_reason_can_be_taken_in_again_unchanged(store: Store, tmp_path: Path) -> None:
    take_in(store, SAMPLES / "titled-roster.xlsx")
    file = tmp_path / "out.xlsx"
    assert store.record(exports.export_whole, file, "insurer") == 308
    assert store.log(1)[0].label == "Export 308 workers with identity numbers to out.xlsx: insurer"
    assert look(store, file).count(Verdict.SAME) == 308


def test_an_export_without_a_reason_is_masked(store: Store, tmp_path: Path) -> None:
    store.do(people_edit.add, WorkerEntry("王伟", id_number=MAN, phone="13812345678"))
    file = tmp_path / "out.xlsx"
    assert store.read(exports.export, file) == 1
    (row,) = look(store, file).rows
    assert row.id_number is None


class Stop:
    """A person who stops the work at its first word."""

    def step(self, done: int, total: int, doing: str = "") -> None:
        raise Cancelled


def _saved_and_stopped(session: Session, shown: Preview) -> None:
    imports.save(session, shown)
    Stop().step(1, 1)


def test_a_stopped_import_leaves_nothing_behind(store: Store) -> None:
    shown = look(store, SAMPLES / "titled-roster.xlsx")
    with pytest.raises(Cancelled):
        store.do(_saved_and_stopped, shown)
    assert store.read(people.count) == 0
    assert store.read(organisations.tree) == ()


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(store: Store) -> None:
    with pytest.raises(NoSuchSheet) as told:
        store.read(imports.preview, SAMPLES / "titled-roster.xlsx", "明细")
    assert "花名册" in told.value.remedy


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 x", b"\x89PNG\r\n", b"PK\x03\x04broken", b"no list here\n"]
)
def test_a_file_that_is_no_list_is_told_in_a_sentence_with_a_remedy(
    store: Store, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)
    with pytest.raises(PersonError) as told:
        look(store, file)
    assert told.value.sentence and told.value.remedy


def test_the_template_holds_no_workers_yet(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    exports.template(file)
    assert look(store, file).rows == []
