"""Several sites at once: one operation, one step of undo, nothing done where one of them refuses."""

from datetime import timedelta

import pytest

from desktop.core.errors import FieldError
from desktop.services import site_several, sites
from desktop.services.site_words import SiteStatus
from desktop.services.sites import NotEmpty
from desktop.storage.store import Store
from tests.services.sites import put_site


def states(store: Store) -> set[SiteStatus]:
    return {line.status for line in store.read(sites.listed)}


def test_a_typhoon_shuts_all_that_were_chosen_and_one_undo_opens_them(file_store: Store) -> None:
    chosen = [put_site(file_store, f"第{number}驿站") for number in range(3)]
    assert file_store.do(site_several.set_status, chosen, SiteStatus.PAUSED, None, "台风") == 3
    assert states(file_store) == {SiteStatus.PAUSED}
    assert file_store.next_undo() == "Change the status of 3 sites"
    file_store.undo()
    assert states(file_store) == {SiteStatus.OPEN}


def test_nothing_is_changed_where_the_reason_or_the_day_is_wrong(file_store: Store) -> None:
    chosen = [put_site(file_store, f"第{number}驿站") for number in range(2)]
    with pytest.raises(FieldError):
        file_store.do(site_several.set_status, chosen, SiteStatus.CLOSED)
    ahead = file_store.now().date() + timedelta(days=9)
    with pytest.raises(FieldError):
        file_store.do(site_several.set_status, chosen, SiteStatus.CLOSED, ahead, "搬迁")
    assert states(file_store) == {SiteStatus.OPEN}


def test_what_stands_inside_is_removed_before_what_it_stands_in(file_store: Store) -> None:
    centre = put_site(file_store, "活动中心")
    library = put_site(file_store, "书屋", parent_id=centre)
    with pytest.raises(NotEmpty):
        file_store.do(site_several.remove, [centre])
    assert file_store.do(site_several.remove, [centre, library]) == 2
    assert file_store.read(sites.listed) == []
    file_store.undo()
    assert {line.name for line in file_store.read(sites.listed)} == {"活动中心", "书屋"}
