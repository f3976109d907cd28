"""The papers of rectification as docx in the layout of GB/T 9704-2012: letters in, bytes out.

`notice` 整改通知书 with its list and reply form, `supervision` 督办单, `reply` 回执, `interview` 约谈记录,
`reminder` 提醒函, `circular` 通报, `referral` 移送问责建议. A paper quotes the ledger and the item; it
decides nothing, and a draft has no number until a person sends it.
"""

from __future__ import annotations

from data.reports.papers.circular import circular, referral, reminder
from data.reports.papers.interview import interview
from data.reports.papers.letter import Letter, Problem
from data.reports.papers.notice import notice
from data.reports.papers.reply import reply
from data.reports.papers.supervision import supervision

__all__ = [
    "Letter", "Problem", "circular", "interview", "notice", "referral", "reminder", "reply",
    "supervision",
]  # fmt: skip
