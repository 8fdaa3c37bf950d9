"""Commands of the operator for a running stage: back up, restore, replay what failed, sweep."""
