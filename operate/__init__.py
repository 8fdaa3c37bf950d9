"""What an operator does to a running stage: back it up, restore it, replay what failed."""
