"""What goes back to employers: each on pages of its own, with the rule, the reason and what would mend it."""

import pypdfium2
import pytest

from desktop.services import trip_eligibility_papers
from desktop.services.trip_eligibility_papers import NothingToReturn
from desktop.storage.store import Store
from tests.services.trips import put_nominee, put_organisation, put_programme, put_worker


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_each_employer_gets_pages_of_its_own_names(file_store: Store) -> None:
    programme = put_programme(file_store, contact="林小渔", phone="0580-2020000")
    units = [put_organisation(file_store, name) for name in ("定海环卫所工会", "普陀渔业工会")]
    for unit, name in zip(units, ("陈海生", "欧阳海燕"), strict=True):
        put_nominee(file_store, programme, unit, put_worker(file_store, name, unit), fit=False)
    whole = file_store.read(trip_eligibility_papers.prepare_returns, programme)
    pages = words(whole.pdf)
    assert whole.pages == len(pages) == 2
    assert "陈海生" in pages[0]
    assert "Is not fit to travel." in pages[0]
    assert "0580-2020000" in pages[0]
    assert "陈海生" not in pages[1]
    assert whole.cut == ()
    one = file_store.read(trip_eligibility_papers.prepare_returns, programme, units[1])
    assert "欧阳海燕" in words(one.pdf)[0]


def test_nothing_goes_back_where_nobody_is_named(file_store: Store) -> None:
    programme = put_programme(file_store)
    with pytest.raises(NothingToReturn):
        file_store.read(trip_eligibility_papers.prepare_returns, programme)
