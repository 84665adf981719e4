"""What BuildKit refuses when it reads a file on its own: the parser, the instructions and the words.

Nothing here depends on a base image, a build argument or the files around; what only a build can know is left out. A
value with a variable in it is never judged. Judged by what ``docker build --check`` says (BuildKit 0.25).
"""

from .file import file_problem, item_problems, problems
from .problem import Problem

__all__ = ["Problem", "file_problem", "item_problems", "problems"]
