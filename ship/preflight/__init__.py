"""Checks before a deployment, so that what cannot succeed is refused before anything is changed."""
