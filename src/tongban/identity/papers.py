"""Document numbers of the kinds that prove a person: read, or the sentence of what is wrong. Pure; *today* is given."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop

from tongban.identity.kinds import DocumentKind
from tongban.kernel import identity_numbers, writing

_SHAPES = {
    DocumentKind.TRAVEL_TAIWAN: re.compile(r"[0-9]{8}(?:[0-9]{2})?"),
    DocumentKind.TRAVEL_HONG_KONG_MACAO: re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    DocumentKind.PASSPORT: re.compile(r"[A-Z0-9]{5,17}"),
}
_OLD_RESIDENT_CARD = re.compile(r"[A-Z]{3}[0-9]{12}")  # issued until 2023
_SENTENCES = {
    DocumentKind.TRAVEL_TAIWAN: gettext_noop("台湾居民来往大陆通行证号码是 8 位数字，请对照证件核对。"),
    DocumentKind.TRAVEL_HONG_KONG_MACAO: gettext_noop(
        "港澳居民来往内地通行证号码是字母 H 或 M 加 8 位数字，请对照证件核对。"
    ),
    DocumentKind.PASSPORT: gettext_noop("护照号码由 5 到 17 位字母和数字组成，请对照护照核对。"),
}
_WRONG_CARD = gettext_noop("这个号码属于另一种证件，所以核对不上。请改选证件类型，或对照证件重填号码。")


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a number: a sentence to be translated."""

    sentence: str


def read(kind: DocumentKind, text: str, *, today: date, demo: bool) -> str | Wrong:
    """The number as it is kept, however it was typed; or what is wrong with it."""
    match kind:
        case DocumentKind.CITIZEN:
            return _eighteen(text, is_foreign=False, today=today, demo=demo)
        case DocumentKind.FOREIGN_RESIDENT:
            plain = writing.plain(text)
            if _OLD_RESIDENT_CARD.fullmatch(plain):
                return plain
            return _eighteen(text, is_foreign=True, today=today, demo=demo)
        case DocumentKind.TRAVEL_TAIWAN | DocumentKind.TRAVEL_HONG_KONG_MACAO | DocumentKind.PASSPORT:
            plain = writing.plain(text)
            return plain if _SHAPES[kind].fullmatch(plain) else Wrong(_SENTENCES[kind])


def _eighteen(text: str, *, is_foreign: bool, today: date, demo: bool) -> str | Wrong:
    number = identity_numbers.read(text, today=today, demo=demo)
    if isinstance(number, identity_numbers.Fault):
        return Wrong(number.sentence)
    if (number.kind == identity_numbers.Kind.FOREIGN) != is_foreign:
        return Wrong(_WRONG_CARD)
    return number.value
