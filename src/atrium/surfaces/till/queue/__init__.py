"""The queues: what is to be collected and what is to be shipped, live."""
