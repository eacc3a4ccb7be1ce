"""The lesson over HTTP: one application, whose addresses and roles are the table in `game.classroom.roles`.

Whatever is handed in goes to the `Room`, and is answered once it is on the disk. Pages come whole from the
server and work without a script; with one, a stream of server-sent events brings each new page, and where no
stream gets through the page asks every few seconds.
"""

from game.classroom.server.guard import application
from game.classroom.server.served import COOKIE, Classroom

__all__ = ["COOKIE", "Classroom", "application"]
