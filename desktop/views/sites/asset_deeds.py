"""What is done with equipment, each thing told with an Undo beside it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.core.i18n import _, ngettext
from desktop.services import asset_moves, assets
from desktop.views.support.deeds import Deeds, Refusal


class AssetDeeds(Deeds):
    """Each is done on the writing thread."""

    def move(self, chosen: Sequence[UUID], site: UUID, told: tuple[str, date, str], refused: Refusal) -> None:
        """Move equipment to a site: ``told`` are the place, the day and the reason."""
        store = self._tools.store

        def act() -> str:
            count = store.do(asset_moves.move, chosen, site, *told)
            return ngettext("{n} piece moved.", "{n} pieces moved.", count).format(n=count)

        self._do(act, refused)

    def write_off(self, chosen: Sequence[UUID], reason: str, refused: Refusal) -> None:
        """Write equipment off."""
        store = self._tools.store

        def act() -> str:
            count = store.do(asset_moves.write_off, chosen, reason)
            return ngettext("{n} piece written off.", "{n} pieces written off.", count).format(n=count)

        self._do(act, refused)

    def take_back(self, asset: UUID) -> None:
        """Take a writing off back."""
        store = self._tools.store

        def act() -> str:
            store.do(asset_moves.take_back, asset)
            return _("It is in use again.")

        self._do(act)

    def remove(self, asset: UUID) -> None:
        """Take a piece off the list."""
        store = self._tools.store

        def act() -> str:
            store.do(assets.remove, asset)
            return _("Removed.")

        self._do(act)
