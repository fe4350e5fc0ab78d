"""Reads across contexts, over what each publishes."""
