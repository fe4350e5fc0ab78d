"""The cart: what is in it, what it comes to, and how each line comes."""
