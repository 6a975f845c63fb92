"""A pack says as little as it likes: region.toml and organs.csv are enough, and the nation's files stand in."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from tongban.cases.ports import Signs
from tongban.kernel import calendars, organisation_numbers
from tongban.kernel.models import CalendarYear
from tongban.regions import install, pack
from tongban.regions.letterhead import Letterhead

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
REGION = """
code = "990000"
timezone = "Asia/Shanghai"
currency = "CNY"
number_prefix = "99"
closing_hour = 18
districts = [{ code = "990100", zh = "甲州", en = "First" }]
departments = [{ key = "market", zh = "市场监督管理", en = "Market Regulation" }]
themes_person = []
themes_company = []
levels = [
  { key = "city", code = "2", zh = "省", en = "province" },
  { key = "district", code = "3", zh = "州", en = "prefecture" },
  { key = "street", code = "4", zh = "县", en = "county" },
]
implementations = [{ level = "city" }, { level = "district", stand_in_level = "city" }]
name = { zh = "某省", en = "Some Province" }
portal = { national = "https://example.org/" }
"""
ORGANS = f"""code,uscc,name,name_en,family,level,district,parent,address,phone,hours,certainty
990000-market,{organisation_numbers.synthetic_code(1)},某省市场监督管理局,,market,city,,,,,,I
"""


@pytest.fixture
def small(tmp_path: Path, settings) -> pack.Pack:  # type: ignore[no-untyped-def]  # pytest's own
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "region.toml").write_text(REGION, "utf-8")
    (folder / "organs.csv").write_text(ORGANS, "utf-8")
    settings.REGION = "small"
    return pack.Pack(folder)


def test_it_has_no_items_streets_or_synonyms_and_says_so_by_none(small: pack.Pack) -> None:
    assert (small.documents, small.streets, small.synonyms, small.variants) == ((), (), (), ())


def test_it_bears_the_name_of_the_program_and_its_own_in_full(small: pack.Pack) -> None:
    assert (small.region.brand.zh, small.region.short.zh) == ("通办", "某省")


def test_documents_are_numbered_without_signs_of_places(small: pack.Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "open_pack", lambda _name: small)
    assert Letterhead().signs("990000-market", "990100", "market") == Signs("", "", "market")


def test_the_nations_forms_and_defaults_are_there_and_its_own_come_first(small: pack.Pack) -> None:
    (small.folder / "forms.json").write_text('{"result": {}, "mine": {}}', "utf-8")
    parts = small._with_national("forms.json")
    assert parts["person"]["properties"]
    assert parts["result"] == parts["mine"] == {}


@pytest.mark.django_db
def test_it_is_entered_with_the_nations_calendar_and_its_own_closing_hour(small: pack.Pack) -> None:
    assert install.install(small, at=AT) == install.Installed(organs=1, items=0, held_back=0)
    calendars.refresh()
    known = calendars.current("small")
    assert not known.is_working(date(2026, 10, 1))
    assert {row.closes_at for row in CalendarYear.objects.filter(region="small")} == {time(18)}
    calendars.refresh()


def test_a_pack_of_its_own_calendar_is_asked_for_nothing_else(small: pack.Pack) -> None:
    (small.folder / "calendar").mkdir()
    assert small.calendar == small.folder / "calendar"


def test_a_pack_without_organs_is_refused_in_words(small: pack.Pack) -> None:
    (small.folder / "organs.csv").unlink()
    with pytest.raises(pack.Unreadable, match="organs"):
        _ = pack.Pack(small.folder).organs


def test_a_pack_without_levels_is_refused_in_words(small: pack.Pack) -> None:
    text = REGION.replace("levels = [", "no_levels = [")
    (small.folder / "region.toml").write_text(text, "utf-8")
    with pytest.raises(pack.Unreadable, match="levels"):
        _ = pack.Pack(small.folder).region
