"""The pages of the rail, in its order; each module is loaded on the first visit."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module

from desktop.core.i18n import N_
from desktop.views.support.page import Page, PageSpec
from desktop.views.support.tools import Tools

_PAGES: tuple[tuple[str, str, str, str, frozenset[str]], ...] = (
    ("home", N_("Home"), "mdi6.home-outline", "HomePage", frozenset()),
    (
        "people",
        N_("Workers"),
        "mdi6.account-group-outline",
        "PeoplePage",
        frozenset({"worker", "organisation"}),
    ),
    (
        "sites",
        N_("Sites"),
        "mdi6.map-marker-multiple-outline",
        "SitesPage",
        frozenset(
            {"site", "defect", "inspection", "inspect", "supply", "delivery", "asset", "stock-take", "duty"}
        ),
    ),
    (
        "trips",
        N_("Trips"),
        "mdi6.bag-suitcase-outline",
        "TripsPage",
        frozenset(
            {"trip", "trip-batch", "trip-quota", "nominee", "notice", "trip-roster", "trip-settlement"}
        ),
    ),
    ("activities", N_("Activities"), "mdi6.calendar-star", "ActivitiesPage", frozenset({"activity"})),
    ("door", N_("Door"), "mdi6.door-open", "DoorPage", frozenset({"meeting"})),
    (
        "paper",
        N_("Paper"),
        "mdi6.printer-outline",
        "PaperPage",
        frozenset({"sheet", "print-activity", "print-worker"}),
    ),
    ("reading", N_("Read back"), "mdi6.file-sign", "ReadingPage", frozenset({"missing-page"})),
    ("figures", N_("Figures"), "mdi6.chart-bar", "FiguresPage", frozenset()),
    ("settings", N_("Settings"), "mdi6.cog-outline", "SettingsPage", frozenset()),
)


def page_specs(tools: Tools) -> Sequence[PageSpec]:
    """Return the pages in the order of the rail."""
    return [
        PageSpec(key, title, icon, partial(_make, key, name, tools), kinds, partial(_has_work, key, tools))
        for key, title, icon, name, kinds in _PAGES
    ]


def _has_work(key: str, tools: Tools) -> bool:
    """Tell whether a page has something to do by itself: a folder is watched for pictures."""
    if key != "reading":
        return False
    kept = import_module("desktop.views.reading.kept")
    return bool(kept.load_kept(tools.places.folder).watched)


def _make(key: str, name: str, tools: Tools) -> Page:
    page = getattr(import_module(f"desktop.views.{key}_page"), name)(tools)
    assert isinstance(page, Page)
    return page
