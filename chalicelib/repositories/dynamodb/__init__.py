"""The table: keys, expressions, and one module for each kind of item."""
