"""Text is drawn by a chain of faces, and what none can draw is named."""

import shutil
from pathlib import Path

import pytest
import reportlab

from desktop.paper.fonts import NoChineseFont, chain_from, fonts, unprintable


def test_everyday_chinese_latin_and_signs_can_be_drawn() -> None:
    assert fonts().missing("舟山市总工会签到表 Yijia 123 ·（）¥￥壹贰叁〇…：") == ""


def test_texts_with_unknown_characters_are_named_with_those_characters() -> None:
    texts = ["王伟", "李\U000f0001\U000f0002", "张三丰"]
    assert unprintable(texts) == {"李\U000f0001\U000f0002": "\U000f0001\U000f0002"}
    assert unprintable([]) == {}


def test_blanks_and_controls_need_no_face() -> None:
    assert fonts().missing("王\u3000伟\t\u200b\n") == ""


def test_a_character_is_drawn_in_the_first_face_that_has_it() -> None:
    faces = {fonts().glyph(character).font.fontName for character in "签到"}
    assert len(faces) == 1
    assert fonts().width("签到", 10) == 20


def test_a_machine_without_a_chinese_face_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoChineseFont) as refused:
        chain_from([tmp_path])
    assert refused.value.remedy


def test_a_file_that_is_no_face_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simhei.ttf").write_bytes(b"not a font")
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    shutil.copy(vera, tmp_path / "SimSun.ttc")
    with pytest.raises(NoChineseFont):
        chain_from([tmp_path])
