"""A document comes into force by steps, stays as it was, and is counted once."""

import msgspec
import pytest
from django.db import DatabaseError, transaction

from tongban.catalogue import actions, queries
from tongban.catalogue.documents import Length, Overlay
from tongban.catalogue.models import Implementation, Item, Offer, Version
from tongban.catalogue.tests import town
from tongban.identity.actors import SYSTEM
from tongban.kernel.models import Line


def newer(**changes):
    return msgspec.convert({**msgspec.to_builtins(town.FOOD), **changes}, type(town.FOOD))


def publish(document, bodies):
    version = actions.draft(document, actor=SYSTEM, at=town.AT)
    actions.submit(version, actor=SYSTEM, at=town.AT)
    actions.publish(version, bodies, actor=SYSTEM, at=town.AT)
    return version


def test_a_new_version_takes_the_place_of_the_old_and_leaves_it_whole(catalogue):
    old = Item.objects.get(code=town.FOOD.code).current
    version = publish(newer(summary={"zh": "新的说明。"}), [catalogue["310101"]])
    assert Item.objects.get(code=town.FOOD.code).current == version
    assert queries.version(old.pk).document == town.FOOD
    assert queries.guide(town.FOOD.code, "310101").document.summary.zh == "新的说明。"


def test_bodies_that_are_named_no_more_carry_it_out_no_more(catalogue):
    publish(newer(), [catalogue["310101"]])
    assert [each.district for each in queries.implementations(town.FOOD.code)] == ["310101"]


def test_figures_count_each_item_once_whatever_is_published(catalogue):
    before = queries.figures()
    publish(newer(), [catalogue["310101"], catalogue["310104"]])
    assert queries.figures() == before
    assert before["items"] == len(town.DOCUMENTS)
    assert before["handling_items"] == Offer.objects.count() == len(town.DOCUMENTS) + 1
    assert before["implementations"] == Implementation.objects.filter(active=True).count()


def test_figures_lose_what_is_withdrawn(catalogue):
    before = queries.figures()
    actions.withdraw(Item.objects.get(code=town.TRADER.code).current, actor=SYSTEM, at=town.AT)
    after = queries.figures()
    assert before["items"] - after["items"] == 1
    assert before["zero_material_items"] - after["zero_material_items"] == 1


@pytest.mark.parametrize("step", ["publish", "withdraw"])
def test_a_draft_skips_no_step(catalogue, step):
    version = actions.draft(newer(), actor=SYSTEM, at=town.AT)
    bodies = ([],) if step == "publish" else ()
    with pytest.raises(actions.IllegalStep):
        getattr(actions, step)(version, *bodies, actor=SYSTEM, at=town.AT)


def test_a_basis_nobody_checked_blocks_publication_outside_the_demonstration(catalogue, settings):
    settings.DEMO = False
    version = actions.draft(newer(basis=None), actor=SYSTEM, at=town.AT)
    actions.submit(version, actor=SYSTEM, at=town.AT)
    with pytest.raises(actions.NotFit) as refusal:
        actions.publish(version, [], actor=SYSTEM, at=town.AT)
    assert "A12" in {finding.rule for finding in refusal.value.findings}


def test_a_condition_that_does_not_compile_blocks_publication(catalogue):
    version = actions.draft(newer(questions=[{**town.WHERE, "when": "a["}]), actor=SYSTEM, at=town.AT)
    actions.submit(version, actor=SYSTEM, at=town.AT)
    with pytest.raises(actions.NotFit):
        actions.publish(version, [], actor=SYSTEM, at=town.AT)
    assert Version.objects.get(pk=version.pk).state == Version.State.REVIEW


def test_the_database_too_refuses_to_change_what_is_published(catalogue):
    version = Item.objects.get(code=town.FOOD.code).current
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(content={})


def test_a_body_promises_less_time_for_itself_alone(catalogue):
    row = queries.implementation(town.FOOD.code, "310101")
    actions.overlay(row, Overlay(promised=Length(2), address="演示路 9 号"), actor=SYSTEM, at=town.AT)
    assert queries.guide(town.FOOD.code, "310101").document.terms.promised.n == 2
    assert queries.guide(town.FOOD.code, "310104").document.terms.promised.n == 5


def test_a_body_may_not_promise_more_time_than_the_law(catalogue):
    row = queries.implementation(town.FOOD.code, "310101")
    with pytest.raises(actions.NotFit):
        actions.overlay(row, Overlay(promised=Length(21)), actor=SYSTEM, at=town.AT)


def test_what_a_body_set_outlives_a_new_version(catalogue):
    row = queries.implementation(town.FOOD.code, "310101")
    actions.overlay(row, Overlay(promised=Length(2)), actor=SYSTEM, at=town.AT)
    publish(newer(summary={"zh": "新的说明。"}), [catalogue["310101"], catalogue["310104"]])
    document = queries.guide(town.FOOD.code, "310101").document
    assert (document.terms.promised.n, document.summary.zh) == (2, "新的说明。")


def test_installing_again_adds_nothing(catalogue):
    entries = [actions.Entry(town.FOOD, [catalogue["310101"]])]
    assert actions.install(entries, actor=SYSTEM, at=town.AT) == 0


def test_every_step_leaves_its_line(catalogue):
    version = publish(newer(), [catalogue["310101"]])
    lines = Line.objects.filter(package="catalogue", subject=version.pk).order_by("pk")
    assert [line.step for line in lines] == ["draft", "submit", "publish"]


def test_who_carries_an_item_out_where_no_district_does_is_the_city(catalogue):
    assert queries.implementation(town.CARDS.code, "310101").organ == catalogue[""]
    assert queries.implementation(town.FOOD.code, "310199") is None


def test_items_are_known_by_name_and_by_code(catalogue):
    names = queries.ItemNames()
    assert names.names([town.FOOD.code, "x"]) == {town.FOOD.code: town.FOOD.name.zh}
    assert names.codes([town.FOOD.name.zh, town.CARDS.code, "x"]) == {
        town.FOOD.name.zh: town.FOOD.code,
        town.CARDS.code: town.CARDS.code,
    }
