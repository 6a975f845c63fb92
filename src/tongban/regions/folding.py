"""What a pack says once and uses often: parts of forms, and variants that belong to another item. Pure.

A document of a pack may take its form from named parts (`"form": {"x-parts": [...]}`). What it does not say of questions
people ask and of the process comes from the defaults of its type, or of the type "". The pack's variants.csv names items
that are a change or renewal of another: they become handlings of that one. Not here: reading files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from tongban.catalogue.documents import Document, Faq, Handling, HandlingKind, Link, Material, Terms, Text

Schema = dict[str, Any]  # JSON Schema: any JSON
MANY = frozenset({HandlingKind.NEW, HandlingKind.OTHER})  # an item may have several handlings of these kinds


@dataclass(frozen=True)
class VariantRow:
    """That the item named *name* is a variant of the item named *of*."""

    name: str
    of: str


class Default(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for every item of one type."""

    faq: list[Faq] = []
    process: list[Link] = []


def with_form(document: Document, parts: Mapping[str, Schema]) -> Document:
    """*document* with its form put together. Raises KeyError for a part that is not there."""
    names = document.form.get("x-parts")
    if names is None:
        return document
    return msgspec.structs.replace(document, form=_joined([parts[name] for name in names]))


def with_defaults(document: Document, defaults: Mapping[str, Default]) -> Document:
    """*document* with what its type says of every item; nothing is added to what is done elsewhere."""
    default = defaults.get(document.type) or defaults.get("")
    if default is None or document.link_out:
        return document
    return msgspec.structs.replace(
        document, faq=document.faq or default.faq, process=document.process or default.process
    )


def _joined(parts: list[Schema]) -> Schema:
    """One root object: sections, properties and required names in the order of the parts."""
    return {
        "type": "object",
        "x-sections": [section for part in parts for section in part["x-sections"]],
        "properties": {name: field for part in parts for name, field in part["properties"].items()},
        "required": [name for part in parts for name in part["required"]],
        "additionalProperties": False,
    }


def fold(documents: Iterable[Document], variants: Iterable[VariantRow]) -> list[Document]:
    """The documents, with those that are variants of another turned into its handlings.

    A variant whose item is not among them stays an item of its own. A change, renewal, replacement or cancellation that
    the item's own document describes is not added a second time.
    """
    by_name = {document.name.zh: document for document in documents}
    described = {name: {each.kind for each in document.handlings} - MANY for name, document in by_name.items()}
    for row in variants:
        if row.of in by_name and row.name in by_name:
            by_name[row.of] = _with_variant(by_name[row.of], by_name.pop(row.name), described[row.of])
    return list(by_name.values())


def _with_variant(item: Document, variant: Document, described: set[HandlingKind]) -> Document:
    """The item's own handlings keep the item's own materials; the variant's bring theirs."""
    own = [material.id for material in item.materials]
    kept = [msgspec.structs.replace(each, materials=each.materials or own) for each in item.handlings]
    names = {each.name.zh for each in item.handlings}
    fresh = [each for each in variant.handlings if each.kind not in described and _name(variant, each).zh not in names]
    materials = variant.materials if fresh else []
    brought = {material.id: _renamed(material, set(own)) for material in materials}
    added = [
        _handling(variant, each, len(kept) + place, [brought[id_].id for id_ in each.materials or brought])
        for place, each in enumerate(fresh, start=1)
    ]
    return msgspec.structs.replace(
        item,
        handlings=kept + added,
        materials=[*item.materials, *brought.values()],
        keywords=[*item.keywords, variant.name.zh],
    )


def _renamed(material: Material, taken: set[str]) -> Material:
    """Its questions are not the item's: a condition of the variant's own would never be answered."""
    id_ = f"{material.id}_v"
    while id_ in taken:
        id_ += "v"
    return msgspec.structs.replace(material, id=id_, when="")


def _name(variant: Document, handling: Handling) -> Text:
    return variant.name if len(variant.handlings) == 1 else handling.name


def _handling(variant: Document, handling: Handling, number: int, materials: list[str]) -> Handling:
    return Handling(
        code=f"{number:02}",
        kind=handling.kind,
        name=_name(variant, handling),
        terms=handling.terms or (variant.terms if variant.terms != Terms() else None),
        materials=materials,
    )
