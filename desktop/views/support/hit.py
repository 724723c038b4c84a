"""One thing a search found."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt

HIT = Qt.ItemDataRole.UserRole
"""Where an item of a list keeps its hit."""


@dataclass(frozen=True)
class Hit:
    """One thing found: ``kind`` and ``id`` lead to its page, ``group`` is the heading it stands under."""

    kind: str
    id: UUID
    title: str
    detail: str = ""
    group: str = ""
