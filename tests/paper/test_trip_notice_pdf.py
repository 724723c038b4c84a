"""A notice takes as few pages as it needs; where objections go never stands on a page alone."""

from io import BytesIO

import pytest

from desktop.paper.preview import count_pages
from desktop.paper.trip_notice_pdf import (
    NameLine,
    NameNotice,
    ObjectionPart,
    draw_name_notice,
    draw_objections,
)


def notice(names: int, opening: str = "现予公示。") -> NameNotice:
    lines = [NameLine(n, "张*丰", "定海区环境卫生管理处工会") for n in range(1, names + 1)]
    return NameNotice(
        "2026年度职工疗休养人员名单公示", opening, "2026年5月6日至2026年5月12日（5个工作日）", lines,
        "李敏", "0580-2021234", "市总工会203室", "舟山市总工会", "2026年4月30日",
    )  # fmt: skip


@pytest.mark.parametrize("names", [0, 1, 14, 15, 16, 18, 19, 20, 40, 41, 44, 45, 46, 272])
def test_every_name_is_drawn_on_as_few_pages_as_hold_it(names: int) -> None:
    out = BytesIO()
    drawn = draw_name_notice(notice(names), out)
    assert count_pages(out.getvalue()) == drawn.pages
    assert drawn.rows == names
    assert drawn.pages <= 1 + (names + 9) // 20
    assert not drawn.cut


def test_a_long_opening_pushes_the_names_down_instead_of_being_cut() -> None:
    out = BytesIO()
    assert not draw_name_notice(notice(3, "经单位推荐、资格审核，" * 30), out).cut


def test_the_record_of_objections_holds_letters_of_any_length() -> None:
    letter = "该同志2024年已参加过疗休养。" * 150
    part = ObjectionPart("第1号", [("反映方式", "来信")], letter, "经查属实。", "王主席答复。")
    out = BytesIO()
    drawn = draw_objections("异议处理记录", "", [part, part], ("登记人", "主席"), out)
    assert drawn.pages > 1
    assert not drawn.cut
