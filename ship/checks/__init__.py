"""Checks of the template and of the API's description, and what they may leave as it is."""
