"""The yearly notice is understood as it is worded, and as a person shortens it."""

from datetime import date

import pytest

from desktop.core.errors import FieldError
from desktop.core.holiday_notice import Named, read_notice

EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
# Worded as such notices are, with the days of 2026.
WHOLE = """某某办公厅关于2026年部分节假日安排的通知
某办发明电〔2025〕7号
各单位：
现将2026年元旦、春节、国庆节等节假日的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
2025年11月4日
"""


def test_the_wording_of_the_notice_gives_its_days() -> None:
    days = read_notice(WHOLE, 2026)
    off = [one.day for one in days if one.off]
    worked = [(one.day, one.name) for one in days if not one.off]
    assert len(off) == 3 + 9 + 3 + 7
    assert off[3] == date(2026, 2, 15) and off[11] == date(2026, 2, 23)
    assert worked == [
        (date(2026, 1, 4), "元旦"),
        (date(2026, 2, 14), "春节"),
        (date(2026, 2, 28), "春节"),
        (date(2026, 9, 20), "国庆节"),
        (date(2026, 10, 10), "国庆节"),
    ]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1月1日 放假", [Named(date(2027, 1, 1), True, "")]),
        ("1月1日 放假 元旦", [Named(date(2027, 1, 1), True, "元旦")]),
        ("１月１日　元旦　放假", [Named(date(2027, 1, 1), True, "元旦")]),
        ("2027-01-03 上班", [Named(date(2027, 1, 3), False, "")]),
        ("1.3 补班 元旦", [Named(date(2027, 1, 3), False, "元旦")]),
        ("2027/1/1 holiday New Year's Day", [Named(date(2027, 1, 1), True, "New Year's Day")]),
        ("元旦：1月1日，2日放假", [Named(date(2027, 1, n), True, "元旦") for n in (1, 2)]),
        ("5.1-5.3 放假", [Named(date(2027, 5, n), True, "") for n in (1, 2, 3)]),
        ("元旦：12月31日至1月1日放假", [Named(EVE, True, "元旦"), Named(NEW_YEAR, True, "元旦")]),
        ("1月1日放假，1月3日照常上班", [Named(NEW_YEAR, True, ""), Named(date(2027, 1, 3), False, "")]),
    ],
)  # fmt: skip
def test_a_line_a_day_is_understood(line: str, days: list[Named]) -> None:
    assert list(read_notice(line, 2027)) == days


def test_a_later_line_goes_before_an_earlier_one() -> None:
    assert read_notice("1月2日 放假\n1月2日 上班", 2027) == (Named(date(2027, 1, 2), False, ""),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No day is named here."),
        ("放假通知", "No day is named here."),
        ("1月1日 元旦", "not clear"),
        ("2月30日 放假", "not clear"),
        ("1月1日至3月1日放假", "not clear"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_line(text: str, said: str) -> None:
    with pytest.raises(FieldError, match=said) as refused:
        read_notice(text, 2027)
    assert refused.value.field == "notice"
    assert refused.value.remedy
