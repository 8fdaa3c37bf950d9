"""Types and rules of notes, files, accounts and the change feed; no input or output, no AWS, no Chalice."""
