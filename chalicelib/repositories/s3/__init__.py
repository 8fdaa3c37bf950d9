"""Originals, previews and uploads in the bucket."""
