"""Errors of the API as problem details (RFC 9457): what happened, why, what to do. Raised anywhere, answered once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: `form.area`, `materials.plan`, `query.after`."""

    where: str
    detail: str  # message id, or words already worded


class Problem(Exception):
    """A request that cannot be done: status, a stable word for programs, the message id of a sentence for people."""

    def __init__(self, status: int, word: str, sentence: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(word)
        self.status = status
        self.word = word
        self.sentence = sentence
        self.faults = tuple(faults)


NO_KEY = _(
    "没有密钥，或者密钥不对、过期、已停用，所以没有受理这个请求。请在 Authorization 头里用 Bearer 带上有效的密钥。"
)
NO_SCOPE = _("这个密钥没有这项权限，所以没有办。请由登记它的人另发一个有这项权限的密钥。")
NOT_FOUND = _("没有这个内容，或者不归这个密钥看。请核对编号。")
MOVED = _("办件的情况刚刚变了，或者现在不能走这一步，所以没有改动任何内容。请重新查询后再决定。")
BAD_VALUES = _("有内容不符合接口说明，所以没有办。请按 errors 里列出的位置改好再发。")
BAD_BODY = _("请求体读不懂，所以没有办。请发送 UTF-8 编码的 JSON，不要有控制字符。")
TOO_MANY = _("请求太多，所以这一次没有办。请按 Retry-After 头等几秒再发。")
OURS = _("系统出了错，这一次没有办成，也没有留下一半。请稍后用同一个 Idempotency-Key 再发一次。")
OTHER_REQUEST = _(
    "这个 Idempotency-Key 用在过另一个请求上，所以没有办。请给每个请求用新的键；重发同一个请求时内容不能改。"
)
BAD_KEY = _("Idempotency-Key 的样子不对，所以没有办。请用 1 到 80 个字母、数字或 . _ : - 。")
INCOMPLETE = _("还没有填全，所以没有提交。请按 errors 补好再提交。")
NEWER = _("事项刚换了新版，所以没有提交；草稿已经换到新版，填过的都尽量留下了。请重新查询草稿，补好再提交。")
NOT_OPENED = _("还没有写明目的打开这个办件，所以没有办。请先带 purpose 查询它，申请人会看到这次打开。")
