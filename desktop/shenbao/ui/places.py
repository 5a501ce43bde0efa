"""Places of an open application beside its sections; no section id starts with `@`."""

ATTACHMENTS = "@attachments"
PACK = "@pack"
WHOLE = "@whole"
