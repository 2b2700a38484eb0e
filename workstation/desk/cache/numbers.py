"""Telephone numbers in the one shape they are looked up by."""

from __future__ import annotations

import phonenumbers

#: Where a number without a country code is at home.
HOME = "GB"


def e164(number: str | None) -> str | None:
    """``number`` as E.164, ``None`` when it is withheld or no telephone number at all."""
    if not number:
        return None
    try:
        parsed = phonenumbers.parse(number, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
