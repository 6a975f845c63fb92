"""The demonstration city is filled by the doors that everybody uses, and may be filled again."""

from datetime import UTC, datetime

import pytest

from tongban.catalogue import queries as catalogue
from tongban.identity import queries
from tongban.identity.models import Organ, Organisation, Power, Staff
from tongban.sandbox import city, people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def test_the_city_is_filled_once_however_often_it_is_loaded() -> None:
    city.load(at=AT)
    before = counts()
    city.load(at=AT)
    assert counts() == before
    assert catalogue.figures()["items"] == before["items"]


def counts() -> dict[str, int]:
    return {
        "items": catalogue.figures()["items"],
        "organs": Organ.objects.count(),
        "organisations": Organisation.objects.count(),
        "staff": Staff.objects.count(),
        "powers": Power.objects.count(),
        "users": queries.figures()["users"],
    }


def test_outside_demo_mode_nobody_synthetic_comes_in(settings) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    settings.DEMO = False
    with pytest.raises(city.NotDemo):
        city.load(at=AT)


def test_every_sign_in_is_of_the_cast() -> None:
    names = [row["name"] for row in city.sign_ins()]
    assert names[:3] == ["王芳", "李明", "孙悦"]
    assert {"陈静", "赵强"} <= set(names)
    assert people.load().resident("wang_fang").phone == city.sign_ins()[0]["login"]
