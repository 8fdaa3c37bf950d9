"""Checks of the template and of the OpenAPI document, and their accepted exceptions."""
