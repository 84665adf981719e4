"""What a script says: commands with exact places, and one table that knows the tools they call.

``script`` reads text of a POSIX shell into commands, ``invocation`` reads a command by the table of ``tools``. Nothing
here knows instructions, stages or rules; positions are those of the ``LogicalText`` that was handed in.
"""
