"""What fills the window: one module for each screen."""
