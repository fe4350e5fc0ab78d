"""The page itself, and the stream that keeps it alive."""
