"""The preview on the full screen: the scene as a player sees it, and what an author wants to know beside."""
