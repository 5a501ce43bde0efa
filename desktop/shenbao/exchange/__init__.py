"""Files that come from outside or go there: archives, spreadsheets, answers."""
