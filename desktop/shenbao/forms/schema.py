"""What forms are made of: fields, constants, amounts, checks, attachment slots, pack parts. Expressions are strings in the language of
`shenbao.expressions`. `forms/schema.json` is generated from these structs and those of `files` and `offers`.
"""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from decimal import Decimal
from enum import StrEnum

import msgspec

from shenbao.records import Level, Text


class Authored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything an author writes: unknown keys are errors."""


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"  # typed and shown as 30.00, a share of 0.30 in expressions
    MONEY = "money"  # `unit` says how it is typed and printed; stored and computed in yuan
    DATE = "date"
    MONTH = "month"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    CREDIT_CODE = "credit_code"
    RESIDENT_ID = "resident_id"
    PASSPORT = "passport"
    PATENT = "patent"
    INVOICE = "invoice"
    BANK_ACCOUNT = "bank_account"
    CNAPS = "cnaps"  # 12-digit number of a bank branch
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    TABLE = "table"


class Unit(StrEnum):
    YUAN = "yuan"
    WAN = "wan"


class Fact(StrEnum):
    """What a field tells the other applications of the library, so that nothing is claimed twice (domain rules D01–D13)."""

    APPLICANT = "applicant"  # who applies: the credit code of the enterprise
    CONTRACT = "contract"
    INVOICE = "invoice"
    COST = "cost"  # of a table: each row is a cost, named by the columns of `line` together
    PATENT = "patent"
    PERSON = "person"
    REWARDED = "rewarded"  # a person who receives the support
    STANDARD = "standard"
    KIN = "kin"  # who makes applicants related: legal representative, controller
    PRIOR = "prior"  # of a table: each row is support received earlier; other applications are not told
    PARAGRAPH = "paragraph"  # given by every long text; not written in forms
    FILE = "file"  # given by every attachment; not written in forms


class Choice(Authored, frozen=True, kw_only=True):
    """One option of a list. `shown`: only offered when this holds."""

    code: str
    label: Text
    shown: str = ""


class Field(Authored, frozen=True, kw_only=True):
    """A question, or a computed value when `compute` is given. In a table it is a column, and `row.<column>` reads its row."""

    id: str
    kind: Kind
    label: Text
    help: Text | None = None
    example: str = ""
    unit: Unit = Unit.YUAN
    suffix: Text | None = None
    """Printed after a figure: 平方米, 人, 台."""
    required: str = "yes"
    """`yes`, `no`, or an expression."""
    shown: str = ""
    """Expression; empty = always. Hidden answers are kept and left out of the pack."""
    compute: str = ""
    default: str = ""
    """Stored text a new application starts with."""
    from_profile: bool = True
    """Copied from the enterprise's profile when the profile holds the same path."""
    copied: bool = True
    """Taken over when an application is copied; `no` for what was signed, dated or looked at for the one application."""
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    """Named list in `forms/lists.yaml` (districts, fields of part I …), `parts` for those of the pack, or a table column whose values are
    the options."""
    ordered: bool = False
    """For several choices: the order in which they were put is part of the answer."""
    min: Decimal | None = None
    max: Decimal | None = None
    """Bounds of a number, of yuan or of a share (0.30 for 30 %); characters (字, without spaces) of a text; rows of a table."""
    places: int = 2
    """Decimal places of a number."""
    private: bool = False
    """Masked in the redacted copy and, unless the notice asks for it, in print."""
    wide: bool = False
    """Takes the whole width on screen and in print."""
    columns: "tuple[Field, ...]" = ()
    totals: tuple[str, ...] = ()
    """Columns summed below the table."""
    first: str = ""
    """Of a column: the path whose answer a row printed above those of the table takes, or the group whose title it takes (the leader
    of a team)."""
    ledger: Fact | None = None
    """Compared, normalised, within this application and with all others of the library."""
    ledger_when: str = ""
    """Expression; the answer is only compared where it holds."""
    line: tuple[str, ...] = ()
    """Of a table of costs: the columns that together name one."""
    worth: str = ""
    """Of a table: the column with the amount that a row is about."""
    none_path: str = ""
    """For a table: the yes/no field whose `yes` says that there is nothing to list (无)."""
    basis: Text | None = None
    """Where the default or the bound comes from, when it is not the policy: required for notice parameters with a default."""


class Constant(Authored, frozen=True, kw_only=True):
    """A number of the policy. `quote` is a substring of the policy text, proved by a test."""

    id: str
    value: Decimal
    label: Text
    clause: str
    quote: str
    unit: str = ""


class AmountStep(Authored, frozen=True, kw_only=True):
    """One named line of an amount; later lines read it as `amounts.<amount>.<step>`."""

    id: str
    label: Text
    value: str
    unit: str = "yuan"
    clause: str = ""
    note: Text | None = None
    shown: str = ""


class AmountRule(Authored, frozen=True, kw_only=True):
    """An amount worked out line by line; its value, read as `amounts.<id>`, is the last line's."""

    id: str
    label: Text
    shown: str = ""
    steps: tuple[AmountStep, ...]


class CheckKind(StrEnum):
    AT_MOST = "at_most"  # value <= limit
    AT_LEAST = "at_least"  # value >= limit
    EQUALS = "equals"  # value == limit (money within `tolerance`)
    ONE_OF = "one_of"  # value in `choices`
    WITHIN = "within"  # low <= value <= high
    UNIQUE = "unique"  # no value twice in the column `value`
    PRESENT = "present"  # value is answered / a file is in the slot
    HOLDS = "holds"  # the expression `value` is true; `message` says what is wrong when not
    SAME_NAME = "same_name"  # value and limit are equal after normalising brackets, width and spaces
    CLEAN = "clean"  # the texts read by `value` contain none of the patterns named in `patterns`; `limit`: the number they may name


class Check(Authored, frozen=True, kw_only=True):
    """A rule with its explanation. One check may be tried for each row of a table (`each`), reading `row.<column>`."""

    id: str
    kind: CheckKind
    level: Level
    title: Text
    label: Text | None = None
    """What `value` is called in the message; default: the label of the field or amount it reads."""
    value: str
    limit: str = ""
    low: str = ""
    high: str = ""
    choices: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    """`yuan`, `wan`, `percent`, `date`, `year`, `count` or empty (as the field read is): how figures in the message are printed."""
    message: Text | None = None
    """What is wrong and what to do, in place of the kind's own sentence; `holds` and `clean` need one. May use `{value}`, `{limit}`,
    `{over}` and `{row}`."""
    when: str = ""
    each: str = ""
    path: str = ""
    """Where to go to mend it; default: the first path `value` reads."""
    clause: str = ""
    basis: Text | None = None
    final_only: bool = False
    """Blocks a final pack but is not shown as a problem while filling in (signatures, seals, recommendation)."""


class Slot(Authored, frozen=True, kw_only=True):
    """A place for attachments: code of `domain` 2.3, when it is asked for, and what is checked about each file."""

    code: str
    label: Text
    required: str = "no"
    shown: str = ""
    help: Text | None = None
    basis: Text | None = None
    min_files: int = 1
    max_files: int = 20
    min_pages: int = 0
    expires: bool = False
    """Asks for the date until which the paper is valid."""
    scanned: bool = True
    """Papers whose scan must be legible; `no` for screenshots and photographs, which are coarse by nature."""
    names_model: bool = False
    """Asks which model or version the paper names (compared by R27)."""
    copied: bool = True
    """Its files are taken over when an application is copied; `no` for papers made for the one application."""
    signed: bool = False
    """A paper that must bear signature or seal; a tick asks for it before a final pack."""


class Part(Authored, frozen=True, kw_only=True):
    """One part of the pack: a template, included by rule."""

    id: str
    template: str
    title: Text
    shown: str = ""
    in_contents: bool = True
    numbered: bool = True


class SchemeClass(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
