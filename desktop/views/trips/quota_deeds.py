"""What is done with the quotas, each thing told with an Undo beside it."""

from collections.abc import Sequence
from uuid import UUID

from desktop.core.i18n import _, ngettext
from desktop.services import trip_allocation_returns, trip_allocation_settle, trip_claims
from desktop.services.trip_allocation import AllocationSettings
from desktop.views.support.deeds import Deeds, Refusal


class QuotaDeeds(Deeds):
    """Each is done on the writing thread."""

    def settle(self, programme: UUID, settings: AllocationSettings, reason: str, refused: Refusal) -> None:
        """Put an allocation into force."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_allocation_settle.settle, programme, settings, reason)
            count = settings.places
            return ngettext(
                "{n} place is shared out and in force.", "{n} places are shared out and in force.", count
            ).format(n=f"{count:,}")

        self._do(act, refused)

    def give_back(
        self, programme: UUID, organisation: UUID, places: int, reason: str, refused: Refusal
    ) -> None:
        """Note that an organisation gives places back."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_allocation_returns.give_back, programme, organisation, places, reason)
            return ngettext("{n} place was given back.", "{n} places were given back.", places).format(
                n=places
            )

        self._do(act, refused)

    def share_out(self, programme: UUID, reason: str, refused: Refusal) -> None:
        """Share out again what was given back."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_allocation_returns.share_out_returned, programme, reason)
            return _("What was given back is shared out again.")

        self._do(act, refused)

    def remove(self, claims: Sequence[UUID]) -> None:
        """Take organisations out of the allocation."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_claims.remove, claims)
            words = ngettext("{n} organisation taken out.", "{n} organisations taken out.", len(claims))
            return words.format(n=f"{len(claims):,}")

        self._do(act)
