package dev.foliot.cli;

/** How a command ended: success, a difference as of diff(1), or the codes of sysexits(3). */
public enum ExitCode {
    OK(0, "success"),
    DIFFERENT(1, "a replay does not do what was recorded"),
    USAGE(64, "the command line is wrong"),
    DATA(65, "a recording is damaged, or none"),
    NO_INPUT(66, "a file does not exist or cannot be read"),
    UNAVAILABLE(69, "no daemon is running, or no server answers"),
    SOFTWARE(70, "a fault of foliot itself; please report it"),
    OS_ERROR(71, "the operating system lacks something that is needed"),
    IO_ERROR(74, "input or output failed"),
    TEMPORARY(75, "not now; try again later"),
    PROTOCOL(76, "the other end does not speak the protocol"),
    NO_PERMISSION(77, "not permitted"),
    CONFIG(78, "the configuration is wrong");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** For a person, in lower case. */
    public String meaning() {
        return meaning;
    }
}
