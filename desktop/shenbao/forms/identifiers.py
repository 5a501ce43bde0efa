"""Reads identifiers: credit code, resident ID, passport, patent, invoice, bank account, telephone, e-mail, postcode.

Each `read_…` takes text in half width without spaces (an invoice with them) and answers its canonical form, or raises InputError
saying what is wrong. Check digits are computed here: the general libraries take longer to load than a whole check of an
application may, and refuse regions they do not know. Sources: `domain` 2.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shenbao.errors import InputError
from shenbao.expressions.functions import birth_date
from shenbao.records import Missing

# Patterns are text here and in `dates`: compiling them all would cost every start some milliseconds, most starts need few.

Remark = tuple[str, dict[str, object]]

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _weighted(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def _of_length(text: str, length: int, code: str) -> None:
    if len(text) != length:
        raise InputError(f"values.{code}_length", length=length, count=len(text))


def _only(text: str, alphabet: str, code: str) -> None:
    for position, character in enumerate(text, 1):
        if character not in alphabet:
            raise InputError(f"values.{code}_character", position=position, character=character)


def _is_digits(text: str, *lengths: int) -> bool:
    return len(text) in lengths and text.isascii() and text.isdigit()


# -- enterprises and persons ------------------------------------------------------------------------------------------


def read_credit_code(text: str) -> str:
    """Unified social credit code, GB 32100-2015: 18 characters without I O S V Z, the last a check modulo 31."""
    code = text.upper().replace("-", "")
    _of_length(code, 18, "credit_code")
    _only(code, _CREDIT_ALPHABET, "credit_code")
    total = _weighted([_CREDIT_ALPHABET.index(character) for character in code[:17]], _CREDIT_WEIGHTS)
    if code[17] != _CREDIT_ALPHABET[-total % 31]:
        raise InputError("values.credit_code_check")
    return code


def remark_credit_code(code: str) -> Remark | None:
    """The organisation code inside (GB 11714) has its own check."""
    organisation = code[8:17]
    check = 11 - _weighted([int(character, 36) for character in organisation[:8]], _ORGANISATION_WEIGHTS) % 11
    if organisation[8] != {10: "X", 11: "0"}.get(check, str(check)):
        return "values.remark_organisation", {"organisation": organisation}
    return None


def read_resident_id(text: str) -> str:
    """Resident ID, GB 11643-1999: region, birth date, order, check; permanent residence cards of 2023 (9…) follow it.

    Whether the age fits is a rule of the form (`birth_date`, `years_between`), for it depends on the day.
    """
    number = text.upper().replace("-", "")
    _of_length(number, 18, "resident_id")
    _only(number[:17], "0123456789", "resident_id")
    if number[17] != "10X98765432"[_weighted([int(digit) for digit in number[:17]], _RESIDENT_WEIGHTS) % 11]:
        raise InputError("values.resident_id_check")
    born = birth_date(number)
    if isinstance(born, Missing) or born.year < 1800:
        raise InputError("values.resident_id_date", digits=number[6:14])
    return number


def read_passport(text: str) -> str:
    """5–17 letters and digits; the length differs by country."""
    number = text.upper().replace("-", "")
    if not re.fullmatch(r"[A-Z0-9]{5,17}", number, re.ASCII):
        raise InputError("values.passport")
    return number


# -- intellectual property and papers ---------------------------------------------------------------------------------

_NEW_PATENT = r"(?:ZL|CN)?((?:19|20)\d{2}[12389]\d{7})\.?([\dX])?"
_OLD_PATENT = r"(?:ZL|CN)?(\d{8})\.?([\dX])?"
_OTHER_RIGHT = r"[A-Z0-9][A-Z0-9./()-]{4,29}"
_SOFTWARE = r"(?:19|20)\d{2}SR\d{6,7}"


def read_patent(text: str) -> str:
    """Number of a patent, application, software copyright or other right. ZL and CN are dropped from Chinese patents, so that a patent
    compares equal however it was written."""
    number = text.upper().replace(",", "").removeprefix("软著登字第").removesuffix("号")
    for form in (_NEW_PATENT, _OLD_PATENT):
        found = re.fullmatch(form, number, re.ASCII)
        if found:
            return f"{found[1]}.{found[2]}" if found[2] else found[1]
    if not re.fullmatch(_OTHER_RIGHT, number, re.ASCII):
        raise InputError("values.patent")
    return number


def remark_patent(number: str) -> Remark | None:
    """A check digit that fails or is absent, or a form that is none of the usual ones; never refused."""
    if re.fullmatch(_SOFTWARE, number, re.ASCII) or number.startswith("PCT/"):
        return None
    found = re.fullmatch(_NEW_PATENT, number, re.ASCII) or re.fullmatch(_OLD_PATENT, number, re.ASCII)
    if found is None:
        return "values.remark_patent_form", {}
    digits = [int(digit) for digit in found[1]]
    check = "0123456789X"[_weighted(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)[: len(digits)]) % 11]
    if not found[2]:
        return "values.remark_patent_short", {"check": check}
    return None if found[2] == check else ("values.remark_patent_check", {"digit": found[2]})


def read_invoice(text: str) -> str:
    """A digital invoice's 20 digits, or an older one's number of 8 digits, alone or after its code of 10 or 12 (`code-number`).

    Takes spaces, for they may stand between code and number: 12 and 8 digits together are 20 too.
    """
    if _is_digits(text, 20, 8):
        return text
    apart = re.fullmatch(r"(\d{10}|\d{12})[-/,.;\s]+(\d{8})", text, re.ASCII)
    if apart:
        return f"{apart[1]}-{apart[2]}"
    number = "".join(text.split())
    if _is_digits(number, 20, 8):
        return number
    if not _is_digits(number, 18):
        raise InputError("values.invoice")
    return f"{number[:10]}-{number[10:]}"


# -- banks ------------------------------------------------------------------------------------------------------------


def read_bank_account(text: str) -> str:
    """8–32 digits."""
    number = text.replace("-", "")
    if not _is_digits(number, *range(8, 33)):
        raise InputError("values.bank_account")
    return number


def remark_bank_account(number: str) -> Remark | None:
    """16 or 19 digits with the first digits of bank cards: likely a person's card, not a company's account."""
    return ("values.remark_card", {}) if len(number) in (16, 19) and number[0] in "4569" else None


def read_cnaps(text: str) -> str:
    """The 12-digit number of a bank's branch in the payment system."""
    if not _is_digits(text, 12):
        raise InputError("values.cnaps")
    return text


# -- addresses --------------------------------------------------------------------------------------------------------

_LANDLINE = r"(?:\(?(010|02\d|0[3-9]\d{2})\)?-?)?([2-9]\d{6,7})(?:(?:-|转|EXT\.?|X|#)(\d{1,6}))?"
_SERVICE = r"([48]00)-?(\d{3})-?(\d{4})"


def _domestic(text: str) -> str:
    """Without the country code of China; other numbers keep their `+`."""
    number = "+" + text[2:] if text.startswith("00") else text
    return number.removeprefix("+86").lstrip("-") if number.startswith("+86") else number


def _foreign(text: str, code: str) -> str:
    """A number abroad in the international form."""
    import phonenumbers  # 30 ms; only numbers abroad pay for it

    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        raise InputError(f"values.{code}") from None
    if not phonenumbers.is_possible_number(number):
        raise InputError(f"values.{code}")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_mobile(text: str) -> str:
    """11 digits of the mainland, or an international number with `+`."""
    number = _domestic(text)
    if number.startswith("+"):
        return _foreign(number, "mobile")
    digits = number.replace("-", "")
    digits = digits.removeprefix("86") if len(digits) == 13 else digits
    if not re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII):
        raise InputError("values.mobile")
    return digits


def read_phone(text: str) -> str:
    """A landline `021-12345678-123`, a service number `400-123-4567`, a mobile, or an international number with `+`."""
    number = _domestic(text.upper())
    if number.startswith("+"):
        return _foreign(number, "phone")
    service = re.fullmatch(_SERVICE, number, re.ASCII)
    if service:
        return "-".join(service.groups())
    plain = number.replace("-", "")
    if re.fullmatch(r"1[3-9]\d{9}", plain, re.ASCII):
        return plain
    if number != text.upper() and number[:1] in "123456789":
        number = f"0{number}"  # the area code loses its 0 after +86
    found = re.fullmatch(_LANDLINE, number, re.ASCII)
    if found is None:
        raise InputError("values.phone")
    return "-".join(part for part in found.groups() if part)


_EMAIL = r"(?i)[\w%+'-]+(?:\.[\w%+'-]+)*@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})"


def read_email(text: str) -> str:
    """An address of at most 254 characters; its domain in lower case."""
    found = re.fullmatch(_EMAIL, text, re.ASCII) if len(text) <= 254 else None
    if found is None:
        raise InputError("values.email")
    return text[: found.start(1)] + found[1].lower()


def read_postcode(text: str) -> str:
    """Six digits."""
    if not _is_digits(text, 6):
        raise InputError("values.postcode")
    return text


def remark_postcode(code: str) -> Remark | None:
    """Shanghai's run from 200000 to 202999."""
    return None if code.startswith(("200", "201", "202")) else ("values.remark_postcode", {"code": code})
