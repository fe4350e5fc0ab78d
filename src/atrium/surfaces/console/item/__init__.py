"""One item: its stock everywhere, and its ledger."""
