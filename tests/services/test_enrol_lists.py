"""Enrolling from pasted lines and from a spreadsheet."""

from pathlib import Path

from sqlalchemy.orm import Session

from desktop.models.people import Worker
from desktop.services import enrol_lists, enrolment
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from tests.services.people import activity, put_named, put_workers

PERSON = "11010519491231002X"


def write_list(path: Path, *rows: tuple[str, ...]) -> Path:
    write_table(path, [SheetOut("名单", ("姓名", "手机号", "单位", "身份证号"), rows)])
    return path


def test_pasted_lines_are_matched_by_name_phone_and_number_or_told(store: Store) -> None:
    one, two, three = put_named(store, "王伟", "李娜", "阿依古丽·买买提")
    other = put_named(store, "李娜", organisation="普陀海事局")[0]

    def number(session: Session) -> None:
        session.get_one(Worker, one).id_number = PERSON
        session.get_one(Worker, other).member_number = "ZS-0042"

    store.do(number)
    pasted = store.read(
        enrol_lists.read_pasted,
        "1、王　伟\n\n李娜\n李娜 普陀海事局\n阿依古丽•买买提\t138 0000 0002\n"
        "ＺＳ-0042\nZS-0042\n11010519491231002x\n13800000001\n无此人\n王伟 13800000001",
    )
    meant = [tuple(c.worker_id for c in line.candidates) for line in pasted.lines]
    assert meant[0] == (one,)
    assert set(meant[1]) == {two, other}
    assert meant[2] == (other,)
    assert meant[3] == (three,)
    assert meant[4] == meant[5] == (other,)
    assert meant[6] == (one,)
    assert meant[7] == (two,)
    assert meant[8] == meant[9] == ()
    assert pasted.unknown[-2:] == ("无此人", "王伟 13800000001")
    assert [line.text for line in pasted.ambiguous] == ["李娜"]


def test_a_spreadsheet_enrols_who_is_on_the_books_and_tells_who_is_not(store: Store, tmp_path: Path) -> None:
    one, two = put_named(store, "王伟", "李娜")
    card = activity(store)
    path = write_list(
        tmp_path / "名单.xlsx",
        ("李娜", "13800000001", "", ""),
        ("王伟", "13800000000", "", ""),
        ("王伟", "13800000000", "", ""),
        ("赵六", "13900000009", "舟山渔业公司", ""),
    )
    done = store.do(enrol_lists.enrol_from_file, card.id, path)
    assert done.people.enrolled == (two, one)
    assert [(u.name, u.row) for u in done.unknown] == [("赵六", 5)]
    assert done.added == 0


def test_unknown_people_are_taken_onto_the_books_where_asked_in_one_undo_step(
    store: Store, tmp_path: Path
) -> None:
    put_workers(store, 2)
    card = activity(store, capacity=2)
    path = write_list(
        tmp_path / "名单.xlsx",
        ("赵六", "13900000009", "舟山渔业公司", PERSON),
        ("钱七", "13900000008", "舟山渔业公司", ""),
        ("孙八", "13900000007", "舟山渔业公司", "110105194912310021"),
        ("周九", "13900000006", "", ""),
    )
    done = store.do(enrol_lists.enrol_from_file, card.id, path, add_unknown=True)
    assert (len(done.people.enrolled), len(done.people.waiting), done.added) == (2, 1, 3)
    assert [u.name for u in done.unknown] == ["孙八"]
    again = store.do(enrol_lists.enrol_from_file, card.id, path, add_unknown=True)
    assert (len(again.people.already), again.added) == (3, 0)
    lines = store.read(enrolment.on_list, card.id)
    assert [line.name for line in lines] == ["赵六", "钱七", "周九"]
    store.undo()
    assert store.read(enrolment.on_list, card.id) == []


def test_a_bare_name_enrols_the_only_one_who_bears_it_and_no_namesake(store: Store, tmp_path: Path) -> None:
    one, _two, _namesake = put_named(store, "王伟", "李娜", "李娜")
    card = activity(store)
    path = tmp_path / "names.csv"
    path.write_text("姓名,单位\n王伟,\n李娜,\n王伟,别的公司\n", encoding="utf-8-sig")
    done = store.do(enrol_lists.enrol_from_file, card.id, path)
    assert done.people.enrolled == (one,)
    assert [u.name for u in done.unknown] == ["李娜", "王伟"]
    assert all(u.sentence for u in done.unknown)
