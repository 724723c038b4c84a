"""Labels bear the codes of their equipment and begin at the sticker asked for."""

from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from desktop.core.codes import asset_code
from desktop.core.errors import FieldError
from desktop.models.site_assets import Asset
from desktop.services import assets
from desktop.services.asset_labels import (
    LabelSize,
    LabelsRequest,
    NoLabels,
    prepare_labels,
    size_word,
    stickers_a_page,
)
from desktop.services.assets import AssetEntry
from desktop.services.reading_pictures import codes_on
from desktop.storage.store import Store
from tests.services.sites import put_site


@pytest.fixture
def keys(file_store: Store) -> tuple[UUID, ...]:
    """Three chairs at a site."""
    site = put_site(file_store)
    return file_store.do(assets.create, AssetEntry(site, "ZC-0001", "折叠椅", place="门厅"), 3)


@pytest.mark.parametrize("size", list(LabelSize))
def test_every_code_can_be_read_from_the_paper(
    file_store: Store, keys: tuple[UUID, ...], size: LabelSize, tmp_path: Path
) -> None:
    made = file_store.read(prepare_labels, file_store.code_key, LabelsRequest(keys, size))
    file = tmp_path / "labels.pdf"
    file.write_bytes(made.pdf)
    tokens = file_store.read(lambda session: [session.get_one(Asset, key).token for key in keys])
    assert set(codes_on(file)) == {asset_code(file_store.code_key, token) for token in tokens}
    assert (made.pages, made.labels, made.cut, made.unprintable) == (1, 3, (), ())


def test_a_started_sheet_is_gone_on_with(file_store: Store, keys: tuple[UUID, ...]) -> None:
    last = stickers_a_page(LabelSize.LARGE)
    request = LabelsRequest(keys, start=last, owner="海岛总工会")
    made = file_store.read(prepare_labels, file_store.code_key, request)
    assert made.pages == 2
    book = pypdfium2.PdfDocument(made.pdf)
    words = [page.get_textpage().get_text_range() for page in book]
    assert "ZC-0001" in words[0] and "ZC-0002" not in words[0]
    assert "ZC-0003" in words[1] and "海岛总工会" in words[1]


@pytest.mark.parametrize("start", [0, 25])
def test_a_sticker_that_is_not_on_the_sheet_is_refused(
    file_store: Store, keys: tuple[UUID, ...], start: int
) -> None:
    with pytest.raises(FieldError, match="1 to 24"):
        file_store.read(prepare_labels, file_store.code_key, LabelsRequest(keys, start=start))


def test_no_equipment_makes_no_labels(file_store: Store) -> None:
    with pytest.raises(NoLabels):
        file_store.read(prepare_labels, file_store.code_key, LabelsRequest(()))


def test_sizes_are_told_as_they_are_sold() -> None:
    assert size_word(LabelSize.SMALL) == "52.5 × 29.7 mm, 40 a page"
