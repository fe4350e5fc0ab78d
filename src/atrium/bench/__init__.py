"""Measuring the house beside something that runs on the same machine.

Works in a database of its own, inside the cluster of the data folder; starts its own processes on loopback and
ends them. Nothing of the retailer is touched.
"""
