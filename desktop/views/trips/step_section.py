"""What every step of the trips is on its page: the chosen programme under a head that tells its state."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.views.support.section import Section
from desktop.views.support.tools import Tools
from desktop.views.trips.chosen import Chosen
from desktop.views.trips.step_head import StepHead


class StepSection(Section):
    """Base of the steps; ``step`` None: a part that is not approved by itself, without a head.

    A subclass fills ``body`` and overrides :meth:`show_programme`, which is called with the chosen
    programme (None: there is none) when another was chosen and after each commit that touched one of its
    ``tables``. ``is_open`` tells whether the step may be changed; :meth:`show_standing` when that changes.
    """

    step: TripStep | None = None
    help_topic = "trips"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.programme: UUID | None = None
        self.is_open = True
        self._chosen: Chosen | None = None
        if self.step is not None:
            self.help_topic = f"trips-{self.step.value}"
        self.head = StepHead(tools, self.step) if self.step is not None else None
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        if self.head is not None:
            column.addWidget(self.head)
            self.head.said.connect(self.said)
        column.addLayout(self.body, 1)

    def follow(self, chosen: Chosen) -> None:
        """Show what is chosen from now on (called once, by the page)."""
        self._chosen = chosen
        chosen.read.connect(self._hear)
        self._hear(chosen.standing)

    def refresh(self) -> None:
        """Show the chosen programme anew."""
        if self._chosen is not None:
            self.programme = self._chosen.programme
            self.show_programme(self.programme)

    def show_programme(self, programme: UUID | None) -> None:
        """Read and show what this step holds of a programme."""

    def show_standing(self, standing: Standing) -> None:
        """Take note of where the steps stand: lock what may not be changed."""

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return True

    def _hear(self, standing: Standing) -> None:
        if self.step is not None and self.head is not None:
            progress = standing.of(self.step)
            self.is_open = progress is not None and not progress.state.is_approved
            self.head.show_step(standing.programme.id if standing.programme else None, progress)
        self.show_standing(standing)
