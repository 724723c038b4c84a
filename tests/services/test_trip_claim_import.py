"""Plan tables come in as offices send them, each row told what becomes of it, and go out as they came."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from desktop.models.trips import TripStep
from desktop.services import organisations, trip_claim_import, trip_claims, trips
from desktop.services.imports_rows import Verdict
from desktop.services.trip_claim_import_rows import ClaimImportRow, ClaimPreview
from desktop.services.trip_claims import ClaimEntry
from desktop.services.trip_quota_export import write_claims
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.services.trips import put_approved, put_claim, put_organisation, put_programme

HEADINGS = (
    "序号", "单位", "上级工会", "会员数", "一线职工数", "有毒有害岗位数", "环卫工人数",
    "最低名额", "最高名额", "上年结转", "联系人", "电话", "备注",
)  # fmt: skip


def _book(
    path: Path, *rows: Sequence[object], title: str = "舟山市2026年职工疗休养名额分配基数表", foot: str = ""
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.merge_cells("A1:M1")
    sheet.append(["填报单位：市总工会", None, None, None, None, "总名额：272"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row))
    sheet.append(["合计", None, None, 99, 99, 99])
    sheet.append([foot or "注：会员数以2025年底统计为准"])
    book.save(path)
    return path


def _sentences(shown: ClaimPreview) -> list[tuple[str, str]]:
    return [(row.verdict.value, row.sentence) for row in shown.rows]


def _row(shown: ClaimPreview, name: str) -> ClaimImportRow:
    return next(row for row in shown.rows if row.name == name)


def _path(store: Store, organisation: UUID) -> str:
    return store.read(organisations.path_text, organisation)


def test_a_plan_table_begins_the_programme_of_its_year(store: Store, tmp_path: Path) -> None:
    top = put_organisation(store, "舟山市总工会")
    known = put_organisation(store, "定海区总工会", top)
    path = _book(
        tmp_path / "基数表.xlsx",
        (1, "定海区总工会", None, "1,200", 800, 60, 45, 1, None, "3/7", "李主席", "138 0000 0001", None),
        (2, "港务集团工会", "市产业工会", 340, None, None, None, None, 6, None, None, None, "新"),
        (3, "市产业工会", None, 12, 0, 0, 0, 0, None, None, None, None, None),
    )
    shown = store.read(trip_claim_import.preview, path)
    assert (shown.programme.programme_id, shown.programme.year, shown.programme.places) == (None, 2026, 272)
    assert _sentences(shown) == [
        ("new", ""),
        ("new", "The organisation and 市产业工会 are not on file and are added."),
        ("new", "The organisation is not on file and is added."),
    ]
    assert [row.parent for row in shown.rows] == ["舟山市总工会", "舟山市总工会 › 市产业工会", "舟山市总工会"]
    done = store.do(trip_claim_import.save, shown)
    assert (done.new, done.changed, done.same, done.left_out, done.is_new) == (3, 0, 0, (), True)
    lines = {line.organisation: line for line in store.read(trip_claims.claims, done.programme_id)}
    assert lines["定海区总工会"].entry == ClaimEntry(
        known, 1200, 800, 60, {"环卫工人": 45}, 1, None, Fraction(3, 7), "李主席", "13800000001", ""
    )
    assert (lines["港务集团工会"].entry.ceiling, lines["港务集团工会"].entry.remark) == (6, "新")
    assert _path(store, lines["港务集团工会"].organisation_id) == "舟山市总工会 › 市产业工会 › 港务集团工会"
    assert store.read(trips.programme, done.programme_id).places == 272
    assert store.undo() == "Import the plan table 基数表.xlsx: 3 new, 0 changed"
    assert store.read(trips.programmes) == ()
    assert len(store.read(organisations.tree)) == 2


def test_a_second_table_tells_what_it_changes(store: Store, tmp_path: Path) -> None:
    programme = put_programme(store, places=272)
    first, second = put_organisation(store, "甲厂工会"), put_organisation(store, "乙厂工会")
    put_claim(store, programme, first, members=100, frontline=40, contact="旧联系人")
    put_claim(store, programme, second, members=50)
    path = _book(
        tmp_path / "a.xlsx",
        (1, "甲厂工会", None, 120, None, None, 7, None, 3, "0.5", None, None, None),
        (2, "乙厂工会", None, 50, None, None, None, None, None, None, None, None, None),
    )
    shown = store.read(trip_claim_import.preview, path)
    assert _sentences(shown) == [
        (
            "changed",
            "Union members: 100 → 120; By trade: (nothing) → 环卫工人 7; Places at most: (nothing) → 3; "
            "Carried over: (nothing) → 1/2",
        ),
        ("same", ""),
    ]
    assert shown.notes == ()
    done = store.do(trip_claim_import.save, shown)
    assert (done.new, done.changed, done.same, done.is_new) == (0, 1, 1, False)
    entry = store.read(trip_claims.claims, programme)[0].entry
    assert (entry.members, entry.frontline, entry.contact, entry.carried) == (
        120,
        40,
        "旧联系人",
        Fraction(1, 2),
    )


def test_rows_at_fault_are_refused_with_what_would_mend_them(file_store: Store, tmp_path: Path) -> None:
    put_programme(file_store, places=10)
    for above in ("定海区总工会", "普陀区总工会"):
        put_organisation(file_store, "环卫所工会", put_organisation(file_store, above))
    path = _book(
        tmp_path / "a.xlsx",
        (1, "甲厂工会", None, 100),
        (2, "甲厂 工会", None, 90),
        (3, "乙厂工会", None, -5),
        (4, "丙厂工会", None, 0, 0),
        (5, "丁厂工会", None, 10, None, None, None, 4, 2),
        (6, "戊厂工会", None, 10, None, None, None, 11),
        (7, "己厂工会", None, "约10"),
        (8, "庚厂工会", None, 10, None, None, None, None, None, date(2026, 3, 7)),
        (9, "环卫所工会", None, 10),
        (10, "环卫所工会", "普陀区总工会", 10),
        (11, "辛厂工会", "辛厂工会", 10),
    )
    shown = file_store.read(trip_claim_import.preview, path)
    assert [row.verdict.value for row in shown.rows] == ["new", *["refused"] * 8, "new", "refused"]
    told = [row.sentence for row in shown.rows if row.verdict is Verdict.REFUSED]
    for sentence, words in zip(
        told,
        (
            "甲厂工会 stands in row 4 of “Sheet” and again in row 5",
            "Union members: -5 cannot stand here. Write a whole number, 0 or more.",
            "nothing to be weighed by",
            "Lower the floor or raise the ceiling by 2",
            "Lower the floor by 1",
            "“约10” is no whole number",
            "has made a date of it: 2026-03-07",
            "Several organisations are called 环卫所工会: below 定海区总工会, 普陀区总工会",
            "would stand below itself",
        ),
        strict=True,
    ):
        assert words in sentence
    assert _row(shown, "环卫所工会").verdict is Verdict.REFUSED
    done = file_store.do(trip_claim_import.save, shown)
    assert (done.new, len(done.left_out)) == (2, 9)
    out = tmp_path / "rejects.xlsx"
    assert file_store.read(lambda _session: trip_claim_import.rejects(shown, done.left_out, out)) == 9
    again = file_store.read(trip_claim_import.preview, out, shown.programme.programme_id)
    assert len(again.rows) == 9


def test_what_was_exported_changes_nothing_when_it_is_taken_in(file_store: Store, tmp_path: Path) -> None:
    programme = put_programme(file_store, places=10)
    top = put_organisation(file_store, "舟山市总工会")
    for above in ("定海区总工会", "普陀区总工会"):
        district = put_organisation(file_store, above, top)
        put_claim(
            file_store, programme, put_organisation(file_store, "环卫所工会", district), members=7,
            trades='{"环卫工人": 5, "VIP (test)": 1}', carried="-1/3", phone="0580-2023456",
            floor=1, ceiling=2,
        )  # fmt: skip
        put_claim(file_store, programme, district)
    path = tmp_path / "claims.xlsx"
    assert file_store.read(write_claims, programme, path) == 4
    shown = file_store.read(trip_claim_import.preview, path)
    assert _sentences(shown) == [("same", "")] * 4
    assert shown.notes == ()


@pytest.mark.usefixtures("chinese")
def test_a_chinese_export_is_read_again_and_one_without_rows_is_a_form(
    file_store: Store, tmp_path: Path
) -> None:
    programme = put_programme(file_store, places=10)
    path = tmp_path / "空表.xlsx"
    assert file_store.read(write_claims, programme, path) == 0
    book = openpyxl.load_workbook(path)
    book.active.append(["甲厂工会", None, 30])
    book.save(path)
    shown = file_store.read(trip_claim_import.preview, path)
    assert [row.verdict for row in shown.rows] == [Verdict.NEW]
    assert shown.programme.programme_id == programme


def test_a_csv_of_an_office_is_understood(file_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "2027年疗休养.csv"
    path.write_bytes("单位名称,职工人数,一线人数,名额下限,邮编\n甲厂工会,30,20,1,316000\n".encode("gb18030"))
    with pytest.raises(trip_claim_import.NoPlaces, match="2027"):
        file_store.read(trip_claim_import.preview, path)
    shown = file_store.read(trip_claim_import.preview, path, None, None, 8)
    assert (shown.programme.year, shown.programme.places) == (2027, 8)
    assert shown.notes == (
        "The programme “Trips of 2027” with 8 places is begun.",
        "Nothing is taken from these columns: 邮编.",
    )
    done = file_store.do(trip_claim_import.save, shown)
    assert file_store.read(trip_claims.claims, done.programme_id)[0].entry.floor == 1


def test_merged_headings_groups_subtotals_and_notes_are_understood(file_store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "附件1"
    sheet["A2"] = "2026年度全市职工疗休养基础数据汇总表"
    sheet.merge_cells("A2:J2")
    sheet["A3"] = "填报单位（盖章）：市总工会"
    upper = [
        "序号",
        "上级工会",
        "单位名称",
        "会员数（人）",
        "其中",
        None,
        "工种人数",
        "名额",
        None,
        "2025年结转",
    ]
    lower = [None, None, None, None, "一线职工", "有毒有害岗位", "环卫", "最低", "最高", None]
    for column, (above, below) in enumerate(zip(upper, lower, strict=True), start=1):
        sheet.cell(4, column, above)
        sheet.cell(5, column, below)
    for area in ("E4:F4", "H4:I4", *(f"{c}4:{c}5" for c in "ABCDJ")):
        sheet.merge_cells(area)
    for row in (
        (1, "定海区总工会", "环境卫生管理处工会", 320, 280, "40人", 260, 1, None, "1/3"),
        (2, None, "船舶修造公司工会", "1，450", 900, 310, None, None, 12, None),
        ("小计", None, None, 1770),
        (3, "普陀区总工会", "渔港工会", 610, 540, None, None, None, None, -0.5),
        ("合计", None, None, 2380),
        ("共计安排名额272个，其中一线职工不少于70%",),
        ("单位负责人：", None, "审核：", None, "填表人：张三"),
    ):
        sheet.append(list(row))
    sheet.merge_cells("B6:B7")
    book.save(tmp_path / "a.xlsx")
    shown = file_store.read(trip_claim_import.preview, tmp_path / "a.xlsx")
    assert shown.programme.places == 272
    assert [(row.name, row.parent) for row in shown.rows] == [
        ("环境卫生管理处工会", "定海区总工会"),
        ("船舶修造公司工会", "定海区总工会"),
        ("渔港工会", "普陀区总工会"),
    ]
    first, second, third = (row.plan.entry for row in shown.rows if row.plan is not None)
    assert (first.hazardous, first.trades, first.floor, first.carried) == (
        40,
        {"环卫": 260},
        1,
        Fraction(1, 3),
    )
    assert (second.members, second.ceiling) == (1450, 12)
    assert third.carried == Fraction(-1, 2)


def test_a_table_that_says_no_year_asks_for_it(file_store: Store, tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", (1, "甲厂工会", None, 30), title="疗休养名额表")
    with pytest.raises(trip_claim_import.NoYear):
        file_store.read(trip_claim_import.preview, path)
    put_programme(file_store, 2026)
    put_programme(file_store, 2026, title="第二个方案")
    with pytest.raises(trip_claim_import.SeveralProgrammes, match="第二个方案"):
        file_store.read(trip_claim_import.preview, path, None, 2026)


def test_other_places_than_the_programme_has_are_told(file_store: Store, tmp_path: Path) -> None:
    put_programme(file_store, places=260)
    path = _book(tmp_path / "a.xlsx", (1, "甲厂工会", None, 30))
    shown = file_store.read(trip_claim_import.preview, path)
    assert shown.notes == ("The table speaks of 272 places, the programme has 260 and keeps them.",)


def test_rows_left_out_by_a_person_are_not_taken(file_store: Store, tmp_path: Path) -> None:
    programme = put_programme(file_store)
    path = _book(tmp_path / "a.xlsx", (1, "甲厂工会", None, 30), (2, "乙厂工会", None, 30))
    shown = file_store.read(trip_claim_import.preview, path)
    done = file_store.do(trip_claim_import.save, shown, {0})
    assert [line.organisation for line in file_store.read(trip_claims.claims, programme)] == ["乙厂工会"]
    assert [row.name for row in done.left_out] == ["甲厂工会"]


def test_an_approved_allocation_takes_no_table_in(file_store: Store, tmp_path: Path) -> None:
    programme = put_programme(file_store)
    put_approved(file_store, programme, (TripStep.PLAN, TripStep.QUOTA))
    path = _book(tmp_path / "a.xlsx", (1, "甲厂工会", None, 30))
    with pytest.raises(StepApproved):
        file_store.read(trip_claim_import.preview, path, programme)


def test_a_book_without_a_table_of_organisations_is_said_to_be_none(
    file_store: Store, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["今天", "明天"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(trip_claim_import.NoPlanFound):
        file_store.read(trip_claim_import.preview, tmp_path / "a.xlsx")
