"""Where the retailer is, how busy each place is, and what stands there."""
