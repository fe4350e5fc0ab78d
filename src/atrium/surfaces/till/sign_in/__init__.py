"""Coming in: a shared tablet knows its store and asks who it is; any other device asks for e-mail and password."""
