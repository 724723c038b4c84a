"""Everything that is stored; importing this package fills ``Base.metadata``."""

from desktop.models import activities, history, people, reading, sheets
from desktop.models.base import Base

__all__ = ["Base", "activities", "history", "people", "reading", "sheets"]
