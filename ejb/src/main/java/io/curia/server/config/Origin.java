package io.curia.server.config;

/** Where a value came from, in the administrator's words. */
final class Origin {
    private Origin() {}

    /** The words for a source of the configuration, by the name it gives itself; a file's name is its path. */
    static String of(String sourceName) {
        if (sourceName == null) {
            return "default";
        }
        if (sourceName.startsWith("SysProp")) {
            return "system property";
        }
        return sourceName.startsWith("Env") ? "environment variable" : sourceName;
    }
}
