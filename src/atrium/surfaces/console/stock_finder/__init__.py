"""Items by their stock, one item everywhere, and the ledger."""
