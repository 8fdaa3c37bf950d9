"""Skynotes: the rules, the repositories and the glue behind `app.py`."""

__version__ = "0.1.0"
