"""The fast codes are the very symbols that the qrcode library draws."""

import random

import numpy as np
import pytest
import qrcode
import zxingcpp
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import QRData

from desktop.core.codes import ALPHABET
from desktop.paper.qr import Stencils, Words, page_stencils, row_stencils


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


def test_a_text_in_chinese_is_read_back_from_its_symbol() -> None:
    text = "定海港务码头爱心驿站\n周一至周五 8:30-17:00\n电话 0580-2023456"
    symbol = Words(text)
    pixels = np.full((symbol.modules + 8, symbol.modules + 8), 255, np.uint8)
    width = (symbol.modules + 7) // 8 * 2
    rows = symbol.stencil(text)
    for y in range(symbol.modules):
        bits = f"{int(rows[y * width : (y + 1) * width], 16):0{4 * width}b}"[: symbol.modules]
        pixels[y + 4, 4:-4] = [255 * int(bit) for bit in bits]
    (found,) = zxingcpp.read_barcodes(np.kron(pixels, np.ones((4, 4), np.uint8)))
    assert found.text == text
