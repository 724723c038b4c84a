"""Settled allocations for tests, written straight into the tables."""

from uuid import UUID

from desktop.models.trip_quotas import TripAllocation, TripQuota
from desktop.storage.store import Store
from tests.services.trips import put


def put_allocation(store: Store, programme: UUID, places: dict[UUID, int], **fields: object) -> UUID:
    """Put an allocation in force on file: largest remainder by members unless told; return its key."""
    total = sum(places.values())
    row = TripAllocation(
        programme_id=programme, number=1, method="largest-remainder", seed="2026", formula="members",
        places=total, made_at=store.now(),
    )  # fmt: skip
    allocation = put(store, row, fields)
    for organisation, got in places.items():
        put_quota(store, allocation, organisation, got)
    return allocation


def put_quota(
    store: Store, allocation: UUID, organisation: UUID, places: int, claim: str = "", **fields: object
) -> UUID:
    """Put the places of an organisation into an allocation; ``claim`` is the unrounded share."""
    row = TripQuota(
        allocation_id=allocation, organisation_id=organisation, weight="1", claim=claim or str(places),
        places=places,
    )  # fmt: skip
    return put(store, row, fields)
