"""What ShellCheck finds in the scripts of a Dockerfile, where it is installed.

ShellCheck is a program of its own (https://www.shellcheck.net) and is only ever run, one process for all scripts that
it has not seen yet. Nothing here fails because of it: what it does not answer is not found, and ``note`` says why.
"""
