"""Printed check sheets: a page for each site, with its hours, its lines and what was still wrong."""

from datetime import timedelta

import pypdfium2
import pytest

from desktop.core.i18n import in_language
from desktop.models.sites import SiteKind
from desktop.services import defects
from desktop.services.check_sheet_papers import NoSite, prepare_check_sheets
from desktop.services.check_sheets import check_sheet
from desktop.services.clock import local
from desktop.services.defects import DefectEntry
from desktop.storage.store import Store
from tests.services.sites import put_site


def texts(pdf: bytes) -> list[str]:
    """Return what stands on each page, lines that were broken put together again."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_kind_has_its_page_with_every_line_whole(file_store: Store, language: str) -> None:
    keys = [put_site(file_store, f"第{n}处", kind) for n, kind in enumerate(SiteKind)]
    keys.append(put_site(file_store, "蓬莱号海上书吧", SiteKind.LIBRARY, afloat=True))
    with in_language(language):
        drawn = file_store.read(prepare_check_sheets, keys)
        assert (drawn.pages, drawn.cut, drawn.unprintable) == (len(keys), (), ())
        pages = texts(drawn.pdf)
        for page, kind in zip(pages, SiteKind, strict=False):
            assert all(line.wording in page for line in check_sheet(kind)), kind
        boat = check_sheet(SiteKind.LIBRARY, afloat=True)
        assert all(line.wording in pages[-1] for line in boat)


def test_defects_not_closed_are_to_be_looked_at_again(file_store: Store) -> None:
    site = put_site(file_store, contact="周海明", contact_phone="0580-2023456", always_open=True)
    today = local(file_store.now()).date()
    for n in range(8):
        entry = DefectEntry(f"第{n}处损坏", "周海明", deadline=today + timedelta(n))
        key = file_store.do(defects.add, site, today, entry)
    file_store.do(defects.report_fixed, key, today)
    (page,) = texts(file_store.read(prepare_check_sheets, [site]).pdf)
    assert "24 hours" in page and "周海明 0580-2023456" in page
    assert "第0处损坏" in page and "第5处损坏" in page and "第6处损坏" not in page
    assert "2 more stand in the list of defects." in page


def test_without_a_site_there_is_nothing_to_print(file_store: Store) -> None:
    with pytest.raises(NoSite):
        file_store.read(prepare_check_sheets, [])
