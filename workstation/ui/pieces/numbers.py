"""Telephone numbers as people read them out."""

from __future__ import annotations


def no_number(withheld: bool) -> str:
    """Why none is shown: the caller withheld it, or none came that can be used."""
    return "number withheld" if withheld else "no number"


def national(number: str) -> str:
    """An E.164 number as people read it out; any other text as it stands, no word of it lost."""
    import phonenumbers

    if not (number.startswith("+") and number[1:].isdigit()):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code != 44:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
