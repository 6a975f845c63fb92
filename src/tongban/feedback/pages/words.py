"""Words of feedback: states, steps, kinds, categories, channels, in Chinese as the message ids of the translation."""

from django.utils.translation import gettext_noop as _

from tongban.feedback.states import flaws, orders

ORDER_STATES: dict[orders.State, tuple[str, str]] = {  # state: word, tone of its tag
    orders.State.WAITING: (_("待派"), ""),
    orders.State.DISPATCHED: (_("已派"), "ink"),
    orders.State.CONTACTED: (_("已联系"), "ink"),
    orders.State.IMPROVING: (_("整改中"), "soon"),
    orders.State.ANSWERED: (_("已反馈"), "done"),
    orders.State.APPEALED: (_("申诉中"), "soon"),
    orders.State.UPHELD: (_("复核维持"), "ink"),
    orders.State.EXCLUDED: (_("复核剔除"), ""),
    orders.State.CALLED_BACK: (_("已回访"), "done"),
    orders.State.CLOSED: (_("已办结"), "done"),
}
ORDER_STEPS: dict[orders.Step, str] = {  # what the rater reads of each step
    orders.Step.DISPATCH: _("差评已派到责任单位，开始计时"),
    orders.Step.HAND_OVER: _("转给了管这件事的单位，计时不变"),
    orders.Step.CONTACT: _("责任单位来联系你了"),
    orders.Step.SETTLE: _("当场改好，已答复"),
    orders.Step.IMPROVE: _("开始整改"),
    orders.Step.ASK_TIME: _("责任单位说情况复杂，申请延长"),
    orders.Step.GRANT_TIME: _("同意按复杂问题办，15 个工作日内答复"),
    orders.Step.DENY_TIME: _("没有同意延长"),
    orders.Step.ANSWER: _("整改完成，已答复"),
    orders.Step.APPEAL: _("责任单位提出申诉，由别的单位复核"),
    orders.Step.UPHOLD: _("复核维持你的评价，继续整改"),
    orders.Step.EXCLUDE: _("复核后不计入统计，评价仍留在记录里"),
    orders.Step.CALL_BACK: _("已回访"),
    orders.Step.REOPEN: _("没改好，重新整改"),
    orders.Step.LAPSE: _("没有联系上，按未回访办结"),
    orders.Step.CLOSE: _("办结"),
}
ORDER_BUTTONS: dict[orders.Step, str] = {  # what the officer presses
    orders.Step.HAND_OVER: _("转给管这件事的单位"),
    orders.Step.CONTACT: _("联系评价人"),
    orders.Step.SETTLE: _("当场改好并答复"),
    orders.Step.IMPROVE: _("开始整改"),
    orders.Step.ASK_TIME: _("申请按复杂问题办"),
    orders.Step.GRANT_TIME: _("同意延长"),
    orders.Step.DENY_TIME: _("不同意延长"),
    orders.Step.ANSWER: _("整改完成并答复"),
    orders.Step.APPEAL: _("申诉"),
    orders.Step.UPHOLD: _("维持评价"),
    orders.Step.EXCLUDE: _("剔出统计"),
    orders.Step.CALL_BACK: _("回访：满意"),
    orders.Step.REOPEN: _("回访：没改好"),
}
ORDER_DONE: dict[orders.Step, str] = {  # what the page says after the step
    orders.Step.HAND_OVER: _("已转出，计时不变。"),
    orders.Step.CONTACT: _("已发给评价人，联系时间已记下。"),
    orders.Step.SETTLE: _("已答复，等评价人回访。"),
    orders.Step.IMPROVE: _("已记下开始整改。"),
    orders.Step.ASK_TIME: _("已报给本单位的监督人员批准。"),
    orders.Step.GRANT_TIME: _("已同意，按 15 个工作日重算。"),
    orders.Step.DENY_TIME: _("已记下不同意，时限不变。"),
    orders.Step.ANSWER: _("已答复，等评价人回访。"),
    orders.Step.APPEAL: _("申诉已报出，由别的单位复核，时限暂停。"),
    orders.Step.UPHOLD: _("已维持，时限继续走。"),
    orders.Step.EXCLUDE: _("已剔出统计，记录还在。"),
    orders.Step.CALL_BACK: _("回访结果已记下。"),
    orders.Step.REOPEN: _("已退回重新整改。"),
}
ORDER_NOTES: dict[orders.Step, str] = {  # what the officer must know before
    orders.Step.HAND_OVER: _("只能转一次，收到后 1 个工作日内。时限不重新计算。"),
    orders.Step.CONTACT: _("由平台转达，你看不到对方是谁，对方看得到单位名称。"),
    orders.Step.SETTLE: _("问题清楚、当场能改的用这一步。答复会公开。"),
    orders.Step.ASK_TIME: _("本单位的监督人员同意后，5 个工作日改为 15 个。"),
    orders.Step.ANSWER: _("答复会公开，不要写个人信息。"),
    orders.Step.APPEAL: _("只有误评和恶意评价可以申诉。由别的单位复核，剔除后只是不计入统计。"),
    orders.Step.EXCLUDE: _("不计入统计，评价、申诉和你的理由都留在记录里。"),
}

FLAW_STATES: dict[flaws.State, tuple[str, str]] = {
    flaws.State.REPORTED: (_("已收到"), "ink"),
    flaws.State.CONTACTED: (_("已联系"), "ink"),
    flaws.State.ADOPTED: (_("已采纳，在改"), "soon"),
    flaws.State.FIXED: (_("已改好"), "done"),
    flaws.State.DECLINED: (_("没有采纳"), ""),
    flaws.State.MERGED: (_("和别人报的是一件事"), ""),
}
FLAW_BUTTONS: dict[flaws.Step, str] = {
    flaws.Step.HAND_OVER: _("转给管这件事的单位"),
    flaws.Step.CONTACT: _("告诉报告人有人在看"),
    flaws.Step.ADOPT: _("采纳，去改"),
    flaws.Step.DECLINE: _("不采纳，说明理由"),
    flaws.Step.FIX: _("改好了"),
    flaws.Step.MERGE: _("并入另一条"),
}
FLAW_NOTES: dict[flaws.Step, str] = {
    flaws.Step.HAND_OVER: _("只能转一次，收到后 1 个工作日内。时限不重新计算。"),
    flaws.Step.CONTACT: _("报告人会收到消息：有人在看了，是哪个单位。"),
    flaws.Step.DECLINE: _("理由会公开，报告人会收到。"),
    flaws.Step.FIX: _("报告人和也遇到的人会收到消息和链接。"),
}
FLAW_DONE: dict[flaws.Step, str] = {
    flaws.Step.HAND_OVER: _("已转出，计时不变。"),
    flaws.Step.CONTACT: _("报告人会收到消息，联系时间已记下。"),
    flaws.Step.ADOPT: _("已采纳，报告人会收到消息。"),
    flaws.Step.DECLINE: _("理由已公开，报告人会收到消息。"),
    flaws.Step.FIX: _("已改好，报告人会收到消息。"),
    flaws.Step.MERGE: _("已并入，报告人会收到消息。"),
}
FLAW_STEPS: dict[flaws.Step, str] = {
    flaws.Step.HAND_OVER: _("转给了管这件事的单位，计时不变"),
    flaws.Step.CONTACT: _("已联系报告人"),
    flaws.Step.ADOPT: _("已采纳，在改"),
    flaws.Step.DECLINE: _("没有采纳"),
    flaws.Step.FIX: _("已改好"),
    flaws.Step.MERGE: _("和别人报的是一件事，已并过去"),
}
FLAW_KINDS = {"flaw": _("报错"), "suggestion": _("提建议")}
OCCASIONS = {
    "closed": _("办结"),
    "refused": _("不予受理"),
    "supplement": _("要求补正"),
    "counter": _("窗口办事"),
    "telephone": _("电话咨询"),
}
