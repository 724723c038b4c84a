"""Keys made by us, and many of them held closely."""

from uuid import UUID

import pytest

from desktop.core.ids import Keys, new_id, new_ids


def test_keys_read_like_the_list_they_were_made_of() -> None:
    made = new_ids(50_001)
    keys = Keys.of(k if i % 2 else k.hex for i, k in enumerate(made))
    assert len(keys) == len(made) and keys[0] == made[0] and keys[-1] == made[-1]
    assert keys[40_000:40_003] == made[40_000:40_003] and list(keys) == made
    assert keys.index(made[31_234]) == 31_234 and made[7] in keys and new_id() not in keys
    with pytest.raises(ValueError):
        keys.index(new_id())
    with pytest.raises(IndexError):
        keys[50_001]


def test_a_key_is_found_only_where_a_key_begins() -> None:
    one, other = UUID(bytes=b"a" * 8 + b"b" * 8), UUID(bytes=b"b" * 8 + b"a" * 8)
    assert other not in Keys.of([one, one])


def test_new_keys_are_version_seven_and_increase() -> None:
    made = [*new_ids(5000), new_id()]
    assert made == sorted(made) and len(set(made)) == 5001 and {k.version for k in made} == {7}
