"""The content of the style page: every component once, with invented facts. Shown in demo mode only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tongban.ui import fields, parts, strip
from tongban.ui.frame import Link

NOW = datetime(2026, 11, 23, 2, 32, tzinfo=UTC)
TODAY = date(2026, 11, 23)
HELD = (13, 16, 17, 18, 19)


@dataclass(frozen=True)
class Term:
    """A number and a unit, as documents have them."""

    n: int
    unit: str = "workday"


@dataclass(frozen=True)
class Day:
    """A cell of the sample strip."""

    day: date
    mark: str
    is_due: bool = False


@dataclass(frozen=True)
class Clock:
    """A running clock of the sample."""

    term: Term
    due: date
    cells: tuple[Day, ...]
    used: int
    total: int
    left: int
    held: int = len(HELD)
    start: date = date(2026, 11, 10)
    is_provisional: bool = False
    is_paused: bool = False


def _days(last: int, due: int) -> tuple[Day, ...]:
    cells = []
    for number in range(11, last + 1):
        day = date(2026, 11, 1) + timedelta(days=number - 1)
        if day.weekday() == 5:  # noqa: PLR2004 - Saturday: the gap of a weekend
            cells.append(Day(day, "gap"))
        elif day.weekday() < 5:  # noqa: PLR2004 - a working day
            cells.append(Day(day, _mark(number, due), is_due=number == due))
    return tuple(cells)


def _mark(number: int, due: int) -> str:
    if number in HELD:
        return "held"
    if number < TODAY.day:
        return "used"
    if number == TODAY.day:
        return "today"
    if number == due:
        return "end"
    return "left" if number < due else "none"


def page() -> dict[str, object]:
    """Everything that the style page prints."""
    return {
        "crumbs": [Link("办事", "#top"), Link("餐饮和食品", "#top"), Link("食品经营许可", "")],
        "now": NOW,
        **_numbers(),
        **_form(),
        **_case(),
        **_desk(),
    }


def _numbers() -> dict[str, object]:
    old = {"materials": "7 份", "visits": "3 趟", "days": "10 天"}
    return {
        "four": parts.numbers(materials=2, visits=0, days="5 天", fee="0 元", was=old),
        "figures": [
            parts.Figure("今天办结", "38,412", "件"),
            parts.Figure("全程网办", "1,400", "项"),
            parts.Figure("少交的材料", "50.5", "%"),
        ],
        "flow": [
            parts.Road("提交", "约 12 分钟，可随时保存", "今天"),
            parts.Road("受理", "缺什么一次说全。5 个工作日不答复就算受理", "当天"),
            parts.Road("审查", "不到 300 平方米、无凉菜：不上门", "3 天"),
        ],
        "materials": [
            parts.MaterialGroup(
                "你要交 2 份",
                [
                    parts.Material(
                        "布局和操作流程图", "手画拍照也可以", "你自己", "上传", "ink", "PDF 或照片。", "#mats", "看样例"
                    ),
                    parts.Material("设备设施清单", "约 3 分钟", "你自己", "在线填", "ink", "按业态列好了，勾选即可"),
                ],
            ),
            parts.MaterialGroup(
                "免交 1 份",
                [
                    parts.Material(
                        "经营场所使用证明",
                        "",
                        "居委会",
                        "免交：无法律依据",
                        "done",
                        "2018 年起不再要求",
                        is_waived=True,
                    )
                ],
                is_folded=True,
            ),
        ],
    }


def _form() -> dict[str, object]:
    source = parts.Source("公安人口库", NOW, "#form")
    made = [
        fields.Field("name", "经营者", value="王芳", is_readonly=True, source=source),
        fields.Field(
            "tel", "联系电话", "tel", "1380000017", "核查员和快递会打这个号码", "少了 1 位。手机号要 11 位，请补上。"
        ),
        fields.Field("area", "用餐面积", "number", "86", "只算客人坐的地方，不算厨房", unit="平方米"),
        fields.Field("opened", "开业日期", "date", "2026-12-01"),
        fields.Field("money", "出资额", "money", "50000"),
        fields.of(
            {
                "name": "deliver",
                "label": "送外卖吗？",
                "widget": "radio",
                "options": {"yes": "送", "no": "不送"},
                "value": "yes",
            }
        ),
        fields.of(
            {
                "name": "sells",
                "label": {"zh": "卖什么？", "en": "What do you sell?"},
                "widget": "checks",
                "options": [("hot", "热菜"), ("cold", "凉菜"), ("drinks", {"zh": "饮品", "en": "Drinks"})],
                "value": ["hot", "drinks"],
                "error": "凉菜要有专间。请先填专间面积，或取消凉菜。",
            }
        ),
        fields.of(
            {"name": "street", "label": "街道", "widget": "select", "options": {"a": "老西门街道", "b": "豫园街道"}}
        ),
        fields.Field("remark", "还有什么要说", "textarea", is_required=False, longest=500),
    ]
    return {
        "fields": made,
        "faults": fields.faults(made),
        "steps": parts.steps(["情形", "核对和填写", "材料", "确认提交"], 1),
        "upload": parts.Upload("plan", "#form", "布局图", "image/*,application/pdf", "照片或 PDF，每张不超过 10 MB"),
        "files": [
            parts.FileRow("厨房平面.jpg", "JPG", "1.2 MB，已保存", address="#form", remove="#form"),
            parts.FileRow("用餐区.jpg", "JPG", error="打不开：文件传到一半断了。请重拍或重传。"),
        ],
    }


def _case() -> dict[str, object]:
    promised = Clock(Term(5), date(2026, 11, 24), _days(24, 24), used=4, total=5, left=1)
    legal = Clock(Term(10), date(2026, 11, 30), _days(30, 30), used=4, total=9, left=5)
    long = Clock(Term(60), date(2027, 2, 2), (), used=9, total=60, left=46, held=0, is_provisional=True)
    return {
        "promised": strip.draw(promised, name="承诺", today=TODAY),
        "legal": strip.draw(legal, name="法定", today=TODAY),
        "long": strip.draw(long, name="法定", today=TODAY),
        "small": strip.draw(legal, name="法定", today=TODAY, small="desk"),
        "track": [
            parts.Stop("决定", "next", None, "最晚 11 月 24 日 周二"),
            parts.Stop("正在审查", "now", NOW - timedelta(hours=1), "赵强在核对布局图和水质报告。"),
            parts.Stop("暂停计时：水质检测", "held", NOW - timedelta(days=10), "检测不计时。", "#track", "看告知书"),
            parts.Stop("已受理", "past", NOW - timedelta(days=13), "材料齐全。次日起算时限。"),
        ],
        "facts": [
            parts.Fact("经办", "赵强，食品科"),
            parts.Fact("电话", "021-0000 0000", address="tel:02100000000"),
            parts.Fact("经营者", "王芳", source="公安人口库"),
        ],
        "docs": [
            parts.Paper("收件凭证", "#docs", NOW - timedelta(days=14)),
            parts.Paper("受理通知书", "#docs", NOW - timedelta(days=13)),
        ],
        "talk": [
            parts.Said("赵强", NOW - timedelta(days=10), "您好，您店里用二次供水，按规定要测一次水质。"),
            parts.Said("我", NOW - timedelta(days=10), "好的，周一上午十点以后店里有人。", is_mine=True),
        ],
        "levels": [
            fields.Option(str(5 - place), word)
            for place, word in enumerate(["非常满意", "满意", "基本满意", "不满意", "非常不满意"])
        ],
        "empty": parts.Empty("没有在办的事", "办了就在这里看进度。", "/", "去办事"),
        "pager": parts.Pager("#next", "#first"),
        "bar": parts.Bar(4, 5, "承诺 5 个工作日，已用 4 个"),
    }


def _desk() -> dict[str, object]:
    return {
        "jobs": [
            parts.Job("#jobs", "食品经营许可（新办）", "老周馄饨店 · 陈* · 待决定", "alarm", "超 1 天", "承诺"),
            parts.Job(
                "#jobs", "食品经营许可（新办）", "小满面馆 · 王* · 审查", "soon", "剩 1 天", "承诺", is_current=True
            ),
            parts.Job("#jobs", "食品生产许可", "豫园糕团厂 · 刘* · 现场核查", "ok", "剩 4 天", "承诺"),
            parts.Job("#jobs", "食品经营许可（变更）", "五香豆 · 何* · 检测中", "held", "已停 3 天", "检测"),
        ]
    }
