"""A notice hangs as many days as the programme asks for, and shows no more than tells namesakes apart."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.notice_list import Hung, Listed, hung, last_day, period
from desktop.core.workdays import WorkCalendar

# The notice of the State Council for 2026: 1-5 May off, Saturday 9 May worked.
MAY = WorkCalendar(
    {date(2026, 5, day): "劳动节" for day in range(1, 6)},
    {date(2026, 5, 9): "劳动节"},
)


def listed(name: str, organisation: str = "定海环卫所工会", post: str = "", born: int = 1980) -> Listed:
    return Listed(uuid4(), name, organisation, post, date(born, 6, 1))


def of(people: list[Listed], all_posts: bool = False) -> dict[UUID, Hung]:
    return {one.id: one for one in hung(people, all_posts)}


def test_working_days_pass_over_holidays_and_count_days_worked_to_make_up() -> None:
    assert last_day(date(2026, 4, 30), 3, True, MAY) == date(2026, 5, 8)
    assert last_day(date(2026, 4, 30), 4, True, MAY) == date(2026, 5, 9)
    days = period(date(2026, 4, 30), date(2026, 5, 9), True, MAY)
    assert [one.day.day for one in days if one.counts] == [6, 7, 8, 9]
    assert days[0].off and days[0].name == "劳动节" and days[-1].made_up


def test_calendar_days_begin_on_the_day_after_the_posting() -> None:
    assert last_day(date(2026, 4, 30), 7, False, MAY) == date(2026, 5, 7)
    days = period(date(2026, 4, 30), date(2026, 5, 7), False, MAY)
    assert len(days) == 7
    assert all(one.counts for one in days)


def test_a_name_that_stands_alone_shows_no_post() -> None:
    shown = hung([listed("张国丰", post="驾驶员"), listed("欧阳海", post="班长")])
    assert [(one.name, one.post, one.born) for one in shown] == [("张*丰", "", None), ("欧阳*", "", None)]


def test_namesakes_are_told_apart_by_employer_first_then_by_post_then_by_year_of_birth() -> None:
    elsewhere = listed("张海丰", "普陀公交工会", "驾驶员")
    driver, foreman = listed("张国丰", post="驾驶员"), listed("张建丰", post="班长")
    assert of([elsewhere, driver])[elsewhere.id].post == ""
    apart = of([elsewhere, driver, foreman])
    assert (apart[driver.id].post, apart[foreman.id].post) == ("驾驶员", "班长")
    assert apart[elsewhere.id].post == ""
    older = listed("张卫丰", post="驾驶员", born=1971)
    apart = of([driver, foreman, older])
    assert (apart[driver.id].born, apart[older.id].born, apart[foreman.id].born) == (1980, 1971, None)
    assert not any(one.alike for one in apart.values())


def test_lines_that_nothing_tells_apart_are_said() -> None:
    shown = hung([listed("张国丰", post="驾驶员"), listed("张建丰", post="驾驶员")])
    assert all(one.alike for one in shown)


def test_everybodys_post_is_shown_where_that_is_asked_for() -> None:
    assert hung([listed("张国丰", post="驾驶员")], all_posts=True)[0].post == "驾驶员"


names = st.sampled_from(["张国丰", "张建丰", "王伟", "王芳", "欧阳海"])
people = st.lists(
    st.builds(
        listed, names, st.sampled_from("甲乙"), st.sampled_from(["", "班长", "驾驶员"]),
        st.integers(1970, 1972),
    ),
    max_size=12,
)  # fmt: skip


@given(people)
def test_two_lines_read_the_same_only_where_it_is_said(listed_people: list[Listed]) -> None:
    shown = hung(listed_people)
    reads = [(one.name, one.organisation, one.post, one.born) for one in shown]
    for one, words in zip(shown, reads, strict=True):
        assert (reads.count(words) > 1) == one.alike


@given(people)
def test_a_line_told_apart_without_its_post_shows_none(listed_people: list[Listed]) -> None:
    shown = hung(listed_people)
    plain = [(one.name, one.organisation) for one in shown]
    for one in shown:
        if plain.count((one.name, one.organisation)) == 1:
            assert one.post == "" and one.born is None
