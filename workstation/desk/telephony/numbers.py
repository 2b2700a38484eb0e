"""Telephone numbers from outside, as E.164 or not at all."""

from __future__ import annotations

from typing import Final

import phonenumbers

#: Characters of a number at most, as it arrives.
LIMIT: Final = 40


def e164(text: str, region: str = "GB") -> str | None:
    """``text`` as E.164, ``None`` when it has not the form of a number.

    ``region`` is the country of national numbers. Its length counts and not whether its range is
    in use, which changes faster than any table.
    """
    if len(text) > LIMIT:
        return None
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
