"""Workers are found by whatever a person may type, and no longer where they have gone."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.models.people import Worker
from desktop.storage.search import find_workers, rebuild, stale_entries
from desktop.storage.store import Store
from tests.storage.people import add_organisation, add_worker, change_worker, import_workers


@pytest.fixture
def office(store: Store) -> Store:
    """A store with a few workers of two organisations."""
    city = store.do(add_organisation, "舟山市总工会")
    yard = store.do(add_organisation, "普陀船厂", city)
    for name, phone, where in (
        ("王伟", "13905801234", yard),
        ("王小伟", "13905805678", city),
        ("单雄信", "15905800001", yard),
        ("曾国华", "15905800002", None),
        ("欧阳修竹", "18805800003", city),
        ("阿依古丽·买买提", "18805800004", yard),
        ("𠮷田䶮", "18805800005", None),
        ("吕布", "18805800006", None),
        ("Wu Tang", "18805800007", yard),
        ("伟大", "18805800008", None),
    ):
        store.do(add_worker, name, phone, where)
    return store


def _found(store: Store, sought: str, limit: int | None = 50) -> list[str]:
    def names(session: Session) -> list[str]:
        return [session.get_one(Worker, key).name for key in find_workers(session, sought, limit)]

    return store.read(names)


def _stale(store: Store) -> int:
    return store.read(lambda session: stale_entries(session.connection()))


def test_any_part_of_a_name_is_found(office: Store) -> None:
    expected = {
        "王": {"王伟", "王小伟"},
        "王伟": {"王伟"},
        "伟": {"王伟", "王小伟", "伟大"},
        "小伟": {"王小伟"},
        "雄信": {"单雄信"},
        "买买提": {"阿依古丽·买买提"},
        "阿依古丽·买": {"阿依古丽·买买提"},
        "𠮷": {"𠮷田䶮"},
        "䶮": {"𠮷田䶮"},
        "田䶮": {"𠮷田䶮"},
        "王 伟": {"王伟"},
    }
    assert {sought: set(_found(office, sought)) for sought in expected} == expected


def test_pinyin_and_initials_find_a_name(office: Store) -> None:
    expected = {
        "wangxiaowei": "王小伟",
        "wangx": "王小伟",
        "WANGXIAO": "王小伟",
        "wxw": "王小伟",
        "xiaowei": "王小伟",
        "xiongxin": "单雄信",
        "oyxz": "欧阳修竹",
        "guohua": "曾国华",
        "wu tang": "Wu Tang",
        "wut": "Wu Tang",
    }
    assert {s: _found(office, s)[:1] for s in expected} == {s: [name] for s, name in expected.items()}


def test_a_surname_is_found_by_its_own_reading_and_the_common_one(office: Store) -> None:
    for sought in ("shanxiong", "sxx", "danxiong", "dxx"):
        assert _found(office, sought) == ["单雄信"], sought
    for sought in ("zengguo", "cengguo"):
        assert _found(office, sought) == ["曾国华"], sought


def test_an_umlaut_may_be_typed_as_v(office: Store) -> None:
    for sought in ("lvbu", "lübu", "LÜ", "lv"):
        assert _found(office, sought) == ["吕布"], sought


def test_a_phone_is_found_by_its_beginning_and_its_tail(office: Store) -> None:
    for sought in ("13905801234", "1390580123", "1234", "139 0580 1234", "139-0580-1234"):
        assert _found(office, sought)[0] == "王伟", sought


def test_an_organisation_finds_its_people(office: Store) -> None:
    yard = {"王伟", "单雄信", "阿依古丽·买买提", "Wu Tang"}
    assert set(_found(office, "普陀船厂")) == yard
    assert set(_found(office, "船厂")) == yard
    assert set(_found(office, "putuochuanchang")) == yard


def test_several_words_must_all_fit(office: Store) -> None:
    for sought in ("王 船厂", "船厂 王", "wang 船厂", "船厂 1234", "ptcc wangwei"):
        assert _found(office, sought) == ["王伟"], sought


def test_what_fits_nothing_finds_nobody(office: Store) -> None:
    for sought in ("", "  ", "赵", "qqq", "99999", "%", "_", '"', "' OR 1=1", "*", "王*伟", "-", "赵 船厂"):
        assert _found(office, sought) == [], sought


def test_a_digit_within_a_name_counts(office: Store) -> None:
    office.do(import_workers, [f"职工{i}" for i in range(40)])
    assert set(_found(office, "工3")) == {f"职工{i}" for i in (3, *range(30, 40))}


def test_the_limit_is_kept_and_the_likeliest_come_first(office: Store) -> None:
    office.do(import_workers, [f"小王{i}" for i in range(200)])
    assert len(_found(office, "王", 50)) == 50
    assert set(_found(office, "王", 50)[:2]) == {"王伟", "王小伟"}
    assert len(_found(office, "王", None)) == 202


def test_a_renamed_worker_is_found_by_the_new_name_only(office: Store) -> None:
    [key] = office.read(find_workers, "吕布")
    office.do(change_worker, key, name="吕蒙", phone="17700000000")
    assert (_found(office, "吕布"), _found(office, "lvm")) == ([], ["吕蒙"])
    assert (_found(office, "18805800006"), _found(office, "0000000")) == ([], ["吕蒙"])
    office.undo()
    assert (_found(office, "吕布"), _found(office, "lvm")) == (["吕布"], [])
    assert _stale(office) == 0


def test_a_worker_merged_into_another_is_no_longer_found(office: Store) -> None:
    [keep], [gone] = office.read(find_workers, "伟大"), office.read(find_workers, "吕布")
    office.do(change_worker, gone, merged_into_id=keep, removed_at=office.now())
    assert _found(office, "吕布") == []
    office.undo()
    assert _found(office, "吕布") == ["吕布"]


def test_a_removed_worker_is_not_found_by_organisation(office: Store) -> None:
    [key] = office.read(find_workers, "王伟")
    office.do(change_worker, key, removed_at=office.now())
    assert "王伟" not in _found(office, "船厂")
    assert _found(office, "1234") == []


def _spoil(store: Store, statement: str, **values: str | UUID) -> None:
    with store.engine.connect() as connection, connection.begin():
        connection.execute(text(statement), values)


def test_a_stale_entry_is_counted_and_put_right_by_rebuilding(office: Store) -> None:
    assert _stale(office) == 0
    for statement in (
        "UPDATE worker SET name = '吕蒙' WHERE name = '吕布'",
        "UPDATE worker SET phone = '1' WHERE name = '吕蒙'",
        "DELETE FROM worker_search WHERE name = '吕蒙'",
        "UPDATE worker_search SET sound = 'x' WHERE name = '吕蒙'",
        "UPDATE worker_search SET terms = '' WHERE name = '吕蒙'",
        "UPDATE worker SET removed_at = '2026-01-01T00:00:00.000000+00:00' WHERE name = '吕蒙'",
    ):
        _spoil(office, statement)
        assert _stale(office) == 1, statement
        with office.engine.connect().execution_options(writes=True) as connection, connection.begin():
            rebuild(connection)
        assert _stale(office) == 0, statement
