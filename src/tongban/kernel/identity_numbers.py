"""Identity numbers of persons (GB 11643): read, or the fault named. Pure; *today* is passed in.

Read are the citizen's number of 18 signs and its predecessor of 15, the residence permits of people from Hong Kong,
Macao and Taiwan (81, 82, 83), and the foreigner's permanent residence card of 2023 (9). A number that reads well is
possible, not proven: only the register knows whether somebody bears it.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from stdnum import numdb

from tongban.kernel import writing

SYNTHETIC_REGION = "310199"  # never assigned, so that no real person can match: for demo and tests only
EARLIEST_YEAR = 1880
_TABLE_ENDS = 2020  # the county table is whole up to here; later births may bear codes it does not know
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_OLD, _NEW = 15, 18
_PERMITS = {"810000": "hong_kong", "820000": "macao", "830000": "taiwan"}
_PROVINCES = frozenset(
    f"{region}{place}"
    for region, places in enumerate(("", "12345", "123", "1234567", "123456", "01234", "12345"))
    for place in places
)


class Kind(StrEnum):
    CITIZEN = "citizen"
    HONG_KONG = "hong_kong"
    MACAO = "macao"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Fault(StrEnum):
    """What is wrong with a number; `sentence` is the msgid of what the page says."""

    EMPTY = "empty"
    WRONG_LENGTH = "wrong_length"
    WRONG_SIGN = "wrong_sign"
    X_NOT_LAST = "x_not_last"
    NO_SUCH_DAY = "no_such_day"
    BORN_LATER = "born_later"
    BORN_TOO_EARLY = "born_too_early"
    NO_SUCH_REGION = "no_such_region"
    NO_SUCH_COUNTRY = "no_such_country"
    WRONG_CHECK = "wrong_check"
    SYNTHETIC = "synthetic"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    Fault.EMPTY: "还没有填写证件号码，我们需要它核对您的身份，请填写证件上的 18 位号码。",
    Fault.WRONG_LENGTH: "证件号码应为 18 位（旧号码为 15 位），可能多填或漏填了数字，请对照证件核对。",
    Fault.WRONG_SIGN: "证件号码只有数字，末位可以是 X，现在含有别的字符，请对照证件重填。",
    Fault.X_NOT_LAST: "字母 X 只会出现在证件号码的最后一位，请对照证件核对。",
    Fault.NO_SUCH_DAY: "证件号码第 7 位起的出生日期不存在，请对照证件核对这几位数字。",
    Fault.BORN_LATER: "证件号码里的出生日期还没有到，请对照证件核对第 7 至 14 位。",
    Fault.BORN_TOO_EARLY: "证件号码里的出生年份太早，不会是在世的人，请对照证件核对第 7 至 10 位。",
    Fault.NO_SUCH_REGION: "证件号码前 6 位不是曾经使用过的地区代码，请对照证件核对；如无误，请持证件到窗口办理。",
    Fault.NO_SUCH_COUNTRY: "永久居留身份证号码第 4 至 6 位应为国籍代码，现在不成立，请对照证件核对。",
    Fault.WRONG_CHECK: "证件号码的校验位不符，通常是错了一位或相邻两位颠倒，请对照证件逐位核对。",
    Fault.SYNTHETIC: "这是演示用的虚构号码，不属于任何人，不能在正式系统中使用，请填写您证件上的号码。",
}


@dataclass(frozen=True)
class IdentityNumber:
    """A number that could be somebody's: always 18 signs."""

    value: str
    kind: Kind
    region: str  # of first registration, perhaps retired since; of a foreigner's card the province that accepted it
    birth: date
    sex: Sex


def read(text: str, *, today: date, demo: bool = False) -> IdentityNumber | Fault:
    """The number, however it was typed; or what is wrong. *demo* lets the synthetic region pass."""
    number = writing.plain(text)
    if fault := _shape_fault(number):
        return fault
    if len(number) == _OLD:
        number = upgraded(number)
    birth = _birth(number, today)
    if isinstance(birth, Fault):
        return birth
    return _region_fault(number, birth) or _check_fault(number, demo=demo) or _value(number, birth)


def check_digit(body: str) -> str:
    """The 18th sign for the 17 before it (GB 11643, ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def upgraded(old: str) -> str:
    """A number of 15 digits (GB 11643-1989) as its 18: the century put in, the check digit appended."""
    body = old[:6] + "19" + old[6:]
    return body + check_digit(body)


def synthetic_number(birth: date, sequence: int) -> str:
    """A number no person bears, valid in demo mode only; *sequence* 0–999 is odd for men."""
    body = f"{SYNTHETIC_REGION}{birth:%Y%m%d}{sequence:03}"
    return body + check_digit(body)


def _shape_fault(number: str) -> Fault | None:
    if not number:
        return Fault.EMPTY
    if set(number) - set("0123456789X"):
        return Fault.WRONG_SIGN
    if "X" in number[:-1]:
        return Fault.X_NOT_LAST
    if len(number) == _OLD:
        return Fault.WRONG_LENGTH if "X" in number else None
    return None if _SHAPE.fullmatch(number) else Fault.WRONG_LENGTH


def _birth(number: str, today: date) -> date | Fault:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        birth = date(year, month, day)
    except ValueError:
        return Fault.NO_SUCH_DAY
    if year < EARLIEST_YEAR:
        return Fault.BORN_TOO_EARLY
    return Fault.BORN_LATER if birth > today else birth


def _check_fault(number: str, *, demo: bool) -> Fault | None:
    if check_digit(number[:17]) != number[17]:
        return Fault.WRONG_CHECK
    return Fault.SYNTHETIC if number.startswith(SYNTHETIC_REGION) and not demo else None


def _region_fault(number: str, birth: date) -> Fault | None:
    """Retired codes stand: a number keeps the code of its first day for life, whatever becomes of the county.

    Nor is a code tied to the bearer's year of birth: numbers were first given out in 1984, to people of every age.
    """
    region = number[:6]
    if number[0] == "9":
        if number[1:3] not in _PROVINCES:
            return Fault.NO_SUCH_REGION
        return Fault.NO_SUCH_COUNTRY if number[3:6] in {"000", "156"} else None
    if region in _PERMITS or region == SYNTHETIC_REGION:
        return None
    if number[:2] not in _PROVINCES:
        return Fault.NO_SUCH_REGION
    return None if _was_assigned(region) or birth.year > _TABLE_ENDS else Fault.NO_SUCH_REGION


@cache
def _was_assigned(region: str) -> bool:
    """Whether GB/T 2260 has or had the code; python-stdnum carries the table with its retired counties."""
    return any("county" in facts for _, facts in numdb.get("cn/loc").info(region))


def _value(number: str, birth: date) -> IdentityNumber:
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    if number[0] == "9":
        return IdentityNumber(number, Kind.FOREIGN, f"{number[1:3]}0000", birth, sex)
    kind = Kind(_PERMITS[number[:6]]) if number[:6] in _PERMITS else Kind.CITIZEN
    return IdentityNumber(number, kind, number[:6], birth, sex)
