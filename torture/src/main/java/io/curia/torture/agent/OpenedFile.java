package io.curia.torture.agent;

import java.nio.channels.FileChannel;
import net.bytebuddy.asm.Advice;

/** Puts the disk of the torture between the store and its files. */
final class OpenedFile {
    private OpenedFile() {}

    @Advice.OnMethodExit
    static void exit(@Advice.This Object path, @Advice.Return(readOnly = false) FileChannel channel) {
        channel = Disk.opened(path.toString(), channel);
    }
}
