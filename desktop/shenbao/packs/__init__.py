"""Documents: markup to pages, attachments, assembly and verification. ReportLab, pikepdf, pypdfium2, Pillow and Jinja2 live here only."""
