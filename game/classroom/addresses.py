"""Where a lesson is reached: the addresses of this machine, and which of them may be used without TLS."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import NamedTuple

from game.refusal import Refusal


class Reached(NamedTuple):
    """How a lesson is reached: `address` as pupils type it, `names` by which this machine is also known.

    `listen` is the interface to listen on; `warning` is what the teacher is told, "" where nothing is.
    """

    address: str
    port: int
    listen: str
    scheme: str
    names: tuple[str, ...] = ()
    warning: str = ""

    @property
    def typed(self) -> str:
        """What a pupil types."""
        return with_port(self.address, self.port, self.scheme)

    @property
    def link(self) -> str:
        """The same as a link."""
        return f"{self.scheme}://{self.typed}"

    @property
    def hosts(self) -> frozenset[str]:
        """Every name under which a request may ask for this machine."""
        return frozenset(
            name
            for each in (self.address, *self.names, "localhost", "127.0.0.1")
            for name in (f"{each}:{self.port}", with_port(each, self.port, self.scheme))
        )


def with_port(address: str, port: int, scheme: str) -> str:
    """An address with its port, where that must be said."""
    return address if port == {"http": 80, "https": 443}[scheme] else f"{address}:{port}"


PLAIN = "What pupils send is not encrypted on its way. Names are made up, and the keys end with the lesson."


def where(asked: str | None, port: int, *, secure: bool) -> Reached:
    """Where a lesson can be held. Raises `Refusal` without a network, or for a public one without TLS."""
    own = tuple(dict.fromkeys(own_addresses()))
    address = asked or next((each for each in own if not is_loopback(each)), "")
    if not address:
        raise Refusal(
            "this machine is in no network, so no device can reach it. Join the school's network or switch "
            "on a hotspot. To try a lesson on this machine alone, add: --address 127.0.0.1"
        )
    scheme = "https" if secure else "http"
    reached = addresses_of(address)
    public = [each for each in reached if is_public(each)]
    if public and not secure:
        raise Refusal(
            f"{address} can be reached from the whole internet, where a lesson is held with TLS only. Name a "
            "certificate with --tls-cert and --tls-key, or use an address of the school's network. Behind a "
            "proxy with TLS: historian class serve."
        )
    warning = "" if secure or is_loopback(address) else PLAIN
    if not reached:
        warning = f"{address} is not known here; make sure that pupils' devices find it. {warning}".strip()
    everywhere = secure or not any(map(is_public, own))
    listen = "127.0.0.1" if is_loopback(address) else "0.0.0.0" if everywhere else (reached or (address,))[0]
    return Reached(address, port, listen, scheme, (*own, *own_names()), warning)


def own_addresses() -> Iterator[str]:
    """The addresses of this machine in its networks, the most likely first. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737): only the route is looked up
            yield probe.getsockname()[0]
        except OSError:
            pass
    yield from addresses_of(socket.gethostname())


def addresses_of(name: str) -> tuple[str, ...]:
    """The addresses that a name stands for here; none where it is not known."""
    try:
        found = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def own_names() -> tuple[str, ...]:
    """The names of this machine, the short one first."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return tuple(dict.fromkeys(each for each in (short, f"{short}.local", name) if each))


def name_to_type() -> str:
    """A name by which other devices may find this machine, beside its address; "" where it has none."""
    name = socket.gethostname().lower()
    found = addresses_of(name)
    return name if found and not all(map(is_loopback, found)) else ""


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own to itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def is_public(address: str) -> bool:
    """Whether an address is one of the whole internet."""
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False
