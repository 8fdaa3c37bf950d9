"""A backup of all of a user's notes and files through the API, and afterwards of what has changed."""
