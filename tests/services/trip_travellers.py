"""People of trips for tests to whom no rule objects, and batches that are ready to leave."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.models.trip_papers import TripSettlement
from desktop.models.trip_people import NomineeState
from desktop.models.trips import TripRule
from desktop.services.trip_roster_log import Grounds
from desktop.storage.store import Store
from tests.services.trips import put_batch, put_nominee, put_worker

WHY = Grounds("本人来电：家中有事", "周主席")


def put_traveller(
    store: Store, programme: UUID, organisation: UUID, name: str = "陈海生", **fields: object
) -> UUID:
    """Put somebody on file whom every rule passes, of the front line unless told; return the nomination."""
    sound: dict[str, object] = {
        "frontline": True,
        "is_member": True,
        "in_post": True,
        "fit": True,
        "honour": "先进工作者",
        "honour_year": 2024,
        "honour_level": "city",
    }
    worker = put_worker(store, name, organisation, phone="13857201234")
    return put_nominee(store, programme, organisation, worker, **(sound | fields))


def put_waiting(
    store: Store, programme: UUID, organisation: UUID, place: int, name: str, **fields: object
) -> UUID:
    """Put somebody on the waiting list."""
    return put_traveller(
        store, programme, organisation, name, state=NomineeState.WAITING, waiting=place, **fields
    )


def put_chosen(
    store: Store, programme: UUID, organisation: UUID, batch: UUID | None, name: str, **fields: object
) -> UUID:
    """Put somebody on a roster."""
    on_it: dict[str, object] = {"state": NomineeState.CHOSEN, "batch_id": batch}
    return put_traveller(store, programme, organisation, name, **(on_it | fields))


def put_ready_batch(
    store: Store, programme: UUID, number: int = 1, capacity: int = 10, **fields: object
) -> UUID:
    """Put a batch on file that leaves in December 2026."""
    ready: dict[str, object] = {
        "starts_on": date(2026, 12, 15),
        "ends_on": date(2026, 12, 19),
        "departs_at": datetime(2026, 12, 15, 0, 0, tzinfo=UTC),
        "leader": "沈建平",
        "insurer": "海岛保险",
        "meeting_place": "定海客运中心",
    }
    return put_batch(store, programme, number, capacity, **(ready | fields))


def put_trip_rule(store: Store, programme: UUID, key: str, value: str) -> None:
    """Put a rule of the programme on file."""
    store.do(_rule, programme, key, value)


def put_settlement(store: Store, batch: UUID) -> None:
    """Have a batch settled."""
    store.do(_settle, batch)


def _settle(session: Session, batch: UUID) -> None:
    day = date(2026, 12, 20)
    session.add(TripSettlement(batch_id=batch, settled_on=day, settled_by="周主席", people=1, total_fen=1))


def _rule(session: Session, programme: UUID, key: str, value: str) -> None:
    session.add(TripRule(programme_id=programme, key=key, value=value))
