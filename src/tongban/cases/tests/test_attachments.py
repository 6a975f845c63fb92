"""Uploaded files: what is taken, what is refused with a sentence, and that nothing lies about in clear."""

import io
import struct
import uuid
import zlib

import pytest
from django.test import RequestFactory
from PIL import Image

from tongban.cases import attachments
from tongban.cases.attachments import BadFile, Fault
from tongban.cases.models import Attachment, Case
from tongban.cases.uploads import InMemory
from tongban.signing import at_rest

ALL = ("pdf", "jpg", "png")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


def billion_pixels() -> bytes:
    """A tiny PNG that says it is 40,000 by 40,000."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


REFUSED = {
    "empty": (b"", Fault.EMPTY),
    "too large": (PDF + b"0" * attachments.LARGEST, Fault.TOO_LARGE),
    "a program named .jpg": (b"MZ" + b"\0" * 500, Fault.WRONG_TYPE),
    "words": ("这不是照片".encode(), Fault.WRONG_TYPE),
    "half a photograph": (picture(size=(400, 300))[:400], Fault.BROKEN),
    "half a PDF": (PDF[:20], Fault.BROKEN),
    "a PDF with a password": (PDF.replace(b"<<>>endobj", b"<</Encrypt 5 0 R>>endobj"), Fault.LOCKED),
    "a picture of a billion pixels": (billion_pixels(), Fault.TOO_MANY_PIXELS),
    "a picture one pixel high": (picture("PNG", (attachments.LONGEST_SIDE + 1, 1)), Fault.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_file_is_refused_with_a_sentence_that_says_what_to_do(what):
    content, fault = REFUSED[what]
    with pytest.raises(BadFile) as refused:
        attachments.clean(io.BytesIO(content), ALL)
    assert refused.value.fault is fault
    assert refused.value.fault.sentence.endswith("。")


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_sentence(fault):
    assert "没有收下" in fault.sentence


def test_a_format_that_was_not_asked_for_is_refused():
    with pytest.raises(BadFile, match="not_asked"):
        attachments.clean(io.BytesIO(picture()), ("pdf",))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_a_camera_wrote_beside_the_picture_is_gone(kind):
    exif = Image.Exif()
    exif[0x010F] = "secret-camera"
    exif[0x0112] = 6  # turned by a quarter
    kept = attachments.clean(io.BytesIO(picture(kind, exif=exif)), ALL)
    assert b"secret-camera" not in kept.content
    assert Image.open(io.BytesIO(kept.content)).size == (30, 40)


def test_a_pdf_is_kept_as_it_is():
    kept = attachments.clean(io.BytesIO(PDF), ALL)
    assert (kept.kind, kept.content) == ("pdf", PDF)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("厨房.JPG", "厨房.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\我\\图.png", "图.jpg"),
        ("a\x00\n\u202eb.jpg", "ab.jpg"),
        (".", "文件.jpg"),
        ("长" * 200 + ".jpg", "长" * 80 + ".jpg"),
    ],
)
def test_a_name_is_shown_plainly(given, shown):
    assert attachments.plain_name(given, "jpg") == shown


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = type(settings.HOME)(tmp_path)
    return tmp_path


def row() -> Attachment:
    return Attachment(case=Case(key=uuid.uuid4()), key=uuid.uuid4(), kind="pdf")


def test_what_is_stored_opens_again_and_shows_nothing_on_disk(home):
    kept, mine = attachments.Clean("pdf", PDF + b"secret" * 50_000), row()
    attachments.store(mine, kept)
    assert b"".join(attachments.pieces(mine)) == kept.content
    files = [path for path in (home / "files").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"secret" not in files[0].read_bytes()


def test_a_file_moved_into_another_case_does_not_open(home):
    mine, other = row(), row()
    attachments.store(mine, attachments.Clean("pdf", PDF))
    attachments.store(other, attachments.Clean("pdf", PDF + b"2"))
    attachments._path(other).write_bytes(attachments._path(mine).read_bytes())
    with pytest.raises(at_rest.Unreadable):
        b"".join(attachments.pieces(other))


def test_erasing_twice_does_no_harm(home):
    mine = row()
    attachments.store(mine, attachments.Clean("pdf", PDF))
    attachments.erase(mine)
    attachments.erase(mine)
    assert not attachments._path(mine).exists()


@pytest.mark.parametrize("size", [3, attachments.LARGEST + 5_000])
def test_an_upload_arrives_in_memory_and_never_more_of_it_than_is_allowed(size):
    upload = io.BytesIO(b"x" * size)
    upload.name = "图.jpg"
    request = RequestFactory().post("/", {"file": upload})
    request.upload_handlers = [InMemory(request)]
    arrived = request.FILES["file"]
    assert isinstance(arrived.file, io.BytesIO)
    assert len(arrived.read()) == min(size, attachments.LARGEST + 1)
    assert arrived.size == size
