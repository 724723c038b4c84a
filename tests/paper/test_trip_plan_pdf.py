"""The plan at a glance: on one page where it fits, on more where it does not, and nothing cut."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from desktop.core.i18n import in_language
from desktop.paper.trip_plan_pdf import PlanPaper, draw_plan

BATCH = ("第1批", "2026-05-11 – 05-15", "5", "莫干山职工疗养院", "50", "2,900.00", "王海燕")


def _paper(batches: int) -> PlanPaper:
    return PlanPaper(
        title="2026年度职工疗休养方案",
        state="草案",
        facts=(("名额", "272"), ("备注", "")),
        documents=(("1", "舟总工〔2026〕3号", "通知", "舟山市总工会", "2026-02-03"),),
        settings=(("天数", "5 天", "[1] 第四条"),) * 15,
        checks=(("是工会会员", "是", "不通过", "建议值"),) * 17,
        categories=("有毒有害岗位 5", "困难职工 3"),
        bases=(("莫干山职工疗养院", "湖州德清", "沈主任", "[1]"),),
        batches=(BATCH,) * batches,
        total=("272", "272"),
        printed_on=date(2026, 3, 1).isoformat(),
    )


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("batches", "pages"), [(3, 1), (20, 2)])
def test_a_plan_takes_as_many_pages_as_its_batches_need(language: str, batches: int, pages: int) -> None:
    out = BytesIO()
    with in_language(language):
        told = draw_plan(_paper(batches), out)
    assert (told.pages, told.cut, told.unprintable) == (pages, (), ())
    text = _text(out.getvalue())
    assert text.count("第1批") == batches
    assert "舟总工〔2026〕3号" in text
    assert "备注" not in text


def test_a_plan_without_lists_leaves_their_headings_out() -> None:
    out = BytesIO()
    bare = PlanPaper("T", "Draft", (), (), (), (), (), (), (), ("0", "10"), "2026-03-01")
    draw_plan(bare, out)
    text = _text(out.getvalue())
    assert "Documents" not in text
    assert "of 10 places" in text
