"""Pages for people: the playground and the description of the REST interface. Every asset is local."""
