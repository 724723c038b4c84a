"""Everything that is stored; importing this package fills ``Base.metadata``."""

from desktop.models import (
    activities,
    duty,
    history,
    people,
    reading,
    sheets,
    site_assets,
    site_ledger,
    sites,
    supplies,
)
from desktop.models.base import Base

__all__ = [
    "Base",
    "activities",
    "duty",
    "history",
    "people",
    "reading",
    "sheets",
    "site_assets",
    "site_ledger",
    "sites",
    "supplies",
]
