"""The pages and panels of one open application."""
