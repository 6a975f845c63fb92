"""Decorators of views: who comes in. Who may not come in finds no page (404); who is not signed in is asked to."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from tongban.identity.actors import Actor, Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]


def person_required(view: View[P]) -> View[P]:
    """A citizen who is signed in, in whichever hat."""
    return _door(view, lambda actor: None if actor.is_citizen else Http404, "account_login")


def verified_required(view: View[P]) -> View[P]:
    """A citizen whose real name is known; others are led to the page that verifies it."""
    return _door(view, _verified, "account_login")


def officer_required(*roles: str) -> Callable[[View[P]], View[P]]:
    """An officer who holds one of *roles* somewhere; without roles named, any officer."""

    def check(actor: Actor) -> type[Http404] | None:
        if actor.kind != "officer":
            return Http404
        return None if not roles or any(role in roles for role, _ in actor.seats) else Http404

    return lambda view: _door(view, check, "account_login")


def _verified(actor: Actor) -> type[Http404] | str | None:
    if not actor.is_citizen:
        return Http404
    return None if actor.is_verified else "identity:verify"


def _door(view: View[P], check: Callable[[Actor], type[Http404] | str | None], sign_in: str) -> View[P]:
    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = request.actor
        if actor.kind == "anonymous":
            return _redirect(request, sign_in)
        match check(actor):
            case None:
                return view(request, *args, **kwargs)
            case str() as elsewhere:
                return _redirect(request, elsewhere)
            case refusal:
                raise refusal

    return guarded


def _redirect(request: HttpRequest, route: str) -> HttpResponse:
    """To *route*, to come back here after it; what was posted cannot be repeated, so then to the page it was on."""
    back = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{reverse(route)}?{urlencode({'next': back})}")
