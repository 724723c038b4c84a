"""The straightened pages beside the rows, made on a thread when they are first looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.reading_parts import PictureRead, ProposedRow, SheetProposal
from desktop.storage.store import Store
from desktop.views.reading.page_picture import PagePicture, Straight
from desktop.views.support.tasks import Failure, Runner

_KEPT = 6  # pages remembered; each takes a few megabytes

Key = tuple[str, UUID, int]


class PageLooks(QObject):
    """Has the page of the current row shown; while one goes on quickly, pages passed by are left out."""

    def __init__(self, store: Store, runner: Runner, view: PagePicture, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._runner = runner
        self._view = view
        self._reads: Sequence[PictureRead] = ()
        self._pages: OrderedDict[Key, Straight | str] = OrderedDict()
        self._wanted: tuple[Key, PictureRead, SheetProposal, ProposedRow] | None = None
        self._shown: Key | None = None
        self._asked: Key | None = None

    def show_reads(self, reads: Sequence[PictureRead]) -> None:
        """Take the pictures that the rows' numbers of pictures mean."""
        self._reads = reads

    def show_nothing(self) -> None:
        """Show no page."""
        self._wanted = self._shown = None
        self._view.show_words("")

    def show_row(self, sheet: SheetProposal, row: ProposedRow) -> None:
        """Show the page of a row, the row in a frame."""
        if not 0 <= row.picture < len(self._reads):
            self.show_nothing()
            return
        read = self._reads[row.picture]
        key = (read.digest, sheet.sheet_id, row.page)
        self._wanted = (key, read, sheet, row)
        found = self._pages.get(key)
        if found is not None:
            self._pages.move_to_end(key)
            self._paint(key, found, row.slot)
        else:
            if key != self._shown:
                self._shown = None
                self._view.show_words(_("The page is being straightened …"))
            self._ask()

    def _paint(self, key: Key, page: Straight | str, slot: int) -> None:
        if isinstance(page, str):
            self._view.show_words(page)
        elif key == self._shown:
            self._view.show_row(slot)
        else:
            self._view.show_page(page, slot)
        self._shown = key

    def _ask(self) -> None:
        """Have the page that is wanted straightened, unless another is under way: then it comes after."""
        if self._asked is not None or self._wanted is None:
            return
        key, read, sheet, row = self._wanted
        self._asked = key
        work = partial(_straightened, self._store, read, sheet.sheet_id, row.page)
        self._runner.read(work, done=self._take, failed=self._fail, cancelled=self._let_go)

    def _take(self, page: Straight) -> None:
        self._keep(page)

    def _fail(self, failure: Failure) -> None:
        self._keep(f"{failure.sentence} {failure.remedy}".strip())

    def _keep(self, page: Straight | str) -> None:
        key, self._asked = self._asked, None
        if key is not None:
            self._pages[key] = page
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        if self._wanted is None:
            return
        wanted, _read, _sheet, row = self._wanted
        found = self._pages.get(wanted)
        if found is not None:
            self._paint(wanted, found, row.slot)
        else:
            self._ask()

    def _let_go(self) -> None:
        self._asked = None


def _straightened(store: Store, read: PictureRead, sheet: UUID, page: int, _progress: Progress) -> Straight:
    """Return the page with the places of its rows; on a reading thread."""
    from desktop.services.reading_pictures import page_view  # takes half a second to load

    seen = page_view(store, read, sheet, page)
    rows = {slot: QRectF(box.x, box.y, box.width, box.height) for slot, box in seen.rows}
    return Straight(QImage.fromData(seen.jpeg), rows)
