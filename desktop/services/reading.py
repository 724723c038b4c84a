"""Signed paper read back: what the pictures tell is proposed, a person decides, and it is entered at once.

Nothing here looks at a picture; ``reading_pictures`` does, and only what reads pictures imports it.
"""

from desktop.core.reading import Crop, Mark, Why
from desktop.core.sheet_content import RowPart
from desktop.services.door import find_at_door as people_for_walk_in
from desktop.services.reading_accept import NothingToEnter, accept
from desktop.services.reading_codes import known_pages
from desktop.services.reading_evidence import evidence
from desktop.services.reading_missing import CameBack, missing_pages, note_lost
from desktop.services.reading_parts import (
    Accepted,
    CodeSeen,
    Decision,
    Evidence,
    Identified,
    KnownPage,
    MissingPages,
    PageFound,
    PictureRead,
    Proposal,
    ProposedRow,
    RowCounts,
    SheetProposal,
    Standing,
)
from desktop.services.reading_propose import propose
from desktop.services.reading_words import why_word

__all__ = [
    "Accepted",
    "CameBack",
    "CodeSeen",
    "Crop",
    "Decision",
    "Evidence",
    "Identified",
    "KnownPage",
    "Mark",
    "MissingPages",
    "NothingToEnter",
    "PageFound",
    "PictureRead",
    "Proposal",
    "ProposedRow",
    "RowCounts",
    "RowPart",
    "SheetProposal",
    "Standing",
    "Why",
    "accept",
    "evidence",
    "known_pages",
    "missing_pages",
    "note_lost",
    "people_for_walk_in",
    "propose",
    "why_word",
]
