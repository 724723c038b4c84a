"""The signature that an attendance or a receipt rests on, to be shown later."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.core.reading import Crop
from desktop.models.activities import Activity
from desktop.models.reading import PageRead, Picture, Signature
from desktop.models.sheets import Sheet, SheetRow
from desktop.services.reading_parts import Evidence
from desktop.services.reading_seats import case_of


def evidence(session: Session, entry_id: UUID) -> Evidence | None:
    """Return what an attendance or a receipt rests on, the newest where there are several; None without."""
    found = session.execute(
        select(Signature, PageRead, SheetRow, Sheet, Activity, Picture)
        .join(PageRead, PageRead.id == Signature.page_read_id)
        .join(SheetRow, SheetRow.id == Signature.sheet_row_id)
        .join(Sheet, Sheet.id == SheetRow.sheet_id)
        .join(Activity, Activity.id == Sheet.activity_id)
        .outerjoin(Picture, Picture.id == Signature.picture_id)
        .where(
            or_(Signature.attendance_id == entry_id, Signature.receipt_id == entry_id),
            Signature.removed_at.is_(None),
        )
        .order_by(PageRead.read_at.desc(), Signature.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    signature, read, row, sheet, activity, picture = found
    return Evidence(
        crop=Crop(picture.jpeg, picture.width, picture.height) if picture else None,
        sheet_id=sheet.id,
        sheet=sheet.number,
        title=sheet.title,
        page=row.page,
        row=case_of(sheet, activity, None).printed_number(row),
        read_at=read.read_at,
        account=read.account,
        file_name=read.file_name,
        by_person=signature.by_person,
        confidence=signature.confidence,
    )
