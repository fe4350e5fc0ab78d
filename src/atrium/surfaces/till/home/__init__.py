"""The till's first page: what there is to do today."""
