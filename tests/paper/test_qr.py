"""The fast codes are the very symbols that the qrcode library draws."""

import random

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import QRData

from desktop.core.codes import ALPHABET
from desktop.paper.qr import Stencils, page_stencils, row_stencils


@pytest.mark.parametrize(
    ("stencils", "version", "level"),
    [(row_stencils(), 1, ERROR_CORRECT_M), (page_stencils(), 2, ERROR_CORRECT_Q)],
)
def test_a_stencil_has_the_modules_the_library_sets(stencils: Stencils, version: int, level: int) -> None:
    chance = random.Random(4)
    for _n in range(20):
        text = "".join(chance.choices(ALPHABET, k=stencils.length))
        symbol = qrcode.QRCode(version=version, error_correction=level, mask_pattern=3, border=0)
        symbol.add_data(QRData(text, mode=2), optimize=0)
        symbol.make(fit=False)
        width = 8 * stencils.row_bytes
        rows = f"{stencils.dark(text):0{width * stencils.modules}b}"
        for y, row in enumerate(symbol.modules):
            assert rows[y * width : y * width + stencils.modules] == "".join("01"[bool(dark)] for dark in row)


def test_a_text_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="20 characters"):
        row_stencils().dark("R123")
