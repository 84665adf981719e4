"""Recognition of the projects in a build context: what they are, how they are built and started, what they need.

``recognise.recognise`` takes a snapshot and gives ``facts.ProjectFacts``, the main project first. The disk is the
business of ``context_reader``, and the Dockerfile is never looked at. What cannot be known from manifests alone is
looked up in the sources that ``recognise.sources_to_read`` names: have them read first (``with_source_texts``), or be
content with more answers that are unknown.
"""
