"""Nominations: the list, what is changed by hand, and how many each organisation has named."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.models.trip_quotas import TripAllocation, TripQuota
from desktop.models.trips import TripCategory
from desktop.services import trip_nominee_edit, trip_nominee_summary, trip_nominees
from desktop.services.trip_nominee_edit import NamedAlready
from desktop.services.trip_nominee_entry import NomineeEntry
from desktop.services.trip_nominees import NomineeSought, NomineeState
from desktop.services.trip_steps import StepApproved, TripStep
from desktop.storage.store import Store
from tests.services.trips import (
    put_approved,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_worker,
)


def put_quota(store: Store, programme: UUID, quotas: dict[UUID, tuple[int, int]]) -> None:
    """Allocate places (and the front line least) to organisations, whatever anybody would compute."""

    def write(session: Session) -> None:
        made = TripAllocation(
            programme_id=programme, number=1, method="largest-remainder", seed="", formula="members",
            places=sum(places for places, _least in quotas.values()), made_at=store.now(),
        )  # fmt: skip
        session.add(made)
        session.flush()
        for organisation, (places, least) in quotas.items():
            session.add(
                TripQuota(
                    allocation_id=made.id, organisation_id=organisation, weight="1", claim="1",
                    places=places, frontline_min=least,
                )
            )  # fmt: skip

    store.do(write)


def put_category(store: Store, programme: UUID, key: str = "toxic", name: str = "有毒有害岗位") -> None:
    """Put a priority category on file."""
    store.do(
        lambda session: session.add(
            TripCategory(programme_id=programme, key=key, name=name, points=5, position=1)
        )
    )


def test_a_list_tells_each_name_masked_and_in_words(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    put_category(store, programme)
    batch = put_batch(store, programme, 1, name="春季")
    worker = put_worker(store, "王海", employer, phone="13812345678")
    key = put_nominee(
        store, programme, employer, worker, categories="toxic,gone", preferences="2,1", batch_id=batch,
        frontline=True,
    )  # fmt: skip
    (line,) = store.read(trip_nominees.listed, programme)
    assert (line.id, line.number, line.name, line.phone) == (key, 1, "王海", "138****5678")
    assert "*" in line.id_number
    assert line.category_words == "有毒有害岗位, gone"
    assert (line.preferences, line.batch) == ((2, 1), "Batch 1 春季")
    assert line.state is NomineeState.NAMED


def test_a_list_is_narrowed_by_what_is_sought(file_store: Store) -> None:
    programme, one, other = (
        put_programme(file_store),
        put_organisation(file_store, "甲厂"),
        put_organisation(file_store, "乙厂"),
    )
    put_nominee(file_store, programme, one, post="焊工", frontline=True)
    put_nominee(file_store, programme, other, state=NomineeState.WITHDRAWN)

    def numbers(sought: NomineeSought) -> list[int]:
        return [line.number for line in file_store.read(trip_nominees.listed, programme, sought)]

    assert numbers(NomineeSought(text="焊")) == [1]
    assert numbers(NomineeSought(text="2")) == [2]
    assert numbers(NomineeSought(organisation_id=other)) == [2]
    assert numbers(NomineeSought(states=(NomineeState.WITHDRAWN,))) == [2]
    assert numbers(NomineeSought(frontline=True)) == [1]
    assert numbers(NomineeSought(category="toxic")) == []


def test_each_organisation_is_held_against_its_quota(store: Store) -> None:
    programme = put_programme(store)
    over, short, silent, none = (put_organisation(store, name) for name in ("甲厂", "乙厂", "丙厂", "丁厂"))
    put_quota(store, programme, {over: (1, 1), short: (3, 2), silent: (2, 1)})
    for employer, frontline in ((over, True), (over, True), (short, True), (none, None)):
        put_nominee(store, programme, employer, frontline=frontline)
    put_nominee(store, programme, short, frontline=True, state=NomineeState.WITHDRAWN)
    lines = {one.organisation: one for one in store.read(trip_nominee_summary.by_organisation, programme)}
    assert (lines["甲厂"].named, lines["甲厂"].over, lines["甲厂"].left) == (2, 1, 0)
    assert (lines["乙厂"].named, lines["乙厂"].left, lines["乙厂"].frontline_short) == (1, 2, 1)
    assert (lines["丙厂"].named, lines["丁厂"].quota, lines["丁厂"].named) == (0, 0, 1)
    sums = trip_nominee_summary.in_all(tuple(lines.values()))
    assert (sums.organisations, sums.silent, sums.quota, sums.named) == (3, 1, 6, 4)
    told = [one.sentence for one in store.read(trip_nominee_summary.missing, programme)]
    assert any("丙厂" in sentence and "nobody" in sentence for sentence in told)
    assert any("2 places are left" in sentence for sentence in told)
    assert "甲厂 has named 2 for 1 places, 1 too many; the choice decides." in told
    assert "丁厂 has no quota and has named 1." in told
    assert "乙厂 has named 1 of the front line, 1 short of 2." in told


def test_the_step_waits_for_names_and_for_one_employer_of_each(file_store: Store) -> None:
    programme = put_programme(file_store)
    (nobody,) = file_store.read(trip_nominee_summary.missing, programme)
    assert nobody.blocks
    one, other = put_organisation(file_store, "甲厂"), put_organisation(file_store, "乙厂")
    worker = put_worker(file_store, "李娜", one)
    put_nominee(file_store, programme, one, worker)
    second = put_nominee(file_store, programme, other, worker)
    blocking = [each for each in file_store.read(trip_nominee_summary.missing, programme) if each.blocks]
    assert [each.sentence for each in blocking] == [
        "李娜 is named by several employers: 甲厂, 乙厂. Withdraw all but one."
    ]
    assert file_store.read(trip_nominees.card, second).also_named_by == ("甲厂",)
    file_store.do(trip_nominee_edit.withdraw, second, "由甲厂推荐")
    assert not any(each.blocks for each in file_store.read(trip_nominee_summary.missing, programme))


def test_a_worker_is_named_by_hand_once_and_with_the_next_number(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    put_category(store, programme)
    put_batch(store, programme, 3)
    worker = put_worker(store, "王海", employer, post="焊工", frontline=True)
    start = store.read(trip_nominee_edit.proposed, programme, employer, worker)
    assert (start.post, start.frontline) == ("焊工", True)
    entry = NomineeEntry(categories=("toxic",), preferences=(3, 3), emergency_phone="138-1234-5678")
    key = store.do(trip_nominee_edit.name, programme, employer, worker, entry)
    card = store.read(trip_nominees.card, key)
    assert (card.line.number, card.line.position, card.line.preferences) == (1, 1, (3,))
    assert card.emergency_phone == "13812345678"
    with pytest.raises(NamedAlready):
        store.do(trip_nominee_edit.name, programme, employer, worker, entry)
    with pytest.raises(NamedAlready):
        store.read(trip_nominee_edit.proposed, programme, employer, worker)
    store.do(trip_nominee_edit.strike, key)
    again = store.do(trip_nominee_edit.name, programme, employer, worker, entry)
    assert store.read(trip_nominees.card, again).line.number == 2


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (NomineeEntry(categories=("hero",)), "categories"),
        (NomineeEntry(preferences=(9,)), "preferences"),
        (NomineeEntry(last_trip_year=26), "last_trip_year"),
        (NomineeEntry(remark="长" * 501), "remark"),
    ],
)
def test_what_the_programme_does_not_know_is_refused(
    file_store: Store, entry: NomineeEntry, field: str
) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    put_batch(file_store, programme, 1)
    nominee = put_nominee(file_store, programme, employer)
    with pytest.raises(FieldError) as refused:
        file_store.do(trip_nominee_edit.change, nominee, entry)
    assert refused.value.field == field


def test_a_name_is_withdrawn_with_a_reason_and_stands_again(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_batch(file_store, programme)
    nominee = put_nominee(file_store, programme, employer, state=NomineeState.CHOSEN, batch_id=batch, rank=1)
    with pytest.raises(FieldError):
        file_store.do(trip_nominee_edit.withdraw, nominee, " ")
    file_store.do(trip_nominee_edit.withdraw, nominee, "本人放弃")
    line = file_store.read(trip_nominees.card, nominee).line
    assert (line.state, line.state_reason, line.batch_id) == (NomineeState.WITHDRAWN, "本人放弃", None)
    file_store.do(trip_nominee_edit.restore, nominee)
    assert file_store.read(trip_nominees.card, nominee).line.state is NomineeState.NAMED
    with pytest.raises(Refused):
        file_store.do(trip_nominee_edit.restore, nominee)
    file_store.undo()
    assert file_store.read(trip_nominees.card, nominee).line.state is NomineeState.WITHDRAWN


def test_the_employers_order_is_changed(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    keys = [put_nominee(file_store, programme, employer) for _each in range(3)]
    file_store.do(trip_nominee_edit.move, keys[2], 1)
    places = {line.id: line.position for line in file_store.read(trip_nominees.listed, programme)}
    assert [places[key] for key in keys] == [2, 3, 1]
    with pytest.raises(FieldError):
        file_store.do(trip_nominee_edit.move, keys[2], 0)


def test_an_approved_list_of_names_is_left_alone(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    nominee = put_nominee(file_store, programme, employer)
    put_approved(file_store, programme, [TripStep.NOMINATION])
    with pytest.raises(StepApproved):
        file_store.do(trip_nominee_edit.withdraw, nominee, "本人放弃")
