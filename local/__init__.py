"""The service on this machine: an embedded AWS, the packaged app deployed to it, and a few notes and photos.

Only for development; nothing of it is in the package that goes to Lambda.
"""
