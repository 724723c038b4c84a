"""Sites for tests, written straight into the table."""

from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.names import name_key
from desktop.models.sites import Site, SiteKind
from desktop.storage.search import organisation_key
from desktop.storage.store import Store


def put_site(
    store: Store,
    name: str = "定海港务码头爱心驿站",
    kind: SiteKind = SiteKind.REST_STATION,
    **fields: object,
) -> UUID:
    """Put a site on file, open and without anything else told; return its key."""
    return store.do(_put, name, kind, fields)


def _put(session: Session, name: str, kind: SiteKind, fields: dict[str, object]) -> UUID:
    site = Site(name=name, name_key=name_key(name), search_key=organisation_key(name), kind=kind)
    for field, value in fields.items():
        assert hasattr(site, field), field
        setattr(site, field, value)
    session.add(site)
    session.flush()
    return site.id
