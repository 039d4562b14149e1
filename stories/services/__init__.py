"""The only writers of this app, one module for each thing that can be done."""
