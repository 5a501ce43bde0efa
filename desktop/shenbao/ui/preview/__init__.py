"""The pages of the pack beside the form, following the question being answered."""
