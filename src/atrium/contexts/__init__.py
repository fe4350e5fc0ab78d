"""What the business knows, one room per part; rooms never import one another."""
