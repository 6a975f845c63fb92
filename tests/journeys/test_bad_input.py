"""What is wrong is said in a sentence, with what to do; nothing typed is lost, nothing half done."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as File

from tongban.cases import actions, sealing
from tongban.cases.models import Case
from tongban.cases.tests import city as small


def body(answer):
    return answer.content.decode()


def form(client, draft, **typed):
    draft.refresh_from_db()
    return client.post(
        f"/apply/{draft.key}/form/", {"revision": draft.revision, "shop": "小满面馆", "area": "86"} | typed
    )


@pytest.mark.parametrize(
    "typed",
    [{"shop": ""}, {"shop": "面"}, {"shop": "面" * 41}, {"area": ""}, {"area": "八十六"}, {"area": "0"}, {"area": "1e9"}, {"kind": "bank"}],
    ids=str,
)  # fmt: skip
def test_a_wrong_field_is_said_and_everything_typed_stays(signed_in, city, draft, typed):
    answer = form(signed_in(city.wang), draft, **typed)
    assert answer.status_code == 422
    assert 'class="error"' in body(answer)
    kept = sealing.form_of(Case.objects.get(pk=draft.pk))
    assert kept.get("shop") == typed.get("shop", "小满面馆")
    if "kind" not in typed:  # a choice that is none has no place among the choices
        assert next(iter(typed.values())) in body(answer)


def billion_pixels():
    """A PNG of 40,000 by 40,000 in a few bytes."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.pdf", b"", "空的"),
        ("程序.jpg", b"MZ\x90\x00 not a picture", "不是照片"),
        ("大.png", billion_pixels(), "尺寸太大"),
        ("半张.png", small.picture().read()[:40], "打不开"),
        ("锁.pdf", b"%PDF-1.7 /Encrypt 1 0 R %%EOF", "有密码"),
        ("巨.pdf", b"%PDF-1.7" + b"0" * (10 * 1024 * 1024), "超过 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_with_its_reason(signed_in, city, draft, name, content, said):
    answer = signed_in(city.wang).post(f"/apply/{draft.key}/files/plan/", {"file": File(name, content)})
    assert answer.status_code == 422
    assert said in body(answer)
    assert draft.attachments.count() == 1


def test_a_version_replaced_meanwhile_takes_the_draft_along(signed_in, city, draft):
    small.publish(city.item, small.changed_document())
    answer = signed_in(city.wang).post(f"/apply/{draft.key}/file/", {"true": "yes"}, follow=True)
    assert "事项刚换了新版，还没有提交" in body(answer)
    again = Case.objects.get(pk=draft.pk)
    assert again.number is None
    assert sealing.form_of(again)["shop"] == "小满面馆"


def test_of_two_clerks_the_second_is_told_and_keeps_what_was_written(signed_in, city):
    case = small.filed(city)
    chen = signed_in(city.chen)
    chen.post(f"/desk/cases/{case.number}/open/", {"purpose": "accept"})
    actions.accept(Case.objects.get(pk=case.pk), actor=city.chen, at=small.AT)
    answer = chen.post(f"/desk/cases/{case.number}/refuse/", {"ground": "not_needed", "reason": "写了很久的理由"})
    assert answer.status_code == 409
    assert "写了很久的理由" in body(answer)


@pytest.mark.parametrize("who", ["sun", "stranger_clerk"])
def test_a_stranger_gets_404_at_every_door(signed_in, city, who):
    case = small.filed(city)
    client = signed_in(getattr(city, who))
    site = "/desk" if who == "stranger_clerk" else ""
    doors = ["", "documents/receipt-1/", f"files/{case.attachments.get().pk}/"] + ([] if site else ["receipt/"])
    assert {client.get(f"{site}/cases/{case.number}/{door}").status_code for door in doors} == {404}
    if site:
        posts = ("open/", "accept/", "hand_over/", "originals/plan/")
        assert client.get(f"/desk/cases/{case.number}/hand_over/").status_code == 404
        assert {client.post(f"/desk/cases/{case.number}/{door}").status_code for door in posts} == {404}
    else:
        assert client.get(f"/apply/{case.key}/form/").status_code == 404
        assert client.post(f"/cases/{case.number}/withdraw/").status_code == 404
