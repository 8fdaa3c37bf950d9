"""Plain `chalice deploy` on resources that a stack has made."""
