"""Uploaded files: looked at, cleaned, sealed into the case's folder, opened again. Not here: who may see which.

Nothing lies on a disk in clear: uploads stay in memory (uploads.InMemory), and what is kept is encrypted per case.
"""

import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import filetype
from django.conf import settings
from django.utils.translation import gettext_noop as _
from PIL import Image, ImageOps

from tongban.cases import sealing
from tongban.cases.models import Attachment
from tongban.signing import at_rest, keyring

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000  # a good telephone; decoded, such a picture takes 150 MB for a moment
LONGEST_SIDE = 20_000
_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


class Fault(StrEnum):
    """Why a file was not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    NOT_ASKED = "not_asked"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"
    LOCKED = "locked"
    TOO_MANY = "too_many"
    NO_SUCH_MATERIAL = "no_such_material"

    @property
    def sentence(self) -> str:
        """The message id of what the page says."""
        return _SENTENCES[self]


_SENTENCES = {
    Fault.EMPTY: _("这个文件是空的，所以没有收下。请重新拍照或重新选文件。"),
    Fault.TOO_LARGE: _("文件超过 10 MB，所以没有收下。请把照片调小，或分成几个文件上传。"),
    Fault.WRONG_TYPE: _("这个文件不是照片（JPG、PNG）或 PDF，只改文件名不行，所以没有收下。请换成其中一种。"),
    Fault.NOT_ASKED: _("这份材料不收这种格式，所以没有收下。请按要求的格式上传。"),
    Fault.TOO_MANY_PIXELS: _("照片的尺寸太大，打开它会很慢，所以没有收下。请把照片调小后再传。"),
    Fault.BROKEN: _("文件打不开，可能传到一半断了，所以没有收下。请重拍或重传。"),
    Fault.LOCKED: _("这个 PDF 有密码，工作人员打不开，所以没有收下。请去掉密码再传。"),
    Fault.TOO_MANY: _("这份材料的文件数已到上限，所以没有收下。请先删掉一个，或合并成一个 PDF。"),
    Fault.NO_SUCH_MATERIAL: _("这个事项不需要这份材料，所以没有收下。请刷新页面看要交什么。"),
}


class BadFile(Exception):
    """The file was not taken; `fault.sentence` says why and what to do."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Clean:
    """A file as it is kept: its real kind, its content without hidden data, its SHA-256."""

    kind: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def clean(upload: BinaryIO, formats: Sequence[str]) -> Clean:
    """Look at *upload* and take from it what may be kept. Raises BadFile."""
    content = upload.read(LARGEST + 1)
    if not content:
        raise BadFile(Fault.EMPTY)
    if len(content) > LARGEST:
        raise BadFile(Fault.TOO_LARGE)
    kind = _TYPES.get(filetype.guess_mime(content) or "")
    if kind is None:
        raise BadFile(Fault.WRONG_TYPE)
    if kind not in formats:
        raise BadFile(Fault.NOT_ASKED)
    return Clean(kind, _pdf(content) if kind == "pdf" else _picture(content, kind))


def plain_name(name: str, kind: str) -> str:
    """The file's name as it is shown: no path, no control signs, not too long, ending with what it is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = "".join(sign for sign in last.rsplit(".", 1)[0] if unicodedata.category(sign)[0] != "C").strip(" .")
    return f"{(stem or '文件')[:80]}.{kind}"


def store(row: Attachment, kept: Clean) -> None:
    """Seal the content into its case's folder."""
    path = _path(row)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at_rest.encrypt_file(io.BytesIO(kept.content), path, key=_keyring().key("cases"), context=_context(row))


def pieces(row: Attachment) -> Iterator[bytes]:
    """The content again, piece by piece. Raises at_rest.Unreadable, FileNotFoundError."""
    keys = _keyring()
    return at_rest.read_file(_path(row), key=keys.key("cases"), context=_context(row), retired=keys.retired("cases"))


def erase(row: Attachment) -> None:
    """Remove the sealed content; not being there is all right."""
    _path(row).unlink(missing_ok=True)


def _picture(content: bytes, kind: str) -> bytes:
    """The picture, upright, drawn anew: what a camera wrote beside it (place, time, device) is gone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=["JPEG" if kind == "jpg" else "PNG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
                    raise BadFile(Fault.TOO_MANY_PIXELS)
                upright = ImageOps.exif_transpose(picture)
                return _drawn(upright, kind)
        except Image.DecompressionBombError:
            raise BadFile(Fault.TOO_MANY_PIXELS) from None
        except (OSError, ValueError, SyntaxError, EOFError):
            raise BadFile(Fault.BROKEN) from None


def _drawn(picture: Image.Image, kind: str) -> bytes:
    plain = picture.convert("RGB" if kind == "jpg" or picture.mode not in ("L", "LA", "RGBA", "1") else picture.mode)
    plain.info.clear()
    out = io.BytesIO()
    if kind == "jpg":
        plain.save(out, "JPEG", quality=88, optimize=False)
    else:
        plain.save(out, "PNG")
    return out.getvalue()


def _pdf(content: bytes) -> bytes:
    """A PDF as it is, if it is whole and opens without a password."""
    if b"%%EOF" not in content[-2048:]:
        raise BadFile(Fault.BROKEN)
    if b"/Encrypt" in content:
        raise BadFile(Fault.LOCKED)
    return content


def _path(row: Attachment) -> Path:
    return sealing.folder(row.case.key) / f"{row.key.hex}.sealed"


def _context(row: Attachment) -> bytes:
    """Moved to another case, or swapped with another file, it does not open."""
    return b"case_attachment:" + row.case.key.bytes + row.key.bytes


def _keyring() -> keyring.Keyring:
    return keyring.open_or_create(settings.HOME.keys)
