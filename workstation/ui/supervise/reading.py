"""The rows of the supervisor's window: alarms, then approvals, desks and all the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.pieces.times import age, clock
from workstation.ui.supervise.words import sections

if TYPE_CHECKING:
    from workstation.desk.supervise.alarms import Kind
    from workstation.desk.supervise.view import SuperviseView
    from workstation.ui.supervise.lines import Decides

NO_NEWS: Final = "No news"
_MARK: Final = "▲ "
_GAP: Final = re.compile(" {2,}")
#: What is decided and what is looked for comes before what is only told.
_ORDER: Final = (
    "Lower grades asked for",
    "Approvals",
    "Overdue",
    "Major incidents",
    "Desks",
    "Waiting",
)
#: What is decided on an alarm's line.
_DECIDES: Final[dict[Kind, Decides]] = {"approval": "approval", "lowering": "lowering"}


class Shown(NamedTuple):
    """One line of the list. ``key`` finds it again; keys on it are about ``incident_id``.

    ``idle``: it says that there is nothing, and the keys walk past it.
    """

    key: str
    text: str
    head: bool = False
    alarm: bool = False
    decides: Decides = ""
    incident_id: str = ""
    idle: bool = False


def shown_rows(view: SuperviseView) -> tuple[Shown, ...]:
    """Every line, with its headings; nothing while nobody is signed in.

    Headings over nothing are left out: what matters is near the top of a small screen too.
    """
    if view.seen is None:
        return ()
    rows = [Shown("head:alarms", "Needs you now", head=True)]
    rows += [
        Shown(
            f"{a.kind}:{a.about}:{a.since}",
            f"{_MARK}{a.sentence}",
            alarm=True,
            decides=_DECIDES.get(a.kind, ""),
            incident_id=a.incident_id,
        )
        for a in view.alarms
    ] or [Shown("none:alarms", _nothing(view.link.state == "live", view.seen.now_utc))]
    found = sorted(sections(view.seen), key=_place)
    for section in found:
        if not section.rows and section.title != "Waiting":
            continue
        rows.append(Shown(f"head:{section.title}", section.title, head=True))
        rows += [
            Shown(
                f"{section.title}:{one.incident_id or n}:{one.key}",
                f"{_MARK if one.marked else ''}{_spaced(one.text)}",
                decides=one.decides,
                incident_id=one.incident_id,
                idle=not section.rows,
            )
            for n, one in enumerate(section.lines)
        ]
    return tuple(rows)


def status_words(view: SuperviseView) -> str:
    """Who sits here, how the link is, and how old what is shown is."""
    who = view.person_name or ("signing in …" if view.signing_in else "nobody signed in")
    link = {
        "live": "LINK live",
        "connecting": f"LINK connecting since {clock(view.link.since_utc)}",
        "lost": f"LINK LOST since {clock(view.link.since_utc)}",
    }[view.link.state]
    read = ""
    if view.seen is not None:
        old = f", {age(view.age_s)} old" if view.age_s > _FRESH_S else ""
        read = f" · as of {clock(view.seen.now_utc)}{old}"
    return f"{who} · {link}{read}"


#: Seconds within which a reading is as good as now.
_FRESH_S: Final = 20.0


def _nothing(live: bool, now_utc: str) -> str:
    """Without the hub nobody knows that nothing has happened."""
    if live:
        return "Nothing."
    return f"Nothing known since {clock(now_utc)}: the hub is not heard; ask by telephone."


def _spaced(text: str) -> str:
    """The columns of a terminal, which mean nothing beside letters of any width, as parts."""
    return _GAP.sub(" · ", text.strip())


def _place(section: object) -> int:
    title = getattr(section, "title", "")
    return _ORDER.index(title) if title in _ORDER else len(_ORDER)
