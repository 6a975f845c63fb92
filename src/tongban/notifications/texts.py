"""What we write to people: one text per key, in plain words. Facts are codes and dates, never names of others.

Each text has a title, a sentence of body, and whether it is worth an SMS. Placeholders are filled from the facts.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Words:
    """One text: *title* and *body* are message ids to be translated and filled; *sms* says whether a phone rings."""

    title: str
    body: str
    sms: bool = False
    undated: str = ""  # the body when there is no due date


ALL: dict[str, Words] = {
    "case.file": Words(_("已收件：%(item)s"), _("编号 %(number)s。最晚 %(due)s 告诉你是否受理。")),
    "case.ask_supplement": Words(
        _("请补材料：%(item)s"), _("一次说全了，共 %(count)s 处，都写在办件页。补好交上来就接着办。"), sms=True
    ),
    "case.accept": Words(
        _("已受理：%(item)s"), _("次日起算时限，承诺 %(due)s 前办完。"), undated=_("现在什么都不用做，有进展会告诉你。")
    ),
    "case.deem_accepted": Words(_("视为已受理：%(item)s"), _("过了五个工作日没有答复，依法从收到材料那天起算受理。")),
    "case.refuse": Words(_("不予受理：%(item)s"), _("理由和该找的单位写在通知书里。"), sms=True),
    "case.examine": Words(_("审查完成，等决定：%(item)s"), _("现在什么都不用做。")),
    "case.pause": Words(_("时限暂停：%(item)s"), _("原因和依据写在告知书里，暂停的日子不计时。")),
    "case.resume": Words(_("恢复计时：%(item)s"), _("新的到期日是 %(due)s。"), undated=_("办件接着办。")),
    "case.extend": Words(_("时限延长：%(item)s"), _("理由写在通知书里，新的到期日是 %(due)s。"), sms=True),
    "case.recompute": Words(_("到期日有变：%(item)s"), _("放假安排调整，新的到期日是 %(due)s。")),
    "case.decide": Words(_("已有决定：%(item)s"), _("决定书在办件页，可以下载。"), sms=True),
    "case.deliver": Words(_("结果已送达：%(item)s"), _("结果编号 %(result)s。")),
    "case.close": Words(_("已办结：%(item)s"), _("办得怎么样？请评价，一分钟就好。")),
    "case.lapse": Words(_("没有补材料，已结束：%(item)s"), _("要办可以重新申请，填过的内容还能用。")),
    "case.withdraw": Words(_("已撤回：%(item)s"), _("这个申请不再办理。要办可以重新申请。")),
    "case.open_file": Words(_("有人看了你的申请：%(item)s"), _("谁、什么时候、为什么，都写在办件页。")),
    "case.lapse_soon": Words(_("草稿快要清除：%(item)s"), _("%(due)s 之前还没提交，草稿会清除。"), sms=True),
    "feedback.order_contact": Words(_("你的评价有人联系了：%(item)s"), _("对方的话写在评价页，可以在那里回复。")),
    "feedback.order_answer": Words(_("你的评价有结果了：%(item)s"), _("请看改了什么，说说改得怎么样。"), sms=True),
    "feedback.order_settle": Words(_("你的评价当场改好了：%(item)s"), _("请看改了什么，说说改得怎么样。")),
    "feedback.order_grant_time": Words(_("整改要久一些：%(item)s"), _("情况复杂，改为十五个工作日内答复。")),
    "feedback.order_uphold": Words(_("复核维持了你的评价：%(item)s"), _("理由写在评价页，单位会继续整改。")),
    "feedback.order_exclude": Words(_("复核后不计入统计：%(item)s"), _("你的评价仍然保留，理由写在评价页。")),
    "feedback.order_say": Words(_("有新的留言：%(item)s"), _("写在评价页，可以在那里回复。")),
    "feedback.news": Words(_("你的评价有新进展"), _("请到“我的评价”看看。")),
    "feedback.flaw_contact": Words(_("你找的茬有人看了"), _("正在查，结果会告诉你。")),
    "feedback.flaw_adopt": Words(_("你找的茬要改了"), _("怎么改写在问题页，改好会告诉你。")),
    "feedback.flaw_decline": Words(_("你找的茬没有采纳"), _("理由写在问题页。")),
    "feedback.flaw_fix": Words(_("你找的茬改好了"), _("改了什么写在问题页，谢谢你。")),
    "identity.reclaimed": Words(_("账号已停用"), _("本人核实身份后收回了这个实名。有疑问请到窗口。")),
    "identity.authorised": Words(_("你得到一项授权"), _("可以代办的事项和期限写在授权页。")),
    "identity.revoked": Words(_("一项授权已结束"), _("从现在起不能再代办。")),
}
