"""What a case keeps sealed: the filled form in its row, attachments in its folder. Not here: who may open them."""

from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings

from tongban.cases.models import Case
from tongban.kernel import homes
from tongban.signing import at_rest, keyring


def seal_form(key: UUID, form: dict[str, Any]) -> bytes:
    """The filled form of the case *key*, sealed for its row."""
    return at_rest.encrypt(msgspec.json.encode(form), key=_keys().key("cases"), context=b"case_file.form:" + key.bytes)


def form_of(case: Case) -> dict[str, Any]:
    """What was filled in."""
    sealed = bytes(case.form_sealed)
    if not sealed:
        return {}
    keys = _keys()
    context = b"case_file.form:" + case.key.bytes
    plain = at_rest.decrypt(sealed, key=keys.key("cases"), context=context, retired=keys.retired("cases"))
    form: dict[str, Any] = msgspec.json.decode(plain)
    return form


def folder(key: UUID) -> Path:
    """Where the attachments of the case *key* lie: two levels, so that no folder grows without end."""
    return home().files / "cases" / key.hex[:2] / key.hex


def home() -> homes.Home:
    found: homes.Home = settings.HOME
    return found


def _keys() -> keyring.Keyring:
    return keyring.open_or_create(home().keys)
