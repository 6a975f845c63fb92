"""Numbers of cases and documents: put together, taken apart, checked. Pure. Not here: counting (actions.next_number).

A case number is 12 signs of the item's base code, 6 of the district, the day, 6 digits counted per district and day,
and one check character by ISO/IEC 7064 MOD 37,36, which finds every single wrong sign and nearly every swap of neighbours.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tongban.kernel import writing

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LENGTH = 33
_SERIALS = 10**6


class Fault(StrEnum):
    """What is wrong with a case number; `sentence` is the msgid of what the page says."""

    EMPTY = "empty"
    WRONG_LENGTH = "wrong_length"
    WRONG_SIGN = "wrong_sign"
    WRONG_PART = "wrong_part"
    WRONG_CHECK = "wrong_check"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    Fault.EMPTY: "还没有填写办件编号，无法查询，请填写收件凭证上的 33 位编号。",
    Fault.WRONG_LENGTH: "办件编号应为 33 位，可能多填或漏填了字符，请对照收件凭证核对。",
    Fault.WRONG_SIGN: "办件编号只有数字和英文字母，现在含有别的字符，请对照收件凭证重填。",
    Fault.WRONG_PART: "办件编号里的区划、日期或流水号不成立，请对照收件凭证核对。",
    Fault.WRONG_CHECK: "办件编号的校验位不符，通常是错了一位或相邻两位颠倒，请对照收件凭证核对。",
}


@dataclass(frozen=True)
class CaseNumber:
    """The parts of a case number."""

    catalog_code: str
    district: str
    day: date
    serial: int

    def __str__(self) -> str:
        return case_number(self.catalog_code, self.district, self.day, self.serial)


def check_character(body: str) -> str:
    """The character that ISO/IEC 7064 MOD 37,36 puts after *body* (digits and capital letters)."""
    carry = 36
    for sign in body:
        carry = (carry + _ALPHABET.index(sign)) % 36 or 36
        carry = carry * 2 % 37
    return _ALPHABET[(37 - carry) % 36]


def case_number(catalog_code: str, district: str, day: date, serial: int) -> str:
    """The 33 signs. Raises ValueError when a part does not fit its place."""
    code = writing.plain(catalog_code)
    if len(code) != 12 or set(code) - set(_ALPHABET):  # noqa: PLR2004 - the national base code
        raise ValueError(f"a base code has 12 digits or letters, not {catalog_code!r}")
    if len(district) != 6 or not (district.isascii() and district.isdigit()):  # noqa: PLR2004 - GB/T 2260
        raise ValueError(f"a district has 6 digits, not {district!r}")
    if not 0 < serial < _SERIALS:
        raise ValueError(f"a serial lies between 1 and {_SERIALS - 1}, not {serial}")
    body = f"{code}{district}{day:%Y%m%d}{serial:06}"
    return body + check_character(body)


def series_of_cases(district: str, day: date) -> str:
    """The series in which a district counts its cases of one day."""
    return f"case:{district}:{day:%Y%m%d}"


def read_case_number(text: str) -> CaseNumber | Fault:
    """Take a case number apart, however it was typed; or say what is wrong."""
    number = writing.plain(text)
    if fault := _shape_fault(number):
        return fault
    try:
        day = datetime.strptime(number[18:26], "%Y%m%d").date()  # noqa: DTZ007 - a date without a time
    except ValueError:
        return Fault.WRONG_PART
    if not number[12:32].isdigit() or number[26:32] == "000000":
        return Fault.WRONG_PART
    return CaseNumber(number[:12], number[12:18], day, int(number[26:32]))


def _shape_fault(number: str) -> Fault | None:
    if not number:
        return Fault.EMPTY
    if set(number) - set(_ALPHABET):
        return Fault.WRONG_SIGN
    if len(number) != _LENGTH:
        return Fault.WRONG_LENGTH
    return Fault.WRONG_CHECK if check_character(number[:-1]) != number[-1] else None


def is_valid_case_number(text: str) -> bool:
    """Whether *text* is a case number; `read_case_number` says why not."""
    return isinstance(read_case_number(text), CaseNumber)


def document_number(province: str, district: str, department: str, kind: str, year: int, serial: int) -> str:
    """A document's number: province, district, department and kind, as in …市监许受字〔2026〕第0001号.

    The signs come from the region's data.
    """
    if serial < 1:
        raise ValueError("documents are counted from 1")
    return f"{province}{district}{department}{kind}字〔{year}〕第{serial:04}号"


def series_of_documents(organ: str, kind: str, year: int) -> str:
    """The series in which one organ counts its documents of one kind and year."""
    return f"document:{organ}:{kind}:{year}"
