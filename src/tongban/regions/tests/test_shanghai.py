"""The pack of this region reaches the numbers that the project stands for."""

from functools import cache

from tongban.catalogue import facets
from tongban.regions import pack


@cache
def opened() -> pack.Pack:
    return pack.open_pack("shanghai")


def test_the_catalogue_holds_2035_items_and_3000_handling_items() -> None:
    documents = opened().documents
    assert len(documents) >= 2_035
    assert sum(len(document.handlings) for document in documents) >= 3_000


def test_shares_of_online_items_are_near_the_baseline() -> None:
    documents = opened().documents
    assert sum(map(facets.is_online, documents)) >= 1_400
    assert sum(document.visits.count <= 1 for document in documents) >= 1_839


def test_there_are_sixteen_districts_with_their_streets() -> None:
    districts = {district.key for district in opened().region.districts}
    assert len(districts) == 16
    assert {street.district for street in opened().streets} == districts
    assert len(opened().streets) == 215


def test_people_say_at_least_four_hundred_things() -> None:
    said = {row.said: row.item for row in opened().synonyms}
    assert len(said) >= 400
    assert said["开饭馆"] == "食品经营许可（新办）"


def test_items_of_central_bodies_lead_to_their_own_site() -> None:
    region = opened().region
    central = {department.key for department in region.departments if department.central}
    ours = [each for each in opened().documents if each.department in central and each.code_certainty == "I"]
    assert all(each.link_out.startswith("https://") for each in ours if "未与官方清单核对" in each.notes)
