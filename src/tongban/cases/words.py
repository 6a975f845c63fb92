"""What citizens and officers read of states, steps and kinds: message ids in Chinese. Not here: how pages look."""

from django.utils.translation import gettext_noop as _

from tongban.cases.states import State, Step

# What the person reads first: where it is, and whether she has something to do.
STATES: dict[State, tuple[str, str]] = {
    State.DRAFT: (_("草稿，尚未提交"), _("填好后提交，我们才会收到。")),
    State.FILED: (_("已收件，等受理"), _("工作人员在核对材料，你现在什么都不用做。")),
    State.SUPPLEMENT: (_("等你补材料"), _("要补的都列在下面，补好交上来就接着办。")),
    State.ACCEPTED: (_("已受理，审查中"), _("你现在什么都不用做。")),
    State.PAUSED: (_("暂停计时"), _("正在走特别程序，这些天不算在时限里。")),
    State.EXAMINED: (_("审查完成，等决定"), _("你现在什么都不用做。")),
    State.GRANTED: (_("准予，正在制作结果"), _("做好后会告诉你。")),
    State.DENIED: (_("不予许可"), _("理由和你可以怎么办，都写在决定书里。")),
    State.ISSUED: (_("结果已做好，等送达"), _("很快送到你手上。")),
    State.DELIVERED: (_("结果已送达"), _("请核对收到的内容。")),
    State.CLOSED: (_("已办结"), _("办得怎么样？请评价。")),
    State.REFUSED: (_("不予受理"), _("理由和该找的单位写在决定书里。")),
    State.WITHDRAWN: (_("已撤回"), _("要办可以重新申请。")),
    State.LAPSED: (_("没有补材料，已结束"), _("要办可以重新申请，填过的内容还能用。")),
    State.DISCARDED: (_("草稿已清除"), _("要办可以重新申请。")),
}

# The line of the timeline, by journal word.
STEPS: dict[str, str] = {
    "start": _("开始填写"),
    "file": _("已收件"),
    "accept": _("已受理"),
    "deem_accepted": _("视为已受理"),
    "refuse": _("不予受理"),
    "ask_supplement": _("请补材料"),
    "answer": _("已补材料"),
    "lapse": _("没有补材料，已结束"),
    "examine": _("审查完成"),
    "send_back": _("退回再审查"),
    "pause": _("暂停计时"),
    "resume": _("恢复计时"),
    "extend": _("时限延长"),
    "recompute": _("到期日有变"),
    "hand_over": _("转给其他人办"),
    "decide": _("已作决定"),
    "issue": _("结果已做好"),
    "deliver": _("结果已送达"),
    "close": _("已办结"),
    "withdraw": _("已撤回"),
    "discard": _("草稿已清除"),
    "open_file": _("有人打开了你的申请"),
    "move_to_version": _("换到新版表单"),
    "check_original": _("核过原件"),
}

# What an officer's button says.
BUTTONS: dict[Step, str] = {
    Step.ACCEPT: _("受理"),
    Step.REFUSE: _("不予受理，写明理由"),
    Step.ASK_SUPPLEMENT: _("一次告知补正"),
    Step.EXAMINE: _("审查完成，报决定"),
    Step.SEND_BACK: _("退回，再审查"),
    Step.PAUSE: _("暂停时限"),
    Step.RESUME: _("恢复时限"),
    Step.EXTEND: _("延长时限"),
    Step.HAND_OVER: _("转办"),
    Step.GRANT: _("准予"),
    Step.DENY: _("不予"),
    Step.ISSUE: _("登记结果"),
    Step.DELIVER: _("登记送达"),
    Step.CLOSE: _("办结"),
    Step.WITHDRAW: _("撤回申请"),
}

# Why an officer opens a file (shown to the person).
PURPOSES: dict[str, str] = {
    "accept": _("核对材料，决定是否受理"),
    "examine": _("审查申请"),
    "decide": _("作出决定"),
    "deliver": _("制作和送达结果"),
    "enquiry": _("答复申请人的询问"),
    "supervise": _("监督检查"),
}

# 不予受理: Art 32(1)(1)(2) and lack of standing.
REFUSALS: dict[str, str] = {
    "not_needed": _("这件事依法不需要申请许可"),
    "not_ours": _("这件事不归本机关管"),
    "not_eligible": _("申请人依法不能申请这个事项"),
    "false_materials": _("申请材料虚假"),
}

# Special procedures of Art 45, as data: what is not counted, and on what ground.
PROCEDURES: dict[str, tuple[str, str]] = {
    "hearing": (_("听证"), _("行政许可法第四十五条")),
    "tender": (_("招标"), _("行政许可法第四十五条")),
    "auction": (_("拍卖"), _("行政许可法第四十五条")),
    "test": (_("检验"), _("行政许可法第四十五条")),
    "measurement": (_("检测"), _("行政许可法第四十五条")),
    "quarantine": (_("检疫"), _("行政许可法第四十五条")),
    "appraisal": (_("鉴定"), _("行政许可法第四十五条")),
    "expert_review": (_("专家评审"), _("行政许可法第四十五条")),
}

DELIVERIES: dict[str, str] = {
    "online": _("网上送达，在本页下载"),
    "counter": _("到窗口领取"),
    "post": _("邮寄"),
}

# How a material was satisfied, and its evidence level.
SATISFIED: dict[str, str] = {
    "form": _("在线填写"),
    "upload": _("自行上传"),
    "original": _("窗口核过原件"),
    "certificate": _("电子证照"),
    "register": _("数据共享核验"),
    "promise": _("告知承诺"),
    "later": _("容缺，以后补交"),
    "absent": _("没有交（可以不交）"),
}

CHANGES: dict[str, str] = {
    "question": _("有新的问题要回答"),
    "answer": _("原来的回答不再适用"),
    "field": _("有新的内容要填"),
    "value": _("原来填的内容不再适用"),
    "material": _("有新的材料要交"),
    "dropped": _("有材料不用交了"),
}

# What a deadline in the officer's list is of.
CLOCKS: dict[str, str] = {
    "accept": _("受理"),
    "promised": _("承诺"),
    "legal": _("法定"),
    "deliver": _("送达"),
    "answer": _("等申请人"),
    "procedure": _("特别程序"),
}

VIEWS: dict[str, str] = {
    "todo": _("待我办"),
    "today": _("今天到期"),
    "held": _("暂停"),
    "waiting": _("等申请人"),
}
