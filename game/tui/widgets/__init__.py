"""What screens are made of. A widget never imports a screen and never plays the game."""
