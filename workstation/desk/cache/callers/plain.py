"""The words of people who are written plainly, made by the database itself.

Most names and addresses are ASCII letters, figures and blanks. Their words in the index are a
matter of a few replacements (the index folds capitals and parts at hyphens), and a first copy of
millions is faster without a call for each. They are the words that `words.indexed` gives, or a
change later would leave some behind; everybody else goes through that.
"""

from __future__ import annotations

from typing import Final

from workstation.desk.cache.callers.words import BEGINNINGS, MOST, PLACE, POSTCODE

_SPACED: Final = "replace(address, ', ', ' ')"
_IN_ONE: Final = "replace(postcode, ' ', '')"
_NO_NAMES: Final = ", ".join(f"'{word}'" for word in sorted(BEGINNINGS))
_APART: Final = "' ' || replace(name, '-', ' ')"
#: Nothing in it is the beginning of a surname, which would be found in one word, too: either there
#: are two words and the first is none, or every word but the last is longer than any of them.
_NO_BEGINNING: Final = (
    f"(name NOT LIKE '%-%' AND name NOT LIKE '% % %'"
    f" AND lower(substr(name, 1, instr(name, ' ')-1)) NOT IN ({_NO_NAMES})"
    f" OR {_APART} NOT LIKE '%  %' AND {_APART} NOT GLOB '* ? *' AND {_APART} NOT GLOB '* ?? *'"
    f" AND {_APART} NOT GLOB '* ??? *' AND {_APART} NOT GLOB '* ???? *')"
)
#: No marks, single blanks, no more words than are read.
_PLAIN: Final = (
    f"name NOT GLOB '*[^A-Za-z '' -]*' AND length(name)<={2 * MOST} AND {_NO_BEGINNING}"
    f" AND {_SPACED} NOT GLOB '*[^A-Za-z0-9 ]*' AND {_SPACED} NOT LIKE '%  %'"
    f" AND trim({_SPACED})={_SPACED} AND length(address)<={2 * MOST}"
    " AND postcode NOT GLOB '*[^A-Za-z0-9 ]*'"
)
_WORDS: Final = (
    "replace(name, '''', '') || CASE WHEN address_protected THEN '' ELSE"
    f" CASE address WHEN '' THEN '' ELSE ' {PLACE}' || replace({_SPACED}, ' ', ' {PLACE}') END"
    f" || CASE {_IN_ONE} WHEN '' THEN '' ELSE ' {POSTCODE}' || {_IN_ONE} END END"
)

#: Writes the words of whoever is written plainly, of the ids after one and up to another.
INSERT: Final = (
    f"INSERT INTO who (rowid, words) SELECT rk, {_WORDS} FROM caller"  # noqa: S608
    f" WHERE id>? AND id<=? AND {_PLAIN} ORDER BY id"
)
#: Everybody else of them.
OTHERS: Final = (
    "SELECT rk, name, address, postcode, address_protected FROM caller"  # noqa: S608
    f" WHERE id>? AND id<=? AND NOT ({_PLAIN}) ORDER BY id"
)
