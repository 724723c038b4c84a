"""Search as you type, and the whole table in order, in the workers of a city."""

import random
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from desktop.services import people
from desktop.services.people import Shown
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.people_data import GIVEN, SURNAMES, fill
from tests.benchmarks.scale import Scale, each_ms, percentile, scale

MUST_MS, AIM_MS = 30, 16
FIRST_ROWS = 50
SYLLABLES = "zhang wang li chen haibo jianguo xue ning zhoushan yuhang qin".split()  # noqa: SIM905
INITIALS = "z zg zgw lw wxm chb x".split()  # noqa: SIM905


def measures() -> Iterable[Measure]:
    """Yield the 99th percentile of each way to type, and of a block of the table."""
    size = scale()
    with tempfile.TemporaryDirectory(prefix="yijia-search-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            store.do(fill, size.workers)
            yield from _typed(store, size)
            yield from _shown(store, size)
        finally:
            store.close()


def _typed(store: Store, size: Scale) -> Iterable[Measure]:
    dice = random.Random(3)
    ways = {
        "1 character": [dice.choice(SURNAMES + GIVEN) for _ in range(size.repeats)],
        "2 characters": [dice.choice(SURNAMES + GIVEN) + dice.choice(GIVEN) for _ in range(size.repeats)],
        "pinyin": [dice.choice(SYLLABLES)[: dice.randint(1, 8)] for _ in range(size.repeats)],
        "initials": [dice.choice(INITIALS) for _ in range(size.repeats)],
        "phone tail": [f"{dice.randrange(10**4):04d}" for _ in range(size.repeats)],
    }
    for name, typed in ways.items():
        works = [partial(store.read, people.find, text, FIRST_ROWS) for text in typed]
        each_ms(works[:5])
        yield Measure(
            f"search by {name}, first {FIRST_ROWS} rows, p99",
            percentile(each_ms(works), 0.99),
            "ms",
            MUST_MS,
            AIM_MS,
            detail=f"{size.workers:,} workers, {len(typed)} times",
        )


def _shown(store: Store, size: Scale) -> Iterable[Measure]:
    ids = store.read(people.ids)
    blocks = [ids[at : at + 200] for at in random.Random(4).sample(range(len(ids) - 200), size.repeats)]
    rows = each_ms([partial(store.read, people.rows, block) for block in blocks])
    yield Measure("a block of 200 rows of the table, p99", percentile(rows, 0.99), "ms", aim=10)
    whole = each_ms([partial(store.read, people.ids)] * 3)
    yield Measure("everybody's keys in order of name", min(whole), "ms", aim=1000)
    by_birthday = each_ms([partial(store.read, people.ids, Shown(), "birthday")] * 3)
    yield Measure("everybody's keys in order of birthday", min(by_birthday), "ms", aim=2000)
