# shellcheck shell=sh
# counts FILE... prints how many tests these JUnit reports tell of: passed, failed, skipped. To be sourced.
counts() {
    cat "$@" 2>/dev/null | awk -v RS='<' '
        function value(name) {
            return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3) + 0 : 0
        }
        /^testsuite[ \n\t]/ {
            gsub(/[\n\t]/, " ")
            tests += value("tests")
            failed += value("failures") + value("errors")
            skipped += value("skipped")
        }
        END { printf "%d passed, %d failed, %d skipped", tests - failed - skipped, failed, skipped }'
}
