"""From the tree of a YAML file to values of the model, by plans made from the annotations."""
