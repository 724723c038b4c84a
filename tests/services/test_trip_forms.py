"""The forms that go out: what stands on them, and that they are recognised when they come back."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop.core.i18n import in_language
from desktop.core.trip_forms import find_form_code, form_code, tail
from desktop.services import trip_forms, trip_nominee_import
from desktop.services.trip_forms import FormKind, NoQuotas
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.table import find_tables
from desktop.spreadsheets.trip_nominee_headings import nominee_columns, worker_columns
from desktop.spreadsheets.trip_nominee_rows import head_of
from desktop.storage.store import Store
from tests.services.test_trip_nominees import put_category, put_quota
from tests.services.trips import put_base, put_batch, put_organisation, put_programme


@pytest.fixture
def office(file_store: Store) -> tuple[UUID, UUID]:
    """A programme with everything a form tells, and an employer with two places."""
    programme, employer = put_programme(file_store, contact="余主任"), put_organisation(file_store)
    put_category(file_store, programme)
    base = put_base(file_store, programme)
    put_batch(file_store, programme, 1, base_id=base, starts_on=date(2026, 5, 11), ends_on=date(2026, 5, 15))
    put_quota(file_store, programme, {employer: (2, 1), put_organisation(file_store, "无名额单位"): (0, 0)})
    return programme, employer


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_form_is_recognised_with_all_its_columns_when_it_comes_back(
    file_store: Store, office: tuple[UUID, UUID], tmp_path: Path, language: str
) -> None:
    programme, employer = office
    with in_language(language):
        (form,) = file_store.read(trip_forms.forms, programme, date(2026, 3, 31))
        written = trip_forms.write_forms([form], tmp_path, [FormKind.WORKBOOK])
        with open_book(written.files[0]) as book:
            (table,) = find_tables(book)
            head = head_of(table)
            assert (head.code, head.organisation) == (find_form_code(form.code), "定海环卫所工会")
            assert set(worker_columns(table, None)) == {
                "name", "sex", "id_number", "birthday", "organisation", "post", "frontline", "honours",
                "phone", "remark",
            }  # fmt: skip
            assert set(nominee_columns(table)) == {
                "trade", "is_member", "in_post", "categories", "last_trip_year", "fit", "emergency_contact",
                "preferences",
            }  # fmt: skip
        seen = file_store.read(trip_nominee_import.preview, programme, [written.files[0]])
        assert (seen.forms[0].organisation_id, seen.rows) == (employer, [])


def test_each_organisation_gets_its_rows_and_its_files(
    file_store: Store, office: tuple[UUID, UUID], tmp_path: Path
) -> None:
    programme, _employer = office
    found = file_store.read(trip_forms.forms, programme, None, 3)
    assert [(form.organisation, form.quota, form.frontline_min, form.rows) for form in found] == [
        ("定海环卫所工会", 2, 1, 5)
    ]
    assert found[0].batches == ((1, "莫干山疗养院 2026-05-11–2026-05-15"),)
    done = trip_forms.write_forms(found, tmp_path)
    assert [path.suffix for path in done.files] == [".xlsx", ".pdf"]
    assert all(path.stat().st_size > 1000 for path in done.files)


def test_organisations_of_one_name_get_files_of_their_own(file_store: Store, tmp_path: Path) -> None:
    programme = put_programme(file_store)
    top = put_organisation(file_store, "甲")
    twins = [put_organisation(file_store, "车间工会"), put_organisation(file_store, "车间工会", top)]
    put_quota(file_store, programme, dict.fromkeys(twins, (1, 0)))
    found = file_store.read(trip_forms.forms, programme)
    assert (
        len({path.name for path in trip_forms.write_forms(found, tmp_path, [FormKind.WORKBOOK]).files}) == 2
    )


def test_a_long_form_keeps_its_lines_to_sign_on_with_the_last_rows(
    file_store: Store, office: tuple[UUID, UUID]
) -> None:
    programme, _employer = office
    counts = []
    for reserve in range(40):
        _pdf, told = trip_forms.printed(file_store.read(trip_forms.forms, programme, None, reserve))
        assert (told.rows, told.cut) == (2 + reserve, ())
        counts.append(told.pages)
    assert (counts[0], counts[-1], counts) == (1, 3, sorted(counts))


def test_without_places_there_are_no_forms(file_store: Store) -> None:
    with pytest.raises(NoQuotas):
        file_store.read(trip_forms.forms, put_programme(file_store))


def test_a_code_is_read_wherever_it_stands_and_never_mistyped(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    code = form_code(programme, employer)
    found = find_form_code(f"表码： {code.lower()} 。")
    assert found == (tail(programme), tail(employer))
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert find_form_code(wrong) is None
