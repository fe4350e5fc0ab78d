"""The words that two contexts or more share: values only, one noun per file."""
