"""What other checkers say of the corpus against what Dockwright says, instruction by instruction.

``peers`` run the other programs, ``readings`` runs Dockwright, ``comparison`` holds one against the other, and
``differences`` knows why the two differ where they do so on purpose. Tests and manual use the same.
"""
