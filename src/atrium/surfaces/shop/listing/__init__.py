"""Departments, search and suggestions."""
