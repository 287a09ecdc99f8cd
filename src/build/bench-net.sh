# shellcheck shell=sh disable=SC2034,SC2154
# Two network namespaces and the wire between them, for bench.sh. Nothing leaves them: neither has a default route.

# Addresses for documentation (RFC 5737, RFC 3849) and for benchmarks (RFC 2544): nothing else has them. Clients that are
# in a network each have those for private networks (RFC 1918).
make_net() {
    server_net=foliot-bench-$$-server
    client_net=foliot-bench-$$-client
    ip netns add "$server_net"
    ip netns add "$client_net"
    ip link add veth0 netns "$server_net" type veth peer name veth0 netns "$client_net"
    if [ "$family" = 4 ]; then
        server_address=192.0.2.1 client_address=192.0.2.2 length=24
        second_address=192.0.2.3 client_range=198.18.0.0/15 nodad=
        if $pool; then
            client_range=10.0.0.0/8
        fi
        first_monitor=10.255.0.0
    else
        server_address=2001:db8::1 client_address=2001:db8::2 length=64
        second_address=2001:db8::3 client_range=2001:db8:8000::/33 first_monitor=2001:db8:ff00:: nodad=nodad
    fi
    first_client=${client_range%/*}
    bring_up "$server_net" "$server_address/$length"
    ip -n "$server_net" address add "$second_address/$length" dev veth0 $nodad
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
