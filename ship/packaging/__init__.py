"""The archive that goes to Lambda: its sources, its compiled libraries, and what of Chalice's package stays in it."""
