"""Pictures of signed paper, read: found, recognised by their codes and judged, one file after the other.

Importing this loads what looks at pictures; ``services.reading`` does without.
"""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID

from desktop.core.errors import Cancelled, PersonError
from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_layout import Box, SheetLayout, layout
from desktop.paper.reading.codes import PlacedCode, SeenCode, find_codes
from desktop.paper.reading.failures import spoilt
from desktop.paper.reading.page import NotReadable, flatten, read_page
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.shown import as_jpeg
from desktop.paper.reading.sources import PictureError, Spoilt, files_in, picture, pictures_in
from desktop.services.reading_apart import Placed, apart, enough_codes
from desktop.services.reading_codes import known_pages
from desktop.services.reading_parts import Identified, KnownPage, PageFound, PictureRead
from desktop.storage.store import Store

MOST = 1000
"""Files read at one go; their crops stay in memory until they are entered."""
VIEW_DPI = 120.0
_NARROWEST = 64
"""Pixels of the shorter side; into fewer no code of ours goes, and no page."""
_AT_ONCE = min(2, os.cpu_count() or 1)
"""Pictures looked at side by side; each takes some tens of megabytes meanwhile."""


class PageNotSeen(PersonError):
    """The picture does not show the page asked for (any more)."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page straightened, as a JPEG of ``width`` by ``height`` pixels, and the box of each slot in them."""

    jpeg: bytes
    width: int
    height: int
    rows: tuple[tuple[int, Box], ...]


def read_files(
    store: Store, paths: Iterable[Path], progress: Progress | None = None, most: int = MOST
) -> Iterator[PictureRead]:
    """Yield what every picture in these files and folders tells, as each is read.

    A file that cannot be read gives its sentence and the others go on; so do the files beyond ``most``, of
    which one sentence tells. Raises Cancelled where the person stops; what was yielded stands.
    """
    told = progress or Silent()
    files = list(islice(files_in(paths), most + 1))
    beyond, files = len(files) > most, files[:most]
    yield from _in_turn(_begin_all(store, files, told))
    told.step(len(files), len(files))
    if beyond:
        yield PictureRead(
            None,
            "…",
            1,
            "",
            sentence=_("There are more than {most} files; the first of them were read.").format(most=most),
            remedy=_("Enter these, move them to another folder, then read in the rest."),
        )


def codes_on(path: Path) -> Iterator[str]:
    """Yield what every code in the pictures of a file says. Raises ``PictureError``."""
    for seen in pictures_in(path):
        if isinstance(seen, Picture):
            yield from (code.text for code in find_codes(seen))


def read_picture(store: Store, seen: Picture, file: Path | None, digest: str) -> PictureRead:
    """Return what one picture tells; ``digest`` names it by its bytes."""
    codes = find_codes(seen) if min(seen.grey.shape) >= _NARROWEST else []
    known = store.read(known_pages, store.code_key, [code.text for code in codes])
    looked = [_page(seen, codes, one) for one in known.pages]
    placed = [one for one in looked if isinstance(one, Placed)]
    pages = (*apart(placed), *(one for one in looked if isinstance(one, PageFound)))
    if any(page.reading is not None for page in pages):
        return PictureRead(file, seen.name, seen.number, digest, pages, known.odd)
    sentence, remedy = _nothing(pages, known)
    return PictureRead(file, seen.name, seen.number, digest, pages, sentence=sentence, remedy=remedy)


def page_view(store: Store, read: PictureRead, sheet_id: UUID, page: int, dpi: float = VIEW_DPI) -> PageView:
    """Return a page of a picture that was read, straightened, to be shown beside its rows.

    Raises ``PictureError`` where the file has gone or changed, ``PageNotSeen``.
    """
    if read.file is None:
        raise _not_seen()
    seen = picture(read.file, read.number)
    codes = find_codes(seen)
    known = store.read(known_pages, store.code_key, [code.text for code in codes])
    for one in known.pages:
        if (one.sheet_id, one.page) == (sheet_id, page):
            plan = layout(one.spec, one.layout_version)
            try:
                straight = flatten(seen, plan, page, _placed(plan, codes, one), dpi)
            except NotReadable as error:
                raise _not_seen() from error
            return _view(straight, plan, page, dpi / 25.4)
    raise _not_seen()


def _in_turn(works: Iterator[Callable[[], PictureRead]]) -> Iterator[PictureRead]:
    """Do the works side by side, a few at once, and yield what they give in their order.

    Where the person stops, those under way are still yielded.
    """
    waiting: deque[Future[PictureRead]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for work in works:
                waiting.append(pool.submit(work))
                if len(waiting) > _AT_ONCE:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except Cancelled:
            yield from (one.result() for one in waiting)
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _begin_all(store: Store, files: Sequence[Path], told: Progress) -> Iterator[Callable[[], PictureRead]]:
    """Take pictures out of the files one by one, each to be looked at while the next is taken out."""
    for done, file in enumerate(files):
        try:
            digest = ""
            for found in pictures_in(file):
                told.step(done, len(files), file.name)
                digest = digest or _digest(file)
                name = f"{digest}:{found.number}"
                if isinstance(found, Spoilt):
                    yield partial(_unread, file, name, found)
                else:
                    yield partial(read_picture, store, found, file, name)
        except PictureError as error:
            told.step(done, len(files), file.name)
            yield partial(_unread, file, "", spoilt(error))


def _unread(file: Path, digest: str, found: Spoilt) -> PictureRead:
    return PictureRead(file, found.name, found.number, digest, sentence=found.sentence, remedy=found.remedy)


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:  # it was there a moment ago, and its picture is read: a name is all that is missing
        return hashlib.sha256(str(file).encode()).hexdigest()


def _page(seen: Picture, codes: list[SeenCode], known: KnownPage) -> Placed | PageFound:
    try:
        plan = layout(known.spec, known.layout_version)
    except ValueError:
        newer = _("Sheet {number} was printed by a newer version of this program; it can be read in there.")
        return PageFound(known.sheet_id, known.number, known.page, None, (newer.format(number=known.number),))
    try:
        if not enough_codes(known, plan):
            raise NotReadable
        reading = read_page(seen, plan, known.page, _placed(plan, codes, known), known.blank)
    except NotReadable:
        little = _("Page {page} of sheet {number} was recognised, but too little of it can be seen.")
        said = little.format(page=known.page, number=known.number)
        return PageFound(known.sheet_id, known.number, known.page, None, (said,))
    centres = [codes[code.index].corners.mean(axis=0) for code in known.codes]
    return Placed(known, plan, reading, tuple((float(x), float(y)) for x, y in centres))


def _placed(plan: SheetLayout, codes: list[SeenCode], known: KnownPage) -> list[PlacedCode]:
    placed = []
    for code in known.codes:
        box = plan.page_code if code.slot is None else plan.slots[code.slot].code
        if box is not None:
            placed.append(PlacedCode(codes[code.index].corners, box))
    return placed


def _nothing(pages: tuple[PageFound, ...], known: Identified) -> tuple[str, str]:
    """Return why a picture gave no page, and what to do about it."""
    said = [*(notice for page in pages for notice in page.notices), *known.odd]
    again = _("Photograph the whole page, flat and in good light, and read it in again.")
    if pages or not said:
        return " ".join(said) or _("There is no sheet of ours in this picture."), again
    return " ".join(said), ""


def _view(straight: Picture, plan: SheetLayout, page: int, scale: float) -> PageView:
    height, width = straight.grey.shape
    rows = tuple(
        (slot, _in_pixels(place.box, scale)) for slot, (_row, place) in enumerate(plan.places_on(page))
    )
    return PageView(as_jpeg(straight), width, height, rows)


def _in_pixels(box: Box, scale: float) -> Box:
    return Box(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def _not_seen() -> PageNotSeen:
    return PageNotSeen(
        _("The picture of this page can no longer be shown."),
        _("The file may have been moved or changed since it was read."),
    )
