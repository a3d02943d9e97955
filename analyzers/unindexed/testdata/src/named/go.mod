module named
