package dev.foliot.nts.ke;

/** The types of record that are understood here (RFC 8915, section 7.6). */
enum RecordType {
    END_OF_MESSAGE(0),
    NEXT_PROTOCOL(1),
    ERROR(2),
    WARNING(3),
    AEAD_ALGORITHM(4),
    NEW_COOKIE(5),
    NTP_SERVER(6),
    NTP_PORT(7),
    /** Both sides export keys for AES-128-GCM-SIV as RFC 8915 has it; see {@link SessionKeys}. */
    COMPLIANT_EXPORTER(1024);

    private static final RecordType[] VALUES = values();

    private final int id;

    RecordType(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /** The type of a number; null when it is unknown. */
    static RecordType of(int id) {
        for (RecordType type : VALUES) {
            if (type.id == id) {
                return type;
            }
        }
        return null;
    }
}
