"""People named, checked and ready to be chosen, for tests."""

from uuid import UUID

from desktop.storage.store import Store
from tests.services.allocations import put_allocation, put_quota
from tests.services.trips import put_nominee, put_organisation, put_programme

SOUND: dict[str, object] = {
    "is_member": True,
    "in_post": True,
    "frontline": True,
    "fit": True,
    "honour": "先进工作者",
    "honour_year": 2022,
    "honour_level": "unit",
}


def name_sound(
    store: Store, programme: UUID, organisation: UUID, worker: UUID | None = None, **fields: object
) -> UUID:
    """Name somebody (new unless given) who meets every rule but for the fields told."""
    return put_nominee(store, programme, organisation, worker, **{**SOUND, **fields})


def put_port(store: Store, places: int = 3, named: int = 5, frontline_min: int = 0) -> tuple[UUID, UUID]:
    """Put a programme on file with one organisation that names so many; return both keys."""
    programme, port = put_programme(store, places=places), put_organisation(store, "港务局工会")
    allocation = put_allocation(store, programme, {})
    put_quota(store, allocation, port, places, frontline_min=frontline_min)
    for _number in range(named):
        name_sound(store, programme, port)
    return programme, port
