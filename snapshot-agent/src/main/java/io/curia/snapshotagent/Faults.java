package io.curia.snapshotagent;

/** Says in one line what went wrong. */
public final class Faults {
    private Faults() {}

    /** The reason in an exception's message or, where there is none, in its cause's, or else its kind. */
    public static String line(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each.getMessage() != null && !each.getMessage().isBlank()) {
                String kind = each instanceof java.nio.file.FileSystemException ? kind(each) + ": " : "";
                return kind + each.getMessage().strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
            }
        }
        return fault instanceof java.net.ConnectException ? "cannot connect" : kind(fault);
    }

    private static String kind(Throwable fault) {
        return fault.getClass().getSimpleName().replaceFirst("Exception$", "");
    }
}
