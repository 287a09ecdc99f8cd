package dev.foliot.daemon;

/** The version of this program. */
public final class Version {
    /** From the jar's manifest; {@code development} when it runs from classes. */
    public static final String TEXT = text();

    private Version() {}

    private static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
