"""Lay out Dockerfiles: white space and the case of keywords change, what builder and shell read does not."""
