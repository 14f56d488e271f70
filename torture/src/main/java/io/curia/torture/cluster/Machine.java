package io.curia.torture.cluster;

import io.curia.torture.agent.Agent;
import io.curia.torture.agent.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What one server runs on, as far as it can be made faulty: its clock and its disk. Used by one thread. */
public final class Machine {
    private static final int ROOM_MB = 192;
    private static final int BLOCK_KB = 64;

    private final Path faults;
    private final Path state;
    private final Means means;
    private boolean mounted;

    /** @param directory where the server has its state, in {@code dev/state} */
    Machine(Path directory, Means means) {
        this.faults = directory.resolve("faults").toAbsolutePath();
        this.state = directory.resolve("dev").resolve("state");
        this.means = means;
    }

    /** Variables for the server's environment. */
    Map<String, String> environment() throws IOException {
        var environment = new HashMap<String, String>();
        if (means.clock() != null) {
            Files.createDirectories(faults);
            environment.putAll(means.clock().environment(clock()));
        }
        if (means.agent() != null) {
            environment.put("JAVA_OPTS", "-javaagent:" + Agent.argument(means.agent(), faults, means.plants()));
            environment.put("JBOSS_MODULES_SYSTEM_PKGS", "org.jboss.byteman," + Agent.PACKAGE);
        }
        return environment;
    }

    private Path clock() {
        return faults.resolve("clock");
    }

    /** Sets the time of day so many seconds before or after the right one. */
    public void stepClock(long seconds) throws IOException {
        means.clock().step(clock(), seconds);
    }

    /** Has each fsync take longer by so much. */
    public void slowDisk(long milliseconds) throws IOException {
        Disk.set(faults, new Disk.Fault(milliseconds, false));
    }

    /** Has each fsync fail, and drop what it was to write. */
    public void failingDisk() throws IOException {
        Disk.set(faults, new Disk.Fault(0, true));
    }

    /** Has the disk do as it should. */
    public void soundDisk() throws IOException {
        Disk.set(faults, Disk.Fault.NONE);
    }

    /** Takes back what the dead server had not forced. */
    public int losePower() throws IOException {
        return Disk.losePower(faults);
    }

    /** Gives the server a small file system for its state, where that can be; it ends with the mount namespace. */
    void mount() throws IOException, InterruptedException {
        if (means.mounts() && !mounted) {
            Files.createDirectories(state);
            var image = faults.resolveSibling("disk.image");
            Shell.run("truncate", "-s", ROOM_MB + "M", image.toString());
            Shell.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
            Shell.run("mount", "-o", "loop", image.toString(), state.toString());
            mounted = true;
        }
    }

    /** Lets the small file system go with all that is in it. */
    void unmount() throws InterruptedException {
        if (mounted) {
            Shell.run("umount", "--lazy", state.toString());
            mounted = false;
        }
    }

    /** Fills the small file system to the last block. */
    public void fillDisk() throws IOException {
        var block = new byte[BLOCK_KB * 1024];
        try (var filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(state).getUsableSpace() > block.length) {
                throw e;
            }
        }
    }

    /** Gives the room back. */
    public void emptyDisk() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return state.resolve("lost+found").resolve("filler");
    }
}
