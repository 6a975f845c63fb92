"""Masking of personal data in what people write: numbers, telephones, addresses of mail, names said as such. Pure.

It finds what has a shape. It does not find everything: a body's answer and a publication are read by a person as well.
Implements ports.Screening without any other system.
"""

import re
import unicodedata

_STARS = "****"
_GAP = r"[ \-–—·.]?"
_DIGIT = r"[0-9]"
# Longest first: what a shorter pattern would cut a piece from is masked whole.
_SHAPES = (
    re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII),  # mail
    re.compile(rf"(?<![0-9A-Za-z])(?:{_DIGIT}{_GAP}){{14,18}}[0-9Xx](?![0-9A-Za-z])"),  # identity numbers, bank cards
    re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])"),  # 统一社会信用代码
    re.compile(
        rf"(?<!{_DIGIT})(?:\+?86{_GAP})?1[3-9]{_DIGIT}{_GAP}(?:{_DIGIT}{_GAP}){{7}}{_DIGIT}(?!{_DIGIT})"
    ),  # mobile
    re.compile(rf"(?<!{_DIGIT})0{_DIGIT}{{2,3}}[ \-]?{_DIGIT}{{7,8}}(?!{_DIGIT})"),  # telephone with area code
    re.compile(r"(?<![0-9A-Za-z])[A-Z][0-9]{8}(?![0-9A-Za-z])"),  # passports and travel permits
    re.compile(r"[\u4e00-\u9fff][A-Z]" + _GAP + r"[0-9A-Z]{5,6}(?![0-9A-Za-z])"),  # number plates
    re.compile(r"(?<!\d)\d{1,5}\s*(?:号楼|弄|幢|栋)\s*(?:\d{1,5}\s*(?:号楼|号|单元|室)\s*)+"),  # where somebody lives
)
_NAMED = re.compile(r"((?:我叫|我是|名叫|姓名(?:是|为)?[:：]?|本人)\s*)([\u4e00-\u9fff]{2,3})(?=[,，。.;；、\s]|$)")


def screen(words: str) -> str:
    """The words with what names a person masked."""
    plain = unicodedata.normalize("NFKC", words) if _is_wide(words) else words
    for shape in _SHAPES:
        plain = shape.sub(_STARS, plain)
    return _NAMED.sub(lambda found: found[1] + found[2][0] + "**", plain)


class Shapes:
    """Implements ports.Screening."""

    def screen(self, words: str) -> str:
        return screen(words)


def _is_wide(words: str) -> bool:
    """Full-width digits hide a number from every pattern; other words keep their full-width punctuation."""
    return any("\uff10" <= sign <= "\uff19" for sign in words)
