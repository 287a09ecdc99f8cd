package dev.foliot.cli;

/** Which foliot this is. */
public final class Version {
    private Version() {}

    /** The version of the jar, from its manifest; "development" for classes that are in none. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
