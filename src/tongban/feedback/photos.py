"""Photos of reports: looked at and drawn anew as attachments of cases are, sealed in a place of their own."""

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from tongban.cases import attachments
from tongban.kernel import homes
from tongban.signing import at_rest, keyring

KINDS = ("jpg", "png")
BadFile = attachments.BadFile


@dataclass(frozen=True)
class Kept:
    """A photo that lies sealed: its key, and what it is."""

    key: uuid.UUID
    kind: str


def keep(upload: BinaryIO) -> Kept:
    """Clean and seal a photo. Raises BadFile, whose `fault.sentence` says why it was not taken."""
    clean = attachments.clean(upload, KINDS)
    kept = Kept(uuid.uuid4(), clean.kind)
    path = _path(kept.key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at_rest.encrypt_file(io.BytesIO(clean.content), path, key=_keys().key("feedback"), context=_context(kept.key))
    return kept


def pieces(key: uuid.UUID) -> Iterator[bytes]:
    """The photo again, piece by piece. Raises at_rest.Unreadable, FileNotFoundError."""
    keys = _keys()
    return at_rest.read_file(
        _path(key), key=keys.key("feedback"), context=_context(key), retired=keys.retired("feedback")
    )


def _path(key: uuid.UUID) -> Path:
    home: homes.Home = settings.HOME
    return home.files / "flaws" / key.hex[:2] / f"{key.hex}.sealed"


def _context(key: uuid.UUID) -> bytes:
    return b"feedback_flaw.photo:" + key.bytes


def _keys() -> keyring.Keyring:
    return keyring.open_or_create(settings.HOME.keys)
