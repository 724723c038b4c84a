"""Beside the week: who takes turns, what was taken over, and the rota itself."""

from PySide6.QtWidgets import QTabWidget

from desktop.core.i18n import _
from desktop.services.clock import local
from desktop.services.duty_turns import SwapLine
from desktop.views.sites.duty_members import DutyMembers
from desktop.views.sites.duty_rota_form import RotaForm
from desktop.views.sites.plain_table import fill_row, plain_table
from desktop.views.support.tools import Tools


class DutySide(QTabWidget):
    """Three tabs."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.members = DutyMembers()
        self.swaps = plain_table(
            _("Turns taken over"), (_("Day"), _("Was to"), _("Took over"), _("Reason")), wide=3
        )
        self.form = RotaForm(tools)
        self.setDocumentMode(True)
        self.addTab(self.members, _("Members"))
        self.addTab(self.swaps, _("Swaps"))
        self.addTab(self.form, _("Rota"))

    def show_swaps(self, swaps: tuple[SwapLine, ...]) -> None:
        """Show what was taken over, newest first."""
        self.swaps.setRowCount(len(swaps))
        for row, one in enumerate(swaps):
            when = _("noted {moment}").format(moment=f"{local(one.at):%Y-%m-%d %H:%M}")
            fill_row(self.swaps, row, (one.day.isoformat(), one.giver, one.taker, one.reason), hint=when)

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.members.is_dirty() or self.form.is_dirty()
