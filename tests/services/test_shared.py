"""The address of a shared database is tried before it is kept."""

import pytest

from desktop.core.errors import FieldError
from desktop.services.shared import try_address


@pytest.mark.parametrize("address", ["", "yijia", "sqlite:///x.db", "postgresql://u@h:port/x", "mysql://h/x"])
def test_what_is_no_address_of_a_server_is_refused_with_the_form_it_must_have(address: str) -> None:
    with pytest.raises(FieldError) as told:
        try_address(address)
    assert told.value.field == "database" and "postgresql://" in told.value.sentence


def test_a_server_that_does_not_answer_is_told_so() -> None:
    with pytest.raises(FieldError) as told:
        try_address("postgresql://nobody:secret@127.0.0.1:1/yijia")
    assert "does not answer" in told.value.sentence and "secret" not in told.value.sentence


@pytest.mark.postgres
def test_a_server_that_answers_is_named(postgres_url: str) -> None:
    assert "PostgreSQL 1" in try_address(postgres_url)
