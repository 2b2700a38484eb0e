"""How a contact ends: the policy's words for it, who owns what follows, what was promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from workstation.domain.contact import facts
from workstation.domain.contact.commands import Context
from workstation.domain.contact.state import Contact
from workstation.domain.policy import Question
from workstation.domain.text import cleaned

NOT_KNOWN: Final = "not_known"
#: Ends that are the same under every policy, in words.
_OWN_NAMES = {
    facts.WITH_INCIDENTS: "ends with its incident",
    facts.ABANDONED: "abandoned by the caller",
    facts.ELSEWHERE: "taken over by another desk",
}


def disposed(context: Context, disposition: str, note: str = "") -> facts.ContactDisposed:
    """The end ``disposition`` as the policy has it now. KeyError when the policy has none such."""
    if disposition in _OWN_NAMES:
        return facts.ContactDisposed(disposition, cleaned(note), _OWN_NAMES[disposition])
    end = context.policy.disposition(disposition)
    due = _after(context.at_utc, end.reply_within_s) if end.reply_within_s else None
    owner = context.policy.team(end.team).name if end.team else ""
    return facts.ContactDisposed(end.key, cleaned(note), end.name, end.team or "", owner, due)


def closing_answer(question: Question, answer: str) -> facts.QuestionEnded:
    """How the question asked at the end was answered: "yes", "no", or "not_known"."""
    if answer == NOT_KNOWN:
        return facts.QuestionEnded(question.key, "not_known", asked=question.ask)
    return facts.QuestionEnded(question.key, "answered", answer, asked=question.ask)


def promised(
    context: Context, contact: Contact, told: str, ended: facts.ContactDisposed
) -> tuple[facts.PromiseMade, ...]:
    """What the caller was told at the end, with the policy's clock for it; nothing if nothing was.

    A message has its own clock, of the answer.
    """
    words = cleaned(told)
    if not words:
        return ()
    within = _keep_within(context, contact) if ended.disposition == facts.WITH_INCIDENTS else None
    return (facts.PromiseMade(context.new_id(), words, ended.due_utc, within),)


def _keep_within(context: Context, contact: Contact) -> int | None:
    chosen = contact.handed[-1].outcome if contact.handed else ""
    found = (one for one in context.policy.outcomes if one.key == chosen)
    return next((one.promise_within_s for one in found), None)


def _after(at_utc: str, seconds: int) -> str:
    due = datetime.fromisoformat(at_utc) + timedelta(seconds=seconds)
    return due.isoformat(timespec="microseconds").replace("+00:00", "Z")
