module foreign
