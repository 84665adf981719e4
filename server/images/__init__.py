"""What is known of a base image without asking anyone.

References are read by the grammar of the distribution project; names, tags, lifecycle dates and the content of well
known images come from data embedded in this package, each with its source and date. Everything is a pure function,
the data is read on first use. This layer knows nothing of Dockerfiles and never asks a registry: an answer from one,
where the user allows it, wins over what is said here.
"""
