"""The draws of a programme on file: with which seed, how it came about, and what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.models.trip_people import TripDraw
from desktop.services.clock import moment_of

CHOICE, PLACING = "choice", "placing"


@dataclass(frozen=True, slots=True)
class Lots:
    """The seed of a draw and how it came about (dice before witnesses, a lottery's numbers of a day)."""

    seed: str
    drawn: str = ""


def draw_in_force(session: Session, programme_id: UUID, purpose: str) -> TripDraw | None:
    """Return the row of the draw for a purpose that is in force."""
    return session.scalar(
        select(TripDraw)
        .where(
            TripDraw.programme_id == programme_id,
            TripDraw.purpose == purpose,
            TripDraw.superseded_at.is_(None),
            TripDraw.removed_at.is_(None),
        )
        .order_by(TripDraw.made_at.desc(), TripDraw.id.desc())
        .limit(1)
    )


def put_draw(
    session: Session,
    programme_id: UUID,
    purpose: str,
    seed: str,
    settings: Mapping[str, object],
    outcome: Mapping[str, object],
) -> datetime:
    """Keep a draw in place of the one in force; return when it was made."""
    now = moment_of(session)
    before = draw_in_force(session, programme_id, purpose)
    if before is not None:
        before.superseded_at = now
    session.add(
        TripDraw(
            programme_id=programme_id,
            purpose=purpose,
            seed=seed,
            made_at=now,
            settings=json.dumps(settings, ensure_ascii=False),
            outcome=json.dumps(outcome, ensure_ascii=False),
        )
    )
    session.flush()
    return now


def clean_lots(lots: Lots) -> Lots:
    """Return the lots without blanks about. Raises FieldError (seed) where there is none."""
    seed = " ".join(lots.seed.split())
    if not seed:
        raise FieldError(
            "seed",
            _("The lots need a seed."),
            _("Draw one in public, with dice for example, and write down what came up."),
        )
    return Lots(seed, " ".join(lots.drawn.split()))
