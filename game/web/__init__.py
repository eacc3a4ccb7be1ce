"""The browser's face: a case compiled to one JSON value, the player, and the page that holds both."""
