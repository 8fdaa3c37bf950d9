"""The Lambda deployment archive: its sources, its compiled libraries, and what is kept of Chalice's package."""
