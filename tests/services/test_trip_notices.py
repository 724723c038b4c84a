"""A notice hangs as long as the programme asks; what hung never changes; objections are answered once."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.trip_rules import RuleKey
from desktop.models.trip_people import NomineeState, TripChange, TripNominee
from desktop.services import trip_notices, trip_objections
from desktop.services.trip_notices import NobodyToPost, NoticeEntry, NoticeOpen
from desktop.services.trip_objections import (
    AlreadyAnswered,
    Answer,
    NotOnNotice,
    ObjectionEntry,
    ObjectionOutcome,
)
from desktop.services.trip_steps import StepApproved, TripStep
from desktop.storage.store import Store
from tests.services.trip_papers import put_rule
from tests.services.trips import put_approved, put_nominee, put_organisation, put_programme, put_worker

APRIL = date(2026, 4, 30)
WHERE = NoticeEntry(APRIL, "李敏", "0580-2021234", "市总工会职工服务中心 203 室")


@pytest.fixture
def programme(store: Store) -> UUID:
    return put_programme(store, contact="李敏", phone="0580-2021234")


def put_chosen(store: Store, programme: UUID, *names: str, organisation: UUID | None = None) -> list[UUID]:
    employer = organisation or put_organisation(store)
    return [
        put_nominee(store, programme, employer, put_worker(store, name, employer), state=NomineeState.CHOSEN)
        for name in names
    ]


def put_over(store: Store, programme: UUID) -> UUID:
    """Post a notice whose last day is past."""
    long_ago = store.now().astimezone().date() - timedelta(days=60)
    entry = NoticeEntry(long_ago, WHERE.contact, WHERE.phone, WHERE.place)
    return store.do(trip_notices.post, programme, entry).id


def state_of(store: Store, nominee: UUID) -> NomineeState:
    return store.read(lambda session: session.get_one(TripNominee, nominee).state)


def said(store: Store, programme: UUID) -> list[str]:
    return [one.sentence for one in store.read(trip_notices.missing, programme)]


def test_the_draft_has_masked_names_and_the_days_of_the_programme(store: Store, programme: UUID) -> None:
    put_rule(store, programme, RuleKey.NOTICE_DAYS, "3")
    put_chosen(store, programme, "张国丰", "欧阳海")
    drafted = store.read(trip_notices.draft, programme, WHERE)
    assert [(one.name_shown, one.organisation_shown) for one in drafted.lines] == [
        ("张*丰", "定海环卫所工会"),
        ("欧阳*", "定海环卫所工会"),
    ]
    assert (drafted.first_day, drafted.last_day) == (date(2026, 5, 1), date(2026, 5, 8))
    assert [one.day.day for one in drafted.stretch if one.counts] == [6, 7, 8]


def test_calendar_days_are_counted_where_the_programme_says_so(store: Store, programme: UUID) -> None:
    put_rule(store, programme, RuleKey.NOTICE_DAYS, "7")
    put_rule(store, programme, RuleKey.NOTICE_IN, "days")
    put_chosen(store, programme, "张国丰")
    assert store.read(trip_notices.draft, programme, WHERE).last_day == date(2026, 5, 7)


def test_a_year_without_a_table_of_holidays_is_said(store: Store, programme: UUID) -> None:
    put_chosen(store, programme, "张国丰")
    drafted = store.read(trip_notices.draft, programme, NoticeEntry(date(2041, 4, 30)))
    assert any("2041" in words for words in drafted.warnings)


def test_a_notice_is_not_posted_without_somebody_to_object_to(store: Store, programme: UUID) -> None:
    with pytest.raises(NobodyToPost):
        store.do(trip_notices.post, programme, WHERE)
    put_chosen(store, programme, "张国丰")
    for left_out, entry in {
        "contact": NoticeEntry(APRIL, " ", WHERE.phone, WHERE.place),
        "phone": NoticeEntry(APRIL, WHERE.contact, "", WHERE.place),
        "place": NoticeEntry(APRIL, WHERE.contact, WHERE.phone),
    }.items():
        with pytest.raises(FieldError) as refused:
            store.do(trip_notices.post, programme, entry)
        assert refused.value.field == left_out


def test_what_hung_stays_as_it_hung(store: Store, programme: UUID) -> None:
    first, second = put_chosen(store, programme, "张国丰", "王伟")
    posted = store.do(trip_notices.post, programme, WHERE)

    def change(session: Session, nominee: UUID) -> None:
        row = session.get_one(TripNominee, nominee)
        row.state, row.post = NomineeState.REJECTED, "班长"

    store.do(change, first)
    assert store.read(trip_notices.notice, posted.id).lines == posted.lines
    assert [one.nominee_id for one in posted.lines] == [first, second]


def test_a_second_notice_holds_the_substitutes_only(store: Store, programme: UUID) -> None:
    employer = put_organisation(store)
    put_chosen(store, programme, "张国丰", organisation=employer)
    store.do(trip_notices.post, programme, WHERE)
    (came,) = put_chosen(store, programme, "王伟", organisation=employer)
    drafted = store.read(trip_notices.draft, programme)
    assert (drafted.number, drafted.place) == (2, WHERE.place)
    assert [(one.nominee_id, one.remark) for one in drafted.lines] == [(came, "Substitute")]


def test_a_notice_is_closed_after_its_last_day_when_every_objection_is_answered(
    store: Store, programme: UUID
) -> None:
    (first,) = put_chosen(store, programme, "张国丰")
    today = store.now().astimezone().date()
    hanging = store.do(
        trip_notices.post, programme, NoticeEntry(today, WHERE.contact, WHERE.phone, WHERE.place)
    )
    with pytest.raises(NoticeOpen, match=hanging.last_day.isoformat()):
        store.do(trip_notices.close, hanging.id, "李敏")
    assert said(store, programme) == [f"Notice 1 hangs until the end of {hanging.last_day}."]
    store.undo()
    over = put_over(store, programme)
    taken = store.do(trip_objections.receive, over, ObjectionEntry(today, "他去年去过。", first))
    with pytest.raises(NoticeOpen, match="1 objection"):
        store.do(trip_notices.close, over, "李敏")
    assert said(store, programme) == ["1 objection to notice 1 is not answered."]
    found = Answer(ObjectionOutcome.NOT_UPHELD, "查无此事。", "王主席", today)
    store.do(trip_objections.answer, taken.id, found)
    assert said(store, programme) == ["The period of notice 1 is over; it is not closed yet."]
    store.do(trip_notices.close, over, "李敏")
    assert said(store, programme) == []
    with pytest.raises(NoticeOpen, match="closed already"):
        store.do(trip_notices.close, over, "李敏")


def test_people_on_no_notice_are_missing(store: Store, programme: UUID) -> None:
    assert said(store, programme) == ["Nobody is chosen yet, so no notice was posted."]
    put_chosen(store, programme, "张国丰", "王伟")
    assert said(store, programme) == ["2 people who are chosen stand on no notice."]


def test_an_approved_step_takes_objections_but_no_notice(store: Store, programme: UUID) -> None:
    (first,) = put_chosen(store, programme, "张国丰")
    over = put_over(store, programme)
    put_approved(store, programme, [TripStep.NOTICE])
    today = store.now().astimezone().date()
    received = store.do(trip_objections.receive, over, ObjectionEntry(today, "他不是一线职工。", first))
    assert "after the last day" in received.said
    with pytest.raises(StepApproved):
        store.do(trip_notices.post, programme, WHERE)
    with pytest.raises(StepApproved):
        upheld = Answer(ObjectionOutcome.UPHELD, "属实。", "王主席", today)
        store.do(trip_objections.answer, received.id, upheld)


def test_an_objection_that_is_upheld_takes_the_place_away_and_is_answered_once(
    store: Store, programme: UUID
) -> None:
    (first,) = put_chosen(store, programme, "张国丰")
    over, today = put_over(store, programme), store.now().astimezone().date()
    taken = store.do(trip_objections.receive, over, ObjectionEntry(today, "他去年去过。", first, "来信"))
    upheld = Answer(ObjectionOutcome.UPHELD, "去年已参加疗休养，属实。", "王主席", today)
    told = store.do(trip_objections.answer, taken.id, upheld)
    assert (told.name_shown, told.number_on_notice, told.in_time) == ("张*丰", 1, False)
    assert state_of(store, first) is NomineeState.REJECTED
    with pytest.raises(AlreadyAnswered, match="王主席"):
        store.do(trip_objections.answer, taken.id, upheld)
    store.undo()
    assert state_of(store, first) is NomineeState.CHOSEN
    assert store.read(trip_objections.objection, taken.id).outcome is ObjectionOutcome.OPEN


def test_a_place_lost_after_the_roster_was_approved_is_a_change_of_the_roster(
    store: Store, programme: UUID
) -> None:
    (first,) = put_chosen(store, programme, "张国丰")
    over, today = put_over(store, programme), store.now().astimezone().date()
    put_approved(store, programme, [TripStep.ROSTER])
    taken = store.do(trip_objections.receive, over, ObjectionEntry(today, "他去年去过。", first))
    store.do(trip_objections.answer, taken.id, Answer(ObjectionOutcome.UPHELD, "属实。", "王主席", today))
    changes = store.read(lambda session: session.execute(select(TripChange.out_id, TripChange.by)).all())
    assert changes == [(first, "王主席")]


def test_an_answer_names_who_gave_it_and_why(store: Store, programme: UUID) -> None:
    (first,) = put_chosen(store, programme, "张国丰")
    over, today = put_over(store, programme), store.now().astimezone().date()
    taken = store.do(trip_objections.receive, over, ObjectionEntry(today, "他去年去过。", first))
    no = ObjectionOutcome.NOT_UPHELD
    for field, given in {
        "outcome": Answer(ObjectionOutcome.OPEN, "x", "王主席", today),
        "answer": Answer(no, " ", "王主席", today),
        "by": Answer(no, "x", "", today),
        "on": Answer(no, "x", "王主席", today - timedelta(days=1)),
    }.items():
        with pytest.raises(FieldError) as refused:
            store.do(trip_objections.answer, taken.id, given)
        assert refused.value.field == field


def test_objections_may_be_anonymous_and_against_the_whole_notice(store: Store, programme: UUID) -> None:
    put_chosen(store, programme, "张国丰")
    over, today = put_over(store, programme), store.now().astimezone().date()
    store.do(trip_objections.receive, over, ObjectionEntry(today, "名单贴得太高。"))
    (told,) = store.read(trip_objections.objections, programme)
    assert (told.nominee_id, told.raised_by, told.number) == (None, "", 1)
    stranger = put_nominee(store, programme, put_organisation(store, "岱山渔业工会"))
    with pytest.raises(NotOnNotice):
        store.do(trip_objections.receive, over, ObjectionEntry(today, "x", stranger))
    with pytest.raises(FieldError):
        store.do(trip_objections.receive, over, ObjectionEntry(today + timedelta(days=1), "x"))
