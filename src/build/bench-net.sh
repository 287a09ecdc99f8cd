# shellcheck shell=sh disable=SC2034,SC2154
# Two network namespaces and the wire between them, for bench.sh. Nothing leaves them: neither has a default route.

# Addresses for documentation (RFC 5737, RFC 3849) and for benchmarks (RFC 2544): nothing else has them.
make_net() {
    server_net=foliot-bench-$$-server
    client_net=foliot-bench-$$-client
    ip netns add "$server_net"
    ip netns add "$client_net"
    ip link add veth0 netns "$server_net" type veth peer name veth0 netns "$client_net"
    if [ "$family" = 4 ]; then
        server_address=192.0.2.1 client_address=192.0.2.2 length=24
        client_range=198.18.0.0/15
    else
        server_address=2001:db8::1 client_address=2001:db8::2 length=64
        client_range=2001:db8:1::/64
    fi
    first_client=${client_range%/*}
    bring_up "$server_net" "$server_address/$length"
    bring_up "$client_net" "$client_address/$length"
    # Every address of the range is the client's own, and the server finds them all behind one neighbour.
    ip -n "$client_net" "-$family" route add local "$client_range" dev lo
    ip -n "$server_net" "-$family" route add "$client_range" via "$client_address"
    if [ "$family" = 6 ]; then
        ip netns exec "$client_net" sh -c 'echo 1 >/proc/sys/net/ipv6/ip_nonlocal_bind'
    fi
}

bring_up() {
    ip -n "$1" link set lo up
    if [ "$family" = 6 ]; then
        ip -n "$1" address add "$2" dev veth0 nodad
    else
        ip -n "$1" address add "$2" dev veth0
    fi
    ip -n "$1" link set veth0 up
}

remove_net() {
    for net in "${server_net-}" "${client_net-}"; do
        [ -z "$net" ] || ip netns delete "$net" 2>/dev/null || :
    done
}
