package io.curia.fault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.h2.store.fs.FilePath;

/** A path of a {@link FaultyDisk}: the real one behind the disk's scheme. */
final class FaultyPath extends FilePath {
    private final FaultyDisk disk;
    private final String scheme;

    FaultyPath(FaultyDisk disk, String scheme, String realName) {
        this.disk = disk;
        this.scheme = scheme;
        this.name = scheme + ":" + realName;
    }

    private FilePath real() {
        return FilePath.get(name.substring(scheme.length() + 1));
    }

    private FaultyPath wrap(FilePath path) {
        return path == null ? null : new FaultyPath(disk, scheme, path.toString());
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return disk.open(real().toString(), mode);
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public FilePath getPath(String path) {
        return new FaultyPath(disk, scheme, path.substring(scheme.length() + 1));
    }

    @Override
    public FilePath unwrap() {
        return real();
    }

    @Override
    public long size() {
        return real().size();
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        real().moveTo(((FaultyPath) target).real(), atomicReplace);
    }

    @Override
    public boolean createFile() {
        return real().createFile();
    }

    @Override
    public boolean exists() {
        return real().exists();
    }

    @Override
    public void delete() {
        real().delete();
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        return real().newDirectoryStream().stream().<FilePath>map(this::wrap).toList();
    }

    @Override
    public FilePath toRealPath() {
        return wrap(real().toRealPath());
    }

    @Override
    public FilePath getParent() {
        return wrap(real().getParent());
    }

    @Override
    public boolean isDirectory() {
        return real().isDirectory();
    }

    @Override
    public boolean isRegularFile() {
        return real().isRegularFile();
    }

    @Override
    public boolean isAbsolute() {
        return real().isAbsolute();
    }

    @Override
    public long lastModified() {
        return real().lastModified();
    }

    @Override
    public boolean canWrite() {
        return real().canWrite();
    }

    @Override
    public void createDirectory() {
        real().createDirectory();
    }

    @Override
    public boolean setReadOnly() {
        return real().setReadOnly();
    }
}
