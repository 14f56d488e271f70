package io.curia.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every {@code await()} that names no limit of its own wait for a minute instead of ten seconds. What a test waits
 * for comes soon or, if something is broken, never; but on a busy machine soon can be half a minute. JUnit finds it.
 */
public final class Patience implements LauncherSessionListener {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LONG);
    }
}
