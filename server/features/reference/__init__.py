"""Our own words about the Dockerfile language and what surrounds it, for completion, hover and signature help alike.

Nothing is loaded before somebody asks. Facts come from the pages that the entries link to.
"""
