"""Words of the portal: terms, fees, kinds of handling, subjects, and the region's names for its own things."""

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from tongban.catalogue import facets
from tongban.catalogue.documents import Document, Length, Terms
from tongban.catalogue.ports import RegionWords, Word, Words
from tongban.kernel import ports

SUBJECTS = {
    "1": gettext_noop("个人或个体户"),
    "2": gettext_noop("企业"),
    "3": gettext_noop("事业单位"),
    "4": gettext_noop("社会组织"),
    "6": gettext_noop("其他组织"),
}
KINDS = {
    "new": gettext_noop("新办"),
    "change": gettext_noop("变更"),
    "renew": gettext_noop("延续、续期"),
    "replace": gettext_noop("补证、换证"),
    "cancel": gettext_noop("注销"),
    "other": gettext_noop("查询和其他"),
}
TYPES = {
    "01": gettext_noop("行政许可"),
    "05": gettext_noop("行政给付"),
    "07": gettext_noop("行政确认"),
    "08": gettext_noop("行政奖励"),
    "09": gettext_noop("行政裁决"),
    "10": gettext_noop("其他行政权力"),
    "20": gettext_noop("公共服务"),
}
DECISIONS = frozenset({"01", "05", "07", "08", "09", "10"})  # one may ask for review of these


def region() -> RegionWords:
    """The region's own words."""
    found: RegionWords = ports.get(RegionWords)
    return found


def level(key: str) -> str:
    """What a level of a document (city, district, street) is called here: 市, 区; 省, 州市."""
    word = region().levels()[key]
    return word.en or word.zh if get_language() == "en" else word.zh


def department(key: str) -> Word:
    return region().departments().get(key, Word(key))


def district(code: str) -> Word:
    return region().districts().get(code, Word(code))


def themes() -> Words:
    """Themes of people, then those of companies that people do not have."""
    here = region()
    return {**here.themes_company(), **here.themes_person()}


def term(n: int, unit: str) -> str:
    """5 天 (working days), 30 自然日, 即办: short, for the four numbers."""
    if n == 0:
        return _("即办")
    match unit:
        case "day":
            return ngettext("%(n)s 自然日", "%(n)s 自然日", n) % {"n": n}
        case "month":
            return ngettext("%(n)s 个月", "%(n)s 个月", n) % {"n": n}
        case "hour":
            return ngettext("%(n)s 小时", "%(n)s 小时", n) % {"n": n}
        case "year":
            return ngettext("%(n)s 年", "%(n)s 年", n) % {"n": n}
        case _other:
            return ngettext("%(n)s 天", "%(n)s 天", n) % {"n": n}


def kept(promised: str, legal: str) -> str:
    """The limit to show of an offer: the promise, else the law's, else that it is not known."""
    n, _space, unit = (promised or legal).partition(" ")
    return term(int(n), unit) if n else _("待核")


def limit(terms: Terms) -> str:
    """The same, of a document."""
    length = terms.promised or terms.legal
    return term(length.n, length.unit.value) if length else _("待核")


def sentence(length: Length | None) -> str:
    """A term with its unit in full: 5 个工作日."""
    if length is None:
        return ""
    if length.n == 0:
        return _("当场办结")
    if length.unit.value == "workday":
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", length.n) % {"n": length.n}
    return term(length.n, length.unit.value)


def fee_of(known: str) -> str:
    """What an offer says of its fee: none, some, unknown."""
    return {"none": yuan(0), "some": _("按标准")}.get(known, _("待核"))


def fee(document: Document) -> str:
    """0 元, the sum where each fee is a sum, 按标准 where one is a table, 待核 where nobody checked."""
    if not document.fees:
        return fee_of(facets.fee(document))
    if any(each.cents is None for each in document.fees):
        return _("按标准")
    return yuan(sum(each.cents or 0 for each in document.fees))


def yuan(cents: int) -> str:
    """12.50 元."""
    whole, rest = divmod(cents, 100)
    return _("%(sum)s 元") % {"sum": f"{whole:,}.{rest:02}" if rest else f"{whole:,}"}
