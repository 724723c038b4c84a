"""Rules of a programme for the tests of its notices and settlements."""

from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.trip_rules import RuleKey
from desktop.models.trips import TripRule
from desktop.storage.store import Store


def put_rule(store: Store, programme: UUID, key: RuleKey, value: str) -> None:
    """Set a rule of a programme."""

    def put(session: Session) -> None:
        session.add(TripRule(programme_id=programme, key=key.value, value=value))
        session.flush()

    store.do(put)
