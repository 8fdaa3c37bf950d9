"""The service on this machine: an embedded AWS, the packaged app deployed to it, and a few notes and photos.

Only for development; none of it is in the Lambda package.
"""
