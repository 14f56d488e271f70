package io.curia.cli.command;

import java.util.Arrays;

/** What is told of a fault that no command has foreseen: one line that says what it was and where. Stateless. */
public final class UnexpectedFault {
    private static final String OURS = "io.curia.";

    private UnexpectedFault() {}

    /** The line, without its end. */
    public static String line(Throwable fault) {
        if (fault instanceof OutOfMemoryError) {
            return "Error: not enough memory (" + fault.getMessage()
                    + "): JAVA_TOOL_OPTIONS=-Xmx4g, for example, gives more";
        }
        var line = new StringBuilder("Error: unexpected ").append(text(fault));
        for (var cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            line.append(", caused by ").append(text(cause));
        }
        return VisibleText.of(line.append(place(fault)).toString());
    }

    private static String text(Throwable fault) {
        String name = fault.getClass().getSimpleName();
        return fault.getMessage() == null ? name : name + ": " + fault.getMessage();
    }

    private static String place(Throwable fault) {
        return Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> " (at " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber()
                        + ")")
                .orElse("");
    }
}
