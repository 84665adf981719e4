"""Turn a Dockerfile with one stage into one that builds in stages of its own: recognise, plan, print.

A recipe (``recipes/``) recognises what it knows or says why it does not, and plans what stands in which stage, with a
reason for each line. ``printing`` makes text of the plan; ``finishing`` lets the fixes that exist anyway do the rest.
``convert`` is what other packages ask.
"""
