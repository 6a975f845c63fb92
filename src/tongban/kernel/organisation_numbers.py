"""统一社会信用代码 (GB 32100-2015) of organisations: read, or the fault named. Pure.

Checked are the alphabet, the registering department, the region's digits, the check character of the nine-sign
organisation code inside (GB 11714), which validators commonly forget, and the one of the whole.
"""

from dataclasses import dataclass
from enum import StrEnum

from tongban.kernel import writing
from tongban.kernel.identity_numbers import SYNTHETIC_REGION

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DEPARTMENTS = frozenset("123456789ANY")
_LENGTH = 18


class Fault(StrEnum):
    """What is wrong with a code; `sentence` is the msgid of what the page says."""

    EMPTY = "empty"
    WRONG_LENGTH = "wrong_length"
    UNUSED_LETTER = "unused_letter"
    WRONG_SIGN = "wrong_sign"
    NO_SUCH_DEPARTMENT = "no_such_department"
    WRONG_REGION = "wrong_region"
    WRONG_INNER_CHECK = "wrong_inner_check"
    WRONG_CHECK = "wrong_check"
    SYNTHETIC = "synthetic"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    Fault.EMPTY: "还没有填写统一社会信用代码，无法找到这个单位，请填写营业执照或登记证书上的 18 位代码。",
    Fault.WRONG_LENGTH: "统一社会信用代码应为 18 位，可能多填或漏填了字符，或填成了旧的注册号，请对照证照核对。",
    Fault.UNUSED_LETTER: "统一社会信用代码不使用字母 I、O、S、V、Z，可能应为数字 1、0、5、2，请对照证照核对。",
    Fault.WRONG_SIGN: "统一社会信用代码只有数字和大写英文字母，现在含有别的字符，请对照证照重填。",
    Fault.NO_SUCH_DEPARTMENT: "统一社会信用代码第 1 位应为登记管理部门代码，现在不成立，请对照证照核对。",
    Fault.WRONG_REGION: "统一社会信用代码第 3 至 8 位应为数字的地区代码，请对照证照核对。",
    Fault.WRONG_INNER_CHECK: "统一社会信用代码第 9 至 17 位（组织机构代码）的校验位不符，请对照证照逐位核对这几位。",
    Fault.WRONG_CHECK: "统一社会信用代码的校验位不符，通常是错了一位或相邻两位颠倒，请对照证照逐位核对。",
    Fault.SYNTHETIC: "这是演示用的虚构代码，不属于任何单位，不能在正式系统中使用，请填写证照上的代码。",
}


@dataclass(frozen=True)
class OrganisationNumber:
    """A code that could be some organisation's."""

    value: str
    department: str  # who registered it: 1 establishment, 5 civil affairs, 9 market regulation …
    category: str
    region: str
    organisation_code: str  # nine signs, GB 11714


def read(text: str, *, demo: bool = False) -> OrganisationNumber | Fault:
    """The code, however it was typed; or what is wrong. *demo* lets the synthetic region pass."""
    code = writing.plain(text)
    if fault := _shape_fault(code):
        return fault
    if inner_check(code[8:16]) != code[16]:
        return Fault.WRONG_INNER_CHECK
    if check_character(code[:17]) != code[17]:
        return Fault.WRONG_CHECK
    if code[2:8] == SYNTHETIC_REGION and not demo:
        return Fault.SYNTHETIC
    return OrganisationNumber(code, code[0], code[1], code[2:8], code[8:17])


def _shape_fault(code: str) -> Fault | None:
    if not code:
        return Fault.EMPTY
    if set(code) - set(_INNER_ALPHABET):
        return Fault.WRONG_SIGN
    if len(code) != _LENGTH:
        return Fault.WRONG_LENGTH
    if set(code) - set(_ALPHABET):
        return Fault.UNUSED_LETTER
    if code[0] not in _DEPARTMENTS:
        return Fault.NO_SUCH_DEPARTMENT
    return None if code[2:8].isdigit() else Fault.WRONG_REGION


def check_character(body: str) -> str:
    """The 18th sign for the 17 before it."""
    total = sum(_ALPHABET.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def inner_check(body: str) -> str:
    """The ninth sign of an organisation code for the eight before it (GB 11714)."""
    total = sum(_INNER_ALPHABET.index(sign) * weight for sign, weight in zip(body, _INNER_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def synthetic_code(sequence: int, *, department: str = "9", category: str = "1") -> str:
    """A code no organisation bears, valid in demo mode only; *sequence* below 10 000 000."""
    inner = f"D{sequence:07}"
    body = f"{department}{category}{SYNTHETIC_REGION}{inner}{inner_check(inner)}"
    return body + check_character(body)
