"""FIND: text in, findings out. Rules and their scanner, context, own terms, source code, overlaps."""
