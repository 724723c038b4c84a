"""Forms of nominations taken in: who is meant, what is said at once, and what is kept out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop.core.trip_forms import form_code
from desktop.services import people, trip_nominee_import, trip_nominees
from desktop.services.trip_nominee_import_read import FormOfAnother, NoNominationsFound
from desktop.services.trip_nominee_import_rows import NomineePreview, Verdict
from desktop.services.trip_nominees import NomineeState
from desktop.services.trip_steps import StepApproved, TripStep
from desktop.spreadsheets.read import Cell
from desktop.storage.store import Store
from tests.services.test_trip_nominees import put_category, put_quota
from tests.services.trips import (
    identity,
    put_approved,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_worker,
)
from tests.spreadsheets.makers import xlsx

HEADINGS = [
    "序号", "姓名", "性别", "身份证号", "出生年月", "单位", "岗位/工种", "是否一线", "优先类别", "荣誉及年份",
    "上次疗休养年份", "手机", "紧急联系人", "批次志愿", "身体状况适宜出行", "备注",
]  # fmt: skip
ONE, OTHER = identity(date(1980, 5, 1), 1), identity(date(1990, 7, 2), 2)
WANG: list[Cell | None] = [
    1, "王海", "男", ONE, "1980-05", "定海环卫所工会", "环卫工", "是", "有毒有害", "市劳动模范(2019)",
    "2021年", "13812345678", "李娜 13900001111", "2,1", "是", "",
]  # fmt: skip


def form(
    path: Path, *rows: Sequence[Cell | None], code: str = "", headings: Sequence[str] = HEADINGS
) -> Path:
    """Write a form as it comes back."""
    title = [["2026年度职工疗休养推荐汇总表"], [f"表码：{code}"] if code else []]
    return xlsx(path, {"推荐汇总表": [*title, list(HEADINGS), *rows, ["单位（盖章）："]]})


def line(number: int, name: str, **cells: Cell) -> list[Cell | None]:
    """Return a row of a form with these cells alone."""
    row: list[Cell | None] = [None] * len(HEADINGS)
    row[0], row[1] = number, name
    for heading, cell in cells.items():
        row[HEADINGS.index(heading)] = cell
    return row


def shown(store: Store, programme: UUID, *paths: Path, employer: UUID | None = None) -> NomineePreview:
    return store.read(trip_nominee_import.preview, programme, paths, employer)


@pytest.fixture
def office(store: Store) -> tuple[UUID, UUID]:
    """A programme with a category, two batches, and an employer with two places, one for the front line."""
    programme, employer = put_programme(store), put_organisation(store)
    put_category(store, programme)
    put_batch(store, programme, 1)
    put_batch(store, programme, 2)
    put_quota(store, programme, {employer: (2, 1)})
    return programme, employer


def test_a_form_becomes_nominations_and_workers(
    store: Store, office: tuple[UUID, UUID], tmp_path: Path
) -> None:
    programme, employer = office
    blank = line(3, "", 单位="定海环卫所工会")
    path = form(tmp_path / "a.xlsx", WANG, line(2, "陈敏", 身份证号=OTHER, 是否一线="否"), blank,
                code=form_code(programme, employer))  # fmt: skip
    seen = shown(store, programme, path)
    assert [row.verdict for row in seen.rows] == [Verdict.NEW, Verdict.NEW]
    assert seen.forms[0].by_code
    assert [one for finding in seen.findings for one in finding.sentences] == []
    done = store.do(trip_nominee_import.save, seen)
    assert (done.new, done.workers, done.left_out) == (2, 2, ())
    first, second = store.read(trip_nominees.listed, programme)
    assert (first.name, first.organisation_id, first.number, first.position) == ("王海", employer, 1, 1)
    assert (first.categories, first.preferences, first.fit) == (("toxic",), (2, 1), True)
    assert (first.honour, first.honour_year, first.last_trip_year) == ("市劳动模范", 2019, 2021)
    assert (first.post, first.trade, first.frontline) == ("环卫工", "环卫工", True)
    card = store.read(trip_nominees.card, first.id)
    assert (card.emergency_contact, card.emergency_phone) == ("李娜", "13900001111")
    assert (second.frontline, second.position) == (False, 2)
    worker = store.read(people.card, first.worker_id)
    assert (worker.organisation, worker.birthday) == ("定海环卫所工会", date(1980, 5, 1))
    store.undo()
    assert store.read(trip_nominees.listed, programme) == ()


def test_a_form_taken_in_again_changes_nothing_or_what_it_says_otherwise(
    store: Store, office: tuple[UUID, UUID], tmp_path: Path
) -> None:
    programme, _employer = office
    store.do(trip_nominee_import.save, shown(store, programme, form(tmp_path / "a.xlsx", WANG)))
    assert [r.verdict for r in shown(store, programme, tmp_path / "a.xlsx").rows] == [Verdict.SAME]
    changed = [*WANG[:13], "1", *WANG[14:]]
    seen = shown(store, programme, form(tmp_path / "b.xlsx", changed))
    assert seen.rows[0].verdict is Verdict.CHANGED
    assert seen.rows[0].changes == ("Batches wished for: 2, 1 → 1",)
    assert seen.findings[0].named == 1
    done = store.do(trip_nominee_import.save, seen)
    assert (done.new, done.changed) == (0, 1)
    (now,) = store.read(trip_nominees.listed, programme)
    assert now.preferences == (1,)


def test_over_quota_and_short_of_the_front_line_are_said_and_taken_in(
    store: Store, office: tuple[UUID, UUID], tmp_path: Path
) -> None:
    programme, _employer = office
    rows = [
        line(n, f"王海{n}", 身份证号=identity(serial=n), 单位="定海环卫所工会", 是否一线="否")
        for n in (1, 2, 3)
    ]
    seen = shown(store, programme, form(tmp_path / "a.xlsx", *rows))
    (finding,) = seen.findings
    assert (finding.over, finding.short) == (1, 1)
    assert finding.sentences == (
        "定海环卫所工会 names 3 for 2 places, 1 too many: 王海3 (row 6).",
        "定海环卫所工会 names 0 of the front line, 1 short of 1.",
    )
    assert store.do(trip_nominee_import.save, seen).new == 3


def test_records_are_filled_where_empty_and_differences_only_told(
    store: Store, office: tuple[UUID, UUID], tmp_path: Path
) -> None:
    programme, employer = office
    worker = put_worker(store, "王海", employer, date(1980, 5, 1), ONE, phone="13700000000", frontline=None)
    seen = shown(store, programme, form(tmp_path / "a.xlsx", WANG))
    assert any("On file otherwise, and left so: Phone" in note for note in seen.rows[0].notes)
    done = store.do(trip_nominee_import.save, seen)
    assert (done.new, done.workers) == (1, 0)
    card = store.read(people.card, worker)
    assert (card.phone, card.post, card.frontline) == ("13700000000", "环卫工", True)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"优先类别": "特殊贡献"}, "Not a category of the programme: 特殊贡献."),
        ({"批次志愿": "3"}, "The programme has no batch 3. Its batches are: 1, 2."),
        (
            {"身体状况适宜出行": "高血压"},
            "Fit to travel is answered neither yes nor no; the words were not kept.",
        ),
        ({"身体状况适宜出行": "否"}, "Said to be not fit to travel."),
        ({"上次疗休养年份": "前年"}, "“前年” is not understood as the year of a trip."),
        ({"单位": "设备科"}, "“设备科” is not on file; the worker is kept under 定海环卫所工会."),
    ],
)  # fmt: skip
def test_what_a_form_says_beside_the_programme_is_said_at_once(
    file_store: Store, tmp_path: Path, cells: dict[str, Cell], said: str
) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    put_batch(file_store, programme, 1)
    put_batch(file_store, programme, 2)
    row = line(1, "王海", 身份证号=ONE, **cells)
    seen = shown(file_store, programme, form(tmp_path / "a.xlsx", row, code=form_code(programme, employer)))
    assert said in seen.rows[0].notes
    assert seen.rows[0].verdict is Verdict.NEW


def test_who_has_no_identity_number_is_found_by_name_in_the_organisation_or_kept_out(
    file_store: Store, tmp_path: Path
) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    known = put_worker(file_store, "陈敏", employer)
    rows = line(1, "陈敏"), line(2, "何人"), line(3, "余海", 手机="13912345678")
    path = form(tmp_path / "a.xlsx", *rows, code=form_code(programme, employer))
    seen = shown(file_store, programme, path)
    assert [row.verdict for row in seen.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    assert seen.rows[0].row.worker_id == known
    assert "A name alone tells nobody apart" in seen.rows[1].fault
    assert "There is no identity number." in seen.rows[2].notes


def test_the_same_person_of_two_employers_is_said_of_both(file_store: Store, tmp_path: Path) -> None:
    programme = put_programme(file_store)
    one, other = put_organisation(file_store, "甲厂"), put_organisation(file_store, "乙厂")
    here = form(tmp_path / "a.xlsx", line(1, "王海", 身份证号=ONE), code=form_code(programme, one))
    there = form(tmp_path / "b.xlsx", line(1, "王海", 身份证号=ONE), code=form_code(programme, other))
    seen = shown(file_store, programme, here, there)
    assert [row.notes for row in seen.rows] == [
        ("Named by 乙厂 too, in row 4.",),
        ("Named by 甲厂 too, in row 4.",),
    ]
    done = file_store.do(trip_nominee_import.save, seen)
    assert (done.new, done.workers) == (2, 1)
    merged = form(tmp_path / "c.xlsx", line(1, "王海", 身份证号=ONE, 单位="丙厂"))
    put_organisation(file_store, "丙厂")
    again = shown(file_store, programme, merged)
    assert again.rows[0].notes[-2:] == ("Named by 甲厂 already.", "Named by 乙厂 already.")


def test_rows_that_cannot_be_taken_are_kept_out_and_written_back(file_store: Store, tmp_path: Path) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    gone = put_worker(file_store, "陈敏", employer, date(1990, 7, 2), OTHER)
    put_nominee(
        file_store, programme, employer, gone, state=NomineeState.WITHDRAWN, state_reason="本人放弃。"
    )
    damaged = "33090219800501000"
    path = form(
        tmp_path / "a.xlsx", line(1, "王海", 身份证号=ONE), line(2, "王海", 身份证号=ONE),
        line(3, "李军", 身份证号=damaged), line(4, "陈敏", 身份证号=OTHER),
        code=form_code(programme, employer),
    )  # fmt: skip
    seen = shown(file_store, programme, path)
    assert seen.having(Verdict.REFUSED) == [1, 2, 3]
    assert seen.rows[1].fault == "王海 is named by 定海环卫所工会 twice; see row 4."
    assert "本人放弃。" in seen.rows[3].fault
    out = tmp_path / "rejects.xlsx"
    done = file_store.do(trip_nominee_import.save, seen, rejects_to=out)
    assert (done.new, len(done.left_out)) == (1, 3)
    again = shown(file_store, programme, out, employer=employer)
    assert [row.name for row in again.rows] == ["王海", "李军", "陈敏"]


def test_who_names_is_told_by_the_unit_above_with_a_quota(file_store: Store, tmp_path: Path) -> None:
    programme, county = put_programme(file_store), put_organisation(file_store, "定海区总工会")
    works = put_organisation(file_store, "定海船厂工会", county)
    put_quota(file_store, programme, {county: (5, 0)})
    path = form(
        tmp_path / "a.xlsx",
        line(1, "王海", 身份证号=ONE, 单位="定海船厂工会"),
        line(2, "李娜", 身份证号=OTHER),
        line(3, "陈敏", 单位="六横船厂工会", 手机="13857201234"),
    )
    seen = shown(file_store, programme, path)
    assert seen.rows[0].read.employer_id == county
    assert "does not say which organisation" in seen.rows[1].fault
    assert "“六横船厂工会” is not on file" in seen.rows[2].fault
    file_store.do(trip_nominee_import.save, seen)
    (named,) = file_store.read(trip_nominees.listed, programme)
    assert file_store.read(people.card, named.worker_id).organisation_id == works


def test_a_form_of_another_programme_and_a_file_without_names_are_refused(
    file_store: Store, tmp_path: Path
) -> None:
    programme, other = put_programme(file_store), put_programme(file_store, 2025)
    employer = put_organisation(file_store)
    path = form(tmp_path / "a.xlsx", WANG, code=form_code(other, employer))
    with pytest.raises(FormOfAnother):
        shown(file_store, programme, path)
    nothing = xlsx(tmp_path / "b.xlsx", {"Sheet1": [["身份证号", "手机"], [ONE, "13812345678"]]})
    with pytest.raises(NoNominationsFound):
        shown(file_store, programme, nothing)


def test_an_approved_step_takes_no_forms(file_store: Store, tmp_path: Path) -> None:
    programme = put_programme(file_store)
    put_approved(file_store, programme, [TripStep.NOMINATION])
    with pytest.raises(StepApproved):
        shown(file_store, programme, form(tmp_path / "a.xlsx", WANG))
