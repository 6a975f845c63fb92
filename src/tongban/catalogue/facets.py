"""What search and lists know of a document: one row per handling, and the words by which it is found. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba
from pypinyin import Style, lazy_pinyin

from tongban.catalogue import scenarios
from tongban.catalogue.documents import Document, Handling, Length

FULLY_ONLINE = frozenset({5, 6, 7})  # 网上办理深度: decided online


@dataclass(frozen=True)
class Words:
    """Words for full text, by weight: A the name, B what people say, C the summary."""

    a: str
    b: str
    c: str


def columns(document: Document, handling: Handling, districts: Sequence[str]) -> dict[str, object]:
    """The columns of an offer, but for its item and its words. *districts*: where bodies implement it; none: city."""
    terms = handling.terms or document.terms
    asked = scenarios.to_hand_in(scenarios.possible(document, handling.code, {}))
    return {
        "code": document.code,
        "handling": handling.code,
        "name": document.name.zh,
        "name_en": document.name.en,
        "handling_name": handling.name.zh,
        "handling_name_en": handling.name.en,
        "kind": handling.kind.value,
        "summary": document.summary.zh[:400],
        "summary_en": document.summary.en[:600],
        "department": document.department,
        "themes": [*document.themes_person, *document.themes_company],
        "subjects": list(document.subjects),
        "districts": sorted({district for district in districts if district}),
        "materials": len(asked),
        "visits": document.visits.count,
        "is_online": is_online(document),
        "legal": _length(terms.legal),
        "promised": _length(terms.promised),
        "fee": fee(document),
        "is_full": bool(document.faq and document.questions),
        "link_out": bool(document.link_out),
        "initials": initials(document.name.zh)[:200],
        "pinyin": pinyin(document.name.zh)[:800],
    }


def fee(document: Document) -> str:
    """Whether it costs: some, none, or unknown where nobody checked the document."""
    if document.fees:
        return "some"
    return "unknown" if document.basis is None else "none"


def is_online(document: Document) -> bool:
    """全程网办: decided online and no visit."""
    return document.visits.count == 0 and not document.link_out and bool(FULLY_ONLINE & set(document.depth))


def words(document: Document, handling: Handling) -> Words:
    """The words by which an offer is found."""
    said = [*document.keywords, handling.name.zh, document.name.en, handling.name.en]
    return Words(cut(document.name.zh), cut(" ".join(said)), cut(document.summary.zh) + " " + document.summary.en)


def cut(text: str) -> str:
    """Chinese words, with the shorter words inside long ones, and Latin words in small letters."""
    return " ".join(dict.fromkeys(_words(text.lower())))


@lru_cache(maxsize=10_000)
def initials(text: str) -> str:
    """Gtgshsldj for 个体工商户设立登记; letters and digits stay, the rest is dropped."""
    return _plain(lazy_pinyin(text, style=Style.FIRST_LETTER))


@lru_cache(maxsize=10_000)
def pinyin(text: str) -> str:
    """getigongshanghu… for 个体工商户…"""
    return _plain(lazy_pinyin(text))


def _words(text: str) -> Iterable[str]:
    for word in rjieba.cut_for_search(text):
        if word.strip() and any(character.isalnum() for character in word):
            yield word


def _plain(parts: Iterable[str]) -> str:
    return "".join(
        character for part in parts for character in part.lower() if character.isascii() and character.isalnum()
    )


def _length(length: Length | None) -> str:
    return f"{length.n} {length.unit.value}" if length else ""
