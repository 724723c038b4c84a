"""The names of a notice as a table: what hangs, and for a draft who that is."""

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.services.trip_notices import DraftLine, PostedLine
from desktop.views.support.short_table import ShortRow, ShortTable


class NamesTable(ShortTable):
    """Shows masked names; whole ones stand beside them only while the notice is a draft."""

    def __init__(self, whole: bool) -> None:
        headings = [_("No."), _("Name shown"), _("Employer"), _("Post"), _("Remark")]
        if whole:
            headings.insert(2, _("Who it is"))
        super().__init__(_("Names of the notice"), headings, 3 if whole else 2, frozenset({0}))

    def show_draft(self, lines: Sequence[DraftLine]) -> None:
        """Show the lines of a draft; those nobody could tell apart stand out."""
        self.show_rows(
            [
                ShortRow(
                    one.nominee_id,
                    (
                        str(one.number), one.name_shown, one.name, one.organisation_shown, one.post_shown,
                        one.remark,
                    ),
                    due=one.alike,
                )
                for one in lines
            ]
        )  # fmt: skip

    def show_posted(self, lines: Sequence[PostedLine]) -> None:
        """Show the lines as they hung."""
        self.show_rows(
            [
                ShortRow(
                    one.nominee_id,
                    (str(one.number), one.name_shown, one.organisation_shown, one.post_shown, one.remark),
                )
                for one in lines
            ]
        )
