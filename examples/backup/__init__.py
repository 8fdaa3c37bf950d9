"""Takes all of a person's notes and files home through the API, and afterwards what has changed."""
