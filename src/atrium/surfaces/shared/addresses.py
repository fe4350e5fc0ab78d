"""Where a request comes from, as far as limits care."""

from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

NETWORK_BITS = 64


def network_address(request: Request) -> str:
    """The address that a request comes from; of IPv6 the network, because one home has a whole one to choose from."""
    client = request.client
    if client is None:
        return "nowhere"
    try:
        address = ip_address(client.host)
    except ValueError:
        return client.host
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or IPv6Address(int(address) >> NETWORK_BITS << NETWORK_BITS))
    return str(address)
