"""What a person does with several chosen sites at once: one operation, one step of undo."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import N_
from desktop.services import sites
from desktop.services.site_find import on_file, within
from desktop.services.site_status import note_status
from desktop.services.site_words import SiteStatus
from desktop.storage import journal


def remove(session: Session, site_ids: Sequence[UUID]) -> int:
    """Take sites off the register, what stands inside first; return how many. Raises ``NotEmpty``."""
    depths = {key: len(within(session, key)) for key in site_ids}
    for key in sorted(depths, key=depths.__getitem__):
        sites.remove(session, key)
    if len(depths) > 1:
        journal.describe(session, N_("Remove {count} sites"), count=len(depths))
    return len(depths)


def set_status(
    session: Session,
    site_ids: Sequence[UUID],
    status: SiteStatus,
    since: date | None = None,
    reason: str = "",
) -> int:
    """Note that sites are planned, open, paused or closed since a day; return how many.

    Raises FieldError (since, reason) as for one site; then nothing is changed.
    """
    for key in site_ids:
        note_status(session, on_file(session, key), status, since, reason)
    session.flush()
    journal.describe(session, N_("Change the status of {count} sites"), count=len(site_ids))
    return len(site_ids)
