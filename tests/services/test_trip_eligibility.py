"""The check of a programme: everybody named, from what the books, the forms and former years say."""

from datetime import date
from uuid import UUID

import pytest

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.trip_rules import RuleKey
from desktop.models.people import Honour
from desktop.models.trip_people import NomineeState
from desktop.models.trips import RuleEffect, TripDocument, TripRule, TripStep
from desktop.services import trip_eligibility, trip_overrides
from desktop.services.trip_eligibility import CheckLine, Outcome
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.services.trips import (
    put,
    put_approved,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_taken,
    put_worker,
)

SOUND: dict[str, object] = {
    "is_member": True,
    "in_post": True,
    "frontline": True,
    "fit": True,
    "honour": "先进工作者",
    "honour_year": 2022,
    "honour_level": "unit",
}


def put_rule(store: Store, programme: UUID, key: RuleKey, value: str, effect: RuleEffect) -> None:
    document = put(store, TripDocument(programme_id=programme, number="舟总工办〔2026〕5号"))
    row = TripRule(
        programme_id=programme,
        key=key.value,
        value=value,
        effect=effect,
        document_id=document,
        clause="第四条",
    )
    put(store, row)


def name_one(store: Store, programme: UUID, unit: UUID, worker: UUID | None = None, **fields: object) -> UUID:
    """Name somebody who meets every rule but for the fields told."""
    return put_nominee(store, programme, unit, worker, **{**SOUND, **fields})


def line(store: Store, nominee: UUID) -> CheckLine:
    return store.read(trip_eligibility.check_one, nominee)


def rule(found: CheckLine, key: RuleKey) -> trip_eligibility.RuleLine:
    return next(one for one in found.rules if one.verdict.rule is key)


def test_who_was_away_within_the_bar_is_blocked_with_year_and_document(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    put_rule(store, programme, RuleKey.REPEAT_YEARS, "3", RuleEffect.BLOCK)
    nominee = name_one(store, programme, unit)
    worker = line(store, nominee).worker_id
    put_taken(store, worker, 2019)
    put_taken(store, worker, 2024)
    found = rule(line(store, nominee), RuleKey.REPEAT_YEARS)
    assert found.outcome is Outcome.BLOCKED
    assert found.verdict.sentence == "Last trip 2024, bar 3 years: again from 2027."
    assert found.verdict.document == "舟总工办〔2026〕5号 第四条"


def test_trips_of_the_programme_itself_and_of_later_years_do_not_bar(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    nominee = name_one(store, programme, unit)
    worker = line(store, nominee).worker_id
    put_taken(store, worker, 2026, programme_id=programme, days=5, public_fen=300_000)
    put_taken(store, worker, 2027)
    assert rule(line(store, nominee), RuleKey.REPEAT_YEARS).verdict.found == "no trip on record"


def test_this_years_other_trip_counts_in_days_and_money(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    put_batch(store, programme, starts_on=date(2026, 4, 13), ends_on=date(2026, 4, 17), price_fen=250_000)
    nominee = name_one(store, programme, unit)
    put_taken(store, line(store, nominee).worker_id, 2026, days=3, public_fen=200_000)
    found = line(store, nominee)
    assert rule(found, RuleKey.DAYS_A_YEAR).verdict.found == "3 + 5 days"
    assert rule(found, RuleKey.YUAN_A_YEAR).verdict.outcome is Outcome.REVIEW


def test_the_batches_preferred_are_those_looked_at(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    put_batch(store, programme, 1, starts_on=date(2026, 4, 13), ends_on=date(2026, 4, 17))
    put_batch(store, programme, 2, starts_on=date(2026, 12, 30), ends_on=date(2027, 1, 3))
    into_next_year = name_one(store, programme, unit, preferences="2")
    spring = name_one(store, programme, unit, preferences="1")
    assert rule(line(store, into_next_year), RuleKey.IN_YEAR).outcome is Outcome.REVIEW
    assert rule(line(store, spring), RuleKey.IN_YEAR).outcome is Outcome.PASS


def test_what_the_form_leaves_open_the_books_answer(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    worker = put_worker(store, organisation=unit, frontline=True, member_number="ZS0001")
    put(store, Honour(worker_id=worker, title="市劳动模范", year=2020, level="city"))
    put_rule(store, programme, RuleKey.FRONTLINE, "yes", RuleEffect.BLOCK)
    nominee = put_nominee(store, programme, unit, worker, in_post=True, fit=True, frontline=True)
    found = line(store, nominee)
    assert found.outcome is Outcome.PASS
    assert rule(found, RuleKey.HONOUR).verdict.found == "市劳动模范 (2020) · of the city"


def test_the_front_line_is_judged_by_what_places_are_counted_by(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    put_rule(store, programme, RuleKey.FRONTLINE, "yes", RuleEffect.BLOCK)
    worker = put_worker(store, organisation=unit, frontline=True)
    cleared = name_one(store, programme, unit, worker=worker, frontline=None)
    assert rule(line(store, cleared), RuleKey.FRONTLINE).outcome is Outcome.REVIEW


def test_a_title_without_level_is_looked_at_unless_the_books_know_it(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    nominee = name_one(store, programme, unit, honour_level="")
    assert rule(line(store, nominee), RuleKey.HONOUR).outcome is Outcome.REVIEW
    worker = line(store, nominee).worker_id
    put(store, Honour(worker_id=worker, title="先进工作者", level="unit"))
    assert rule(line(store, nominee), RuleKey.HONOUR).outcome is Outcome.PASS


def test_two_employers_block_each_other_until_one_takes_the_name_back(store: Store) -> None:
    programme = put_programme(store)
    units = [put_organisation(store, name) for name in ("定海环卫所工会", "普陀渔业工会")]
    worker = put_worker(store, organisation=units[0])
    first, second = (name_one(store, programme, unit, worker) for unit in units)
    assert rule(line(store, first), RuleKey.NAMED_TWICE).verdict.found == "also by 普陀渔业工会"
    with pytest.raises(Refused, match="on two lists"):
        store.do(trip_overrides.override, [first], RuleKey.NAMED_TWICE, "急", "王主席")
    store.do(trip_overrides.turn_down, [second], "由定海环卫所推荐", "王主席")
    assert line(store, first).outcome is Outcome.PASS


def test_names_beyond_the_limit_of_a_union_are_those_at_the_end_of_its_list(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    put_rule(store, programme, RuleKey.NAMES_PER_UNION, "2", RuleEffect.BLOCK)
    names = [name_one(store, programme, unit) for _ in range(3)]
    outcomes = [rule(line(store, one), RuleKey.NAMES_PER_UNION).outcome for one in names]
    assert outcomes == [Outcome.PASS, Outcome.PASS, Outcome.BLOCKED]
    store.do(trip_overrides.turn_down, [names[0]], "岗位调整", "王主席")
    assert rule(line(store, names[2]), RuleKey.NAMES_PER_UNION).outcome is Outcome.PASS


def test_a_rule_set_aside_counts_as_met_and_says_by_whom_until_it_is_taken_back(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    nominee = name_one(store, programme, unit, fit=None)
    assert store.read(trip_eligibility.verdict_of, programme) == {nominee: Outcome.REVIEW}
    assert store.do(trip_overrides.override, [nominee], RuleKey.FIT, "电话核实", "王主席", "会议纪要3号") == 1
    assert store.do(trip_overrides.override, [nominee], RuleKey.FIT, "电话核实", "王主席") == 0
    found = line(store, nominee)
    aside = rule(found, RuleKey.FIT).override
    assert (found.outcome, found.is_overridden) == (Outcome.PASS, True)
    assert aside is not None
    assert (aside.reason, aside.by, aside.document) == ("电话核实", "王主席", "会议纪要3号")
    store.do(trip_overrides.take_back, aside.id)
    assert line(store, nominee).outcome is Outcome.REVIEW
    with pytest.raises(NotFound):
        store.do(trip_overrides.take_back, aside.id)
    store.undo()
    assert line(store, nominee).outcome is Outcome.PASS


@pytest.mark.parametrize(("reason", "by", "field"), [(" ", "王主席", "reason"), ("核实", "", "by")])
def test_a_decision_needs_reason_and_name(file_store: Store, reason: str, by: str, field: str) -> None:
    programme, unit = put_programme(file_store), put_organisation(file_store)
    nominee = put_nominee(file_store, programme, unit)
    with pytest.raises(FieldError) as refused:
        file_store.do(trip_overrides.override, [nominee], RuleKey.FIT, reason, by)
    assert refused.value.field == field


def test_who_was_turned_down_no_longer_counts_and_may_be_taken_up_again(file_store: Store) -> None:
    programme, unit = put_programme(file_store), put_organisation(file_store)
    nominee = name_one(file_store, programme, unit, fit=False)
    file_store.do(trip_overrides.turn_down, [nominee], "身体不适", "王主席")
    report = file_store.read(trip_eligibility.check, programme)
    assert (sum(report.counts().values()), report.turned_down()) == (0, 1)
    assert report.lines[0].state_reason == "身体不适 (王主席)"
    assert file_store.do(trip_overrides.take_up_again, [nominee]) == 1
    assert file_store.read(trip_eligibility.check, programme).counts()[Outcome.BLOCKED] == 1


def test_who_has_a_place_is_not_turned_down_here(file_store: Store) -> None:
    programme, unit = put_programme(file_store), put_organisation(file_store)
    nominee = put_nominee(file_store, programme, unit, state=NomineeState.CHOSEN)
    with pytest.raises(Refused, match="has a place already"):
        file_store.do(trip_overrides.turn_down, [nominee], "身体不适", "王主席")


def test_nothing_is_decided_after_the_step_was_approved(file_store: Store) -> None:
    programme, unit = put_programme(file_store), put_organisation(file_store)
    nominee = put_nominee(file_store, programme, unit)
    put_approved(file_store, programme, list(TripStep)[:4])
    with pytest.raises(StepApproved):
        file_store.do(trip_overrides.override, [nominee], RuleKey.FIT, "核实", "王主席")


def test_a_share_out_of_reach_is_told_in_all_and_for_the_unit(store: Store) -> None:
    programme, unit = put_programme(store, places=4), put_organisation(store)
    for frontline in (True, True, False, False):
        name_one(store, programme, unit, frontline=frontline)
    report = store.read(trip_eligibility.check, programme)
    shares = [one for one in report.groups if one.verdict.rule is RuleKey.FRONTLINE_SHARE]
    assert [one.organisation for one in shares] == ["", "定海环卫所工会"]
    assert shares[0].verdict.remedy == ("Ask the units for 1 more names of the front line, or fill 2 places.")


def test_what_is_not_settled_is_missing_and_blocks_the_approval(store: Store) -> None:
    programme, unit = put_programme(store), put_organisation(store)
    assert store.read(trip_eligibility.missing, programme)[0].sentence == "Nobody is named yet."
    nominee = name_one(store, programme, unit, fit=False)
    told = store.read(trip_eligibility.missing, programme)
    assert (told[0].item_id, told[0].blocks) == (nominee, True)
    assert told[0].sentence == "1 陈海生 (定海环卫所工会): Is not fit to travel."
    store.do(trip_overrides.turn_down, [nominee], "身体不适", "王主席")
    assert all("陈海生" not in one.sentence for one in store.read(trip_eligibility.missing, programme))


def test_the_check_in_a_sentence(file_store: Store) -> None:
    programme, unit = put_programme(file_store), put_organisation(file_store)
    name_one(file_store, programme, unit)
    name_one(file_store, programme, unit, fit=False)
    report = file_store.read(trip_eligibility.check, programme)
    assert report.sentence() == "2 nominees checked: 1 pass, 0 to be looked at, 1 blocked."
