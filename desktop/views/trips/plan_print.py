"""The plan of a programme before it is printed and filed."""

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_plan_overview import Plan
from desktop.services.trip_plan_papers import plan_paper
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class PlanPrint(PrintPanel):
    """The preview of the plan at a glance."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._plan: Plan | None = None
        self.fill_row()

    def show_plan(self, plan: Plan) -> None:
        """Keep what is to be drawn; what is in sight is drawn anew."""
        self._plan = plan
        if self.isVisible():
            self._draw()

    def begin(self) -> None:
        """Draw the plan."""
        self._draw()
        self.preview.view.setFocus()

    def _draw(self) -> None:
        plan = self._plan
        if plan is None:
            return
        today = self._tools.store.now().astimezone().date()
        name = _("{title} at a glance").format(title=plan.card.title)

        def work(_progress: Progress) -> Drawn:
            pdf, printed = plan_paper(plan, today)
            return papers_of(pdf, printed.pages, name), warnings(printed.unprintable, printed.cut)

        self.draw(work)
