"""One fulfilment in an associate's hands, from the first scan to the shopper or the carrier."""
