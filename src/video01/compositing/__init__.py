"""The parts of the compositor: ways, strips, figures, the veil and the grade."""
