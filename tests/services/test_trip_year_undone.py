"""A whole year of trips is taken back step by step and done again, on either database, with nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.apportion import Method
from desktop.core.cost_split import Parts
from desktop.core.trip_rules import RuleKey
from desktop.models.base import Base
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.models.trips import TripStep
from desktop.services import (
    trip_allocation_returns,
    trip_allocation_settle,
    trip_boarding,
    trip_choice,
    trip_costs,
    trip_invoices,
    trip_nominee_edit,
    trip_notices,
    trip_objections,
    trip_overrides,
    trip_placing,
    trip_placing_best,
    trip_roster_rooms,
    trip_settlement,
    trip_steps,
    trip_substitution,
)
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_choice import Lots
from desktop.services.trip_invoices import InvoiceEntry
from desktop.services.trip_notice_draft import NoticeEntry
from desktop.services.trip_objections import Answer, ObjectionEntry, ObjectionOutcome
from desktop.services.trip_placing import PlacingSettings
from desktop.services.trip_settlement import SettleEntry
from desktop.storage.store import Store
from tests.services.trip_choices import name_sound
from tests.services.trip_travellers import WHY, put_trip_rule
from tests.services.trips import put_batch, put_claim, put_organisation, put_programme

Rows = dict[str, frozenset[tuple[str, ...]]]
_PEOPLE, _PLACES = 6, 4
_PRICE = 200_000


def _state(session: Session) -> Rows:
    """What all tables of the trips and of the door hold, rows taken back left out."""
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        kept = table.name.startswith("trip_") or table.name in ("activity", "meeting", "enrolment")
        if not kept or "removed_at" not in table.c:
            continue
        columns = [column for column in table.c if column.name not in ("version", "changed_at")]
        rows = session.execute(select(*columns).where(table.c.removed_at.is_(None)))
        found[table.name] = frozenset(tuple(map(str, row)) for row in rows)
    return found


def _of(session: Session, programme: UUID, state: NomineeState) -> list[UUID]:
    return list(
        session.scalars(
            select(TripNominee.id)
            .where(TripNominee.programme_id == programme, TripNominee.state == state)
            .order_by(TripNominee.waiting, TripNominee.number)
        )
    )


class _Year:
    """A programme with two employers and one batch, and the deeds of its year in their order."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.today = store.now().astimezone().date()
        self.programme = put_programme(store, year=self.today.year, places=_PLACES)
        put_trip_rule(store, self.programme, RuleKey.UNION_LIMIT.value, "1000")
        employers = [put_organisation(store, name) for name in ("定海环卫所工会", "普陀港务工会")]
        self.employer = employers[0]
        for employer in employers:
            put_claim(store, self.programme, employer, members=100, frontline=80)
        long_ago = self.today - timedelta(days=40)
        self.batch = put_batch(
            store, self.programme, capacity=_PLACES, price_fen=_PRICE,
            starts_on=long_ago, ends_on=long_ago + timedelta(days=4),
        )  # fmt: skip
        self.nominees = [name_sound(store, self.programme, employers[at % 2]) for at in range(_PEOPLE)]

    def deeds(self) -> list[Callable[[], object]]:
        store, programme = self.store, self.programme
        settings = AllocationSettings(Method.HILL, "7", "members", _PLACES)
        return [
            lambda: store.do(trip_allocation_settle.settle, programme, settings),
            lambda: store.do(trip_allocation_returns.give_back, programme, self.employer, 1, "人手不足"),
            lambda: store.do(trip_allocation_returns.share_out_returned, programme, "重新分配"),
            lambda: store.do(trip_nominee_edit.move, self.nominees[0], 3),
            lambda: store.do(trip_overrides.override, self.nominees[:2], RuleKey.HONOUR, "已核实", "李敏"),
            lambda: store.do(trip_choice.settle, programme, Lots("3 5 6")),
            self._place,
            self._post,
            self._object,
            self._uphold,
            lambda: store.do(trip_roster_rooms.propose_rooms, self.batch),
            self._set_out,
            self._fill,
            self._withdraw_and_substitute,
            lambda: store.do(
                trip_invoices.add_invoice, self.batch, InvoiceEntry("26330000000012345678", self._cost())
            ),
            lambda: store.do(trip_costs.set_parts, self._going()[0], Parts(0, _PRICE, 0), "单位自愿承担"),
            lambda: store.do(trip_settlement.settle, self.batch, SettleEntry("李敏", self.today, "差额已核")),
            lambda: store.do(trip_settlement.reopen, self.batch, "李敏", "票据有误"),
            lambda: store.do(trip_settlement.settle, self.batch, SettleEntry("李敏", self.today, "差额已核")),
            lambda: store.do(trip_steps.approve, programme, TripStep.PLAN, "王主席"),
        ]

    def _going(self) -> list[UUID]:
        return self.store.read(_of, self.programme, NomineeState.CHOSEN)

    def _waiting(self) -> list[UUID]:
        return self.store.read(_of, self.programme, NomineeState.WAITING)

    def _cost(self) -> int:
        return _PRICE * len(self._going())

    def _place(self) -> None:
        case = self.store.read(trip_placing.case_of, self.programme, PlacingSettings(Lots("3 5 6")))
        self.store.do(trip_placing.settle, trip_placing_best.best(case))

    def _post(self) -> None:
        entry = NoticeEntry(self.today - timedelta(days=60), "李敏", "0580-2021234", "203 室")
        self.notice = self.store.do(trip_notices.post, self.programme, entry).id

    def _object(self) -> None:
        entry = ObjectionEntry(self.today - timedelta(days=55), "不是一线", self._going()[0])
        self.objection = self.store.do(trip_objections.receive, self.notice, entry).id

    def _uphold(self) -> None:
        upheld = Answer(ObjectionOutcome.UPHELD, "属实", "王主席", self.today)
        self.store.do(trip_objections.answer, self.objection, upheld)

    def _set_out(self) -> None:
        hour = self.store.now() + timedelta(hours=3)
        self.store.do(trip_boarding.make_departure, self.batch, hour, "定海客运中心")

    def _fill(self) -> None:
        self.store.do(trip_substitution.fill, self.batch, self._waiting()[0], WHY)

    def _withdraw_and_substitute(self) -> None:
        out = self._going()[-1]
        self.store.do(trip_substitution.substitute, out, self._waiting()[0], WHY, "按序联系不上")


def test_a_year_is_taken_back_and_done_again_without_a_trace(store: Store) -> None:
    year = _Year(store)
    states = [store.read(_state)]
    for deed in year.deeds():
        deed()
        states.append(store.read(_state))
    assert states[-1]["trip_taken"]
    for before in reversed(states[:-1]):
        store.undo()
        assert store.read(_state) == before
    for after in states[1:]:
        store.redo()
        assert store.read(_state) == after
