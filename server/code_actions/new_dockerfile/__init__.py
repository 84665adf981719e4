"""Write a Dockerfile for a project that has none: recognise, choose images, plan, print.

What the project is says ``project/recognition``. A module here for each ecosystem turns its facts into a ``Blueprint``,
or says why not; ``composition`` makes stages of any blueprint. ``create`` is what other packages ask.
"""
