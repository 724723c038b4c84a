"""The journal speaks of what tables hold, never of tables."""

from desktop.models import all_tables
from desktop.storage.labels import word_for


def test_everything_that_can_be_undone_has_a_chinese_word(chinese: None) -> None:
    kept = [table.name for table in all_tables().sorted_tables if "removed_at" in table.c]
    assert [name for name in kept if word_for(name).isascii()] == []
