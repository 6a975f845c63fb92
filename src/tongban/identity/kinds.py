"""The closed sets of identity: kinds of documents, organisations, roles, levels, with their words."""

from enum import IntEnum, StrEnum

from django.utils.translation import gettext_lazy


class DocumentKind(StrEnum):
    """Documents that prove a person, by their codes (GB/T 36104, as domain §8 lists them)."""

    CITIZEN = "111"
    TRAVEL_TAIWAN = "511"
    TRAVEL_HONG_KONG_MACAO = "516"
    FOREIGN_RESIDENT = "553"
    PASSPORT = "414"


DOCUMENT_LABELS = {
    DocumentKind.CITIZEN: gettext_lazy("居民身份证"),
    DocumentKind.TRAVEL_TAIWAN: gettext_lazy("台湾居民来往大陆通行证"),
    DocumentKind.TRAVEL_HONG_KONG_MACAO: gettext_lazy("港澳居民来往内地通行证"),
    DocumentKind.FOREIGN_RESIDENT: gettext_lazy("外国人永久居留身份证"),
    DocumentKind.PASSPORT: gettext_lazy("普通护照"),
}


class RealName(IntEnum):
    """How sure we are who a person is (实名等级)."""

    PHONE = 1
    VERIFIED = 2
    COUNTER = 3


class RoleName(StrEnum):
    """What an officer may do at an organ."""

    INTAKE = "intake"
    EXAMINER = "examiner"
    APPROVER = "approver"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    REGISTRAR = "registrar"


ROLE_LABELS = {
    RoleName.INTAKE: gettext_lazy("收件"),
    RoleName.EXAMINER: gettext_lazy("审查"),
    RoleName.APPROVER: gettext_lazy("审批"),
    RoleName.SUPERVISOR: gettext_lazy("监督"),
    RoleName.EDITOR: gettext_lazy("事项编辑"),
    RoleName.REGISTRAR: gettext_lazy("实名核验"),
}


class OrganisationKind(StrEnum):
    """Organisations that are not government."""

    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    INSTITUTION = "institution"
    ASSOCIATION = "association"
    OTHER = "other"


class Ended(StrEnum):
    """Why a power ended before its day."""

    REVOKED = "revoked"
    DECLINED = "declined"
    REPRESENTATIVE_CHANGED = "representative_changed"
    RECLAIMED = "reclaimed"


ENDED_LABELS = {
    Ended.REVOKED: gettext_lazy("已收回"),
    Ended.DECLINED: gettext_lazy("未接受"),
    Ended.REPRESENTATIVE_CHANGED: gettext_lazy("法定代表人已变更"),
    Ended.RECLAIMED: gettext_lazy("账号已被本人收回"),
}
