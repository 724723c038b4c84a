"""What the Paper page asks of the services: a request, its preview, and the sheet put on record."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import UUID

from desktop.core.i18n import _, in_language
from desktop.core.progress import Progress
from desktop.services import cards, sheets
from desktop.services.cards import CardsRequest
from desktop.services.sheet_record import SheetKind, SheetLine
from desktop.services.sheets import Prepared, SheetRequest, kind_word
from desktop.storage.store import Store
from desktop.views.paper.kept_preview import Kept
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.preview import Papers


@dataclass(frozen=True)
class Wanted:
    """A sheet, badges or cards to be printed, and the title under which they are saved."""

    kind: SheetKind
    request: SheetRequest | CardsRequest
    title: str
    language: str = ""

    @property
    def name(self) -> str:
        """Name of the document, in the language it is printed in."""
        return name_of(self.kind, self.title, self.language)


@dataclass(frozen=True)
class Draft:
    """A preview and what is to be looked at before printing."""

    wanted: Wanted
    papers: Papers
    rows: int
    warnings: tuple[str, ...]
    prepared: Prepared | None = None


def name_of(kind: SheetKind, title: str, language: str = "") -> str:
    """Return what the document is called."""
    if not language:
        return f"{kind_word(kind)} {title}"
    with in_language(language):
        return f"{kind_word(kind)} {title}"


def prepare(store: Store, wanted: Wanted, progress: Progress) -> Draft:
    """Draw the preview. Raises what the services raise."""
    request = wanted.request
    if isinstance(request, CardsRequest):
        made = store.read(cards.prepare_cards, store.code_key, request, progress)
        papers = papers_of(made.pdf, made.pages, wanted.name)
        return Draft(wanted, papers, made.cards, warnings(made.unprintable, made.cut))
    sheet = store.read(sheets.prepare_sheet, store.code_key, request, progress)
    papers = papers_of(sheet.pdf, sheet.pages, wanted.name)
    told = warnings(sheet.unprintable, sheet.cut, sheet.code_mm)
    if request.id_reason:
        told = (*told, _("Identity numbers are hidden in part here and whole on the sheet that is printed."))
    return Draft(wanted, papers, sheet.rows, told, sheet)


def record(store: Store, draft: Draft, progress: Progress) -> Kept:
    """Put what was previewed on record and return it as it goes on paper.

    Whole identity numbers, which no preview shows, are drawn only now, for the reason that was given.
    """
    request, name, out = draft.wanted.request, draft.wanted.name, BytesIO()
    if isinstance(request, CardsRequest):
        kept = store.record(cards.print_cards, store.code_key, request, out, progress)
    else:
        prepared = draft.prepared
        if prepared is None or request.id_reason:  # drawn before writing: nobody at the door waits
            prepared = store.read(sheets.prepare_sheet, store.code_key, request, progress, whole_ids=True)
        kept = store.record(sheets.print_prepared, prepared, out, progress)
    return Kept(kept.number, papers_of(out.getvalue(), kept.pages, name))


def again(store: Store, sheet: UUID, name: str, progress: Progress) -> Papers:
    """Draw a sheet on record once more, with the same codes."""
    out = BytesIO()
    kept = store.read(sheets.reprint, store.code_key, sheet, out, progress=progress)
    return papers_of(out.getvalue(), kept.pages, name)


def again_whole(store: Store, line: SheetLine, reason: str, progress: Progress) -> Kept:
    """Draw a sheet on record with whole identity numbers; the reason goes into the journal."""
    out = BytesIO()
    kept = store.record(sheets.reprint, store.code_key, line.id, out, reason, progress)
    name = name_of(line.kind, line.title, line.language)
    return Kept(kept.number, papers_of(out.getvalue(), kept.pages, name))


def cards_again(store: Store, line: SheetLine, progress: Progress) -> Draft:
    """Draw the same people's badges or cards once more."""
    request = store.read(cards.request_again, line.id)
    return prepare(store, Wanted(line.kind, request, line.title, line.language), progress)


def stamp(moment: datetime) -> str:
    """Return a moment as a list of printed sheets shows it."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
