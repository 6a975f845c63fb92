"""Everything that changes a case. Every door comes through here; the verbs lie in one file per group.

Each takes `actor` and `at` (aware UTC) by keyword, is atomic, and moves the case by compare-and-swap: raises
`IllegalStep` when there is no such step from here, `Overtaken` when somebody was first, `NotAllowed` when whoever acts
may not.
"""

from tongban.cases.actions.decisions import close, decide, deliver, examine, issue, send_back
from tongban.cases.actions.drafts import (
    EDITABLE,
    attach,
    detach,
    discard,
    move_to_version,
    save_answers,
    save_form,
    start,
)
from tongban.cases.actions.filing import answer, file, withdraw
from tongban.cases.actions.intake import accept, ask_supplement, check_original, hand_over, open_file, refuse
from tongban.cases.actions.upkeep import (
    deem_accepted,
    deem_waiting,
    end_lapsed,
    recompute,
    recompute_open,
    warn_lapsing,
)
from tongban.cases.actions.waiting import extend, pause, resume
from tongban.cases.rules import Barred, Incomplete, NotAllowed, Overtaken, Unfit
from tongban.cases.states import IllegalStep

__all__ = [
    "EDITABLE", "Barred", "IllegalStep", "Incomplete", "NotAllowed", "Overtaken", "Unfit",
    "accept", "answer", "ask_supplement", "attach", "check_original", "close", "decide", "deem_accepted",
    "deem_waiting", "deliver", "detach", "discard", "end_lapsed", "examine", "extend", "file", "hand_over", "issue",
    "move_to_version", "open_file", "pause", "recompute", "recompute_open", "refuse", "resume", "save_answers",
    "save_form", "send_back", "start", "warn_lapsing", "withdraw",
]  # fmt: skip
