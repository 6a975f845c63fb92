"""The small city of the tests of cases, and a client for each of its people. Not here: what they do."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tongban.cases.tests import city as small
from tongban.cases.tests.conftest import city
from tongban.catalogue.ports import FakeRegionWords, RegionWords
from tongban.identity.models import Account, Person, Role
from tongban.kernel import ports

__all__ = ["city"]


@pytest.fixture
def signed_in(city):
    """Opens a client in which this actor of the small city is signed in."""
    call_command("createcachetable", verbosity=0)

    def open_for(actor):
        client = Client()
        if actor.kind == "officer":
            return _at_the_desk(client, actor)
        Person.objects.filter(pk=actor.person_id).update(
            level=2, document_kind="111", number_sealed=b"-", number_index=b"%d" % actor.person_id,
            verified_at=timezone.now(), verified_how="counter",
        )  # fmt: skip
        client.force_login(
            Account.objects.get_or_create(login=f"p{actor.person_id}", kind="person", person_id=actor.person_id)[0]
        )
        return client

    with ports.joined(RegionWords, FakeRegionWords()):
        yield open_for


def _at_the_desk(client, actor):
    """With the second factor shown; the roles of the actor given as of now."""
    for role in actor.roles:
        Role.objects.get_or_create(
            staff_id=actor.staff_id, name=role, organ_id=actor.organ_id, defaults={"since": timezone.now()}
        )
    client.force_login(Account.objects.get(pk=actor.account_id))
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    session.save()
    client.cookies["tongban_desk"] = client.cookies.pop("tongban").value
    return client


@pytest.fixture
def draft(city):
    """王芳's draft, ready to be filed."""
    return small.draft(city)
