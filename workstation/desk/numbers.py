"""Telephone numbers in the one shape they are shown, stored and looked up by."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers

#: Where a number without a country code is at home.
HOME: Final = "GB"
#: Characters of a number at most, as it arrives.
LIMIT: Final = 40
#: What is in that shape already and has the length of a number here.
_AT_HOME: Final = re.compile(r"\+44[1-9]\d{8,9}", re.ASCII)


def e164(number: str | None) -> str | None:
    """``number`` as E.164, ``None`` when it is withheld or has not the form of a number.

    Its length counts and not whether its range is in use, which changes faster than any table.
    """
    if not number or len(number) > LIMIT:
        return None
    if _AT_HOME.fullmatch(number):
        return number
    try:
        parsed = phonenumbers.parse(number, HOME)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
