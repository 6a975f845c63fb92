"""Mobile telephone numbers of the mainland: eleven digits from 13 to 19. Pure."""

import re
from enum import StrEnum

from tongban.kernel import writing

_PREFIX = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")
_NUMBER = re.compile(r"1[3-9][0-9]{9}")
_LENGTH = 11


class Fault(StrEnum):
    """What is wrong with a number; `sentence` is the msgid of what the page says."""

    EMPTY = "empty"
    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    NOT_MOBILE = "not_mobile"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    Fault.EMPTY: "还没有填写手机号码，我们要用它把进展告诉您，请填写 11 位手机号码。",
    Fault.NOT_DIGITS: "手机号码里有数字以外的字符，无法拨通，请只填写 11 位数字。",
    Fault.WRONG_LENGTH: "手机号码不是 11 位，可能多填或漏填了数字，请对照手机核对后重填。",
    Fault.NOT_MOBILE: "这不是境内手机号码（应以 13 至 19 开头），收不到验证码，请改填您的手机号码。",
}


def read(text: str) -> str | Fault:
    """The eleven digits, whatever spaces, dashes or +86 they were written with; or what is wrong."""
    number = _PREFIX.sub("", writing.plain(text), count=1)
    if not number:
        return Fault.EMPTY
    if not (number.isascii() and number.isdigit()):
        return Fault.NOT_DIGITS
    if len(number) != _LENGTH:
        return Fault.WRONG_LENGTH
    return number if _NUMBER.fullmatch(number) else Fault.NOT_MOBILE
