"""What signed sheets told, in words for a person and in JSON for a program."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures
from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart, SheetKind
from desktop.services.reading import (
    Accepted,
    PictureRead,
    Proposal,
    ProposedRow,
    RowCounts,
    SheetProposal,
    Standing,
    why_word,
)

_NAMED = 3
"""Files named where the same is wrong with more."""


def is_to_look_at(proposal: Proposal) -> bool:
    """Say whether a person should look: at a row, a notice, or a picture that was not used."""
    return bool(proposal.unused) or any(
        sheet.is_closed or sheet.notices or any(_wants_a_look(row) for row in sheet.rows)
        for sheet in proposal.sheets
    )


def in_json(proposal: Proposal, accepted: Accepted | None) -> dict[str, object]:
    """Return everything under names that stay; sums in yuan as text, times with their zone."""
    return {
        "accepted": None if accepted is None else _accepted(accepted),
        **_counts(proposal.counts),
        "sum": _yuan(proposal.sum),
        "sheets": [_sheet(sheet) for sheet in proposal.sheets],
        "not_read": [_not_read(read) for read in proposal.unused],
    }


def in_words(proposal: Proposal, accepted: Accepted | None, asked: bool) -> str:
    """Return the same for a person, sheet by sheet."""
    lines = [line for sheet in proposal.sheets for line in _sheet_lines(sheet)]
    lines += _unused_lines(proposal.unused)
    if not proposal.sheets:
        lines.append(_("No signed sheet was read."))
    elif accepted is not None:
        lines.append(_entered(accepted))
    elif asked:
        lines.append(_("Nothing was entered."))
    else:
        lines.append(_("Nothing is entered yet; with --accept what is sure is entered."))
    return "\n".join(lines)


def _sheet_lines(sheet: SheetProposal) -> Iterator[str]:
    yield _("Sheet {number}, {kind}, “{title}”: {pages}").format(
        number=sheet.number, kind=_kind(sheet.kind), title=sheet.title, pages=_pages(sheet)
    )
    yield f"  {_counted(sheet)}"
    yield from (f"  {notice}" for notice in sheet.notices)
    yield from (f"  {_row_line(row)}" for row in sheet.rows if _wants_a_look(row))


def _pages(sheet: SheetProposal) -> str:
    now = ngettext("page {pages} of {count}", "pages {pages} of {count}", len(sheet.pages_now)).format(
        pages=_numbers(sheet.pages_now), count=sheet.pages
    )
    if not sheet.missing:
        return now
    missing = ngettext(
        "page {pages} has not come back yet", "pages {pages} have not come back yet", len(sheet.missing)
    ).format(pages=_numbers(sheet.missing))
    return _("{now}; {missing}").format(now=now, missing=missing)


def _numbers(numbers: Sequence[int]) -> str:
    """Return numbers in order as a person writes them: 1–4, 6."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return _(", ").join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _counted(sheet: SheetProposal) -> str:
    counts = sheet.counts
    parts = [
        _("{n} signed").format(n=counts.signed),
        _("{n} not signed").format(n=counts.empty),
        _("{n} doubtful").format(n=counts.doubtful),
    ]
    if counts.walk_ins:
        parts.append(ngettext("{n} walk-in", "{n} walk-ins", counts.walk_ins).format(n=counts.walk_ins))
    if counts.unseen:
        parts.append(_("{n} not seen").format(n=counts.unseen))
    if counts.already:
        parts.append(_("{n} in already").format(n=counts.already))
    if sheet.kind is SheetKind.RECEIPT and sheet.sum:
        parts.append(_("{sum} yuan").format(sum=in_figures(sheet.sum)))
    return " · ".join(parts)


def _row_line(row: ProposedRow) -> str:
    if row.number is None:  # rows kept free stand at the head of the sheet and bear no number
        where = _("page {page}, kept row {row}").format(page=row.page, row=row.slot + 1)
    else:
        where = _("page {page}, row {row}").format(page=row.page, row=row.number)
    who = " ".join(part for part in (row.name, row.organisation) if part)
    return " · ".join(part for part in (where, who, _verdict(row), row.sentence) if part)


def _verdict(row: ProposedRow) -> str:
    if row.mark is Mark.DOUBTFUL:
        reason = why_word(row.why)
        return _("doubtful: {reason}").format(reason=reason) if reason else _("doubtful")
    if row.mark is Mark.UNSEEN:
        return _("not seen")
    if row.standing is Standing.UNNAMED:
        return _("somebody without a printed name signed")
    return _("signed")


def _wants_a_look(row: ProposedRow) -> bool:
    if row.mark is Mark.EMPTY:
        return False
    if row.mark is Mark.SIGNED:
        return row.standing is Standing.UNNAMED or bool(row.sentence and row.enters)
    return row.part is RowPart.LISTED or row.mark is Mark.DOUBTFUL


def _kind(kind: SheetKind) -> str:
    return _("receipt sheet") if kind is SheetKind.RECEIPT else _("sign-in sheet")


def _entered(accepted: Accepted) -> str:
    parts = []
    if accepted.attendances or not accepted.receipts:
        n = accepted.attendances
        parts.append(ngettext("{n} signature entered", "{n} signatures entered", n).format(n=n))
    if accepted.walk_ins:
        n = accepted.walk_ins
        parts.append(ngettext("{n} walk-in among them", "{n} walk-ins among them", n).format(n=n))
    if accepted.receipts:
        n, paid = accepted.receipts, in_figures(accepted.sum)
        parts.append(
            ngettext("{n} receipt entered, {sum} yuan", "{n} receipts entered, {sum} yuan", n).format(
                n=n, sum=paid
            )
        )
    if accepted.already:
        n = accepted.already
        parts.append(ngettext("{n} was in already", "{n} were in already", n).format(n=n))
    if accepted.left:
        n = accepted.left
        parts.append(ngettext("{n} doubtful row left out", "{n} doubtful rows left out", n).format(n=n))
    return " · ".join(parts)


def _unused_lines(unused: Sequence[PictureRead]) -> Iterator[str]:
    """Yield what is wrong, each thing once, with the files of which it is so."""
    wrong: dict[str, list[PictureRead]] = {}
    for read in unused:
        said = _said(read).replace(read.name, "\0")
        wrong.setdefault(said, []).append(read)
    for said, reads in wrong.items():
        if reads[0].file is None or "\0" in said:
            yield from _each_said(reads)
        else:
            yield _("Not used: {files}: {sentence}").format(files=_named(reads), sentence=said)


def _said(read: PictureRead) -> str:
    return " ".join((read.sentence, read.remedy)).strip()


def _each_said(reads: Sequence[PictureRead]) -> Iterator[str]:
    """Yield sentences that name their file, which may have been read in part."""
    told = list(dict.fromkeys(_said(read) for read in reads))
    yield from told[:_NAMED]
    if (more := len(told) - _NAMED) > 0:
        words = ngettext("So it is with {count} other file.", "So it is with {count} other files.", more)
        yield words.format(count=more)


def _named(reads: Sequence[PictureRead]) -> str:
    """Return the names of the first files, and how many there are besides."""
    numbers: dict[tuple[str, Path | None], list[int]] = {}
    for read in reads:
        numbers.setdefault((read.name, read.file), []).append(read.number)
    first = islice(numbers.items(), _NAMED)
    names = _(", ").join(_picture_name(name, of_file) for (name, _file), of_file in first)
    more = len(numbers) - _NAMED
    if more <= 0:
        return names
    words = ngettext("{files} and {count} other", "{files} and {count} others", more)
    return words.format(files=names, count=more)


def _picture_name(name: str, numbers: Sequence[int]) -> str:
    if list(numbers) == [1]:
        return name
    words = ngettext("{file}, picture {number}", "{file}, pictures {number}", len(numbers))
    return words.format(file=name, number=_numbers(numbers))


def _accepted(accepted: Accepted) -> dict[str, object]:
    return {
        "attendances": accepted.attendances,
        "walk_ins": accepted.walk_ins,
        "receipts": accepted.receipts,
        "sum": _yuan(accepted.sum),
        "already": accepted.already,
        "left": accepted.left,
        "pages": accepted.pages,
    }


def _counts(counts: RowCounts) -> dict[str, object]:
    return {
        "signed": counts.signed,
        "empty": counts.empty,
        "doubtful": counts.doubtful,
        "unseen": counts.unseen,
        "walk_ins": counts.walk_ins,
        "already": counts.already,
    }


def _sheet(sheet: SheetProposal) -> dict[str, object]:
    return {
        "sheet": sheet.number,
        "kind": sheet.kind,
        "title": sheet.title,
        "activity": sheet.activity_id,
        "meeting": sheet.meeting_id,
        "starts_at": sheet.starts_at.astimezone() if sheet.starts_at else None,
        "pages": sheet.pages,
        "pages_read": list(sheet.pages_now),
        "pages_before": list(sheet.pages_before),
        "pages_missing": list(sheet.missing),
        "closed": sheet.is_closed,
        "notices": list(sheet.notices),
        **_counts(sheet.counts),
        "sum": _yuan(sheet.sum),
        "rows": [_row(row) for row in sheet.rows],
    }


def _row(row: ProposedRow) -> dict[str, object]:
    return {
        "page": row.page,
        "place": row.slot + 1,
        "number": row.number,
        "part": row.part,
        "worker": row.worker_id,
        "name": row.name,
        "organisation": row.organisation,
        "mark": row.mark,
        "why": row.why,
        "confidence": round(row.confidence, 3),
        "standing": row.standing,
        "sentence": row.sentence,
        "enters": row.enters,
    }


def _not_read(read: PictureRead) -> dict[str, object]:
    return {
        "file": str(read.file) if read.file else read.name,
        "picture": read.number,
        "sentence": read.sentence,
        "remedy": read.remedy,
    }


def _yuan(sum_: Decimal) -> str:
    return f"{sum_:.2f}"
