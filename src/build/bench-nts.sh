# shellcheck shell=sh disable=SC2034,SC2154
# foliot bench nts: what a response that NTS protects costs, and a key exchange.

# A power of two, and more than a server answers in a second: no request is repeated while its answer may come.
REQUESTS=131072

# By its number among AEADs: every server has AES-SIV-CMAC-256, whose cookies are 100 bytes long here.
AEAD=15
COOKIE_BYTES=100

# Exchanges at once, so that the server has something to do while a client has.
EXCHANGES_AT_ONCE=4

run_nts() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=foliot-bench \
        -addext "subjectAltName=IP:$server_address" -keyout "$work/key.pem" -out "$work/certificate.pem" \
        2>"$work/complaints" || fail 70 "no certificate: $(tail -n 1 "$work/complaints")"
    run_rounds
    options="IPv$family, NTS"
    ! $limits || options="$options, access list and rate limiting"
    awk -f src/build/bench.awk -v json="$json" -v what=nts -v load="$load" -v clients="$clients" -v options="$options" \
        "$work/rows"
}

# measured CLASS ARGUMENT... runs one of Foliot's programs that measure on the generator's CPU, as a client.
measured() {
    read -r jar <"$root/target/foliot.stamp"
    class=$1
    shift
    (preferred "$generator_cpu" ip netns exec "$client_net" "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m \
        -XX:+UseSerialGC -XX:-UsePerfData -cp "$root/target/$jar" "dev.foliot.experiment.$class" "$@")
}

# The bare responder knows no keys: it is asked in their length, and sends back what it got.
measure_nts() {
    case $1 in
    limit*) measured NtsRequests "$work/requests" $REQUESTS $AEAD $COOKIE_BYTES ;;
    *)
        measured NtsRequests "$work/requests" $REQUESTS $AEAD "$server_address" "$work/certificate.pem" || return 1
        exchange_keys "$1" || return 1
        ;;
    esac
    measure_load "$1" --requests "$work/requests"
}

# ntpsec has one thread for key exchanges, which waits a second in each.
exchange_keys() {
    [ "$1" != ntpsec ] || return 0
    measured KeyExchangeLoad "$server_address" "$work/certificate.pem" $EXCHANGES_AT_ONCE "$exchanges" \
        "$tools/generator" usage "$server_pid" >"$work/figures" || return 1
    awk -v OFS='\t' -v round="$round" -v name="$1" '{ print round, name, "exchange", $1, $2 }' "$work/figures" \
        >>"$work/rows"
}
