"""A window with two pages of invented workers, to try the parts on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.core.dates import parse_date
from desktop.core.i18n import N_
from desktop.views.main_window import Parts
from desktop.views.support.changes import ChangeFeed
from desktop.views.support.choice_fields import ChoiceField, YesNoField
from desktop.views.support.date_fields import DateField
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.hit import Hit
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.page import Page, PageSpec
from desktop.views.support.tasks import Runner

NAMES = ("王海燕", "欧阳建国", "阿依古丽·买买提", "陈　伟", "林小渔", "𠮷田明", "周舟", "徐静波")
UNITS = ("舟山港务集团", "普陀区水产加工有限公司工会委员会", "定海区环卫所", "岱山县客运")


@dataclass(frozen=True)
class Worker:
    id: UUID
    name: str
    unit: str
    phone: str


def worker(key: UUID) -> Worker:
    """Return the invented worker of that key."""
    number = key.int
    phone = f"138****{number % 10_000:04}"
    return Worker(key, NAMES[number % len(NAMES)], UNITS[number % len(UNITS)], phone)


class Ledger:
    """Undoes and announces as the store does."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[frozenset[str]], None]] = []
        self.done = ["enrol 34 workers"]
        self.undone: list[str] = []

    def subscribe(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def undo(self) -> str:
        label = self.done.pop()
        self.undone.append(label)
        self.announce("worker")
        return label

    def redo(self) -> str:
        label = self.undone.pop()
        self.done.append(label)
        self.announce("worker")
        return label

    def next_undo(self) -> str | None:
        return self.done[-1] if self.done else None

    def next_redo(self) -> str | None:
        return self.undone[-1] if self.undone else None

    def announce(self, *tables: str) -> None:
        for listener in self.listeners:
            listener(frozenset(tables))


class Workers(Page):
    """A list at the left, a form at the right."""

    tables = frozenset({"worker"})
    help_topic = "people"

    def __init__(self, feed: ChangeFeed, runner: Runner, settings: QSettings, count: int) -> None:
        super().__init__(feed)
        self._count = count
        self.reads = 0
        self.shown_item: UUID | None = None
        columns: list[Column[Worker]] = [
            Column("name", "姓名", lambda one: one.name),
            Column("unit", "单位", lambda one: one.unit, width=240),
            Column("phone", "手机", lambda one: one.phone, right=True),
        ]
        empty = EmptyState("account-group-outline", "还没有职工", "从表格导入职工名单。", "导入名单")
        self.table: LazyTable[Worker] = LazyTable(
            "workers", columns, lambda ids: [worker(key) for key in ids], runner, settings, empty
        )
        self.form = Form()
        self.name = self.form.add(LineField("name", "姓名", required=True))
        self.birthday = self.form.add(
            DateField("birthday", "出生日期", lambda text: parse_date(text, date(2026, 12, 1)))
        )
        self.sex = self.form.add(ChoiceField("sex", "性别", [("F", "女"), ("M", "男")]))
        self.frontline = self.form.add(YesNoField("frontline", "一线职工"))
        self.remark = self.form.add(TextField("remark", "备注"))
        self.name.set_value("王海燕")
        self.form.settle()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        column.addWidget(self.form)
        split.addWidget(side)
        split.setSizes([560, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 12)
        whole.addWidget(split)
        self.table.said.connect(self.said)

    def refresh(self) -> None:
        self.reads += 1
        self.table.show_ids([UUID(int=number) for number in range(self._count)])

    def focus_search(self) -> None:
        self.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        self.shown_item = item

    def may_leave(self) -> bool:
        return not self.form.is_dirty()


def search(text: str) -> Sequence[Hit]:
    """Find invented workers and one activity."""
    people = [
        Hit("worker", UUID(int=number), name, UNITS[number % len(UNITS)], "职工")
        for number, name in enumerate(NAMES)
        if text in name
    ]
    return [*people, Hit("activity", UUID(int=99), "海上书吧读书会", "12月5日 19:00", "活动")]


def parts_of(runner: Runner, settings: QSettings, ledger: Ledger) -> tuple[Parts, list[PageSpec]]:
    """Return what a window is built from: workers, and activities of which there are none yet."""
    feed = ChangeFeed(ledger)
    specs = [
        PageSpec(
            "people",
            N_("Workers"),
            "account-group",
            lambda: Workers(feed, runner, settings, 400),
            frozenset({"worker"}),
        ),
        PageSpec(
            "activities",
            N_("Activities"),
            "calendar-star",
            lambda: Workers(feed, runner, settings, 0),
            frozenset({"activity"}),
        ),
        PageSpec("settings", N_("Settings"), "cog-outline", lambda: Page(feed)),
    ]
    return Parts(ledger, runner, feed, settings, search), specs


def note() -> Notice:
    """Return a notice with something to do about it."""
    return Notice("已移出 3 人。", action_label="撤销", action=lambda: None)
