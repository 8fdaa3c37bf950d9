"""From this checkout to a running stack: on AWS, and just so on the embedded cloud."""
