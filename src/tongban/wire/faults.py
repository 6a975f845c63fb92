"""Why something said on the wire is refused: a code, a sentence in Chinese and one in English. Nothing is checked here."""

from enum import StrEnum


class Fault(StrEnum):
    """The check that failed. Clients may rely on the codes."""

    UNSIGNED = "unsigned"
    SIGNATURE_MALFORMED = "signature_malformed"
    COMPONENT_MISSING = "component_missing"
    NOT_COVERED = "not_covered"
    KEY_UNKNOWN = "key_unknown"
    KEY_OUT_OF_DATE = "key_out_of_date"
    WRONG_ALGORITHM = "wrong_algorithm"
    STALE = "stale"
    FUTURE = "future"
    EXPIRED = "expired"
    NONCE_MISSING = "nonce_missing"
    SIGNATURE_WRONG = "signature_wrong"
    DIGEST_MISSING = "digest_missing"
    DIGEST_WRONG = "digest_wrong"
    STATEMENT_MALFORMED = "statement_malformed"
    STATEMENT_FORGED = "statement_forged"
    TICKET_MISSING = "ticket_missing"
    TICKET_NOT_YET = "ticket_not_yet"
    TICKET_EXPIRED = "ticket_expired"
    TICKET_TOO_LONG = "ticket_too_long"
    TICKET_GROUND = "ticket_ground"
    TICKET_CONSUMER = "ticket_consumer"
    TICKET_SUBJECT = "ticket_subject"
    TICKET_ITEM = "ticket_item"
    TICKET_FIELDS = "ticket_fields"
    SNAPSHOT_OTHER_NODE = "snapshot_other_node"
    SNAPSHOT_OLDER = "snapshot_older"
    SNAPSHOT_FUTURE = "snapshot_future"
    SNAPSHOT_TOO_OLD = "snapshot_too_old"
    CHAIN_BROKEN = "chain_broken"
    PROOF_WRONG = "proof_wrong"


SENTENCES: dict[Fault, tuple[str, str]] = {
    Fault.UNSIGNED: (
        "请求没有签名。请按协议附上 Signature-Input 和 Signature 两个字段后重发。",
        "The request is not signed. Add the fields Signature-Input and Signature as the protocol says, and send it again.",
    ),
    Fault.SIGNATURE_MALFORMED: (
        "签名字段的写法有误，无法读取。请对照 RFC 9421 检查 Signature-Input 和 Signature。",
        "The signature fields cannot be read. Check Signature-Input and Signature against RFC 9421.",
    ),
    Fault.COMPONENT_MISSING: (
        "签名涵盖了报文中没有、重复或不支持的部分。请只对报文中确有的部分签名。",
        "The signature covers a part that the message lacks, repeats, or that is not supported. Sign only what is there.",
    ),
    Fault.NOT_COVERED: (
        "签名没有涵盖必须涵盖的部分。请按协议列出的部分重新签名。",
        "The signature does not cover all it must. Sign again with the parts that the protocol lists.",
    ),
    Fault.KEY_UNKNOWN: (
        "没有这个编号的密钥。请核对密钥编号，或先登记公钥。",
        "No key has this id. Check the id of the key, or register the public key first.",
    ),
    Fault.KEY_OUT_OF_DATE: (
        "密钥尚未生效、已到期或已吊销。请换用有效的密钥。",
        "The key is not yet valid, has ended, or was revoked. Use a key that is valid.",
    ),
    Fault.WRONG_ALGORITHM: (
        "签名所写的算法与登记的密钥不符。请使用登记时的算法。",
        "The algorithm named by the signature is not that of the key. Use the algorithm the key was registered with.",
    ),
    Fault.STALE: (
        "签名的时间已过去太久。请核对本机时钟，并在发送前即时签名。",
        "The signature was made too long ago. Check your clock, and sign just before you send.",
    ),
    Fault.FUTURE: (
        "签名的时间在将来。请核对本机时钟后重新签名。",
        "The signature was made in the future. Check your clock and sign again.",
    ),
    Fault.EXPIRED: (
        "签名已超过自身写明的截止时间。请重新签名。",
        "The signature is past the end it names itself. Sign again.",
    ),
    Fault.NONCE_MISSING: (
        "签名没有一次性随机数（nonce）。请为每个请求附上新的随机数。",
        "The signature has no nonce. Give every request a fresh one.",
    ),
    Fault.SIGNATURE_WRONG: (
        "签名与报文不符：报文被改动，或用了另一把密钥。请核对签名原文后重新签名。",
        "The signature does not fit: the message was altered, or another key signed. Compare the signature base, sign again.",
    ),
    Fault.DIGEST_MISSING: (
        "请求没有正文摘要（Content-Digest）。请附上摘要并对其签名。",
        "The request has no Content-Digest. Add one and cover it by the signature.",
    ),
    Fault.DIGEST_WRONG: (
        "正文与其摘要不符，可能在途中被截断或改动。请重新发送。",
        "The body does not fit its digest: it may have been cut or altered on the way. Send it again.",
    ),
    Fault.STATEMENT_MALFORMED: (
        "签名文件不完整或格式有误，无法读取。请重新获取。",
        "The signed statement is incomplete or not in the agreed form. Fetch it again.",
    ),
    Fault.STATEMENT_FORGED: (
        "签名文件的签名不成立，内容可能被伪造或改动。请勿采信，并从可信来源重新获取。",
        "The signature of the statement does not hold: it may be forged or altered. Do not rely on it; fetch it anew.",
    ),
    Fault.TICKET_MISSING: (
        "查询个人信息须附票据，请求中没有。请由办件、登记等事由的主办方签发票据后重试。",
        "A look-up of a person's data needs a ticket and there is none. Have the owner of the ground issue one.",
    ),
    Fault.TICKET_NOT_YET: (
        "票据的签发时间在将来。请核对签发方和本机的时钟。",
        "The ticket was issued in the future. Check the clocks of issuer and verifier.",
    ),
    Fault.TICKET_EXPIRED: ("票据已过期。请重新申请票据。", "The ticket has expired. Ask for a new one."),
    Fault.TICKET_TOO_LONG: (
        "票据的有效时间超过允许的上限。请签发更短的票据。",
        "The ticket is valid for longer than is allowed. Issue a shorter one.",
    ),
    Fault.TICKET_GROUND: (
        "签发方无权以该事由签发票据，或该资源不接受这一事由。请核对事由。",
        "The issuer may not issue tickets of this ground, or the resource does not accept it. Check the ground.",
    ),
    Fault.TICKET_CONSUMER: (
        "票据是签发给另一个使用方的。请使用签发给本方的票据。",
        "The ticket was issued to another consumer. Use one that was issued to you.",
    ),
    Fault.TICKET_SUBJECT: (
        "票据所指的当事人与查询的不是同一人。请为此人另行申请票据。",
        "The ticket is of another person than the one asked about. Ask for a ticket of this person.",
    ),
    Fault.TICKET_ITEM: (
        "票据所属的事项与请求不符。请使用该事项的票据。",
        "The ticket is of another item than the request. Use a ticket of this item.",
    ),
    Fault.TICKET_FIELDS: (
        "请求的资源或字段超出票据所列。请只查询票据列明的内容，或另行申请。",
        "The request goes beyond the resource and fields of the ticket. Ask only for what it lists, or for a new ticket.",
    ),
    Fault.SNAPSHOT_OTHER_NODE: (
        "快照是发给另一个节点的。请核对节点编号后重新拉取。",
        "The snapshot is of another node. Check the node's code and pull it again.",
    ),
    Fault.SNAPSHOT_OLDER: (
        "快照编号不高于已采用的快照，旧快照不再接受。请拉取最新快照。",
        "The snapshot's number is not above the one in use; older ones are never accepted again. Pull the latest.",
    ),
    Fault.SNAPSHOT_FUTURE: (
        "快照的生成时间在将来。请核对节点的时钟。",
        "The snapshot was made in the future. Check the node's clock.",
    ),
    Fault.SNAPSHOT_TOO_OLD: (
        "节点的快照已超过该资源允许的最长时限，暂不提供查询。请待节点恢复与管理端的连接后重试。",
        "The node's snapshot is older than this resource allows. Try again when the node is connected again.",
    ),
    Fault.CHAIN_BROKEN: (
        "回执链在此处断开：记录被改动、删除或调换了次序。请保全原始文件并上报。",
        "The chain of receipts breaks here: a record was altered, removed or reordered. Keep the files and report it.",
    ),
    Fault.PROOF_WRONG: (
        "证明不成立：回执不在所称的位置，或已被改动。请核对回执与公布的根值。",
        "The proof does not hold: the receipt is not at the place claimed, or was altered. Compare with the published root.",
    ),
}


class Refused(Exception):
    """Something said on the wire does not hold. *detail* is for the engineer's eye and holds no personal data."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail

    @property
    def zh(self) -> str:
        return SENTENCES[self.fault][0]

    @property
    def en(self) -> str:
        return SENTENCES[self.fault][1]
