"""Measurements of the page and the service; each prints its numbers, and fails where one is worse than it should be."""
