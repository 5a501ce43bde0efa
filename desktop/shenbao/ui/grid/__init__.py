"""Tables as a spreadsheet: model, view, clipboard, delegates."""
